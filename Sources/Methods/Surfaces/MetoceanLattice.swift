import SpatialEngine

/// The regular points of a grid, in degrees or in metres of a plane.
struct MetoceanLattice: Sendable {
    let x: SeaStateAxis
    let y: SeaStateAxis
    let isPlanar: Bool
    /// No two points lie nearer to each other than this, m, as far as gaps are filled.
    let leastStep: Double

    /// - Throws: ``SeaStateError/irregularGrid(_:)``.
    init(x: [Double], y: [Double], isPlanar: Bool) throws(SeaStateError) {
        self.x = try SeaStateAxis(isPlanar ? "x positions" : "longitudes", x, isLongitude: !isPlanar)
        self.y = try SeaStateAxis(isPlanar ? "y positions" : "latitudes", y, isLongitude: false)
        self.isPlanar = isPlanar
        let farthest = max(abs(self.y.first), abs(self.y.last))
        let scale = GroundScale(at: min(89, farthest + 1), isPlanar: isPlanar)
        leastStep = 0.98 * min(scale.east * self.x.step, 0.99 * scale.north * self.y.step)
    }

    /// Four points round a place by their numbers, and the weights of the eastern and northern ones.
    struct Cell {
        let southWest: Int
        let southEast: Int
        let northWest: Int
        let northEast: Int
        let east: Double
        let north: Double
    }

    /// Row-major from the south-west.
    var count: Int { x.positions.count * y.positions.count }

    /// A place with its longitude in the turn of the axis.
    @inline(__always) func turned(_ point: GeographicPoint) -> GeographicPoint {
        isPlanar ? point : GeographicPoint(longitude: x.turned(point.longitude), latitude: point.latitude)
    }

    /// The points round a turned place; nil beyond the grid.
    @inline(__always) func cell(around place: GeographicPoint) -> Cell? {
        guard let columns = x.interval(around: place.longitude), let rows = y.interval(around: place.latitude) else {
            return nil
        }
        let (low, high) = (rows.low * x.positions.count, rows.high * x.positions.count)
        return Cell(
            southWest: low + columns.low, southEast: low + columns.high, northWest: high + columns.low,
            northEast: high + columns.high, east: columns.share, north: rows.share)
    }

    /// The place of a point of the grid.
    func place(_ node: Int) -> GeographicPoint {
        GeographicPoint(
            longitude: x.positions[node % x.positions.count], latitude: y.positions[node / x.positions.count])
    }
}

/// The points of a lattice where something is known, and how far off they are.
struct KnownNodes: Sendable {
    /// For each point the rings of neighbours to the nearest known one; `UInt16.max` where there is none at all.
    private let rings: [UInt16]
    private let isKnown: [Bool]

    /// - Complexity: O(points).
    init(_ isKnown: [Bool], on lattice: MetoceanLattice) {
        self.isKnown = isKnown
        let columns = lattice.x.positions.count
        var rings = isKnown.map { $0 ? 0 : UInt16.max }
        // A ring distance is the largest of the two steps, for which two passes over the neighbours are exact.
        func lower(_ node: Int, _ steps: [(Int, Int)]) {
            for (dx, dy) in steps {
                let (column, row) = (node % columns + dx, node / columns + dy)
                guard column >= 0, column < columns, row >= 0, row < rings.count / columns else { continue }
                let there = rings[row * columns + column]
                if there < .max - 1 { rings[node] = min(rings[node], there + 1) }
            }
        }
        for node in rings.indices { lower(node, [(-1, 0), (-1, -1), (0, -1), (1, -1)]) }
        for node in rings.indices.reversed() { lower(node, [(1, 0), (1, 1), (0, 1), (-1, 1)]) }
        self.rings = rings
    }

    subscript(_ node: Int) -> Bool { isKnown[node] }

    /// The known point nearest to a turned place, at most `radius` metres away; ties: the first in row order of its ring.
    func nearest(to place: GeographicPoint, on lattice: MetoceanLattice, within radius: Double) -> Int? {
        let (x, y) = (lattice.x, lattice.y)
        let (column, row) = (x.nearest(to: place.longitude), y.nearest(to: place.latitude))
        // Round the globe a known point may lie behind the seam, where rings were not counted.
        var ring = x.isPeriodic ? 0 : Int(rings[row * x.positions.count + column])
        let scale = GroundScale(at: place.latitude, isPlanar: lattice.isPlanar)
        let step = lattice.leastStep
        var (nearest, least): (Int?, Double) = (nil, radius * radius)
        while ring <= max(x.positions.count, y.positions.count) {
            let reach = max(0, (Double(ring) - 0.5) * step)
            if reach * reach > least { break }
            for dy in -ring...ring where y.positions.indices.contains(row + dy) {
                let stride = abs(dy) == ring ? 1 : max(1, 2 * ring)
                var dx = -ring
                while dx <= ring {
                    if let column = x.wrapped(column + dx) {
                        let node = (row + dy) * x.positions.count + column
                        if isKnown[node] {
                            let east = (turn(x.positions[column] - place.longitude, lattice)) * scale.east
                            let north = (y.positions[row + dy] - place.latitude) * scale.north
                            let square = east * east + north * north
                            if square < least || nearest == nil && square <= least { (nearest, least) = (node, square) }
                        }
                    }
                    dx += stride
                }
            }
            ring += 1
        }
        return nearest
    }

    private func turn(_ degrees: Double, _ lattice: MetoceanLattice) -> Double {
        lattice.x.isPeriodic ? degrees - 360 * (degrees / 360).rounded() : degrees
    }
}
