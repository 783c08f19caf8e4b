extension Grid {
    /// The cells of a geographic grid for which `mask` is true, as one area.
    ///
    /// Exact: every corner is a corner of the grid, straight sides have no vertices in between, and the result is valid
    /// under the right-hand rule. Cells that meet only at a corner belong to different polygons, or to one polygon that
    /// touches itself there through a hole. Polygons are sorted by their first cell.
    /// - Parameter mask: One flag per cell, row-major.
    /// - Complexity: O(cells).
    public func unionOfCells(_ mask: [Bool]) -> MultiPolygon {
        precondition(mask.count == shape.count, "\(mask.count) flags for a grid of \(shape.count) cells")
        var outline = CellOutline(shape: shape, mask: mask)
        let loops = outline.traceLoops()
        let component = outline.components()
        var polygonOf: [Int32: Int] = [:]
        var polygons: [Polygon] = []
        for loop in loops where loop.isExterior {
            polygonOf[component[loop.cell]] = polygons.count
            polygons.append(Polygon(exterior: ring(loop.corners)))
        }
        for loop in loops where !loop.isExterior {
            guard let owner = polygonOf[component[loop.cell]] else { continue }
            polygons[owner].holes.append(ring(loop.corners))
        }
        return MultiPolygon(polygons)
    }

    /// A closed ring through corners of the grid, numbered row-major with `columns + 1` in a row.
    private func ring(_ corners: [Int]) -> [GeographicPoint] {
        let width = shape.columns + 1
        let ring = corners.map { corner in
            GeographicPoint(
                longitude: transform.originX + Double(corner % width) * transform.cellWidth,
                latitude: transform.originY - Double(corner / width) * transform.cellHeight)
        }
        return ring + ring.prefix(1)
    }
}

/// Walks along the border of a mask with the cells on its left.
private struct CellOutline {
    let shape: GridShape
    let mask: [Bool]
    /// For each corner of the grid, a bit for each ``Heading`` in which a border leaves it and has not been walked.
    private var leaving: [UInt8]

    struct Loop {
        var corners: [Int]
        /// A cell inside the mask that the loop borders.
        let cell: Int
        let isExterior: Bool
    }

    /// Counter-clockwise, so that adding 1 is a turn to the left.
    private enum Heading { static let (east, north, west, south) = (0, 1, 2, 3) }

    init(shape: GridShape, mask: [Bool]) {
        (self.shape, self.mask) = (shape, mask)
        let (rows, columns, width) = (shape.rows, shape.columns, shape.columns + 1)
        leaving = [UInt8](repeating: 0, count: (rows + 1) * width)
        for row in 0..<rows {
            for column in 0..<columns where mask[row * columns + column] {
                let (cell, corner) = (row * columns + column, row * width + column)
                if row == 0 || !mask[cell - columns] { leaving[corner + 1] |= 1 << Heading.west }
                if column == 0 || !mask[cell - 1] { leaving[corner] |= 1 << Heading.south }
                if row == rows - 1 || !mask[cell + columns] { leaving[corner + width] |= 1 << Heading.east }
                if column == columns - 1 || !mask[cell + 1] { leaving[corner + width + 1] |= 1 << Heading.north }
            }
        }
    }

    /// All loops; where two cells meet at a corner only, the walk stays with its cell.
    mutating func traceLoops() -> [Loop] {
        var loops: [Loop] = []
        for start in leaving.indices {
            while leaving[start] != 0 { loops += trace(from: start) }
        }
        return loops
    }

    /// One walk from its first corner in row-major order, cut where it passes a corner twice.
    private mutating func trace(from start: Int) -> [Loop] {
        var heading = leaving[start].trailingZeroBitCount
        let cell = cellOnTheLeft(of: start, heading: heading)
        var loops: [Loop] = []
        var path: [Int] = []
        var placeOfShared: [Int: Int] = [:]
        var corner = start
        repeat {
            let isShared = leaving[corner].nonzeroBitCount > 1 || placeOfShared[corner] != nil
            if isShared, let place = placeOfShared[corner] {
                loops.append(loop(Array(path[place...]), cell))
                for removed in path[place...] { placeOfShared[removed] = nil }
                path.removeSubrange(place...)
            }
            if isShared { placeOfShared[corner] = path.count }
            path.append(corner)
            leaving[corner] &= ~(1 << UInt8(heading))
            corner = walk(from: corner, heading: heading)
            // Left if a border goes there, else right; straight on was walked already.
            heading = leaving[corner] & (1 << UInt8((heading + 1) & 3)) != 0 ? (heading + 1) & 3 : (heading + 3) & 3
        } while corner != start || leaving[start] & (1 << UInt8(heading)) != 0
        return loops + [loop(path, cell)]
    }

    /// The next corner where the border turns.
    private mutating func walk(from corner: Int, heading: Int) -> Int {
        let step = [1, -(shape.columns + 1), -1, shape.columns + 1][heading]
        let bit: UInt8 = 1 << UInt8(heading)
        var next = corner + step
        while leaving[next] & bit != 0 {
            leaving[next] &= ~bit
            next += step
        }
        return next
    }

    private func loop(_ corners: [Int], _ cell: Int) -> Loop {
        let width = shape.columns + 1
        var doubleArea = 0
        for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            doubleArea += (a % width) * -(b / width) + (b % width) * (a / width)
        }
        return Loop(corners: corners, cell: cell, isExterior: doubleArea > 0)
    }

    private func cellOnTheLeft(of corner: Int, heading: Int) -> Int {
        let (row, column) = (corner / (shape.columns + 1), corner % (shape.columns + 1))
        switch heading {
        case Heading.east: return (row - 1) * shape.columns + column
        case Heading.north: return (row - 1) * shape.columns + column - 1
        case Heading.west: return row * shape.columns + column - 1
        default: return row * shape.columns + column
        }
    }

    /// For each cell of the mask, a number shared by all cells that it reaches over sides.
    func components() -> [Int32] {
        var component = [Int32](repeating: -1, count: mask.count)
        var (count, open): (Int32, [Int]) = (0, [])
        func take(_ cell: Int) {
            guard mask[cell], component[cell] < 0 else { return }
            component[cell] = count
            open.append(cell)
        }
        for first in mask.indices where mask[first] && component[first] < 0 {
            take(first)
            while let cell = open.popLast() {
                let column = cell % shape.columns
                if cell >= shape.columns { take(cell - shape.columns) }
                if cell + shape.columns < mask.count { take(cell + shape.columns) }
                if column > 0 { take(cell - 1) }
                if column + 1 < shape.columns { take(cell + 1) }
            }
            count += 1
        }
        return component
    }
}
