import Glibc
public import SpatialEngine

/// The area in which events could have been seen: a box or polygons, its border included.
///
/// Coordinates are those of the metric: the plane's own, or longitude and latitude in degrees.
public struct StudyWindow: Sendable {
    /// How distances and the area are measured.
    public let metric: Metric
    /// Square units: m² where the metric is geographic.
    public let area: Double
    /// The corners of the smallest box round it.
    public let low, high: PlanarPoint
    /// Whether it is a box along the axes.
    public let isBox: Bool
    /// The polygons, each exterior counter-clockwise.
    let outline: MultiPolygon
    /// Sides with the inside on their left.
    let sides: [Side]
    private let tree: PackedTree

    /// One straight side.
    struct Side: Sendable {
        let from, to: PlanarPoint
    }

    /// A box; where longitudes cross the antimeridian `high.x` is above 180.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` for a box without area, ``HotspotError/invalidValue(unit:)`` for
    ///   corners that are no positions.
    public init(low: PlanarPoint, high: PlanarPoint, metric: Metric) throws(HotspotError) {
        let ring = [low, PlanarPoint(x: high.x, y: low.y), high, PlanarPoint(x: low.x, y: high.y), low]
        guard high.x > low.x else { throw .notPositive("the width of the window", high.x - low.x) }
        guard high.y > low.y else { throw .notPositive("the height of the window", high.y - low.y) }
        let corners = ring.map { GeographicPoint(longitude: $0.x, latitude: $0.y) }
        try self.init(outline: MultiPolygon([Polygon(exterior: corners)]), metric: metric, isBox: true)
    }

    /// An area whose parts do not overlap; rings are closed, exteriors of either direction.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` without area, ``HotspotError/invalidValue(unit:)`` for a vertex that
    ///   is no position.
    public init(_ area: MultiPolygon, metric: Metric) throws(HotspotError) {
        try self.init(outline: area.rightHanded(), metric: metric, isBox: false)
    }

    private init(outline: MultiPolygon, metric: Metric, isBox: Bool) throws(HotspotError) {
        let rings = outline.polygons.flatMap(\.rings).map { ring in
            ring.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }
        }
        self.outline = outline
        let vertices = try Positions(rings.flatMap(\.self), metric: metric).points
        self.metric = metric
        self.isBox = isBox
        sides = rings.flatMap { ring in
            zip(ring, ring.dropFirst()).filter { $0 != $1 }.map { Side(from: $0, to: $1) }
        }
        low = PlanarPoint(x: vertices.map(\.x).min() ?? 0, y: vertices.map(\.y).min() ?? 0)
        high = PlanarPoint(x: vertices.map(\.x).max() ?? 0, y: vertices.map(\.y).max() ?? 0)
        area =
            metric.isGeographic
            ? Self.geographicArea(of: rings, metric) : rings.reduce(0) { $0 + Self.area(of: $1) }
        tree = PackedTree(
            boxes: sides.map { side in
                BoundingBox(
                    west: min(side.from.x, side.to.x), south: min(side.from.y, side.to.y),
                    east: max(side.from.x, side.to.x), north: max(side.from.y, side.to.y))
            })
        guard area > 0, area.isFinite else { throw .notPositive("the area of the window", area) }
    }

    /// The signed area of a closed ring in the plane, above 0 when it runs counter-clockwise.
    static func area(of ring: [PlanarPoint]) -> Double {
        guard let origin = ring.first else { return 0 }
        let double = zip(ring, ring.dropFirst()).reduce(0) { sum, side in
            let (a, b) = side
            return sum + (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return double / 2
    }

    /// Sides are straight in longitude and latitude: −∮ zone(φ) dλ, on each side by Gauss–Legendre of short pieces.
    private static func geographicArea(of rings: [[PlanarPoint]], _ metric: Metric) -> Double {
        func zone(_ latitude: Double) -> Double {
            guard metric == .greatCircle else { return Ellipsoid.wgs84.squareMetresPerDegree(from: 0, to: latitude) }
            return Metric.sphereRadius * Metric.sphereRadius * sin(latitude * .pi / 180) * .pi / 180
        }
        var sum = 0.0
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where a.x != b.x {
                let pieces = max(1, Int((abs(b.y - a.y) / 0.5).rounded(.up)))
                for piece in 0..<pieces {
                    let middle = (Double(piece) + 0.5) / Double(pieces)
                    let half = (b.y - a.y) / Double(2 * pieces) / 3.0.squareRoot()
                    let y = a.y + middle * (b.y - a.y)
                    sum -= (b.x - a.x) / Double(pieces) * (zone(y - half) + zone(y + half)) / 2
                }
            }
        }
        return sum
    }

    /// The same place on the turn of longitude on which the window lies.
    func aligned(_ point: PlanarPoint) -> PlanarPoint {
        guard metric.isGeographic else { return point }
        let middle = (low.x + high.x) / 2
        guard abs(point.x - middle) > 180 else { return point }
        return PlanarPoint(x: middle + (point.x - middle).remainder(dividingBy: 360), y: point.y)
    }

    /// Whether a position lies inside or on the border.
    public func contains(_ position: PlanarPoint) -> Bool {
        let point = aligned(position)
        guard point.x >= low.x, point.x <= high.x, point.y >= low.y, point.y <= high.y else { return false }
        if isBox { return true }
        var isInside = false
        // Sides that a ray to the east meets.
        for id in tree.ids(touching: BoundingBox(west: point.x, south: point.y, east: high.x, north: point.y)) {
            let (a, b) = (sides[id].from, sides[id].to)
            let cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
            if cross == 0, point.x <= max(a.x, b.x), point.x >= min(a.x, b.x) { return true }
            if (a.y > point.y) != (b.y > point.y), (cross > 0) == (b.y > a.y) { isInside.toggle() }
        }
        return isInside
    }

    /// Whether the centres of a row's cells lie inside or on the border; the grid has the window's turn of longitude.
    func covers(row: Int, of grid: Grid) -> [Bool] {
        let (columns, transform) = (grid.shape.columns, grid.transform)
        let y = transform.centre(row: row, column: 0).y
        func place(_ x: Double) -> Double { (x - transform.originX) / transform.cellWidth - 0.5 }
        var covered = [Bool](repeating: false, count: columns)
        func cover(from west: Double, to east: Double) {
            let first = max(0, Int(max(-1, min(west.rounded(.up), 1e9))))
            let last = min(columns - 1, Int(max(-1, min(east.rounded(.down), 1e9))))
            if first <= last { for column in first...last { covered[column] = true } }
        }
        guard y >= low.y, y <= high.y else { return covered }
        if isBox {
            cover(from: place(low.x), to: place(high.x))
            return covered
        }
        var crossings: [Double] = []
        for id in tree.ids(touching: BoundingBox(west: low.x, south: y, east: high.x, north: y)) {
            let (a, b) = (sides[id].from, sides[id].to)
            if a.y == y, b.y == y { cover(from: place(min(a.x, b.x)), to: place(max(a.x, b.x))) }
            if a.y == y { cover(from: place(a.x), to: place(a.x)) }
            if (a.y > y) != (b.y > y) { crossings.append(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) }
        }
        crossings.sort()
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
            cover(from: place(crossings[pair]), to: place(crossings[pair + 1]))
        }
        return covered
    }

    /// Numbers of the sides that may lie within `reach` of a position that ``aligned(_:)`` gave.
    func sides(within reach: Double, of point: PlanarPoint) -> [Int] {
        let (dx, dy) = halfBox(of: reach, at: point.y)
        return tree.ids(
            touching: BoundingBox(
                west: point.x - dx, south: point.y - dy, east: point.x + dx, north: point.y + dy))
    }

    /// Half the width and height, in coordinates, of a box that no point within `reach` lies outside of.
    func halfBox(of reach: Double, at latitude: Double) -> (x: Double, y: Double) {
        metric.halfBox(of: reach, at: latitude)
    }
}

extension Metric {
    /// How far, in coordinates, a distance may reach from a position at a latitude.
    public func coordinateReach(_ distance: Double, at latitude: Double) -> PlanarPoint {
        let half = halfBox(of: distance, at: latitude)
        return PlanarPoint(x: half.x, y: half.y)
    }

    /// Half the width and height, in coordinates, of a box round a position that no point within `reach` lies outside of.
    func halfBox(of reach: Double, at latitude: Double) -> (x: Double, y: Double) {
        guard isGeographic else { return (reach, reach) }
        let dy = reach / 110_574
        let highest = abs(latitude) + dy
        // The meridians that touch a circle of radius r round φ: sin Δλ = sin r / cos φ.
        guard highest < 89.99 else { return (360, dy) }
        let ratio = sin(min(reach / 6_356_752, .pi / 2)) / cos(abs(latitude) * .pi / 180)
        return (ratio < 1 ? min(360, asin(ratio) * 180 / .pi * 1.01) : 360, dy)
    }
}
