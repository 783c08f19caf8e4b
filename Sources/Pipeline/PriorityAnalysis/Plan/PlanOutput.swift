internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// A plan on its way to files.
struct PlanOutput {
    let routes: [PriorityRoute]
    let sites: [PrioritySite]
    let plan: PriorityPlan
    let panel: PrioritySensitivity
    let changes: [RankingChange]
    let overwrite: Bool

    /// A row for each site, in the order of its table.
    func writeSites(to path: String) throws {
        let chosen = Set(plan.portfolio?.sites ?? [])
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: [
            "site_id", "lever", "unit_cost", "direct", "displacement", "net", "displacement_ratio", "backfire",
            "persons_diverted", "receiving", "net_zero_response", "marginal_direct", "marginal_displacement", "lo90",
            "hi90", "selected", "rank",
        ])
        for (index, (site, outcome)) in zip(sites, plan.sites).enumerated() {
            writer.append(site.id, isFirst: true)
            writer.append(site.lever.rawValue)
            for value in [
                site.unitCost, outcome.direct, outcome.displacement, outcome.net, outcome.displacementRatio ?? .nan,
            ] { writer.append(value) }
            writer.append(outcome.backfires ? "true" : "false")
            writer.append(outcome.personsDiverted)
            writer.append(outcome.receiving.first.map { routes[$0.route].route } ?? "")
            for value in [
                outcome.netZeroResponse, outcome.marginalDirect, outcome.marginalDisplacement,
                outcome.netInterval?.low ?? .nan, outcome.netInterval?.high ?? .nan,
            ] { writer.append(value) }
            writer.append(chosen.contains(index) ? "true" : "false")
            writer.append(outcome.rank)
            try writer.endRecord()
        }
        try writer.commit()
    }

    /// A row for each site and each route, whether the site touches it or not.
    func writeDecomposition(to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: [
            "site_id", "od", "route", "share_before", "share_after", "harm_before", "harm_after",
        ])
        for (index, site) in sites.enumerated() {
            var shifts: [Int: RouteShift] = [:]
            for shift in plan.decomposition(ofSite: index) { shifts[shift.route] = shift }
            for (number, route) in routes.enumerated() {
                writer.append(site.id, isFirst: true)
                writer.append(route.od)
                writer.append(route.route)
                let (share, harm) = (plan.sharesBefore[number], plan.harmBefore(ofRoute: number))
                let shift = shifts[number]
                for value in [share, shift?.shareAfter ?? share, harm, shift?.harmAfter ?? harm] {
                    writer.append(value)
                }
                try writer.endRecord()
            }
        }
        try writer.commit()
    }

    /// A row for each site: its place now, under each changed assumption, over the draws, and how stable it is.
    func writeSensitivity(to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        let names = panel.scenarios.map { "rank_\($0.name)" }
        try writer.append(record: ["site_id", "lever", "rank"] + names + ["rank_lo90", "rank_hi90", "stability"])
        for (index, (site, outcome)) in zip(sites, plan.sites).enumerated() {
            writer.append(site.id, isFirst: true)
            writer.append(site.lever.rawValue)
            writer.append(outcome.rank)
            for scenario in panel.scenarios { writer.append(scenario.places[index]) }
            for place in [outcome.rankInterval?.low, outcome.rankInterval?.high] {
                writer.append(place.map(Double.init) ?? .nan)
            }
            writer.append(panel.stability[index].rawValue)
            try writer.endRecord()
        }
        try writer.commit()
    }

    /// For `--json`.
    func summary(assumptions: JSONObject) -> JSONObject {
        func ids(_ indices: [Int]) -> JSONValue { .array(indices.map { .string(sites[$0].id) }) }
        var summary: JSONObject = [
            "method": .string("priorities plan"), "harm_before": .number(plan.harmBefore),
            "sites": .integer(sites.count), "routes": .integer(routes.count), "portfolio": .null, "naive": .null,
            "regret": .null,
        ]
        if let best = plan.portfolio {
            summary["portfolio"] = .object([
                "sites": ids(best.sites), "cost": .number(best.cost), "direct": .number(best.direct),
                "displacement": .number(best.displacement), "net": .number(best.net),
                "method": .string(best.method.rawValue), "bound": .number(best.bound), "gap": .number(best.gap),
            ])
            summary["naive"] = .object(["sites": ids(best.naiveSites), "net": .number(best.naiveNet)])
            summary["regret"] = .number(best.regret)
        }
        summary["significant"] = ids(sites.indices.filter(isPriority))
        summary["backfire"] = ids(sites.indices.filter { plan.sites[$0].backfires })
        summary["stability"] = .object(stability)
        summary["what_would_change"] = .array(changes.map { .object(object(of: $0)) })
        summary["assumptions"] = .object(assumptions)
        return summary
    }

    /// Harm falls, in at least 95 of 100 draws where there are any.
    private func isPriority(_ site: Int) -> Bool {
        let outcome = plan.sites[site]
        return outcome.net < -plan.tolerance && (outcome.netInterval?.high ?? outcome.net) < -plan.tolerance
    }

    private var stability: JSONObject {
        var object: JSONObject = [:]
        for grade in [Stability.stable, .moderate, .unstable] {
            object[grade.rawValue] = .integer(panel.stability.count { $0 == grade })
        }
        object["largest_harm_route"] =
            panel.largestHarmRoute.map { .object(["od": .string(routes[$0].od), "route": .string(routes[$0].route)]) }
            ?? .null
        return object
    }

    private func object(of change: RankingChange) -> JSONObject {
        [
            "lever": .string(change.lever.rawValue), "first": .string(sites[change.first].id),
            "parameter": .string(change.parameter), "factor": change.factor.map { .number($0) } ?? .null,
            "next": change.next.map { .string(sites[$0].id) } ?? .null,
        ]
    }
}
