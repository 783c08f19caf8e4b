internal import Glibc
internal import SpatialEngine

/// The shortest way over the cells of a mask: A* (Hart, Nilsson and Raphael 1968, doi:10.1109/TSSC.1968.300136) with a ring
/// of buckets for the queue.
///
/// Where all rows are alike, only one of the many equal ways is followed: each step allows those next steps that no way
/// round it makes up for (the neighbour rules of Harabor and Grastien 2011, doi:10.1609/aaai.v25i1.7994).
/// Memory is taken by the page as the search spreads.
struct SeaMaskSearch: ~Copyable {
    /// A step's number counts eighths of a turn, counter-clockwise from east.
    private static let rowSteps = [0, -1, -1, -1, 0, 1, 1, 1]
    private static let columnSteps = [1, 1, 0, -1, -1, -1, 0, 1]
    /// The cell has been left since it was last reached by a shorter way.
    private static let left: UInt8 = 16
    private static let start: UInt8 = 8

    private let mask: SeaMask
    private let target: SeaCell
    private let columns: Int
    /// Length so far plus one, since untouched memory is 0.
    private let lengths: UnsafeMutablePointer<Double>
    /// The step that led to a cell, or ``start``; and ``left``.
    private let arrivals: UnsafeMutablePointer<UInt8>
    private var queue: SeaBuckets
    private let least: (acrossRows: Double, alongRow: Double, diagonal: Double)
    private let nextSteps: [UInt8]

    init(_ mask: SeaMask, to target: SeaCell) {
        (self.mask, self.target) = (mask, target)
        columns = mask.grid.shape.columns
        let count = mask.grid.shape.count
        // Fresh pages of the system are zero and cost nothing until they are touched.
        guard let lengths = calloc(count, MemoryLayout<Double>.stride), let arrivals = calloc(count, 1) else {
            preconditionFailure("no memory for \(count) cells")
        }
        self.lengths = lengths.bindMemory(to: Double.self, capacity: count)
        self.arrivals = arrivals.bindMemory(to: UInt8.self, capacity: count)
        let steps = mask.steps
        least = (steps.acrossRows.min() ?? 1, steps.alongRow.min() ?? 1, steps.diagonal.min() ?? 1)
        let longest = steps.diagonal.max() ?? 1
        queue = SeaBuckets(width: max(min(least.acrossRows, least.alongRow), longest / 256) / 64, reach: 2.1 * longest)
        nextSteps = Self.nextSteps(prunes: steps.isUniform)
    }

    deinit {
        free(lengths)
        free(arrivals)
    }

    /// The cells of the shortest way, in order; nil if none leads to the target.
    mutating func path(from start: SeaCell) -> [SeaCell]? {
        let goal = target.row * columns + target.column
        let first = start.row * columns + start.column
        (lengths[first], arrivals[first]) = (1, Self.start)
        queue.push(Int32(truncatingIfNeeded: first), key: bound(start.row, start.column))
        while let cell = queue.pop(upTo: lengths[goal] > 0 ? lengths[goal] - 1 : .infinity) {
            let here = Int(cell)
            guard arrivals[here] & Self.left == 0 else { continue }
            let arrival = arrivals[here]
            arrivals[here] = arrival | Self.left
            if here != goal { leave(here, by: arrival) }
        }
        return lengths[goal] > 0 ? way(to: goal) : nil
    }

    /// Labels the neighbours that a way through the cell may go on to.
    @inline(__always)
    private mutating func leave(_ here: Int, by arrival: UInt8) {
        let (row, column) = (here / columns, here % columns)
        let pattern = mask.water.pattern(row: row, column: column)
        var steps = nextSteps[Int(arrival) << 9 | pattern]
        let length = lengths[here]
        let (upper, lower) = mask.steps.isUniform ? (0, 0) : (max(0, row - 1), row)
        while steps != 0 {
            let step = steps.trailingZeroBitCount
            steps &= steps &- 1
            let (dr, dc) = (Self.rowSteps[step], Self.columnSteps[step])
            let band = dr < 0 ? upper : lower
            let gain =
                step & 1 == 1
                ? mask.steps.diagonal[band] : dr == 0 ? mask.steps.alongRow[lower] : mask.steps.acrossRows[band]
            let there = here + dr * columns + dc
            let total = length + gain
            let known = lengths[there]
            // Ways of one length differ by rounding; to tell them apart would send the search round again and again.
            guard known == 0 || total < known * (1 - 1e-12) else { continue }
            lengths[there] = total
            arrivals[there] = UInt8(truncatingIfNeeded: step)
            queue.push(Int32(truncatingIfNeeded: there), key: total - 1 + bound(row + dr, column + dc))
        }
    }

    /// No more than the length of any way from a cell to the target.
    @inline(__always)
    private func bound(_ row: Int, _ column: Int) -> Double {
        let (rows, columns) = (abs(row - target.row), abs(column - target.column))
        let both = min(rows, columns)
        return Double(both) * least.diagonal + Double(rows - both) * least.acrossRows
            + Double(columns - both) * least.alongRow
    }

    private func way(to goal: Int) -> [SeaCell] {
        var cells: [SeaCell] = []
        var here = goal
        while true {
            cells.append(SeaCell(row: here / columns, column: here % columns))
            let arrival = Int(arrivals[here] & ~Self.left)
            if arrival == Int(Self.start) { return cells.reversed() }
            here -= Self.rowSteps[arrival] * columns + Self.columnSteps[arrival]
        }
    }

    /// For each arrival and pattern of water round a cell the steps to follow, as bits.
    private static func nextSteps(prunes: Bool) -> [UInt8] {
        var table = [UInt8](repeating: 0, count: 9 << 9)
        for arrival in 0...8 {
            for pattern in 0..<512 {
                // Bits of a pattern run west to east, north row first.
                let open = (0..<8).reduce(UInt8(0)) { bits, step in
                    let place = 3 * (rowSteps[step] + 1) + columnSteps[step] + 1
                    return pattern >> place & 1 == 1 ? bits | 1 << UInt8(step) : bits
                }
                table[arrival << 9 | pattern] = open & (prunes && arrival < 8 ? worthwhile(after: arrival, open) : 255)
            }
        }
        return table
    }

    /// The steps after an arrival that no equally long way round the cell replaces.
    private static func worthwhile(after arrival: Int, _ open: UInt8) -> UInt8 {
        func bit(_ turn: Int) -> UInt8 { 1 << UInt8((arrival + turn) & 7) }
        // A step aside is needed only where the cell that would lead round is closed.
        let (aside, round) = arrival & 1 == 0 ? (1, 2) : (2, 3)
        var steps = arrival & 1 == 0 ? bit(0) : bit(-1) | bit(0) | bit(1)
        if open & bit(round) == 0 { steps |= bit(aside) }
        if open & bit(-round) == 0 { steps |= bit(-aside) }
        return steps
    }
}

extension SeaCells {
    /// The 3 × 3 cells round a cell as bits, west to east, north row first.
    @inline(__always)
    func pattern(row: Int, column: Int) -> Int {
        // Bit c + 8 of a row is column c.
        let (byte, shift) = ((column + 7) >> 3, (column + 7) & 7)
        return bytes.withUnsafeBufferPointer { bytes in
            var result = 0
            for line in 0..<3 {
                let start = (row + line) * pitch + byte
                let bits = (Int(bytes[start]) | Int(bytes[start + 1]) << 8) >> shift & 7
                result |= bits << (3 * line)
            }
            return result
        }
    }
}
