import Incidents
import Ingest
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

    /// The time of a whole year: the seasons weighed by their months.
    func meanSeconds(weights: [Double]) -> Double {
        zip(seconds, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
}
