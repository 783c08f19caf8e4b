import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

extension RiskJob {
    /// First places that the map shows, and measures that backfire.
    private static let (shownFirst, shownBackfires) = (4, 4)

    /// What stands behind the priorities, as the report shows it.
    static func priorities(
        _ found: PriorityFindings, _ segments: [Segment], _ inputs: JobInputs
    ) -> PriorityContent {
        PriorityContent(
            diversions: diversions(found, segments, inputs),
            leaders: Risk.Lever.allCases.compactMap { leader($0, found, inputs) })
    }

    /// The largest flow of each of the first places and of the measures that backfire most; one of several alike.
    private static func diversions(
        _ found: PriorityFindings, _ segments: [Segment], _ inputs: JobInputs
    ) -> [PriorityContent.Diversion] {
        let sites = found.outcomes.filter { $0.lever == .enforcement }
            .sorted { $0.outcome.rank < $1.outcome.rank }
        let best = distinct(sites.filter { !$0.outcome.backfires }, found, segments, inputs).prefix(shownFirst)
        let worst = distinct(sites.filter(\.outcome.backfires).reversed(), found, segments, inputs).prefix(
            shownBackfires)
        return Array(best) + worst
    }

    /// Arrows that begin far enough from those before to the same corridor.
    private static func distinct(
        _ sites: [PriorityOutcome], _ found: PriorityFindings, _ segments: [Segment], _ inputs: JobInputs
    ) -> [PriorityContent.Diversion] {
        var kept: [PriorityContent.Diversion] = []
        for site in sites {
            guard let arrow = diversion(site, found, segments, inputs),
                !kept.contains(where: {
                    $0.corridor == arrow.corridor && Geodesic.distance($0.from, arrow.from) < Metres(8_000)
                })
            else { continue }
            kept.append(arrow)
        }
        return kept
    }

    private static func diversion(
        _ site: PriorityOutcome, _ found: PriorityFindings, _ segments: [Segment], _ inputs: JobInputs
    ) -> PriorityContent.Diversion? {
        let gains = site.shifts.filter { !$0.isOutside }.map { ($0, $0.personsAfter - $0.personsBefore) }
        guard let (shift, persons) = gains.max(by: { $0.1 < $1.1 }), persons >= 1,
            let middle = middle(of: shift.corridorID, segments)
        else { return nil }
        let place = found.areas[site.area].place
        return PriorityContent.Diversion(
            area: place.name, from: place.position, corridor: corridorName(shift.corridorID, inputs), to: middle,
            persons: persons, isBackfire: site.outcome.backfires)
    }

    /// The middle vertex of the longest leg of a corridor.
    private static func middle(of corridorID: String, _ segments: [Segment]) -> GeographicPoint? {
        let legs = segments.filter { $0.leg.corridorID == corridorID && !$0.line.points.isEmpty }
        return legs.max { ($0.length, $1.id) < ($1.length, $0.id) }.map { $0.line.points[$0.line.points.count / 2] }
    }

    static func corridorName(_ id: String, _ inputs: JobInputs) -> Bilingual {
        switch id {
        case CorridorShift.outside: Bilingual("stay away", "no viajan")
        case unlistedWay: Bilingual("ways that are not listed", "vías no listadas")
        default:
            Bilingual(
                "\(id) \(inputs.pack.corridor(id)?.name ?? "")", "\(id) \(inputs.pack.corridor(id)?.nameSpanish ?? "")")
        }
    }

    private static func leader(
        _ lever: Risk.Lever, _ found: PriorityFindings, _ inputs: JobInputs
    ) -> PriorityContent.Leader? {
        guard let site = found.outcomes.firstIndex(where: { $0.lever == lever && $0.outcome.rank == 1 }) else {
            return nil
        }
        let outcome = found.outcomes[site]
        return PriorityContent.Leader(
            lever: lever.rawValue, area: found.areas[outcome.area].place.name, net: outcome.outcome.net,
            swings: swings(of: site, found.sensitivity),
            corridors: outcome.shifts.map { shift in
                PriorityContent.CorridorShift(
                    corridor: corridorName(shift.corridorID, inputs), personsBefore: shift.personsBefore,
                    personsAfter: shift.personsAfter, harmBefore: shift.harmBefore, harmAfter: shift.harmAfter)
            }, successions: successions(of: site, lever, found))
    }

    private static func words(_ item: PriorityCase) -> String {
        item.unit.isEmpty ? "\(item.value)" : "\(item.value) \(item.unit)"
    }

    /// Assumptions that move the figure at all, widest first.
    private static func swings(of site: Int, _ panel: AssumptionPanel) -> [PriorityContent.Swing] {
        let swings = panel.cases.filter { !$0.isHigh }.compactMap { low -> PriorityContent.Swing? in
            guard let high = panel.cases.first(where: { $0.isHigh && $0.parameter == low.parameter }),
                low.nets[site] != high.nets[site]
            else { return nil }
            return PriorityContent.Swing(
                parameter: low.parameter, low: words(low), high: words(high), atLow: low.nets[site],
                atHigh: high.nets[site])
        }
        return swings.sorted {
            (abs($1.atHigh - $1.atLow), $0.parameter) < (abs($0.atHigh - $0.atLow), $1.parameter)
        }
    }

    private static func successions(
        of site: Int, _ lever: Risk.Lever, _ found: PriorityFindings
    ) -> [PriorityContent.Succession] {
        found.sensitivity.cases.compactMap { item in
            let first = found.outcomes.indices.first { found.outcomes[$0].lever == lever && item.ranks[$0] == 1 }
            guard let first, first != site else { return nil }
            return PriorityContent.Succession(
                parameter: item.parameter, value: words(item),
                area: found.areas[found.outcomes[first].area].place.name)
        }
    }
}
