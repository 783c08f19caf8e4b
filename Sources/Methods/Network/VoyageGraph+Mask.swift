internal import SpatialEngine

extension VoyageGraph {
    /// Steps to places round one, in units of the spacing: 16 directions, the farther ones first seen by the nearer.
    private static let steps: [(row: Int, column: Int)] = [
        (0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (1, 2), (2, 1), (1, -2), (2, -1),
        (-1, 2), (-2, 1), (-1, -2), (-2, -1),
    ]

    /// Takes every *k*-th water cell of every *k*-th row as a place, *k* as large as `largest` allows, and joins those that
    /// see each other.
    ///
    /// - Complexity: O(*n*) for *n* places.
    init(
        over mask: SeaMask, places: [GeographicPoint], largest: Double,
        isNeeded: (GeographicPoint, Double) -> Bool
    ) {
        let lattice = MaskLattice(mask: mask, largest: largest)
        var numbers: [Int: Int32] = [:]
        var cells: [Int] = []
        func take(_ cell: Int) -> Int32 {
            if let known = numbers[cell] { return known }
            numbers[cell] = Int32(cells.count)
            cells.append(cell)
            return Int32(cells.count - 1)
        }
        let ends = places.map { mask.grid.cell(containing: $0).map(take) ?? -1 }
        let endCells = Set(cells)
        for cell in lattice.cells where isNeeded(lattice.position(of: cell), 0) { _ = take(cell) }
        let points = cells.map { lattice.position(of: $0) }
        let offset = LocalOffset(space: mask.space)
        var neighbours = cells.map { _ in [Int32]() }
        for (i, cell) in cells.enumerated() {
            let near = lattice.near(cell, isEnd: endCells.contains(cell)).compactMap { numbers[$0] }
            for j in near where Int(j) != i && mask.isClear(from: cell, to: cells[Int(j)]) {
                neighbours[i].append(j)
                if endCells.contains(cell) { neighbours[Int(j)].append(Int32(i)) }
            }
        }
        var starts: [Int32] = [0]
        var legs: [Leg] = []
        for (i, list) in neighbours.enumerated() {
            for j in list {
                let way = offset(from: points[i], to: points[Int(j)])
                legs.append(Leg(to: j, east: Float(way.east), north: Float(way.north)))
            }
            starts.append(Int32(legs.count))
        }
        self.init(points: points, places: ends, starts: starts, legs: legs)
    }

    /// The cells of a mask that are places.
    private struct MaskLattice {
        let mask: SeaMask
        let spacing: Int
        private let rows: Int
        private let columns: Int

        init(mask: SeaMask, largest: Double) {
            self.mask = mask
            (rows, columns) = (mask.grid.shape.rows, mask.grid.shape.columns)
            let middle = rows / 2 * columns + columns / 2
            let next = columns > 1 ? middle + (columns / 2 + 1 < columns ? 1 : -1) : middle
            let (a, b) = (Self.position(of: middle, mask), Self.position(of: next, mask))
            let side = mask.space.distance(a, b).value
            spacing = side > 0 ? max(1, Int(largest / side)) : 1
        }

        private static func position(of cell: Int, _ mask: SeaMask) -> GeographicPoint {
            let centre = mask.grid.centre(of: cell)
            return GeographicPoint(longitude: centre.x, latitude: centre.y)
        }

        func position(of cell: Int) -> GeographicPoint { Self.position(of: cell, mask) }

        /// In row order.
        var cells: [Int] {
            stride(from: spacing / 2, to: rows, by: spacing).flatMap { row in
                stride(from: spacing / 2, to: columns, by: spacing).map { row * columns + $0 }.filter(mask.isWater)
            }
        }

        /// The places that a cell may have legs to; an end has them to all within two spacings.
        func near(_ cell: Int, isEnd: Bool) -> [Int] {
            let (row, column) = (cell / columns, cell % columns)
            if isEnd {
                let reach = 2 * spacing
                return (max(0, row - reach)...min(rows - 1, row + reach)).flatMap { r in
                    (max(0, column - reach)...min(columns - 1, column + reach)).map { r * columns + $0 }
                }
            }
            return VoyageGraph.steps.compactMap { step in
                let (r, c) = (row + step.row * spacing, column + step.column * spacing)
                return (0..<rows).contains(r) && (0..<columns).contains(c) ? r * columns + c : nil
            }
        }
    }
}
