/// Counts that may leave the house: small ones are hidden, and as many others as keep them hidden.
///
/// A count of 1…4 is hidden. Readers know the totals of groups of cells (a row, a column, all), so further cells are hidden
/// until no hidden count follows from totals and shown counts: neither by arithmetic (each hidden cell must stay free in
/// the system of sums) nor because the hidden cells of a group, each at least 1, leave no choice. Zero is never hidden: no
/// record is no secret. Where nothing is left to hide in a group its total goes.
public struct Suppression: Hashable, Sendable {
    /// Whether each cell is hidden, in the order given.
    public var isSuppressed: [Bool]
    /// Whether each group's total must be hidden too.
    public var isTotalSuppressed: [Bool]
    /// The counts that are hidden for being small: 1…4 unless asked otherwise.
    public static let smallCounts = 1...4

    /// Decides which cells and totals to hide.
    ///
    /// - Parameter counts: Events of each cell, not negative.
    /// - Parameter groups: Cells whose sum is printed: rows, columns, everything. Groups may overlap.
    /// - Throws: ``RiskError`` for negative counts and unknown cells.
    /// - Complexity: O(*h* · *g*² · *h*) for *h* hidden cells in *g* groups.
    public init(counts: [Int], groups: [[Int]], hiding small: ClosedRange<Int> = Suppression.smallCounts)
        throws(RiskError)
    {
        for (index, count) in counts.enumerated() where count < 0 {
            throw .badValue(what: "count of cell", index: index, value: Double(count), allowed: "not negative")
        }
        for cell in groups.joined() where !counts.indices.contains(cell) {
            throw .unknownIndex(what: "cell", index: cell, count: counts.count)
        }
        isSuppressed = counts.map(small.contains)
        isTotalSuppressed = groups.map { _ in false }
        while let group = firstGivenAway(counts, groups) {
            let free = groups[group].filter { !isSuppressed[$0] && counts[$0] > 0 }
            if let next = free.min(by: { (counts[$0], $0) < (counts[$1], $1) }) {
                isSuppressed[next] = true
            } else {
                isTotalSuppressed[group] = true
            }
        }
    }

    /// The first group with a printed total from which a hidden count follows.
    private func firstGivenAway(_ counts: [Int], _ groups: [[Int]]) -> Int? {
        let printed = groups.indices.filter { !isTotalSuppressed[$0] }
        for group in printed {
            let hidden = groups[group].filter { isSuppressed[$0] }
            let sum = hidden.reduce(0) { $0 + counts[$1] }
            if !hidden.isEmpty && (hidden.count == 1 || sum == hidden.count) { return group }
        }
        guard let cell = firstDetermined(by: printed.map { groups[$0] }) else { return nil }
        return printed.first { groups[$0].contains(cell) }
    }

    /// The first hidden cell that the sums of the groups fix, by elimination over a prime field.
    private func firstDetermined(by groups: [[Int]]) -> Int? {
        let hidden = isSuppressed.indices.filter { isSuppressed[$0] }
        var column = [Int](repeating: -1, count: isSuppressed.count)
        for (index, cell) in hidden.enumerated() { column[cell] = index }
        var rows = groups.map { group in
            var row = [UInt64](repeating: 0, count: hidden.count)
            for cell in group where column[cell] >= 0 { row[column[cell]] = 1 }
            return row
        }
        PrimeField.reduce(&rows)
        let fixed = rows.compactMap { row in
            row.count { $0 != 0 } == 1 ? row.firstIndex { $0 != 0 } : nil
        }
        return fixed.min().map { hidden[$0] }
    }
}

/// Gauss–Jordan elimination modulo 2³¹ − 1.
private enum PrimeField {
    static let prime: UInt64 = 2_147_483_647

    static func reduce(_ rows: inout [[UInt64]]) {
        var done = 0
        for column in 0..<(rows.first?.count ?? 0) {
            guard let pivot = rows.indices.first(where: { $0 >= done && rows[$0][column] != 0 }) else { continue }
            rows.swapAt(done, pivot)
            let inverse = power(rows[done][column], prime - 2)
            rows[done] = rows[done].map { $0 * inverse % prime }
            for row in rows.indices where row != done && rows[row][column] != 0 {
                let factor = prime - rows[row][column]
                for index in rows[row].indices {
                    rows[row][index] = (rows[row][index] + factor * rows[done][index]) % prime
                }
            }
            done += 1
        }
    }

    private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
        var (base, exponent, result) = (base, exponent, UInt64(1))
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }
}
