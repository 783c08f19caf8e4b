internal import SpatialEngine

/// A table of sums of values drawn without replacement, from which each unit reads rows of its own.
///
/// Row *r* is a random order of units; column *s* of the table holds the sum of its first *s* values, for each number *s* of
/// neighbours that some unit has. Unit *u* reads `draws` rows in a run that begins at a place of its own, so that two units
/// share few rows or, where the table can be long enough, none. In the rare row that has *u* itself among its first *s* the
/// next unit of the row steps in: a random order of all units without *u* is a random order of the others, so each row is
/// an exact draw from the others.
struct SharedDraws {
    private let values: [Double]
    private let sizes: [Int32]
    private let draws: Int
    private let rows: Int
    /// The place of a size in `sums`; −1 for a size that nobody has.
    private var column: [Int]
    /// For each size in turn `rows + draws` sums, the first `draws` repeated at the end.
    private var sums: [Double] = []
    /// Rows of a unit that held the unit itself, by unit: `hitStarts[u] ..< hitStarts[u + 1]` of `hits`.
    private var hitStarts: [Int32] = []
    private var hits: [Hit] = []

    /// Numbers drawn for the whole table; more make units less alike in their errors and cost time.
    private static let drawBudget = 1 << 22
    private static let rowsOfBlock = 1024

    private struct Hit {
        var unit, row: Int32
        /// The sum with the next unit in place of the unit itself.
        var sum: Double
    }

    /// Draws the table.
    ///
    /// - Parameter sizes: How many values each unit draws; 0 or less for a unit that reads nothing.
    init(values: [Double], sizes: [Int32], draws: Int, random: SplitMix64, threads: Int) {
        // Below 0 where every unit draws for itself.
        let greatest = max(0, Int(sizes.max() ?? 0))
        (self.values, self.sizes, self.draws) = (values, sizes, draws)
        column = [Int](repeating: -1, count: greatest + 1)
        for size in sizes where size > 0 { column[Int(size)] = 0 }
        var columns = 0
        for size in column.indices where column[size] == 0 {
            column[size] = columns
            columns += 1
        }
        rows = min(values.count * draws, max(4 * draws, Self.drawBudget / (greatest + 1)))
        guard columns > 0, draws > 0 else { return }
        fill(columns, greatest, random, threads)
    }

    /// How many of a unit's rows are at least and at most as great as what was observed.
    func counts(of unit: Int, against observed: TiedSum) -> (atLeast: Int, atMost: Int) {
        let first = column[Int(sizes[unit])] * (rows + draws) + start(of: unit)
        let (least, greatest) = (observed.least, observed.greatest)
        var (atLeast, atMost) = sums.withUnsafeBufferPointer { sums in
            Self.counts(UnsafeBufferPointer(rebasing: sums[first..<(first + draws)]), least, greatest)
        }
        for position in Int(hitStarts[unit])..<Int(hitStarts[unit + 1]) {
            let hit = hits[position]
            let drawn = sums[column[Int(sizes[unit])] * (rows + draws) + Int(hit.row)]
            atLeast += (hit.sum >= least ? 1 : 0) - (drawn >= least ? 1 : 0)
            atMost += (hit.sum <= greatest ? 1 : 0) - (drawn <= greatest ? 1 : 0)
        }
        return (atLeast, atMost)
    }

    /// How many numbers are at least `least`, and how many at most `greatest`; eight at a time.
    private static func counts(
        _ numbers: UnsafeBufferPointer<Double>, _ least: Double, _ greatest: Double
    ) -> (atLeast: Int, atMost: Int) {
        let bytes = UnsafeRawBufferPointer(numbers)
        let (low, high) = (SIMD8(repeating: least), SIMD8(repeating: greatest))
        let (zero, one) = (SIMD8<Int64>.zero, SIMD8<Int64>.one)
        var (above, below) = (zero, zero)
        let whole = numbers.count & ~7
        for position in stride(from: 0, to: whole, by: 8) {
            let eight = bytes.loadUnaligned(fromByteOffset: position &* 8, as: SIMD8<Double>.self)
            above &+= zero.replacing(with: one, where: eight .>= low)
            below &+= zero.replacing(with: one, where: eight .<= high)
        }
        var (atLeast, atMost) = (Int(above.wrappedSum()), Int(below.wrappedSum()))
        for position in whole..<numbers.count {
            atLeast += numbers[position] >= least ? 1 : 0
            atMost += numbers[position] <= greatest ? 1 : 0
        }
        return (atLeast, atMost)
    }

    /// The first row of a unit: one after the other if the table is long enough, else scattered by the golden ratio.
    @inline(__always)
    private func start(of unit: Int) -> Int {
        if rows == values.count * draws { return unit * draws }
        let scattered = UInt64(UInt32(truncatingIfNeeded: unit) &* 2_654_435_769)
        return Int((scattered &* UInt64(rows)) >> 32)
    }

    // MARK: - Drawing

    private mutating func fill(_ columns: Int, _ greatest: Int, _ random: SplitMix64, _ threads: Int) {
        let stride = rows + draws
        sums = [Double](repeating: 0, count: columns * stride)
        let blocks = (rows + Self.rowsOfBlock - 1) / Self.rowsOfBlock
        var found = [[Hit]](repeating: [], count: blocks)
        let table = self
        sums.withUnsafeMutableBufferPointer { sums in
            found.withUnsafeMutableBufferPointer { found in
                let (sums, found) = (SharedBuffer(sums), SharedBuffer(found))
                inParallel(blocks, threads: threads) { block in
                    let range = (block * Self.rowsOfBlock)..<min(table.rows, (block + 1) * Self.rowsOfBlock)
                    var random = random.stream(UInt64(block) | 1 << 63)
                    found.buffer[block] = table.draw(range, greatest, &random, into: sums.buffer)
                }
            }
        }
        for column in 0..<columns {
            for row in 0..<draws { sums[column * stride + rows + row] = sums[column * stride + row % rows] }
        }
        sortHits(found)
    }

    /// Draws some rows; the hits among them come back.
    private func draw(
        _ range: Range<Int>, _ greatest: Int, _ random: inout SplitMix64, into sums: UnsafeMutableBufferPointer<Double>
    ) -> [Hit] {
        let stride = rows + draws
        var hits: [Hit] = []
        var order = RowOrder(units: values.count, length: min(greatest + 1, values.count))
        for row in range {
            order.draw(&random)
            var sum = 0.0
            for size in 1...greatest {
                let unit = Int(order.units[size - 1])
                sum += values[unit]
                if column[size] >= 0 { sums[column[size] * stride + row] = sum }
                let own = Int(sizes[unit])
                guard own >= size else { continue }
                let offset = row - start(of: unit)
                guard (offset < 0 ? offset + rows : offset) < draws else { continue }
                // Added anew: to take a great value off a sum would leave its rounding behind.
                var corrected = 0.0
                for place in 0...own where place != size - 1 { corrected += values[Int(order.units[place])] }
                hits.append(Hit(unit: Int32(unit), row: Int32(row), sum: corrected))
            }
        }
        return hits
    }

    private mutating func sortHits(_ found: [[Hit]]) {
        var starts = [Int32](repeating: 0, count: values.count + 1)
        for block in found { for hit in block { starts[Int(hit.unit) + 1] += 1 } }
        for unit in 0..<values.count { starts[unit + 1] += starts[unit] }
        hitStarts = starts
        hits = [Hit](repeating: Hit(unit: 0, row: 0, sum: 0), count: Int(starts[values.count]))
        for block in found {
            for hit in block {
                hits[Int(starts[Int(hit.unit)])] = hit
                starts[Int(hit.unit)] += 1
            }
        }
    }
}

/// The beginning of a random order of units.
private struct RowOrder {
    private(set) var units: [Int32]
    private let count: Int
    /// For orders that take in much of all units.
    private var deck: Deck?

    init(units count: Int, length: Int) {
        self.count = count
        units = [Int32](repeating: 0, count: length)
        if length > 24 || length * 4 > count { deck = Deck(count: count) }
    }

    mutating func draw(_ random: inout SplitMix64) {
        guard deck == nil else { return drawFromDeck(&random) }
        for place in units.indices {
            var (unit, isNew) = (Int32(0), false)
            while !isNew {
                unit = Int32(truncatingIfNeeded: random.nextIndex(below: count))
                isNew = true
                for earlier in 0..<place where units[earlier] == unit { isNew = false }
            }
            units[place] = unit
        }
    }

    private mutating func drawFromDeck(_ random: inout SplitMix64) {
        deck?.shuffleFirst(units.count, &random)
        if let deck { for place in units.indices { units[place] = deck.cards[place] } }
        deck?.restore()
    }
}
