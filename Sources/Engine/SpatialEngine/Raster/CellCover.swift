/// How a cell lies to an area.
public enum CellCover: UInt8, Sendable {
    /// No point of the cell's inside belongs to the area.
    case outside
    /// The whole cell belongs to the area.
    case inside
    /// The area's edge runs through the cell or touches its border.
    case edge
}

/// Positions are in the grid's own reference system: degrees on a geographic grid, else x as longitude and y as latitude.
extension Grid {
    /// How each cell lies to `area`: exact for the edge, so that a line between centres of `inside` cells that touch each
    /// other never leaves the area, and one between `outside` cells never enters it.
    ///
    /// Edges that touch a cell's border count as `edge`. Rings must be closed; orientation does not matter (even–odd).
    /// - Complexity: O(cells crossed by edges + rows × crossings).
    public func cover(of area: MultiPolygon) -> [CellCover] {
        var cover = [CellCover](repeating: .outside, count: shape.count)
        markCells(of: area.polygons.flatMap(\.rings), in: &cover)
        return cover
    }

    /// Marks in `cover` every cell that the line touches, borders and corners included, with ``CellCover/edge``.
    public func markCells(touchedBy line: LineString, in cover: inout [CellCover]) {
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            markEdge(from: gridPosition(a), to: gridPosition(b), in: &cover)
        }
    }

    /// Marks in `cover` every cell that the geometry touches, borders and corners included: those that a point, a line or
    /// the edge of a polygon touches with ``CellCover/edge``, others of a polygon with ``CellCover/inside``.
    public func markCells(touchedBy geometry: Geometry, in cover: inout [CellCover]) {
        switch geometry {
        case .point, .multiPoint:
            for point in geometry.points {
                markEdge(from: gridPosition(point), to: gridPosition(point), in: &cover)
            }
        case .lineString(let line): markCells(touchedBy: line, in: &cover)
        case .multiLineString(let lines): for line in lines { markCells(touchedBy: line, in: &cover) }
        case .polygon(let polygon): markCells(of: polygon.rings, in: &cover)
        case .multiPolygon(let area): for polygon in area.polygons { markCells(of: polygon.rings, in: &cover) }
        }
    }

    private func markCells(of rings: [[GeographicPoint]], in cover: inout [CellCover]) {
        let positions = rings.map { $0.map(gridPosition) }
        var crossings = RowCrossings(of: positions, rows: shape.rows)
        for ring in positions {
            for (a, b) in zip(ring, ring.dropFirst()) {
                markEdge(from: a, to: b, in: &cover)
                crossings.add(from: a, to: b)
            }
        }
        for (row, sorted) in crossings.sorted {
            for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                let first = max(0, Int(clamping: (sorted[pair] - 0.5).rounded(.up)))
                let last = min(shape.columns - 1, Int(clamping: (sorted[pair + 1] - 0.5).rounded(.down)))
                guard first <= last else { continue }
                for column in first...last where cover[row * shape.columns + column] == .outside {
                    cover[row * shape.columns + column] = .inside
                }
            }
        }
    }

    /// Position in cells from the north-west corner: x = columns, y = rows.
    private func gridPosition(_ p: GeographicPoint) -> PlanarPoint {
        PlanarPoint(
            x: (p.longitude - transform.originX) / transform.cellWidth,
            y: (transform.originY - p.latitude) / transform.cellHeight)
    }

    /// Row by row, the span of columns that the segment touches within that row's band, borders included.
    private func markEdge(from a: PlanarPoint, to b: PlanarPoint, in cover: inout [CellCover]) {
        let (top, bottom) = a.y <= b.y ? (a, b) : (b, a)
        let tolerance = 1e-9
        let firstRow = max(0, Int(clamping: (top.y - tolerance).rounded(.up)) - 1)
        let lastRow = min(shape.rows - 1, Int(clamping: (bottom.y + tolerance).rounded(.down)))
        guard firstRow <= lastRow else { return }
        let slope = bottom.y > top.y ? (bottom.x - top.x) / (bottom.y - top.y) : 0
        for row in firstRow...lastRow {
            var (x0, x1) = (top.x, bottom.x)
            if bottom.y > top.y {
                x0 = top.x + slope * (min(max(Double(row), top.y), bottom.y) - top.y)
                x1 = top.x + slope * (min(max(Double(row + 1), top.y), bottom.y) - top.y)
            }
            let first = max(0, Int(clamping: (min(x0, x1) - tolerance).rounded(.up)) - 1)
            let last = min(shape.columns - 1, Int(clamping: (max(x0, x1) + tolerance).rounded(.down)))
            guard first <= last else { continue }
            for column in first...last { cover[row * shape.columns + column] = .edge }
        }
    }
}

/// Where edges cross the horizontal lines through the centres of a grid's rows.
private struct RowCrossings {
    private let firstRow: Int
    private var columns: [[Double]]

    /// Room for the rows that the rings reach.
    init(of rings: [[PlanarPoint]], rows: Int) {
        var (top, bottom) = (Double(rows), 0.0)
        for ring in rings {
            for point in ring { (top, bottom) = (min(top, point.y), max(bottom, point.y)) }
        }
        firstRow = min(rows, max(0, Int(clamping: top.rounded(.down))))
        columns = [[Double]](repeating: [], count: max(0, min(rows, Int(clamping: bottom.rounded(.up))) - firstRow))
    }

    /// Half-open, so that a vertex counts once.
    mutating func add(from a: PlanarPoint, to b: PlanarPoint) {
        guard a.y != b.y else { return }
        let (top, bottom) = a.y < b.y ? (a, b) : (b, a)
        let first = max(firstRow, Int(clamping: (top.y - 0.5).rounded(.up)))
        let last = min(firstRow + columns.count, Int(clamping: (bottom.y - 0.5).rounded(.up))) - 1
        guard first <= last else { return }
        for row in first...last {
            let t = (Double(row) + 0.5 - top.y) / (bottom.y - top.y)
            columns[row - firstRow].append(top.x + t * (bottom.x - top.x))
        }
    }

    /// Row by row, from west to east.
    var sorted: [(row: Int, columns: [Double])] {
        columns.enumerated().map { (firstRow + $0, $1.sorted()) }
    }
}

extension Int {
    /// The nearest number that cells can be counted with; far positions stay far, and NaN is one of them.
    fileprivate init(clamping value: Double) {
        self = value < 1e15 ? Int(Swift.max(value, -1e15)) : 1_000_000_000_000_000
    }
}
