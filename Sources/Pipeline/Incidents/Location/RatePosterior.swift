import SpatialEngine

/// Weights of events over units, and the passes that estimate the units' rates.
struct RatePosterior {
    /// Kernel masses, event after event.
    private var shares: [UnitWeight] = []
    /// Where each event's masses begin in `shares`; one more for the end.
    private var starts = [0]
    /// By unit, the events that meet it with their masses: what `shares` holds, turned over.
    private var turned: [UnitWeight] = []
    private var turnedStarts: [Int]
    /// Events to expect in each unit if all rates were equal.
    private let expected: [Double]
    private let exposure: [Double]
    private let threads: Int
    private(set) var iterations = 0
    private(set) var converged = true
    /// Relative rate times exposure of each unit.
    private var factors: [Double]

    /// - Parameter kernel: Kernel mass of each event on each unit that it meets, by unit index.
    /// - Parameter sizes: Length or area of each unit.
    init(kernel: [[UnitWeight]], sizes: [Double], exposure: [Double], threads: Int) {
        (self.exposure, self.threads) = (exposure, threads)
        for event in kernel {
            shares += event
            starts.append(shares.count)
        }
        var counts = [Int](repeating: 0, count: sizes.count + 1)
        for share in shares { counts[share.unit + 1] += 1 }
        for unit in sizes.indices { counts[unit + 1] += counts[unit] }
        turnedStarts = counts
        turned = [UnitWeight](repeating: UnitWeight(unit: 0, weight: 0), count: shares.count)
        for (event, list) in kernel.enumerated() {
            for share in list {
                turned[counts[share.unit]] = UnitWeight(unit: event, weight: share.weight)
                counts[share.unit] += 1
            }
        }
        let opportunity = zip(sizes, exposure).map(*)
        let total = opportunity.reduce(0, +)
        let events = Double(kernel.count { !$0.isEmpty })
        expected = opportunity.map { total > 0 ? $0 * events / total : 0 }
        factors = [Double](repeating: 1, count: sizes.count)
    }

    /// Passes until no unit's expected count changes by more than the tolerance.
    mutating func estimate(_ estimation: RateEstimation) {
        guard case .expectationMaximisation(let shape, let tolerance, let maxPasses) = estimation else { return }
        converged = false
        factors = exposure
        var counts = [Double](repeating: 0, count: expected.count)
        while iterations < maxPasses && !converged {
            let next = expectedCounts()
            let change = zip(counts, next).reduce(0) { max($0, abs($1.0 - $1.1)) }
            converged = iterations > 0 && change <= tolerance
            counts = next
            iterations += 1
            for unit in factors.indices where shape + expected[unit] > 0 {
                factors[unit] = exposure[unit] * (shape + counts[unit]) / (shape + expected[unit])
            }
        }
    }

    /// Each event's shares under the present factors, adding to 1.
    var weights: [[UnitWeight]] {
        (0..<starts.count - 1).map { event in
            let list = shares[starts[event]..<starts[event + 1]]
            let scaled = list.map { UnitWeight(unit: $0.unit, weight: $0.weight * factors[$0.unit]) }
            let used = scaled.contains { $0.weight > 0 } ? scaled : Array(list)
            let sum = used.reduce(0) { $0 + $1.weight }
            return used.compactMap { $0.weight > 0 ? UnitWeight(unit: $0.unit, weight: $0.weight / sum) : nil }
        }
    }

    /// Sum of the events' shares by unit: first each event's sum of mass × factor, then each unit's sum of shares.
    private func expectedCounts() -> [Double] {
        let block = 512
        let perMass = filled(starts.count - 1, block) { event in
            var (sum, plain) = (0.0, 0.0)
            for share in shares[starts[event]..<starts[event + 1]] {
                sum += share.weight * factors[share.unit]
                plain += share.weight
            }
            // Where nothing that the event meets has a factor, its mass alone decides: negative marks that.
            return sum > 0 ? 1 / sum : plain > 0 ? -1 / plain : 0
        }
        return filled(expected.count, block) { unit in
            var (sum, plain) = (0.0, 0.0)
            for share in turned[turnedStarts[unit]..<turnedStarts[unit + 1]] {
                let value = share.weight * perMass[share.unit]
                if value > 0 { sum += value } else { plain -= value }
            }
            return sum * factors[unit] + plain
        }
    }

    /// An array whose elements are computed in blocks on all threads.
    private func filled(_ count: Int, _ block: Int, _ element: @Sendable (Int) -> Double) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initialised in
            let shared = SharedBuffer(buffer)
            inParallel((count + block - 1) / block, threads: shares.count < 4_096 ? 1 : threads) { part in
                for index in part * block..<min(count, (part + 1) * block) {
                    shared.buffer.initializeElement(at: index, to: element(index))
                }
            }
            initialised = count
        }
    }
}
