import Incidents
import Ingest
import Network
import SpatialEngine

/// How a segment's line came about.
enum GeometryBasis: String, Sendable {
    case traced, river
    case seaRoute = "sea_route"
    case straight
}

/// One leg in one direction, with its line on the ground or the water and its travel time by season.
struct Segment: Sendable {
    let leg: Leg
    let direction: TravelDirection
    let fromID: String
    let toID: String
    /// In travel direction.
    let line: LineString
    let basis: GeometryBasis
    let fromGap: Metres
    let toGap: Metres
    let length: Metres
    /// Seconds under way, one for each month group of the region.
    let seconds: [Double]
    /// The range of the time over all seasons; every value of ``seconds`` lies in it.
    let lowSeconds: Double
    let highSeconds: Double
    /// What a boat meets from January to December; empty for other modes.
    let seaMonths: [SeaMonth]

    /// `<leg_id>:<direction>`.
    var id: String { "\(leg.id):\(direction.rawValue)" }

    /// The modelled hazard at sea in some months over the mean of its year; 1 on land.
    func seaFactor(in months: [Int]) -> Double {
        let own = seaMonths.filter { months.contains($0.month) }.map(\.timing.hazard)
        guard !own.isEmpty else { return 1 }
        let mean = seaMonths.reduce(0) { $0 + $1.timing.hazard } / Double(seaMonths.count)
        return mean > 0 ? own.reduce(0, +) / Double(own.count) / mean : 1
    }

    /// The seasons' mean time, weighed by their months.
    func meanSeconds(weights: [Double]) -> Double {
        zip(seconds, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
}
