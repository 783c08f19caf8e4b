/// Counts that may leave the house: small ones are hidden, and as many others as keep them hidden.
///
/// A count of 1…4 is hidden. Readers know the totals of groups of cells (a row, a column, all), and that every hidden count
/// is at least 1; further cells are hidden until these leave at least two possible values for each hidden cell, found
/// by linear programming (exact for tables with margins and for nested groups). Zero is never hidden: no record is no
/// secret. Where nothing is left to hide in a group its total goes.
public struct Suppression: Hashable, Sendable {
    /// Whether each cell is hidden, in the order given.
    public var isSuppressed: [Bool]
    /// Whether each group's total must be hidden too.
    public var isTotalSuppressed: [Bool]
    /// The counts that are hidden for being small, unless asked otherwise.
    public static let smallCounts = 1...4

    /// Decides which cells and totals to hide.
    ///
    /// - Parameter counts: Events of each cell, not negative.
    /// - Parameter groups: Cells whose sum is printed: rows, columns, everything. Groups may overlap.
    /// - Throws: ``RiskError`` for negative counts and unknown cells.
    /// - Complexity: A linear program of *g* rows and *h* columns for each of *h* hidden cells in *g* groups, repeated for
    ///   each cell or total that has to follow.
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
        while let cell = firstGivenAway(counts, groups) { hideMore(around: cell, counts, groups) }
    }

    /// Hides the smallest cell that shares a printed group with this one, or else the first such group's total.
    private mutating func hideMore(around cell: Int, _ counts: [Int], _ groups: [[Int]]) {
        let printed = groups.indices.filter { !isTotalSuppressed[$0] && groups[$0].contains(cell) }
        for group in printed {
            let free = groups[group].filter { !isSuppressed[$0] && counts[$0] > 0 }
            if let next = free.min(by: { (counts[$0], $0) < (counts[$1], $1) }) {
                isSuppressed[next] = true
                return
            }
        }
        if let group = printed.first { isTotalSuppressed[group] = true }
    }

    /// The first hidden cell that can have one value only.
    private func firstGivenAway(_ counts: [Int], _ groups: [[Int]]) -> Int? {
        let hidden = counts.indices.filter { isSuppressed[$0] }
        var rows: [[Double]] = []
        var sums: [Double] = []
        for group in groups.indices where !isTotalSuppressed[group] {
            let members = Set(groups[group])
            rows.append(hidden.map { members.contains($0) ? 1 : 0 })
            sums.append(hidden.reduce(0) { members.contains($1) ? $0 + Double(counts[$1] - 1) : $0 })
        }
        var program = LinearProgram(rows: rows, sums: sums, columns: hidden.count)
        for (column, cell) in hidden.enumerated() {
            guard let most = program.largest(column) else { continue }
            if most - program.smallest(column) < 0.5 { return cell }
        }
        return nil
    }
}
