import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct ConditionalPermutationTests {
    /// All ways to choose `count` of `items`.
    private func choices(_ items: [Double], _ count: Int) -> [[Double]] {
        guard count > 0 else { return [[]] }
        guard let first = items.first else { return [] }
        let rest = Array(items.dropFirst())
        return choices(rest, count - 1).map { [first] + $0 } + choices(rest, count)
    }

    /// The two-sided p to which the simulated one tends.
    private func exactP(of unit: Int, _ values: [Double], _ weights: SpatialWeights) -> Double {
        let neighbours = weights.neighbours(of: unit)
        let observed = neighbours.reduce(0) { $0 + values[$1] }
        let others = values.indices.filter { $0 != unit }.map { values[$0] }
        let sums = choices(others, neighbours.count).map { $0.reduce(0, +) }
        let above = sums.filter { $0 >= observed - 1e-9 }.count
        let below = sums.filter { $0 <= observed + 1e-9 }.count
        return min(1, 2 * Double(min(above, below)) / Double(sums.count))
    }

    @Test(arguments: [
        [1.0, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 1, 0, 5, 5, 1], [0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.7, 0.6],
        [-3, 12, -7, 4, 4, 4, 100, -50],
    ])
    func `p tends to that of complete enumeration, ties counting on both sides`(_ values: [Double]) throws {
        let weights = try SpatialWeights.contiguity(
            neighbours: [[1], [0, 2], [1, 3, 4], [2, 4], [3, 5, 6, 7], [4], [5, 7], [0, 1, 2, 3, 4, 5]])
        let draws = 10_000
        let found = try LocalGStar.compute(
            values: values, weights: weights, permutations: draws, random: SplitMix64(seed: 11), threads: 2)
        for unit in values.indices {
            let exact = exactP(of: unit, values, weights)
            // Five standard errors of a share of 10,000 draws, doubled for the two sides.
            let tolerance = 10 * (0.25 / Double(draws)).squareRoot() + 2 / Double(draws)
            #expect(isClose(found[unit].pSim ?? .nan, exact, within: tolerance), "unit \(unit)")
        }
    }

    @Test func `p is a whole number of steps between 2/(m + 1) and 1`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 8, columns: 8))
        let values = (0..<64).map { (cell: Int) -> Double in Double(cell < 10 ? 1000 + cell : (cell * 37) % 64) }
        let found = try LocalGStar.compute(
            values: values, weights: weights, permutations: 99, random: SplitMix64(seed: 2), threads: 1)
        for result in found {
            let steps = (result.pSim ?? .nan) * 50
            #expect(isClose(steps, steps.rounded(), within: 1e-9))
            #expect(steps >= 1 && steps <= 50)
        }
        #expect(found[0].pSim == 0.02)
    }

    @Test func `the same seed gives the same result at any number of threads, another seed another`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 15, columns: 15))
        var draw = SplitMix64(seed: 8)
        let values = (0..<225).map { _ in draw.nextUnit() }
        func compute(_ seed: UInt64, _ threads: Int) throws -> [LocalGStarResult] {
            try LocalGStar.compute(
                values: values, weights: weights, permutations: 199, random: SplitMix64(seed: seed), threads: threads)
        }
        let one = try compute(5, 1)
        for threads in [2, 3, 7, 64] { #expect(try compute(5, threads) == one) }
        #expect(try compute(6, 1) != one)
    }

    @Test func `units do not share their draws`() throws {
        // Two far ends of a ring with the same values and neighbours alike: equal p for all units would mean one table.
        let count = 200
        let weights = try SpatialWeights.contiguity(
            neighbours: (0..<count).map { [($0 + 1) % count, ($0 + count - 1) % count] })
        let values = (0..<count).map { Double($0 % 4) }
        let found = try LocalGStar.compute(
            values: values, weights: weights, permutations: 99, random: SplitMix64(seed: 3), threads: 1)
        let alike = stride(from: 0, to: count, by: 4).map { found[$0].pSim }
        #expect(Set(alike).count > 3)
    }

    @Test func `without clustering one unit in twenty is significant at 0.05`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 20, columns: 20))
        var significant = 0
        for seed in 0..<6 {
            var draw = SplitMix64(seed: UInt64(100 + seed))
            let values = (0..<400).map { _ in draw.nextNormal() }
            let found = try LocalGStar.compute(
                values: values, weights: weights, permutations: 199, random: draw, threads: 2)
            significant += found.filter { ($0.pSim ?? 1) <= 0.05 }.count
        }
        // 120 expected of 2400; neighbours overlap, so the spread is wider than the binomial 11.
        #expect((75...170).contains(significant))
    }
}
