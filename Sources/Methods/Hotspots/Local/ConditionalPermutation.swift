internal import SpatialEngine

/// For each unit the distribution of its neighbours' weighted sum when the other units' values are shuffled.
struct ConditionalPermutation {
    let values: [Double]
    let weights: SpatialWeights
    /// Draws a unit.
    let draws: Int
    let random: SplitMix64

    /// Two-sided p of every unit; 1 for an island.
    func twoSidedP(threads: Int) -> [Double] {
        let block = 32
        let count = values.count
        var p = [Double](repeating: 1, count: count)
        p.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel((count + block - 1) / block, threads: threads) { item in
                var deck = Deck(count: count - 1)
                for unit in (item * block)..<min(count, (item + 1) * block) {
                    shared.buffer[unit] = twoSidedP(of: unit, &deck)
                }
            }
        }
        return p
    }

    /// p = min(1, 2(min(g, l) + 1)/(m + 1)) with g = #{T* ≥ T} and l = #{T* ≤ T}.
    private func twoSidedP(of unit: Int, _ deck: inout Deck) -> Double {
        let range = weights.starts[unit]..<weights.starts[unit + 1]
        guard !range.isEmpty else { return 1 }
        var observed = 0.0
        var magnitude = 0.0
        for index in range {
            observed += weights.rawWeight(index) * values[Int(weights.neighbours[index])]
            magnitude += abs(weights.rawWeight(index) * values[Int(weights.neighbours[index])])
        }
        // The same values summed in another order differ by rounding only: a tie.
        let tie = magnitude * 1e-13
        var random = self.random.stream(UInt64(unit))
        var (above, below) = (0, 0)
        for _ in 0..<draws {
            var drawn = 0.0
            deck.shuffleFirst(range.count, &random)
            for (position, index) in range.enumerated() {
                let other = deck.cards[position]
                drawn += weights.rawWeight(index) * values[other < unit ? other : other + 1]
            }
            deck.restore()
            if drawn >= observed - tie { above += 1 }
            if drawn <= observed + tie { below += 1 }
        }
        return min(1, 2 * Double(min(above, below) + 1) / Double(draws + 1))
    }
}

/// The numbers 0 ..< count, of which some are drawn without replacement (Fisher and Yates).
///
/// The swaps are undone after each draw, so that a draw depends on its generator only.
private struct Deck {
    private(set) var cards: [Int]
    private var picks: [Int] = []

    init(count: Int) { cards = Array(0..<count) }

    /// Puts a random choice of `drawn` cards first.
    mutating func shuffleFirst(_ drawn: Int, _ random: inout SplitMix64) {
        for position in 0..<drawn {
            let left = UInt64(cards.count - position)
            // High bits of a 128-bit product: the bias is below count/2⁶⁴.
            let pick = position + Int(random.next().multipliedFullWidth(by: left).high)
            cards.swapAt(position, pick)
            picks.append(pick)
        }
    }

    /// Puts all cards back in ascending order.
    mutating func restore() {
        for position in picks.indices.reversed() { cards.swapAt(position, picks[position]) }
        picks.removeAll(keepingCapacity: true)
    }
}
