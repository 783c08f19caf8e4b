import Glibc
internal import SpatialEngine

/// Squared distances fast: positions put into space, where chords are cheap and never longer than the distance.
struct GroundDistance: Sendable {
    let metric: Metric
    /// Whether the chord with one term of its series is used for geodesics and great circles.
    private let isLocal: Bool

    /// Up to 200 km the series is off by less than 10⁻⁷ of a kernel's height.
    init(_ metric: Metric, scale: Double) {
        self.metric = metric
        isLocal = scale <= 200_000
    }

    /// The square of the distance of two positions; `chordSquared` is that of their places in space.
    @inline(__always)
    func squared(_ a: PlanarPoint, _ b: PlanarPoint, chordSquared: Double) -> Double {
        if metric == .euclidean { return chordSquared }
        if isLocal, metric.isGeographic { return Self.arcSquared(chordSquared) }
        let distance = metric.distance(a, b)
        return distance * distance
    }

    /// d² = c²(1 + c²/12R² + c⁴/90R⁴ + …).
    @inline(__always)
    static func arcSquared(_ chordSquared: Double) -> Double {
        let ratio = chordSquared / (Metric.sphereRadius * Metric.sphereRadius)
        return chordSquared * (1 + ratio * (1.0 / 12 + ratio / 90))
    }
}

/// Positions ready to be searched for those within a distance of a place, always found in the same order.
struct NearbyPoints: Sendable {
    let ground: GroundDistance
    let points: [PlanarPoint]
    private let tree: PointTree

    init(_ points: [PlanarPoint], ground: GroundDistance) {
        self.points = points
        self.ground = ground
        tree = PointTree(points.map(ground.metric.place))
    }

    /// Calls `body` with each point within `reach` and its squared distance.
    @inline(__always)
    func visit(near point: PlanarPoint, reach: Double, _ body: (_ index: Int, _ squaredDistance: Double) -> Void) {
        let limit = reach * reach
        var found: [(squared: Double, place: Int32)] = []
        tree.collect(within: limit * (1 + 1e-12), of: ground.metric.place(point), into: &found)
        for (chord, place) in found {
            let squared = ground.squared(points[Int(place)], point, chordSquared: chord)
            if squared <= limit { body(Int(place), squared) }
        }
    }
}
