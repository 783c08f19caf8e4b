internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// A plan on its way to files.
struct PlanOutput {
    let routes: [PriorityRoute]
    let sites: [PrioritySite]
    let plan: PriorityPlan
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

    /// A row for each site and each route of the pairs that it touches.
    func writeDecomposition(to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: [
            "site_id", "od", "route", "share_before", "share_after", "harm_before", "harm_after",
        ])
        for (index, site) in sites.enumerated() {
            for shift in plan.decomposition(ofSite: index) {
                writer.append(site.id, isFirst: true)
                writer.append(routes[shift.route].od)
                writer.append(routes[shift.route].route)
                for value in [shift.shareBefore, shift.shareAfter, shift.harmBefore, shift.harmAfter] {
                    writer.append(value)
                }
                try writer.endRecord()
            }
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
        summary["assumptions"] = .object(assumptions)
        return summary
    }
}
