internal import SpatialEngine

/// A statistic of all units under random orders of their values.
struct Permutation {
    let random: SplitMix64
    let draws: Int
    let threads: Int

    /// p = min(1, 2(min(g, l) + 1)/(m + 1)) with g = #{T* ≥ T}, l = #{T* ≤ T}, ties counting in both.
    func twoSidedP(count: Int, _ statistic: @Sendable ([Int32]) -> Double) -> Double {
        twoSidedP(count: count, statistics: 1) { [statistic($0)] }[0]
    }

    /// The same for several statistics of the same orders.
    ///
    /// - Parameter compute: The statistics where unit *i* has the value of unit `order[i]`; the numbers of their sums.
    func twoSidedP(count: Int, statistics: Int, _ compute: @Sendable ([Int32]) -> [Double]) -> [Double] {
        let observed = compute(Array(0..<Int32(count)))
        var drawn = [[Double]](repeating: [], count: draws)
        drawn.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(draws, threads: threads) { draw in
                var random = random.stream(UInt64(draw))
                shared.buffer[draw] = compute(Self.order(count, &random))
            }
        }
        return (0..<statistics).map { index in
            // The same sum in another order of units differs by rounding only.
            let tie = 1e-12 * max(abs(observed[index]), drawn.reduce(0) { max($0, abs($1[index])) })
            let atLeast = drawn.reduce(0) { $0 + ($1[index] >= observed[index] - tie ? 1 : 0) }
            let atMost = drawn.reduce(0) { $0 + ($1[index] <= observed[index] + tie ? 1 : 0) }
            return min(1, 2 * Double(min(atLeast, atMost) + 1) / Double(draws + 1))
        }
    }

    /// A random order of 0 ..< count (Fisher and Yates).
    static func order(_ count: Int, _ random: inout SplitMix64) -> [Int32] {
        var order = Array(0..<Int32(count))
        for place in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(place, random.nextIndex(below: place + 1))
        }
        return order
    }
}
