import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

extension LayerAssembly {
    /// The alternatives of every origin–destination pair in each season.
    func routes(
        _ flows: NetworkFlows, _ segments: [Segment], _ rates: SegmentRates
    ) throws(JobError) -> Layer {
        let status = inputs.rateStatus(rates)
        var features: [FeatureParts] = []
        for set in flows.routeSets {
            for (number, option) in set.options.enumerated() {
                let risk: RouteRisk
                do {
                    risk = try RouteRisk(along: option.segments, of: rates.risks)
                } catch {
                    throw .method(stage: JobStage.layers.rawValue, problem: "\(error)")
                }
                let isKnown = risk.perPerson != nil && option.persons != nil
                let events =
                    option.segments.contains { rates.isSuppressed[$0] }
                    ? nil : option.segments.reduce(0) { $0 + rates.events[$1] }
                let score = ScoreBlock(
                    method: "path-size logit; 1 − exp(−Σ hazard)", status: status.status, reason: status.reason.en,
                    events: events, exposure: isKnown ? option.persons : nil,
                    stability: stability(of: option.segments, rates))
                features.append(
                    (
                        "route:" + routeID(set, number),
                        .multiLineString(option.segments.map { segments[$0].line }),
                        keys(set, number, option, segments)
                            + ["measure": .text(isKnown ? "risk" : "count_density")]
                            + quantiles(isKnown && status.status != .refused ? risk.per1000 : nil, of: "risk_per_1000")
                            + score.properties(frame)
                    ))
            }
        }
        return try layer(.routes, features)
    }

    /// `<origin>:<destination>:<direction>:<month_group>:<n>`.
    func routeID(_ set: RouteSet, _ number: Int) -> String {
        let group = inputs.pack.settings.monthGroups[set.monthGroup].id
        return "\(set.pair.originID):\(set.pair.destinationID):\(set.pair.direction.rawValue):\(group):\(number + 1)"
    }

    private func keys(
        _ set: RouteSet, _ number: Int, _ option: RouteOption, _ segments: [Segment]
    ) -> [String: PropertyValue] {
        let parts = option.segments.map { segments[$0] }
        let group = inputs.pack.settings.monthGroups[set.monthGroup]
        let corridors = unrepeated(parts.map(\.leg.corridorID))
        let name = name(from: set.pair.originID, to: set.pair.destinationID)
        let through = " (" + corridors.joined(separator: ", ") + ")"
        return [
            "route_id": .text(routeID(set, number)), "origin_id": .text(set.pair.originID),
            "destination_id": .text(set.pair.destinationID), "name": .text(name + through),
            "name_es": .text(name + through), "direction": .text(set.pair.direction.rawValue),
            "month_group": .text(group.id), "months": .list(inputs.months(ofGroup: set.monthGroup).map(String.init)),
            "alternative": .integer(number + 1), "corridor_ids": .list(corridors),
            "segment_ids": .list(parts.map(\.id)), "modes": .list(unrepeated(parts.map(\.leg.mode.rawValue))),
            "share": .number(option.share), "share_q05": .number(option.shareLow),
            "share_q95": .number(option.shareHigh), "flow_person_trips": PropertyValue(option.persons.map(rounded)),
            "length_m": .number(rounded(parts.reduce(0) { $0 + $1.length.value })),
            "time_s": .number(rounded(option.seconds)),
            "time_low_s": .number(rounded(parts.reduce(0) { $0 + $1.lowSeconds })),
            "time_high_s": .number(rounded(parts.reduce(0) { $0 + $1.highSeconds })),
        ]
    }

    /// A route is no stabler than its least stable segment.
    private func stability(of route: [Int], _ rates: SegmentRates) -> String {
        let grades = ["not_assessed", "unstable", "moderate", "stable"]
        let worst = route.map { grades.firstIndex(of: rates.risks.segments[$0].stability.rawValue) ?? 0 }.min() ?? 0
        return grades[worst]
    }

    /// Items in order, each only where it differs from the one before.
    func unrepeated(_ items: [String]) -> [String] {
        var kept: [String] = []
        for item in items where item != kept.last { kept.append(item) }
        return kept
    }
}
