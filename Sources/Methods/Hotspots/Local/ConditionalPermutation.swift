internal import SpatialEngine

/// For each unit the distribution of its neighbours' weighted sum when the other units' values are shuffled.
///
/// Where the weights of a unit are all alike its sum hangs on how many values are drawn only. One common table of drawn sums
/// then serves all units, each of which reads `draws` rows from a place of its own (``SharedDraws``). Other units draw for
/// themselves.
struct ConditionalPermutation {
    let values: [Double]
    let weights: SpatialWeights
    /// Draws a unit.
    let draws: Int
    let random: SplitMix64

    /// Two-sided p of every unit; nil for an island.
    ///
    /// p = min(1, 2(min(g, l) + 1)/(m + 1)) with g = #{T* ≥ T} and l = #{T* ≤ T}.
    func twoSidedP(threads: Int) -> [Double?] {
        let count = values.count
        // Drawn sums are compared with sums of values, so only the number of neighbours matters; −1: draw alone.
        let sizes = (0..<count).map { unit -> Int32 in
            if weights.isIsland(unit) { return 0 }
            return weights.commonWeight(of: unit) == nil ? -1 : Int32(weights.neighbourCount(of: unit))
        }
        let shared = SharedDraws(values: values, sizes: sizes, draws: draws, random: random, threads: threads)
        var p = [Double?](repeating: nil, count: count)
        let block = 128
        p.withUnsafeMutableBufferPointer { buffer in
            let results = SharedBuffer(buffer)
            inParallel((count + block - 1) / block, threads: threads) { item in
                var deck: Deck?
                for unit in (item * block)..<min(count, (item + 1) * block) where sizes[unit] != 0 {
                    let counts =
                        sizes[unit] > 0
                        ? shared.counts(of: unit, against: observedSum(of: unit))
                        : ownCounts(of: unit, &deck)
                    let tail = min(counts.atLeast, counts.atMost)
                    results.buffer[unit] = min(1, 2 * Double(tail + 1) / Double(draws + 1))
                }
            }
        }
        return p
    }

    /// The sum of a unit's neighbours' values without weights, and how far off it may be by rounding.
    private func observedSum(of unit: Int) -> TiedSum {
        var (sum, magnitude) = (0.0, 0.0)
        for position in weights.starts[unit]..<weights.starts[unit + 1] {
            let value = values[Int(weights.neighbours[position])]
            sum += value
            magnitude += abs(value)
        }
        return TiedSum(sum: sum, magnitude: magnitude)
    }

    private func ownCounts(of unit: Int, _ deck: inout Deck?) -> (atLeast: Int, atMost: Int) {
        let range = weights.starts[unit]..<weights.starts[unit + 1]
        var (sum, magnitude) = (0.0, 0.0)
        for position in range {
            let part = weights.rawWeight(position) * values[Int(weights.neighbours[position])]
            sum += part
            magnitude += abs(part)
        }
        let observed = TiedSum(sum: sum, magnitude: magnitude)
        var own = deck ?? Deck(count: values.count - 1)
        var random = self.random.stream(UInt64(unit))
        var counts = (atLeast: 0, atMost: 0)
        for _ in 0..<draws {
            var drawn = 0.0
            own.shuffleFirst(range.count, &random)
            for (card, position) in range.enumerated() {
                let other = Int(own.cards[card])
                drawn += weights.rawWeight(position) * values[other < unit ? other : other + 1]
            }
            own.restore()
            if drawn >= observed.least { counts.atLeast += 1 }
            if drawn <= observed.greatest { counts.atMost += 1 }
        }
        deck = own
        return counts
    }
}

/// A sum, and the bounds within which another one is tied with it: the same values added in another order.
struct TiedSum {
    let least, greatest: Double

    init(sum: Double, magnitude: Double) {
        let tie = magnitude * 1e-13
        (least, greatest) = (sum - tie, sum + tie)
    }
}

/// The numbers 0 ..< count, of which some are drawn without replacement (Fisher and Yates).
///
/// The swaps are undone after each draw, so that a draw depends on its generator only.
struct Deck {
    private(set) var cards: [Int32]
    private var picks: [Int] = []

    init(count: Int) { cards = Array(0..<Int32(count)) }

    /// Puts a random choice of `drawn` cards first.
    mutating func shuffleFirst(_ drawn: Int, _ random: inout SplitMix64) {
        for position in 0..<drawn {
            let pick = position + random.nextIndex(below: cards.count - position)
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

extension SplitMix64 {
    /// A number in 0 ..< `count`: the high bits of a 128-bit product, with a bias below count/2⁶⁴.
    @inline(__always)
    mutating func nextIndex(below count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }
}
