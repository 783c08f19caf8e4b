internal import CIntrinsics
internal import SpatialEngine

/// Told now and then how many cells have been settled; answers whether to go on.
public typealias SearchProgress = @Sendable (_ settledCells: Int) -> Bool

/// Remembers by which step each cell was reached.
protocol StepRecorder {
    /// Whether equal costs matter.
    static var settlesTies: Bool { get }
    func record(_ step: UInt8, at place: Int)
    func step(at place: Int) -> UInt8
}

/// Costs alone.
struct NoRecorder: StepRecorder {
    static var settlesTies: Bool { false }
    @inline(__always) func record(_ step: UInt8, at place: Int) {}
    @inline(__always) func step(at place: Int) -> UInt8 { 0 }
}

/// A byte a cell of the search.
struct ByteRecorder: StepRecorder {
    let steps: UnsafeMutablePointer<UInt8>
    static var settlesTies: Bool { true }
    @inline(__always) func record(_ step: UInt8, at place: Int) { steps[place] = step }
    @inline(__always) func step(at place: Int) -> UInt8 { steps[place] }
}

/// Where the lengths of a cell's steps are found.
protocol LengthLookup {
    associatedtype Value: CostValue
    associatedtype Steps: StepLookup where Steps.Value == Value
    func steps(at place: Int, pitch: Int, reach: Int) -> Steps
}

protocol StepLookup {
    associatedtype Value: CostValue
    /// Whether a length takes so long to work out that the settled are better passed over first.
    static var isDear: Bool { get }
    func length(_ step: Int) -> Value
}

/// Lengths that do not depend on the column.
struct RowLengths<Value: CostValue>: LengthLookup {
    let table: UnsafePointer<Value>
    /// Numbers from one row to the next; 0 when all rows are alike.
    let pitch: Int

    struct Steps: StepLookup {
        let table: UnsafePointer<Value>
        static var isDear: Bool { false }
        @inline(__always) func length(_ step: Int) -> Value { table[step] }
    }

    @inline(__always)
    func steps(at place: Int, pitch gridPitch: Int, reach: Int) -> Steps {
        guard pitch > 0 else { return Steps(table: table) }
        let row = Int(UInt32(truncatingIfNeeded: place) / UInt32(truncatingIfNeeded: gridPitch))
        return Steps(table: table + (row - reach) * pitch)
    }
}

/// Lengths that change along a row.
struct SmoothLengths<Value: CostValue>: LengthLookup {
    let table: UnsafePointer<Double>
    let pitch: Int
    let degree: Int
    let shifts: UnsafePointer<Int>
    let middle: Double
    let scale: Double

    struct Steps: StepLookup {
        let lengths: SmoothLengths
        let table: UnsafePointer<Double>
        let column: Int
        static var isDear: Bool { true }

        @inline(__always)
        func length(_ step: Int) -> Value {
            let x = (Double(column + lengths.shifts[step]) - lengths.middle) * lengths.scale
            let polynomial = table + step * (lengths.degree + 1)
            var value = polynomial[lengths.degree]
            var power = lengths.degree
            while power > 0 {
                power -= 1
                value = value * x + polynomial[power]
            }
            return Value(value)
        }
    }

    @inline(__always)
    func steps(at place: Int, pitch gridPitch: Int, reach: Int) -> Steps {
        let row = Int(UInt32(truncatingIfNeeded: place) / UInt32(truncatingIfNeeded: gridPitch))
        return Steps(lengths: self, table: table + (row - reach) * pitch, column: place - row * gridPitch - reach)
    }
}

/// One search for the cheapest cost from some cells to all (Dijkstra 1959, doi:10.1007/BF01386390, in buckets).
///
/// The result is the one fixed point of the sums as they are rounded, whatever the order of the search.
struct CostSearch<Price: StepPrice, Lengths: LengthLookup, Recorder: StepRecorder>
where Lengths.Value == Price.Value {
    typealias Value = Price.Value

    let price: Price
    let lengths: Lengths
    let recorder: Recorder
    let tables: StepTables<Value>
    /// Less than the cost of a metre of any step.
    let leastPerMetre: Value
    let bucketWidth: Value
    /// The place of a cell whose cost is all that matters; −1 for none.
    let target: Int
    let limit: Value
    let progress: SearchProgress?

    /// Spreads the costs from the places in `sources`; a cell whose cost lies above ``limit`` or, with a target, above the
    /// target's need not be final.
    /// - Throws: ``NetworkError/cancelled`` when ``progress`` says so.
    func run(_ grid: borrowing SearchGrid<Value>, sources: [Int]) throws(NetworkError) {
        let cells = grid.cells
        let perBucket = 1 / bucketWidth
        var queue = BucketQueue(span: 1 << 13)
        for place in sources where cells[place].cost > 0 {
            cells[place].cost = 0
            queue.push(Int32(truncatingIfNeeded: place), bucket: 0)
        }
        var (settled, told) = (0, 0)
        while let places = queue.take() {
            if target >= 0, cells[target].cost < 0 || (cells[target].cost * perBucket).bucket < queue.current { return }
            if let progress, settled &- told >= 1 << 18 {
                told = settled
                guard progress(min(settled, grid.shape.count)) else { throw .cancelled }
            }
            settled &+= expand(places, grid, &queue)
        }
    }

    /// Offers the cells around each of `places` the way over it; returns how many places were not overtaken.
    ///
    /// All that the loop needs stands in locals: what it reads through `self` would be read anew after every write.
    private func expand(
        _ taken: UnsafeMutableBufferPointer<Int32>, _ grid: borrowing SearchGrid<Value>, _ queue: inout BucketQueue
    ) -> Int {
        guard let places = taken.baseAddress else { return 0 }
        let count = taken.count
        let (cells, pitch, reach) = (grid.cells, grid.pitch, grid.reach)
        let (price, lengths, recorder, tables) = (price, lengths, recorder, tables)
        let (leastPerMetre, limit, perBucket) = (leastPerMetre, limit, 1 / bucketWidth)
        let bucket = queue.current
        let ahead = 8

        /// Takes an offer that is better than what a cell has, or as good from a cell of lower index.
        @inline(__always)
        func settle(_ to: Int, _ step: Int, _ offer: Value, over here: Value, _ there: Value) {
            if offer < there {
                cells[to].cost = offer
                recorder.record(UInt8(truncatingIfNeeded: step), at: to)
                guard offer <= limit else { return }
                queue.push(Int32(truncatingIfNeeded: to), bucket: (offer * perBucket).bucket)
            } else if Recorder.settlesTies, offer == there, here < there, offer < .infinity,
                recorder.step(at: to) < UInt8(truncatingIfNeeded: step)
            {
                // A later step in row-major order comes from a cell of lower index.
                recorder.record(UInt8(truncatingIfNeeded: step), at: to)
            }
        }

        var expanded = 0
        for i in 0..<count {
            if i &+ ahead < count {
                let next = cells + Int(places[i &+ ahead])
                prefetch_line(next - pitch)
                prefetch_line(next)
                prefetch_line(next + pitch)
            }
            let from = Int(places[i])
            let here = cells[from].cost
            // A copy that was overtaken, or what lies beyond the limit.
            guard (here * perBucket).bucket == bucket, here <= limit else { continue }
            expanded &+= 1
            let weight = cells[from].weight
            let steps = lengths.steps(at: from, pitch: pitch, reach: reach)

            @inline(__always)
            func near(_ step: Int, _ to: Int) {
                let there = cells[to].cost
                if Lengths.Steps.isDear { guard there > here else { return } }
                let length = steps.length(step)
                // The settled, the closed, and what is out of reach at the best price.
                if Price.isDear { guard here + length * leastPerMetre <= there else { return } }
                let cost = price.near(from: from, weight: weight, to: to, weight: cells[to].weight, length: length)
                settle(to, step, here + cost, over: here, there)
            }

            let (above, below) = (from &- pitch, from &+ pitch)
            switch tables.kind {
            case .edges:
                near(0, above)
                near(1, from &- 1)
                near(2, from &+ 1)
                near(3, below)
            case .edgesAndCorners:
                near(0, above &- 1)
                near(1, above)
                near(2, above &+ 1)
                near(3, from &- 1)
                near(4, from &+ 1)
                near(5, below &- 1)
                near(6, below)
                near(7, below &+ 1)
            case .longer:
                for step in 0..<tables.count {
                    let to = from &+ tables.jumps[step]
                    guard !tables.isNear[step] else {
                        near(step, to)
                        continue
                    }
                    let there = cells[to].cost
                    if Lengths.Steps.isDear { guard there > here else { continue } }
                    let length = steps.length(step)
                    guard here + length * leastPerMetre <= there else { continue }
                    let cost = price.far(cells, from: from, to: to, length: length, line: tables.lines[step])
                    settle(to, step, here + cost, over: here, there)
                }
            }
        }
        return expanded
    }
}

/// The steps of a neighbourhood on a ``SearchGrid``, unchecked; lives until ``free()``.
struct StepTables<Value: CostValue> {
    /// Neighbourhoods whose steps all lead to cells that touch are written out, in row-major order.
    enum Kind { case edges, edgesAndCorners, longer }

    let kind: Kind
    let count: Int
    let jumps: UnsafeMutablePointer<Int>
    /// Whether a step's two cells touch.
    let isNear: UnsafeMutablePointer<Bool>
    let lines: UnsafeMutablePointer<CrossedLine<Value>>

    init(_ geometry: StepGeometry, pitch: Int) {
        switch geometry.neighbourhood {
        case .n4: kind = .edges
        case .n8: kind = .edgesAndCorners
        default: kind = .longer
        }
        count = geometry.offsets.count
        jumps = .allocate(capacity: count)
        isNear = .allocate(capacity: count)
        lines = .allocate(capacity: count)
        for (step, offset) in geometry.offsets.enumerated() {
            (jumps + step).initialize(to: offset.rows * pitch + offset.columns)
            (isNear + step).initialize(to: max(abs(offset.rows), abs(offset.columns)) == 1)
            let crossed = geometry.crossed[step]
            let lineJumps = UnsafeMutablePointer<Int>.allocate(capacity: crossed.count)
            let shares = UnsafeMutablePointer<Value>.allocate(capacity: crossed.count)
            for (i, cell) in crossed.enumerated() {
                (lineJumps + i).initialize(to: cell.offset.rows * pitch + cell.offset.columns)
                (shares + i).initialize(to: Value(cell.share))
            }
            (lines + step).initialize(to: CrossedLine(jumps: lineJumps, shares: shares, count: crossed.count))
        }
    }

    func free() {
        for step in 0..<count {
            lines[step].jumps.deallocate()
            lines[step].shares.deallocate()
        }
        jumps.deallocate()
        isNear.deallocate()
        lines.deallocate()
    }
}
