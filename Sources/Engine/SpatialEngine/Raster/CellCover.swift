import Glibc

/// How a cell lies to an area.
public enum CellCover: UInt8, Sendable {
    /// No point of the cell's inside belongs to the area.
    case outside
    /// The whole cell belongs to the area.
    case inside
    /// The area's edge runs through the cell or touches its border.
    case edge
}

extension Grid {
    /// How each cell of a geographic grid lies to `area`: exact for the edge, so that a line between centres of `inside`
    /// cells that touch each other never leaves the area, and one between `outside` cells never enters it.
    ///
    /// Edges that touch a cell's border count as `edge`. Rings must be closed; orientation does not matter (even–odd).
    /// - Complexity: O(cells crossed by edges + rows × crossings).
    public func cover(of area: MultiPolygon) -> [CellCover] {
        var cover = [CellCover](repeating: .outside, count: shape.count)
        var crossings = [[Double]](repeating: [], count: shape.rows)
        for polygon in area.polygons {
            for ring in polygon.rings {
                for (a, b) in zip(ring, ring.dropFirst()) {
                    markEdge(from: gridPosition(a), to: gridPosition(b), in: &cover)
                    collectCrossings(from: gridPosition(a), to: gridPosition(b), into: &crossings)
                }
            }
        }
        for row in 0..<shape.rows {
            let sorted = crossings[row].sorted()
            for pair in stride(from: 0, to: sorted.count - 1, by: 2) {
                let first = max(0, Int((sorted[pair] - 0.5).rounded(.up)))
                let last = min(shape.columns - 1, Int((sorted[pair + 1] - 0.5).rounded(.down)))
                guard first <= last else { continue }
                for column in first...last where cover[row * shape.columns + column] == .outside {
                    cover[row * shape.columns + column] = .inside
                }
            }
        }
        return cover
    }

    /// Marks in `cover` every cell that the line touches, borders and corners included, with ``CellCover/edge``.
    public func markCells(touchedBy line: LineString, in cover: inout [CellCover]) {
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            markEdge(from: gridPosition(a), to: gridPosition(b), in: &cover)
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
        let firstRow = max(0, Int((top.y - tolerance).rounded(.up)) - 1)
        let lastRow = min(shape.rows - 1, Int((bottom.y + tolerance).rounded(.down)))
        guard firstRow <= lastRow else { return }
        let slope = bottom.y > top.y ? (bottom.x - top.x) / (bottom.y - top.y) : 0
        for row in firstRow...lastRow {
            var (x0, x1) = (top.x, bottom.x)
            if bottom.y > top.y {
                x0 = top.x + slope * (min(max(Double(row), top.y), bottom.y) - top.y)
                x1 = top.x + slope * (min(max(Double(row + 1), top.y), bottom.y) - top.y)
            }
            let first = max(0, Int((min(x0, x1) - tolerance).rounded(.up)) - 1)
            let last = min(shape.columns - 1, Int((max(x0, x1) + tolerance).rounded(.down)))
            guard first <= last else { continue }
            for column in first...last { cover[row * shape.columns + column] = .edge }
        }
    }

    /// Where the segment crosses the horizontal line through each row's centres (half-open, so that a vertex counts once).
    private func collectCrossings(from a: PlanarPoint, to b: PlanarPoint, into crossings: inout [[Double]]) {
        guard a.y != b.y else { return }
        let (top, bottom) = a.y < b.y ? (a, b) : (b, a)
        let firstRow = max(0, Int((top.y - 0.5).rounded(.up)))
        let lastRow = min(shape.rows - 1, Int((bottom.y - 0.5).rounded(.up)) - 1)
        guard firstRow <= lastRow else { return }
        for row in firstRow...lastRow {
            let t = (Double(row) + 0.5 - top.y) / (bottom.y - top.y)
            crossings[row].append(top.x + t * (bottom.x - top.x))
        }
    }
}
