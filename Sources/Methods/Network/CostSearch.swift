internal import SpatialEngine
internal import Surfaces

/// What a metre of a step costs before the weights of the cells that it crosses.
protocol StepPrice {
    /// A bound from below of ``perMetre(from:to:length:)``.
    var least: Double { get }
    /// For the step found from `from` to `to`; a search towards its sources walks it the other way.
    func perMetre(from: Int, to: Int, length: Double) -> Double
}

/// The weights are all.
struct FrictionPrice: StepPrice {
    var least: Double { 1 }
    @inline(__always)
    func perMetre(from: Int, to: Int, length: Double) -> Double { 1 }
}

/// A slope function at the slope between the two ends.
struct SlopePrice: StepPrice {
    let heights: UnsafeBufferPointer<Float>
    let slope: SlopeFunction
    let isToward: Bool

    var least: Double { slope.leastCostPerMetre }

    @inline(__always)
    func perMetre(from: Int, to: Int, length: Double) -> Double {
        let rise = Double(heights[to]) - Double(heights[from])
        return slope.costPerMetre(at: (isToward ? -rise : rise) / length)
    }
}

/// One label-setting search (Dijkstra 1959, doi:10.1007/BF01386390) over the cells of a grid.
struct CostSearch {
    let grid: Grid
    let geometry: StepGeometry
    /// Cost of a metre, or time multiplier, for each cell; `.infinity` where closed.
    let weights: [Float]
    let sources: [Int]
    let target: Int?
    let limit: Double

    /// Set in a cell's step once the cell's cost is final and its neighbours have been offered it.
    private static let settled: UInt8 = 0x80
    /// Up to this ratio of the greatest weight to the least, buckets are faster than a heap.
    private static let greatestWeightRatio: Float = 1e4

    func run(_ price: some StepPrice) throws(NetworkError) -> (cost: [Double], steps: [UInt8]) {
        try checkSources()
        var (least, greatest) = (Float.infinity, Float(0))
        for weight in weights where weight < .infinity {
            least = min(least, weight)
            greatest = max(greatest, weight)
        }
        // Smaller by more than rounding can add, so that it stays a bound.
        let leastPerMetre = Double(least) * price.least * (1 - 1e-9)
        let width = leastPerMetre * geometry.leastLength
        if width > 0, greatest <= least * Self.greatestWeightRatio {
            var queue = BucketQueue(width: width)
            return settle(&queue, price, leastPerMetre)
        }
        var queue = QuaternaryHeap()
        return settle(&queue, price, leastPerMetre)
    }

    private func checkSources() throws(NetworkError) {
        let count = grid.shape.count
        guard !sources.isEmpty else { throw .noSource }
        for cell in sources + (target.map { [$0] } ?? []) where !(0..<count).contains(cell) {
            throw .cellOutsideGrid(cell: cell, count: count)
        }
        for cell in sources where weights[cell] == .infinity {
            let nearest = grid.nearestCell(to: cell) { weights[$0] < .infinity }
            throw .startOnBarrier(
                row: cell / grid.shape.columns, column: cell % grid.shape.columns,
                nearestOpen: nearest.map { grid.geographicCentre(of: $0.cell) }, distance: nearest?.distance)
        }
    }

    private func settle(
        _ queue: inout some CellQueue & ~Copyable, _ price: some StepPrice, _ leastPerMetre: Double
    ) -> (cost: [Double], steps: [UInt8]) {
        var cost = [Double](repeating: .infinity, count: grid.shape.count)
        var steps = [UInt8](repeating: CostDistance.noStep, count: grid.shape.count)
        for source in sources where cost[source] > 0 {
            cost[source] = 0
            queue.push(Int32(source), key: 0)
        }
        cost.withUnsafeMutableBufferPointer { cost in
            steps.withUnsafeMutableBufferPointer { steps in
                expand(&queue, price, leastPerMetre, cost, steps)
                for cell in steps.indices {
                    if steps[cell] & Self.settled == 0 || cost[cell] > limit {
                        cost[cell] = .infinity
                        steps[cell] = CostDistance.noStep
                    } else {
                        steps[cell] &= ~Self.settled
                    }
                }
            }
        }
        return (cost, steps)
    }

    /// Settles cells in the order of their cost until the queue is empty, the target is settled or the limit is passed.
    private func expand(
        _ queue: inout some CellQueue & ~Copyable, _ price: some StepPrice, _ leastPerMetre: Double,
        _ cost: UnsafeMutableBufferPointer<Double>, _ steps: UnsafeMutableBufferPointer<UInt8>
    ) {
        let (rows, columns) = (geometry.shape.rows, geometry.shape.columns)
        let reach = geometry.neighbourhood.reach
        let offsets = geometry.offsets
        let stepCount = offsets.count
        let stop = target ?? -1
        weights.withUnsafeBufferPointer { weights in
            geometry.withUnsafeTables { tables in
                while let next = queue.pop() {
                    let cell = Int(next)
                    guard steps[cell] & Self.settled == 0 else { continue }
                    steps[cell] |= Self.settled
                    let here = cost[cell]
                    if cell == stop { return }
                    if here > limit { continue }
                    let row = cell / columns
                    let column = cell - row * columns
                    let isInner = row >= reach && column >= reach && row < rows - reach && column < columns - reach
                    let lengths = tables.lengths + row * stepCount
                    for step in 0..<stepCount {
                        if !isInner {
                            let offset = offsets[step]
                            let (toRow, toColumn) = (row + offset.rows, column + offset.columns)
                            guard toRow >= 0, toColumn >= 0, toRow < rows, toColumn < columns else { continue }
                        }
                        let to = cell + tables.jumps[step]
                        let there = cost[to]
                        let length = lengths[step]
                        // Settled, or out of reach at the best price: no need to work out the price.
                        guard there > here, here + length * leastPerMetre <= there else { continue }
                        var weight = 0.0
                        for crossing in tables.crossingStarts[step]..<tables.crossingStarts[step + 1] {
                            let crossed = Double(weights[cell + tables.crossingJumps[crossing]])
                            weight += tables.crossingShares[crossing] * crossed
                        }
                        guard weight < .infinity else { continue }
                        let offer = here + length * weight * price.perMetre(from: cell, to: to, length: length)
                        if offer < there {
                            cost[to] = offer
                            steps[to] = UInt8(truncatingIfNeeded: step)
                            queue.push(Int32(truncatingIfNeeded: to), key: offer)
                        } else if offer == there, steps[to] < UInt8(truncatingIfNeeded: step), offer < .infinity {
                            // A later step in row-major order comes from a cell of lower index.
                            steps[to] = UInt8(truncatingIfNeeded: step)
                        }
                    }
                }
            }
        }
    }
}

/// The arrays of a ``StepGeometry``, unchecked, for the length of one call.
struct StepTables {
    let jumps: UnsafePointer<Int>
    let lengths: UnsafePointer<Double>
    let crossingStarts: UnsafePointer<Int>
    let crossingJumps: UnsafePointer<Int>
    let crossingShares: UnsafePointer<Double>
}

extension StepGeometry {
    func withUnsafeTables(_ body: (StepTables) -> Void) {
        jumps.withUnsafeBufferPointer { jumps in
            lengths.withUnsafeBufferPointer { lengths in
                crossingStarts.withUnsafeBufferPointer { starts in
                    crossingJumps.withUnsafeBufferPointer { cells in
                        crossingShares.withUnsafeBufferPointer { shares in
                            guard let jumps = jumps.baseAddress, let lengths = lengths.baseAddress,
                                let starts = starts.baseAddress, let cells = cells.baseAddress,
                                let shares = shares.baseAddress
                            else { return }
                            body(
                                StepTables(
                                    jumps: jumps, lengths: lengths, crossingStarts: starts, crossingJumps: cells,
                                    crossingShares: shares))
                        }
                    }
                }
            }
        }
    }
}
