public import SpatialEngine

/// A line on which a surface passes a level.
public struct ContourLine: Hashable, Sendable {
    /// In the coordinates of the grid, what is at or below the level on the left; a closed line ends where it begins.
    public let points: [PlanarPoint]

    /// Whether it ends where it begins.
    public var isClosed: Bool { points.first == points.last }

    /// The lines between the cells at or below a level and those above it, by marching squares.
    ///
    /// The surface is linear between the centres of neighbouring cells. Of four cells of which two opposite ones are at or
    /// below the level, these are joined if the mean of the four is. A line ends between the centres of the outermost
    /// cells, and where one of four cells has no finite value. A value that is the level exactly is passed through; a line
    /// that shrinks to a point or to a stretch and back is left out.
    ///
    /// Lines that end come first, by their beginnings row by row, then closed ones by their northernmost squares.
    /// - Parameter values: One a cell, row-major.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(cells); memory for the lines only.
    public static func lines(
        of values: [Double], on grid: Grid, at level: Double
    ) throws(HotspotError) -> [ContourLine] {
        guard values.count == grid.shape.count else {
            throw .countMismatch(expected: grid.shape.count, found: values.count)
        }
        var squares = MarchingSquares(values: values, grid: grid, level: level)
        squares.march()
        return squares.lines()
    }
}

/// Squares between the centres of four cells, and where a contour crosses their sides.
///
/// A side has the number 2 · cell towards the cell's eastern neighbour, and one more towards its southern one.
private struct MarchingSquares {
    let values: [Double]
    let grid: Grid
    let level: Double
    /// The side to which a line goes on from each side that it crosses.
    private var next: [Int: Int] = [:]
    /// The sides from which lines go on, in the order of the squares.
    private var begun: [Int] = []

    init(values: [Double], grid: Grid, level: Double) {
        (self.values, self.grid, self.level) = (values, grid, level)
    }

    mutating func march() {
        let columns = grid.shape.columns
        for row in 0..<max(0, grid.shape.rows - 1) {
            for column in 0..<max(0, columns - 1) { cross(row * columns + column) }
        }
    }

    /// The stretches in one square, its corners and sides taken clockwise from the north-western corner.
    private mutating func cross(_ cell: Int) {
        let columns = grid.shape.columns
        let a = values[cell]
        let b = values[cell + 1]
        let c = values[cell + columns + 1]
        let d = values[cell + columns]
        let low = [a <= level, b <= level, c <= level, d <= level]
        guard low[0] != low[1] || low[1] != low[2] || low[2] != low[3], (a + b + c + d).isFinite else { return }
        let sides = [2 * cell, 2 * (cell + 1) + 1, 2 * (cell + columns), 2 * cell + 1]
        let isJoined = (a + b + c + d) / 4 <= level
        for start in 0..<4 where !low[start] && low[(start + 1) % 4] {
            // Behind the corners at or below the level, or, where a saddle joins them, behind those above it.
            var end = start
            repeat { end = (end + (isSaddle(low) && isJoined ? 3 : 1)) % 4 } while !(low[end] && !low[(end + 1) % 4])
            next[sides[start]] = sides[end]
            begun.append(sides[start])
        }
    }

    private func isSaddle(_ low: [Bool]) -> Bool { low[0] == low[2] && low[1] == low[3] }

    mutating func lines() -> [ContourLine] {
        let entered = Set(next.values)
        var lines: [ContourLine] = []
        for side in begun where !entered.contains(side) { append(trace(from: side), to: &lines) }
        for side in begun where next[side] != nil { append(trace(from: side), to: &lines) }
        return lines
    }

    private mutating func trace(from first: Int) -> [PlanarPoint] {
        var points = [crossing(first)]
        var side = first
        while let following = next.removeValue(forKey: side) {
            let point = crossing(following)
            if point != points[points.count - 1] { points.append(point) }
            side = following
        }
        return points
    }

    private func append(_ points: [PlanarPoint], to lines: inout [ContourLine]) {
        let isClosed = points.first == points.last
        if points.count >= (isClosed ? 4 : 2) { lines.append(ContourLine(points: points)) }
    }

    /// Where the surface is at the level on a side.
    private func crossing(_ side: Int) -> PlanarPoint {
        let cell = side / 2
        let (row, column) = (cell / grid.shape.columns, cell % grid.shape.columns)
        let other = side % 2 == 0 ? cell + 1 : cell + grid.shape.columns
        let share = (level - values[cell]) / (values[other] - values[cell])
        let x = Double(column) + (side % 2 == 0 ? share : 0) + 0.5
        let y = Double(row) + (side % 2 == 0 ? 0 : share) + 0.5
        let frame = grid.transform
        return PlanarPoint(x: frame.originX + x * frame.cellWidth, y: frame.originY - y * frame.cellHeight)
    }
}
