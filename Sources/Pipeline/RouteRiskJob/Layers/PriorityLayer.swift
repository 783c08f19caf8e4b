import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

extension LayerAssembly {
    /// Every candidate area under both levers, side by side.
    func priorities(
        _ found: PriorityFindings, _ segments: [Segment], _ flows: NetworkFlows, _ rates: SegmentRates
    ) throws(JobError) -> Layer {
        var features: [FeatureParts] = []
        for (index, area) in found.areas.enumerated() {
            let outline = MultiPolygon([try disc(round: area.place.position, radius: outlineRadius(of: area))])
            for lever in Risk.Lever.allCases {
                let isRefused = inputs.rateStatus(rates).status == .refused
                let site =
                    isRefused ? nil : found.outcomes.first { $0.area == index && $0.lever == lever }
                let score = scoreBlock(area, lever, flows, rates, site)
                features.append(
                    (
                        "priority:\(area.place.id):\(lever.rawValue)", .multiPolygon(outline),
                        keys(of: area, lever, segments) + outcome(site, lever)
                            + score.properties(frame)
                    ))
            }
        }
        return try layer(.priorities, features)
    }

    /// Never finer than the place is known.
    private func outlineRadius(of area: PriorityArea) -> Metres {
        max(area.place.precision, Metres(inputs.optionalParameter("site_reach_m") ?? 0))
    }

    private func keys(of area: PriorityArea, _ lever: Risk.Lever, _ segments: [Segment]) -> [String: PropertyValue] {
        let corridors = Set(area.reach.map { segments[$0.segment].leg.corridorID }).sorted()
        return [
            "area_id": .text(area.place.id), "name": .text(area.place.name), "name_es": .text(area.place.name),
            "area_kind": .text(area.kind), "corridor_ids": .list(corridors), "lever": .text(lever.rawValue),
        ]
    }

    private func scoreBlock(
        _ area: PriorityArea, _ lever: Risk.Lever, _ flows: NetworkFlows, _ rates: SegmentRates,
        _ site: PriorityOutcome?
    ) -> ScoreBlock {
        let members = area.reach.map(\.segment)
        // Events are spread evenly along a segment.
        let events = area.reach.reduce(0) { $0 + rates.events[$1.segment] * $1.shareOfSegment }
        let exposures = members.compactMap { exposure($0, flows) }
        let threshold = inputs.optionalParameter("suppression_threshold") ?? .infinity
        let isHidden =
            members.contains { rates.isSuppressed[$0] } || (events > RiskJob.noCount && events < threshold)
        let status = inputs.rateStatus(rates)
        let reason =
            if site != nil || status.status == .refused {
                status.reason.en
            } else if !area.allows(lever) {
                "reception posts and clinics are places of protection and no targets"
            } else {
                "no counted flow with a known rate passes within reach"
            }
        return ScoreBlock(
            method: "direct and displaced harm under path choice", status: site == nil ? .refused : status.status,
            reason: reason, events: isHidden ? nil : events,
            exposure: exposures.max(), stability: (site?.stability ?? .notAssessed).rawValue)
    }

    private func outcome(
        _ site: PriorityOutcome?, _ lever: Risk.Lever
    ) -> [String: PropertyValue] {
        let outcome = site?.outcome
        let direct = outcome.map { rounded($0.direct) }
        let displaced = outcome.map { rounded($0.displacement) }
        let net = direct.flatMap { direct in displaced.map { direct + $0 } }
        let interval = outcome?.interval
        let diverted = lever == .protection ? outcome.map { _ in 0.0 } : outcome.map { rounded($0.personsDiverted) }
        let ratio = direct.flatMap { direct in direct == 0 ? nil : displaced.map { -$0 / direct } }
        return [
            "rank": PropertyValue(outcome?.rank),
            "rank_low": PropertyValue(outcome.map { min($0.rank, $0.rankInterval?.low ?? $0.rank) }),
            "rank_high": PropertyValue(outcome.map { max($0.rank, $0.rankInterval?.high ?? $0.rank) }),
            "direct_harm_per_year": PropertyValue(direct), "displaced_harm_per_year": PropertyValue(displaced),
            "net_harm_per_year": PropertyValue(net),
            "net_harm_per_year_q05": PropertyValue(net.map { min($0, rounded(interval?.q05 ?? $0)) }),
            "net_harm_per_year_q95": PropertyValue(net.map { max($0, rounded(interval?.q95 ?? $0)) }),
            "zero_response_net_harm_per_year": PropertyValue(direct),
            "persons_diverted_per_year": PropertyValue(diverted),
            "receiving_corridor_ids": outcome == nil
                ? .null : .list(lever == .protection ? [] : site?.receivingCorridors ?? []),
            "displacement_ratio": PropertyValue(ratio.map(rounded)), "backfire": PropertyValue(net.map { $0 > 0 }),
            "backfire_probability": PropertyValue(outcome?.backfireProbability.map(rounded)),
            "selected": PropertyValue(site?.isSelected ?? (inputs.settings.budget == nil ? nil : false)),
        ]
    }
}
