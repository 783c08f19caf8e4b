public import SpatialEngine

/// Positions with a distance between them, and one that is cheaper and never longer, to look for candidates with.
private struct Located<Point> {
    let points: [Point]
    /// Coordinates in space; straight lines between them are no longer than `distance`.
    let space: [(x: Double, y: Double, z: Double)]
    let distance: (Point, Point) -> Double

    func chordSquared(_ i: Int, _ j: Int) -> Double {
        let (dx, dy, dz) = (space[i].x - space[j].x, space[i].y - space[j].y, space[i].z - space[j].z)
        return dx * dx + dy * dy + dz * dz
    }
}

extension SpatialWeights {
    /// The `k` nearest other units of each on the ellipsoid, ties by input order; not made symmetric.
    ///
    /// - Throws: ``HotspotError/neighbourCount(_:units:)`` unless 1 ≤ k < number of points.
    /// - Complexity: O(*n*²) additions, and O(*n k*) geodesics.
    public static func nearestNeighbours(
        of points: [GeographicPoint], count k: Int, style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try nearest(Located(onEllipsoid: points), k, style)
    }

    /// The `k` nearest other units of each in the plane, ties by input order; not made symmetric.
    ///
    /// - Throws: ``HotspotError/neighbourCount(_:units:)`` unless 1 ≤ k < number of points.
    /// - Complexity: O(*n*²).
    public static func nearestNeighbours(
        of points: [PlanarPoint], count k: Int, style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try nearest(Located(inPlane: points), k, style)
    }

    /// All other units within `distance` of each on the ellipsoid, the limit included, in input order.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` for a negative or undefined distance.
    /// - Complexity: O(*n*²) additions, and a geodesic for each pair in reach.
    public static func distanceBand(
        of points: [GeographicPoint], within distance: Metres, style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try band(Located(onEllipsoid: points), distance.value, style)
    }

    /// All other units within `distance` (in the plane's unit) of each, the limit included, in input order.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` for a negative or undefined distance.
    public static func distanceBand(
        of points: [PlanarPoint], within distance: Double, style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try band(Located(inPlane: points), distance, style)
    }

    private static func nearest<Point>(
        _ positions: Located<Point>, _ k: Int, _ style: Style
    ) throws(HotspotError) -> SpatialWeights {
        let n = positions.points.count
        guard k >= 1, k < n else { throw .neighbourCount(k, units: n) }
        let lists = (0..<n).map { i -> [Int] in
            let others = (0..<n).filter { $0 != i }
            // The k nearest by chord are all within `reach`; whoever is nearer than they has a chord within it too.
            let byChord = others.map { positions.chordSquared(i, $0) }
            let limit = byChord.sorted()[k - 1]
            let reach = zip(others, byChord).reduce(0.0) { reach, other in
                other.1 <= limit
                    ? max(reach, positions.distance(positions.points[i], positions.points[other.0])) : reach
            }
            let candidates = zip(others, byChord).filter { $0.1 <= reach * reach * (1 + 1e-9) }.map { other in
                (index: other.0, distance: positions.distance(positions.points[i], positions.points[other.0]))
            }
            let sorted = candidates.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
            return sorted.prefix(k).map(\.index)
        }
        return SpatialWeights(lists, style: style)
    }

    private static func band<Point>(
        _ positions: Located<Point>, _ distance: Double, _ style: Style
    ) throws(HotspotError) -> SpatialWeights {
        guard distance >= 0 else { throw .notPositive("the distance of a band", distance) }
        let n = positions.points.count
        let lists = (0..<n).map { i in
            (0..<n).filter { j in
                j != i && positions.chordSquared(i, j) <= distance * distance * (1 + 1e-9)
                    && positions.distance(positions.points[i], positions.points[j]) <= distance
            }
        }
        return SpatialWeights(lists, style: style)
    }
}

extension Located<GeographicPoint> {
    /// Geodesic distances; chords run straight through the ellipsoid.
    init(onEllipsoid points: [GeographicPoint]) {
        let space = points.map { Ellipsoid.wgs84.geocentric($0) }
        self.init(points: points, space: space) { Geodesic.distance($0, $1).value }
    }
}

extension Located<PlanarPoint> {
    init(inPlane points: [PlanarPoint]) {
        self.init(points: points, space: points.map { (x: $0.x, y: $0.y, z: 0) }) { a, b in
            let (dx, dy) = (a.x - b.x, a.y - b.y)
            return (dx * dx + dy * dy).squareRoot()
        }
    }
}
