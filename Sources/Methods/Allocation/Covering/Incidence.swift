/// Rows of numbers, one after the other: the demands of each site, or the sites of each demand.
struct Incidence: Sendable {
    /// Row *r* is `items[starts[r]..<starts[r + 1]]`.
    private(set) var starts: [Int]
    private(set) var items: [Int32]

    var rows: Int { starts.count - 1 }

    /// Row *r* holds, in ascending order and each once, the columns of the pairs in that row.
    init(rows: Int, columns: Int, pairs: [(row: Int32, column: Int32)]) {
        // By column first, then by row: both passes keep the order that they find.
        let byColumn = Self.placed(pairs, in: columns) { Int($0.column) }
        let sorted = Self.placed(byColumn, in: rows) { Int($0.row) }
        starts = [0]
        starts.reserveCapacity(rows + 1)
        items = []
        items.reserveCapacity(sorted.count)
        var next = 0
        for row in 0..<rows {
            while next < sorted.count, Int(sorted[next].row) == row {
                let column = sorted[next].column
                if items.count == starts[row] || items[items.count - 1] != column { items.append(column) }
                next += 1
            }
            starts.append(items.count)
        }
    }

    private static func placed(
        _ pairs: [(row: Int32, column: Int32)], in count: Int, by key: ((row: Int32, column: Int32)) -> Int
    ) -> [(row: Int32, column: Int32)] {
        var next = [Int](repeating: 0, count: count + 1)
        for pair in pairs { next[key(pair) + 1] += 1 }
        for slot in 0..<count { next[slot + 1] += next[slot] }
        var placed = pairs
        for pair in pairs {
            placed[next[key(pair)]] = pair
            next[key(pair)] += 1
        }
        return placed
    }

    /// The same pairs with rows and columns changed over.
    func transposed(rows: Int) -> Incidence {
        var starts = [Int](repeating: 0, count: rows + 1)
        for item in items { starts[Int(item) + 1] += 1 }
        for row in 0..<rows { starts[row + 1] += starts[row] }
        var next = starts
        var turned = [Int32](repeating: 0, count: items.count)
        for row in 0..<self.rows {
            for slot in self.starts[row]..<self.starts[row + 1] {
                let column = Int(items[slot])
                turned[next[column]] = Int32(row)
                next[column] += 1
            }
        }
        return Incidence(starts: starts, items: turned)
    }

    private init(starts: [Int], items: [Int32]) { (self.starts, self.items) = (starts, items) }

    /// The columns of a row.
    subscript(row: Int) -> ArraySlice<Int32> { items[starts[row]..<starts[row + 1]] }

    /// How many columns a row has.
    func count(_ row: Int) -> Int { starts[row + 1] - starts[row] }
}
