import Allocation
import SpatialEngine
import Testing

@Suite struct PatrolCoverageTests {
    @Test(arguments: 0..<40)
    func `no other coverage leaves less`(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let rewards = (0..<(2 + seed % 9)).map { _ in
            random.nextUnit() < 0.15 ? 0 : (random.nextUnit() * 20).rounded()
        }
        let resources = random.nextUnit() * Double(rewards.count)
        let found = try PatrolCoverage.minimax(rewards: rewards, resources: resources)
        #expect(abs(found.coverage.reduce(0, +) - resources) < 1e-9)
        #expect(found.coverage.allSatisfy { $0 >= 0 && $0 <= 1 })
        // The least value at which the resources suffice, by halving.
        var (low, high) = (0.0, rewards.max() ?? 0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            let needed = rewards.reduce(0) { $0 + ($1 > middle ? 1 - middle / $1 : 0) }
            if needed <= resources { high = middle } else { low = middle }
        }
        #expect(abs(found.value - high) < 1e-9 * max(1, high))
    }

    @Test
    func `the closed form of three targets`() throws {
        // Two are covered: v = (2 − 1)/(1/10 + 1/6) = 3.75 ≥ 3.
        let found = try PatrolCoverage.minimax(rewards: [10, 3, 6], resources: 1)
        #expect(abs(found.value - 3.75) < 1e-12)
        #expect(abs(found.coverage[0] - 0.625) < 1e-12)
        #expect(found.coverage[1] == 0)
        #expect(abs(found.coverage[2] - 0.375) < 1e-12)
        #expect(try PatrolCoverage.minimax(rewards: [5, 0], resources: 0).value == 5)
        #expect(try PatrolCoverage.minimax(rewards: [5, 0, 0], resources: 2).coverage == [1, 0.5, 0.5])
        #expect(try PatrolCoverage.minimax(rewards: [5, 2], resources: 2).value == 0)
    }

    @Test
    func `what cannot be spread is refused`() {
        #expect(throws: AllocationError.infeasibleResources(3, targets: 2)) {
            try PatrolCoverage.minimax(rewards: [1, 2], resources: 3)
        }
        #expect(throws: AllocationError.self) { try PatrolCoverage.minimax(rewards: [1, 2], resources: .nan) }
        #expect(throws: AllocationError.self) { try PatrolCoverage.minimax(rewards: [1, -2], resources: 1) }
    }

    @Test
    func `attacks follow the exponential of what each target seems worth`() {
        let odds = PatrolCoverage.attackProbabilities(
            coverage: [0.5, 0, 1], rewards: [4, 4, 8], penalties: [-2, -2, -1], weights: (-2, 0.5, 0.25))
        let expected = [0.5, 1.5, 1.75].map { exponential($0) }
        let total = expected.reduce(0, +)
        for (a, b) in zip(odds, expected) { #expect(abs(a - b / total) < 1e-12) }
        let steep = PatrolCoverage.attackProbabilities(
            coverage: [0, 1], rewards: [9, 9], penalties: [0, 0], weights: (-5_000, 100, 0))
        #expect(steep == [1, 0])
    }

    /// e to a power, by its series.
    private func exponential(_ x: Double) -> Double {
        var (sum, term) = (1.0, 1.0)
        for n in 1..<60 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }
}
