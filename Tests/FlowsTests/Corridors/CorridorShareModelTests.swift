import Foundation
import Sampling
import SpatialEngine
import Testing

@testable import Flows

@Suite struct CorridorShareModelTests {
    private static func model(
        months: Int = 24, statements: [CorridorShareModel.Statement], costs: [Double?] = [100, 110, 120],
        breakAt: Int? = nil
    ) -> CorridorShareModel {
        CorridorShareModel(
            months: (0..<months).map { month in
                .init(
                    costs: costs, offsets: [0, 0, 0],
                    steps: [Double](repeating: month == breakAt ? 2 : 0.3, count: 3))
            }, statements: statements, theta: 0.03...0.2, levelDeviation: 1)
    }

    private static func middle(_ draws: [Double]) -> Double { draws.sorted()[draws.count / 2] }

    @Test func `the gradient is the slope of the energy`() {
        let model = Self.model(
            months: 4,
            statements: [
                .init(months: 1..<3, ways: [0], share: 0.4...0.8),
                .init(months: 3..<4, ways: [1, 2], share: 0.05...0.3),
            ])
        var random = SplitMix64(seed: 3)
        let position = (0..<model.dimensions).map { _ in random.nextNormal() }
        let gradient = model.slope(position).gradient
        for index in position.indices {
            var (above, below) = (position, position)
            above[index] += 1e-5
            below[index] -= 1e-5
            let slope = (model.energy(above) - model.energy(below)) / 2e-5
            #expect(abs(slope - gradient[index]) < 1e-5 * max(1, abs(slope)))
        }
    }

    @Test func `the bordered factor solves a dense system`() throws {
        var matrix = BandedPrecision(size: 5, band: 2)
        var dense = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
        func put(_ value: Double, _ i: Int, _ j: Int) {
            dense[i][j] += value
            if i != j { dense[j][i] += value }
        }
        for i in 0..<5 {
            for j in max(0, i - 2)...i {
                let value = i == j ? 5 + Double(i) : 0.7 - 0.2 * Double(i - j)
                matrix.add(value, i, j)
                put(value, i, j)
            }
            matrix.border[i] = 0.3 * Double(i) - 0.5
            put(matrix.border[i], 5, i)
        }
        matrix.corner = 4
        put(4, 5, 5)
        let right = [1.0, -2, 3, 0.5, -1, 2]
        let solution = try #require(matrix.factor()).solve(right)
        for i in 0..<6 {
            let row = zip(dense[i], solution).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(row - right[i]) < 1e-12)
        }
    }

    @Test func `a matrix that is not positive definite has no factor`() {
        var matrix = BandedPrecision(size: 2, band: 1)
        matrix.add(1, 0, 0)
        matrix.add(2, 1, 0)
        matrix.add(1, 1, 1)
        matrix.corner = 1
        #expect(matrix.factor() == nil)
    }

    @Test func `shares add to 1, and a closed way has none`() throws {
        let model = Self.model(statements: [], costs: [100, nil, 120])
        let draws = try #require(model.draw(50, random: SplitMix64(seed: 1)))
        for draw in 0..<50 {
            #expect(draws.share(month: 3, draw: draw, way: 1) == 0)
            let sum = (0..<3).reduce(0) { $0 + draws.share(month: 3, draw: draw, way: $1) }
            #expect(abs(sum - 1) < 1e-12)
        }
    }

    @Test func `without statements the draws are the prior, every candidate worth the same`() throws {
        let draws = try #require(Self.model(statements: []).draw(2000, random: SplitMix64(seed: 2)))
        #expect(abs(draws.effectiveCandidates / Double(draws.candidates) - 1) < 1e-9)
        let logs = draws.theta.map { log($0) }
        let mean = logs.reduce(0, +) / 2000
        #expect(abs(mean - (log(0.03) + log(0.2)) / 2) < 0.05)
    }

    @Test func `a statement draws its months most, far months less, and narrows them`() throws {
        let statement = CorridorShareModel.Statement(months: 10..<13, ways: [2], share: 0.7...0.9)
        let free = try #require(Self.model(statements: []).draw(1000, random: SplitMix64(seed: 5)))
        let bound = try #require(Self.model(statements: [statement]).draw(1000, random: SplitMix64(seed: 5)))
        let (near, far) = (bound.shares(month: 11, of: [2]), bound.shares(month: 0, of: [2]))
        #expect((0.6...0.9).contains(Self.middle(near)))
        #expect(Self.middle(far) < Self.middle(near))
        func spread(_ draws: [Double]) -> Double { draws.sorted()[950] - draws.sorted()[50] }
        #expect(spread(near) < spread(free.shares(month: 11, of: [2])))
    }

    @Test func `a break lets shares jump between two statements`() throws {
        let statements = [
            CorridorShareModel.Statement(months: 0..<12, ways: [0], share: 0.8...0.95),
            CorridorShareModel.Statement(months: 12..<24, ways: [0], share: 0.05...0.2),
        ]
        let smooth = try #require(Self.model(statements: statements).draw(1000, random: SplitMix64(seed: 6)))
        let broken = try #require(
            Self.model(statements: statements, breakAt: 12).draw(1000, random: SplitMix64(seed: 6)))
        func jump(_ draws: CorridorShareDraws) -> Double {
            Self.middle(draws.shares(month: 11, of: [0])) - Self.middle(draws.shares(month: 12, of: [0]))
        }
        #expect(jump(broken) > 0.4)
        #expect(jump(broken) > 2 * jump(smooth))
    }

    /// The No-U-Turn sampler draws from the same density without any Gaussian in between.
    @Test func `weighed Gaussian draws agree with the No-U-Turn sampler`() throws {
        let model = Self.model(
            months: 8,
            statements: [
                .init(months: 1..<4, ways: [2], share: 0.4...0.8), .init(months: 5..<8, ways: [0], share: 0.6...0.95),
            ])
        let draws = try #require(model.draw(2000, random: SplitMix64(seed: 7)))
        var sampler = NoUTurnSampler()
        (sampler.chains, sampler.warmUp, sampler.draws, sampler.seed) = (2, 500, 2000, 11)
        let target = LogDensity(dimensions: model.dimensions) { position, gradient in
            let place = Array(position)
            for (index, value) in model.exactGradient(place).enumerated() { gradient[index] = -value }
            return -model.energy(place)
        }
        let sampled = try sampler.sample(target)
        for (month, way) in [(2, 2), (4, 0), (6, 0)] {
            let exact = DrawSummary(
                sampled.series { draw in
                    let position = Array(draw)
                    return model.shares(month, position, theta: model.theta(position))[way]
                })
            let ours = draws.shares(month: month, of: [way]).sorted()
            for (share, index) in [(0.05, 100), (0.5, 1000), (0.95, 1900)] {
                #expect(abs(exact.quantile(share) - ours[index]) < 0.05, "month \(month) way \(way) at \(share)")
            }
        }
    }

    @Test func `the same seed gives the same draws`() throws {
        let model = Self.model(statements: [.init(months: 0..<4, ways: [1], share: 0.2...0.6)])
        let first = try #require(model.draw(60, random: SplitMix64(seed: 9)))
        let second = try #require(model.draw(60, random: SplitMix64(seed: 9)))
        #expect(first.theta == second.theta)
        #expect(first.shares(month: 5, of: [1]) == second.shares(month: 5, of: [1]))
    }
}

extension CorridorShareModel {
    /// The gradient alone.
    fileprivate func exactGradient(_ position: [Double]) -> [Double] { slope(position).gradient }
}
