/// Weights of events over units, and the passes that estimate the units' rates.
struct RatePosterior {
    private let kernel: [[UnitWeight]]
    /// Events to expect in each unit if all rates were equal.
    private let expected: [Double]
    private let exposure: [Double]
    private(set) var weights: [[UnitWeight]]
    private(set) var iterations = 0
    private(set) var converged = true

    /// - Parameter kernel: Kernel mass of each event on each unit that it meets, by unit index.
    /// - Parameter sizes: Length or area of each unit.
    init(kernel: [[UnitWeight]], sizes: [Double], exposure: [Double]) {
        self.kernel = kernel
        self.exposure = exposure
        let opportunity = zip(sizes, exposure).map(*)
        let total = opportunity.reduce(0, +)
        let events = Double(kernel.count { !$0.isEmpty })
        expected = opportunity.map { total > 0 ? $0 * events / total : 0 }
        weights = kernel.map { Self.normalised($0) { _ in 1 } }
    }

    /// Passes until no weight changes by more than the tolerance.
    mutating func estimate(_ estimation: RateEstimation) {
        guard case .expectationMaximisation(let shape, let tolerance, let maxPasses) = estimation else { return }
        var ratio = [Double](repeating: 1, count: expected.count)
        converged = false
        while iterations < maxPasses && !converged {
            let next = kernel.map { event in Self.normalised(event) { ratio[$0] * exposure[$0] } }
            converged = iterations > 0 && Self.largestChange(weights, next) <= tolerance
            weights = next
            iterations += 1
            var counts = [Double](repeating: 0, count: expected.count)
            for event in weights { for share in event { counts[share.unit] += share.weight } }
            for unit in ratio.indices where shape + expected[unit] > 0 {
                ratio[unit] = (shape + counts[unit]) / (shape + expected[unit])
            }
        }
    }

    /// Shares in proportion to mass × factor; to mass alone where no unit that the event meets has a factor above 0.
    private static func normalised(_ masses: [UnitWeight], factor: (Int) -> Double) -> [UnitWeight] {
        var shares = masses.map { UnitWeight(unit: $0.unit, weight: $0.weight * factor($0.unit)) }
        var sum = shares.reduce(0) { $0 + $1.weight }
        if !(sum > 0) {
            shares = masses
            sum = masses.reduce(0) { $0 + $1.weight }
        }
        return shares.filter { $0.weight > 0 }.map { UnitWeight(unit: $0.unit, weight: $0.weight / sum) }
    }

    private static func largestChange(_ old: [[UnitWeight]], _ new: [[UnitWeight]]) -> Double {
        var largest = 0.0
        for (before, after) in zip(old, new) {
            guard before.count == after.count else { return .infinity }
            for (a, b) in zip(before, after) { largest = max(largest, abs(a.weight - b.weight)) }
        }
        return largest
    }
}
