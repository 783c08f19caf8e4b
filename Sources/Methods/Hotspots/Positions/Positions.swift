public import SpatialEngine

/// Where units or events are, and how distances between them are measured.
public struct Positions: Sendable {
    /// One a unit, in input order; longitude and latitude where the metric is geographic.
    public let points: [PlanarPoint]
    /// How far apart two of them are.
    public let metric: Metric

    /// Positions that are finite, and with latitudes within ±90 where the metric is geographic.
    ///
    /// - Throws: ``HotspotError/invalidValue(unit:)`` for the first that is not.
    public init(_ points: [PlanarPoint], metric: Metric) throws(HotspotError) {
        if let unit = points.firstIndex(where: { point in
            !point.x.isFinite || !point.y.isFinite || (metric.isGeographic && abs(point.y) > 90)
        }) {
            throw .invalidValue(unit: unit)
        }
        self.points = points
        self.metric = metric
    }

    /// Some of the positions, in the order of `units`.
    init(selecting units: [Int], of whole: Positions) {
        (points, metric) = (units.map { whole.points[$0] }, whole.metric)
    }

    /// How many there are.
    public var count: Int { points.count }

    /// The distance between two units, in metres or the plane's unit.
    public func distance(_ i: Int, _ j: Int) -> Double { metric.distance(points[i], points[j]) }
}
