public import SpatialEngine

/// A coast that drifting objects strand on: where a straight step first meets land.
///
/// Steps and shores are straight in longitude and latitude, or on the plane. Edges lie in the cells of a regular grid, so that
/// a step on the open sea looks at a few empty cells.
public struct DriftCoast: Sendable {
    private let edges: [Edge]
    private let box: BoundingBox
    private let columns: Int
    private let rows: Int
    /// Where each cell's edges begin in ``members``; one more than there are cells.
    private let starts: [Int32]
    private let members: [Int32]

    private struct Edge {
        let ax, ay, bx, by: Double
    }

    /// Takes the rings of land; nil without any.
    ///
    /// - Complexity: O(edges) time and space, with some two cells an edge.
    public init?(land: MultiPolygon) {
        var edges: [Edge] = []
        for polygon in land.polygons {
            for ring in polygon.rings {
                for (a, b) in zip(ring, ring.dropFirst()) where a != b {
                    edges.append(Edge(ax: a.longitude, ay: a.latitude, bx: b.longitude, by: b.latitude))
                }
            }
        }
        guard let box = BoundingBox(around: land.polygons.flatMap { $0.exterior }), !edges.isEmpty else { return nil }
        self.edges = edges
        self.box = box
        let side = min(2048, max(8, Int((2 * Double(edges.count)).squareRoot())))
        (columns, rows) = (side, side)
        let grid = (box: box, columns: side, rows: side)
        var counts = [Int32](repeating: 0, count: side * side + 1)
        for edge in edges { Self.visit(edge, grid) { counts[$0 + 1] += 1 } }
        for cell in 1..<counts.count { counts[cell] += counts[cell - 1] }
        var next = counts
        var members = [Int32](repeating: 0, count: Int(counts[side * side]))
        for (index, edge) in edges.enumerated() {
            Self.visit(edge, grid) { cell in
                members[Int(next[cell])] = Int32(index)
                next[cell] += 1
            }
        }
        (starts, self.members) = (counts, members)
    }

    /// Every cell of the box around an edge.
    private static func visit(
        _ edge: Edge, _ grid: (box: BoundingBox, columns: Int, rows: Int), _ body: (Int) -> Void
    ) {
        let (c0, c1) = span(edge.ax, edge.bx, grid.box.west, grid.box.east, grid.columns)
        let (r0, r1) = span(edge.ay, edge.by, grid.box.south, grid.box.north, grid.rows)
        for row in r0...r1 { for column in c0...c1 { body(row * grid.columns + column) } }
    }

    /// The first and last of `count` parts of `low`…`high` between two numbers.
    private static func span(_ a: Double, _ b: Double, _ low: Double, _ high: Double, _ count: Int) -> (Int, Int) {
        func part(_ x: Double) -> Int {
            high > low ? min(count - 1, max(0, Int((x - low) / (high - low) * Double(count)))) : 0
        }
        return (part(min(a, b)), part(max(a, b)))
    }

    /// Where the straight step from `a` to `b` first meets a shore; nil if it meets none.
    public func firstMeeting(from a: GeographicPoint, to b: GeographicPoint) -> GeographicPoint? {
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        guard max(a.longitude, b.longitude) >= box.west, min(a.longitude, b.longitude) <= box.east,
            max(a.latitude, b.latitude) >= box.south, min(a.latitude, b.latitude) <= box.north
        else { return nil }
        let (c0, c1) = Self.span(a.longitude, b.longitude, box.west, box.east, columns)
        let (r0, r1) = Self.span(a.latitude, b.latitude, box.south, box.north, rows)
        var first = Double.infinity
        for row in r0...r1 {
            for cell in (row * columns + c0)...(row * columns + c1) {
                for place in starts[cell]..<starts[cell + 1] {
                    first = min(first, Self.share(of: edges[Int(members[Int(place)])], a, dx, dy))
                }
            }
        }
        guard first <= 1 else { return nil }
        return GeographicPoint(longitude: a.longitude + first * dx, latitude: a.latitude + first * dy)
    }

    /// Which share of the step from `a` lies before the edge; infinity if they do not meet.
    private static func share(of edge: Edge, _ a: GeographicPoint, _ dx: Double, _ dy: Double) -> Double {
        let (ex, ey) = (edge.bx - edge.ax, edge.by - edge.ay)
        let (ox, oy) = (edge.ax - a.longitude, edge.ay - a.latitude)
        let cross = dx * ey - dy * ex
        // A step along a shore meets it at its ends, with the next edges.
        guard cross != 0 else { return .infinity }
        let (step, along) = ((ox * ey - oy * ex) / cross, (ox * dy - oy * dx) / cross)
        return step >= 0 && step <= 1 && along >= 0 && along <= 1 ? step : .infinity
    }

    /// Whether a position lies on land: an odd number of shores to its east.
    public func isLand(_ p: GeographicPoint) -> Bool {
        guard p.longitude >= box.west, p.longitude <= box.east, p.latitude >= box.south, p.latitude <= box.north
        else { return false }
        let (row, _) = Self.span(p.latitude, p.latitude, box.south, box.north, rows)
        let (column, _) = Self.span(p.longitude, p.longitude, box.west, box.east, columns)
        var isLand = false
        for cell in (row * columns + column)..<((row + 1) * columns) {
            for place in starts[cell]..<starts[cell + 1] {
                let edge = edges[Int(members[Int(place)])]
                guard (edge.ay > p.latitude) != (edge.by > p.latitude) else { continue }
                let x = edge.ax + (p.latitude - edge.ay) / (edge.by - edge.ay) * (edge.bx - edge.ax)
                // An edge lies in several cells; it counts in the one where the ray meets it.
                let (home, _) = Self.span(x, x, box.west, box.east, columns)
                if x > p.longitude && row * columns + home == cell { isLand.toggle() }
            }
        }
        return isLand
    }

    /// The position of a shore next to `p`, with degrees of longitude and latitude as long as they are there.
    ///
    /// - Complexity: O(edges).
    public func nearestShore(to p: GeographicPoint, in space: SeaSpace) -> GeographicPoint {
        let radii = LocalRadii(latitude: p.latitude)
        let lengthOfDegree = space == .plane ? 1 : radii.metresPerDegreeEast / radii.metresPerDegreeNorth
        var (best, nearest) = (p, Double.infinity)
        for edge in edges {
            let (ex, ey) = ((edge.bx - edge.ax) * lengthOfDegree, edge.by - edge.ay)
            let (px, py) = ((p.longitude - edge.ax) * lengthOfDegree, p.latitude - edge.ay)
            let share = min(1, max(0, (px * ex + py * ey) / (ex * ex + ey * ey)))
            let (gx, gy) = (px - share * ex, py - share * ey)
            guard gx * gx + gy * gy < nearest else { continue }
            nearest = gx * gx + gy * gy
            best = GeographicPoint(
                longitude: edge.ax + share * (edge.bx - edge.ax), latitude: edge.ay + share * (edge.by - edge.ay))
        }
        return best
    }
}
