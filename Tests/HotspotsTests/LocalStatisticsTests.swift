import Hotspots
import SpatialEngine
import TestSupport
import Testing

/// Columbus against R spdep 1.2-7.
@Suite struct LocalStatisticsTests {
    private let random = SplitMix64(seed: 1)

    @Test(arguments: SpatialWeights.Style.allCases)
    func `Gi and Gi star of Columbus are those of spdep`(_ style: SpatialWeights.Style) throws {
        let columbus = try Columbus()
        let weights = try columbus.weights(style)
        for (includesSelf, name) in [(true, "gi_star_z"), (false, "gi_z")] {
            let found = try LocalGStar.compute(
                values: columbus.crime, weights: weights, includesSelf: includesSelf, permutations: 0, random: random,
                threads: 1)
            for unit in found.indices { #expect(agree(found[unit].z, columbus.number(unit, name)), "\(name) \(unit)") }
        }
    }

    @Test func `g of Gi is the share of the neighbours in the sum of the others`() throws {
        let columbus = try Columbus()
        let found = try LocalGStar.compute(
            values: columbus.crime, weights: try columbus.weights(.row), includesSelf: false, permutations: 0,
            random: random, threads: 1)
        for unit in found.indices {
            let near = columbus.neighbours[unit].reduce(0) { $0 + columbus.crime[$1] }
            let others = columbus.crime.reduce(0, +) - columbus.crime[unit]
            #expect(agree(found[unit].g, near / Double(columbus.neighbours[unit].count) / others, relative: 1e-13))
        }
    }

    @Test func `local Moran of Columbus is that of spdep`() throws {
        let columbus = try Columbus()
        let weights = try columbus.weights(.row)
        for moments in LocalMoran.Moments.allCases {
            let found = try LocalMoran.compute(
                values: columbus.crime, weights: weights, moments: moments, permutations: 0, random: random, threads: 1)
            for unit in found.indices {
                #expect(agree(found[unit].i, columbus.number(unit, "i")))
                #expect(agree(found[unit].expected, columbus.number(unit, "e_\(moments)")))
                #expect(agree(found[unit].variance, columbus.number(unit, "var_\(moments)")))
                #expect(agree(found[unit].z, columbus.number(unit, "z_\(moments)")))
                #expect(found[unit].quadrant?.rawValue == columbus.text(unit, "quadrant"))
            }
        }
    }

    @Test func `conditional and total moments are those of all orders`() throws {
        let values = [3.0, 9, 4, 11, 2, 2, 7]
        let weights = try SpatialWeights.weighted(
            neighbours: [[1, 2], [0], [3, 4, 5], [2, 6], [1], [0, 1, 2, 3, 4, 6], [5]],
            weights: [[1, 2], [1], [0.5, 3, 1], [1, 1], [4], [1, 1, 1, 2, 2, 2], [1]])
        for moments in LocalMoran.Moments.allCases {
            let found = try LocalMoran.compute(
                values: values, weights: weights, moments: moments, permutations: 0, random: random, threads: 1)
            for unit in values.indices {
                var (sum, squares, count) = (0.0, 0.0, 0.0)
                for order in allOrders(7) where moments == .total || order[unit] == unit {
                    let again = try LocalMoran.compute(
                        values: order.map { values[$0] }, weights: weights, permutations: 0, random: random, threads: 1)
                    let i = again[unit].i ?? .nan
                    (sum, squares, count) = (sum + i, squares + i * i, count + 1)
                }
                #expect(agree(found[unit].expected, sum / count))
                #expect(agree(found[unit].variance, squares / count - sum / count * sum / count, relative: 1e-9))
            }
        }
    }

    @Test func `permuted p of local Moran are those of Gi star, and 1 at the mean`() throws {
        let values = [1.0, 5, 3, 0, 6, 3, 2, 4, 3, 3]
        let weights = try SpatialWeights.contiguity(
            neighbours: (0..<10).map { [($0 + 1) % 10, ($0 + 9) % 10] }, style: .row)
        let moran = try LocalMoran.compute(values: values, weights: weights, random: random, threads: 1)
        let star = try LocalGStar.compute(values: values, weights: weights, random: random, threads: 1)
        for unit in values.indices {
            if values[unit] == 3 {
                #expect(moran[unit].i == 0 && moran[unit].z == nil && moran[unit].bin == 0)
                #expect(moran[unit].pSim == 1)
            } else {
                #expect(moran[unit].pSim == star[unit].pSim)
            }
        }
    }

    @Test(arguments: [(SpatialWeights.Style.row, "row"), (.binary, "binary")])
    func `LOSH of Columbus is that of spdep`(_ style: SpatialWeights.Style, _ name: String) throws {
        let columbus = try Columbus()
        let found = try LocalHeteroscedasticity.compute(
            values: columbus.crime, weights: try columbus.weights(style), random: random, threads: 1)
        for unit in found.indices {
            #expect(agree(found[unit].h, columbus.number(unit, "h_\(name)")))
            #expect(agree(found[unit].variance, columbus.number(unit, "var_h_\(name)")))
            #expect(agree(found[unit].pChiSquare, columbus.number(unit, "p_h_\(name)"), relative: 1e-9))
            #expect(found[unit].pSim == nil)
        }
        #expect(FalseDiscoveryRate.adjusted(found.map(\.pChiSquare)) == found.map(\.q))
    }

    @Test func `an island has no local statistic and no residual`() throws {
        // Without the island the other five are the same; only n of the mean differs for Moran and Gi.
        let ring = [[1, 4], [0, 2], [1, 3], [2, 4], [3, 0]]
        let values = [4.0, 9, 1, 7, 3]
        let alone = try LocalHeteroscedasticity.compute(
            values: values, weights: try .contiguity(neighbours: ring), permutations: 99, random: random, threads: 1)
        let weights = try SpatialWeights.contiguity(neighbours: ring + [[]])
        let found = try LocalHeteroscedasticity.compute(
            values: values + [100], weights: weights, permutations: 99, random: random, threads: 1)
        for unit in ring.indices {
            #expect(agree(found[unit].h, alone[unit].h ?? .nan))
            #expect(agree(found[unit].variance, alone[unit].variance ?? .nan))
            #expect(found[unit].pSim == alone[unit].pSim)
        }
        #expect(found[5] == LocalHeteroscedasticityResult(neighbourCount: 0))
        let moran = try LocalMoran.compute(values: values + [100], weights: weights, random: random, threads: 1)
        #expect(moran[5] == LocalMoranResult(neighbourCount: 0))
        let gi = try LocalGStar.compute(
            values: values + [100], weights: weights, includesSelf: false, random: random, threads: 1)
        #expect(gi[5] == LocalGStarResult(neighbourCount: 0))
    }

    @Test func `Gi of the one unit that differs has no variance`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: (0..<6).map { [($0 + 1) % 6, ($0 + 5) % 6] })
        for value in [1.0, 1e9, 0.3] {
            let found = try LocalGStar.compute(
                values: [0.1, 0.1, 0.1, 0.1 + value, 0.1, 0.1], weights: weights, includesSelf: false, random: random,
                threads: 1)
            #expect(found[3].z == nil && found[3].pSim == 1)
            #expect(found[2].z != nil)
        }
        // A thousand million times greater than the others, which still differ among themselves.
        let outlier = try LocalGStar.compute(
            values: [1, 2, 3, 1e12, 5, 6], weights: weights, includesSelf: false, permutations: 0, random: random,
            threads: 1)
        // Others 1, 2, 3, 5, 6: mean 3.4, variance 3.44; neighbours 3 and 5 sum to 8, n = 5, W = S₁ = 2.
        let expected = 1.2 / (3.44 * 6 / 4).squareRoot()
        #expect(agree(outlier[3].z, expected, relative: 1e-9))
    }

    @Test func `all units may have unequal weights`() throws {
        let weights = try SpatialWeights.weighted(
            neighbours: (0..<40).map { [($0 + 1) % 40, ($0 + 39) % 40] }, weights: (0..<40).map { _ in [1, 2] })
        let values = (0..<40).map { Double($0 * 7 % 11) }
        let star = try LocalGStar.compute(values: values, weights: weights, random: random, threads: 2)
        let moran = try LocalMoran.compute(values: values, weights: weights, random: random, threads: 1)
        #expect(star.allSatisfy { $0.pSim != nil })
        #expect(star.map(\.pSim) == moran.map(\.pSim))
    }

    @Test func `units of unequal weights tend to complete enumeration too`() throws {
        let values = [1.0, 2, 4, 8, 16]
        let weights = try SpatialWeights.weighted(
            neighbours: [[1, 2], [0], [0, 1, 3], [4, 2], [3]], weights: [[1, 3], [2], [1, 1, 1], [0.5, 4], [1]])
        let draws = 20_000
        let found = try LocalGStar.compute(
            values: values, weights: weights, permutations: draws, random: random, threads: 2)
        for unit in values.indices {
            let (near, heavy) = (weights.neighbours(of: unit), weights.weights(of: unit))
            func sum(_ order: [Int]) -> Double { zip(near, heavy).reduce(0) { $0 + $1.1 * values[order[$1.0]] } }
            let orders = allOrders(5).filter { $0[unit] == unit }
            let observed = sum(Array(0..<5))
            let above = orders.filter { sum($0) >= observed - 1e-9 }.count
            let below = orders.filter { sum($0) <= observed + 1e-9 }.count
            let exact = min(1, 2 * Double(min(above, below)) / Double(orders.count))
            let tolerance = 10 * (0.25 / Double(draws)).squareRoot() + 1e-3
            #expect(isClose(found[unit].pSim ?? .nan, exact, within: tolerance))
        }
    }
}
