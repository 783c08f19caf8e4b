public import SpatialEngine

/// A way over the water cells of a mask.
public struct SeaMaskPath: Sendable {
    /// The cells whose centres are the vertices of the smooth way, in order.
    public let cells: [Int]
    /// The length of the smooth way.
    public let length: Metres
    /// The length of the shortest way from cell to neighbour; the smooth one is never longer.
    public let stepLength: Metres
}

extension SeaMask {
    /// The way between two cells: the shortest from neighbour to neighbour, then pulled straight over open water.
    ///
    /// - Returns: Nil if either cell is land or the two do not join. One cell to itself is a way of one vertex.
    /// - Complexity: O(cells that are nearer the straight line than the detour is long); memory grows with those.
    public func path(from: Int, to: Int) -> SeaMaskPath? {
        guard isWater(from), isWater(to) else { return nil }
        let columns = grid.shape.columns
        let (start, target) = (
            SeaCell(row: from / columns, column: from % columns), SeaCell(row: to / columns, column: to % columns)
        )
        var search = SeaMaskSearch(self, to: target)
        guard let cells = search.path(from: start) else { return nil }
        let smooth = SeaSmoothing(mask: self).smoothed(cells)
        return SeaMaskPath(
            cells: smooth.map { $0.row * columns + $0.column }, length: Metres(length(of: smooth)),
            stepLength: Metres(stepLength(of: cells)))
    }

    func length(of cells: [SeaCell]) -> Double {
        zip(cells, cells.dropFirst()).reduce(0) { $0 + steps.distance($1.0, $1.1) }
    }

    /// Equal steps are counted, not added up, so that long ways gather no rounding.
    private func stepLength(of cells: [SeaCell]) -> Double {
        guard steps.isUniform else { return length(of: cells) }
        var counts = (alongRow: 0, acrossRows: 0, diagonal: 0)
        for (a, b) in zip(cells, cells.dropFirst()) {
            if a.row == b.row {
                counts.alongRow += 1
            } else if a.column == b.column {
                counts.acrossRows += 1
            } else {
                counts.diagonal += 1
            }
        }
        return Double(counts.alongRow) * steps.alongRow[0] + Double(counts.acrossRows) * steps.acrossRows[0]
            + Double(counts.diagonal) * steps.diagonal[0]
    }
}

/// Pulls a way over cells straight where the water is open.
struct SeaSmoothing {
    let mask: SeaMask

    /// A way with some of the cells as vertices, and others near by; each change makes it shorter.
    func smoothed(_ cells: [SeaCell]) -> [SeaCell] {
        let forth = straightened(cells)
        let back = Array(straightened(cells.reversed()).reversed())
        var line = mask.length(of: back) < mask.length(of: forth) ? back : forth
        for _ in 0..<64 {
            let before = mask.length(of: line)
            for i in line.indices.dropFirst().dropLast() { tauten(&line, at: i) }
            line = withoutIdle(line)
            if mask.length(of: line) >= before * (1 - 1e-9) { break }
        }
        return line
    }

    /// From each vertex on to one of the farthest cells in sight: by doubling, then by halving.
    private func straightened(_ cells: [SeaCell]) -> [SeaCell] {
        var result = Array(cells.prefix(1))
        var here = 0
        while here < cells.count - 1 {
            var (near, step) = (here + 1, 2)
            while here + step < cells.count, isClear(cells[here], cells[here + step]) {
                near = here + step
                step *= 2
            }
            var far = min(here + step, cells.count)
            if far == cells.count, isClear(cells[here], cells[far - 1]) { near = far - 1 }
            while far - near > 1 {
                let middle = (near + far) / 2
                if isClear(cells[here], cells[middle]) { near = middle } else { far = middle }
            }
            result.append(cells[near])
            here = near
        }
        return result
    }

    /// Moves a vertex while that shortens the way through it: by large steps first.
    private func tauten(_ line: inout [SeaCell], at i: Int) {
        let (a, b) = (line[i - 1], line[i + 1])
        var best = through(a, line[i], b)
        var reach = max(1, max(abs(a.row - b.row), abs(a.column - b.column)) / 4)
        while reach > 0 {
            var moved = false
            for (dr, dc) in [(0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1)] {
                let v = SeaCell(row: line[i].row + dr * reach, column: line[i].column + dc * reach)
                guard holds(v), through(a, v, b) < best * (1 - 1e-12), isClear(a, v), isClear(v, b) else { continue }
                (line[i], best, moved) = (v, through(a, v, b), true)
            }
            if !moved { reach /= 2 }
        }
    }

    private func through(_ a: SeaCell, _ v: SeaCell, _ b: SeaCell) -> Double {
        mask.steps.distance(a, v) + mask.steps.distance(v, b)
    }

    /// Leaves out the vertices between others that see each other.
    private func withoutIdle(_ line: [SeaCell]) -> [SeaCell] {
        var result: [SeaCell] = []
        for cell in line {
            while result.count > 1, isClear(result[result.count - 2], cell) { result.removeLast() }
            if result.last != cell { result.append(cell) }
        }
        return result
    }

    private func holds(_ cell: SeaCell) -> Bool {
        let shape = mask.grid.shape
        return cell.row >= 0 && cell.column >= 0 && cell.row < shape.rows && cell.column < shape.columns
    }

    private func isClear(_ a: SeaCell, _ b: SeaCell) -> Bool { mask.water.isClear(from: a, to: b) }
}
