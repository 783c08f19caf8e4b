import Export
import Ingest
import Network
import SpatialEngine

/// The way of a sea corridor from its origin to its destination, month by month.
struct SeaCorridorPassage: Sendable {
    let corridor: Ingest.Corridor
    /// In travel order.
    let segments: [Segment]
    /// January to December.
    let months: [SeaPassageMonth]
}

extension RiskJob {
    /// The chain of sea legs of each corridor at sea that leads from its origin to its destination soonest; corridors without
    /// such a chain have none.
    static func seaPassages(_ segments: [Segment], _ inputs: JobInputs) -> [SeaCorridorPassage] {
        inputs.pack.settings.corridors.filter { $0.kind == .sea }.compactMap { corridor in
            let own = segments.filter { $0.leg.corridorID == corridor.id && $0.seaMonths.count == 12 }
            guard let chain = chain(own, from: corridor.originID, to: corridor.destinationID) else { return nil }
            return SeaCorridorPassage(
                corridor: corridor, segments: chain, months: (1...12).map { month(of: chain, $0) })
        }
    }

    /// The chain with the least time over the year; the legs of a corridor are few enough to try all.
    private static func chain(_ segments: [Segment], from origin: String, to destination: String) -> [Segment]? {
        var best: (seconds: Double, chain: [Segment])?
        func extend(_ chain: [Segment], _ place: String, _ seconds: Double) {
            if let best, seconds >= best.seconds { return }
            if place == destination {
                best = (seconds, chain)
                return
            }
            for next in segments where next.fromID == place && !chain.contains(where: { $0.fromID == next.toID }) {
                extend(chain + [next], next.toID, seconds + next.seaMonths.reduce(0) { $0 + $1.timing.time.value })
            }
        }
        extend([], origin, 0)
        return best?.chain
    }

    /// Times add up; the chances to come through multiply.
    private static func month(of chain: [Segment], _ number: Int) -> SeaPassageMonth {
        let months = chain.map { $0.seaMonths[number - 1] }
        let seconds = months.reduce(0) { $0 + $1.timing.time.value }
        let heights = months.reduce(0) { $0 + $1.timing.meanSignificantHeight.value * $1.timing.time.value }
        let safe = months.reduce(1) { $0 * (1 - $1.timing.hazard) }
        let unbroken = months.reduce(1 as Double?) { sum, month in
            sum.flatMap { sum in month.criticalWave.map { sum * (1 - $0) } }
        }
        return SeaPassageMonth(
            month: number, seconds: seconds, meanHeightMetres: seconds > 0 ? heights / seconds : 0,
            highestHeightMetres: months.map(\.timing.maximumSignificantHeight.value).max() ?? 0, hazard: 1 - safe,
            criticalWave: unbroken.map { 1 - $0 })
    }
}
