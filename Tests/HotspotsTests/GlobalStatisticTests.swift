import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct GlobalStatisticTests {
    private let random = SplitMix64(seed: 1)

    private func compute(
        _ statistic: GlobalStatistic, _ values: [Double], _ weights: SpatialWeights,
        _ assumption: GlobalStatistic.Assumption = .randomisation, permutations: Int = 0
    ) throws -> GlobalStatistic.Result {
        try statistic.compute(
            values: values, weights: weights, links: LinkMoments(weights), assumption: assumption,
            permutations: permutations, random: random, threads: 2)
    }

    /// R spdep 1.2-7: moran.test, geary.test and globalG.test on Columbus; Moran's I 0.485770914 is in its help pages.
    @Test(arguments: [
        (
            GlobalStatistic.moran, SpatialWeights.Style.row, GlobalStatistic.Assumption.randomisation,
            [0.4857709136617732, -0.02083333333333333, 0.008991121321779066, 5.342713639408028, 9.156535482603929e-08]
        ),
        (
            .moran, .row, .normality,
            [0.4857709136617732, -0.02083333333333333, 0.008860962269450514, 5.381810263959626, 7.374046856055175e-08]
        ),
        (
            .moran, .binary, .randomisation,
            [0.4822723069833527, -0.02083333333333333, 0.007674757260970749, 5.742841922175772, 9.310063242339358e-09]
        ),
        (
            .moran, .binary, .normality,
            [0.4822723069833527, -0.02083333333333333, 0.007566980413778618, 5.783595102612115, 7.312081817380990e-09]
        ),
        (
            .geary, .row, .randomisation,
            [0.5478033771672514, 1, 0.009804107870385501, -4.566918633542654, 4.949460193296385e-06]
        ),
        (
            .geary, .row, .normality,
            [0.5478033771672514, 1, 0.01030673576108219, -4.454169539136634, 8.421853372714910e-06]
        ),
        (
            .geary, .binary, .randomisation,
            [0.6058558791239844, 1, 0.01185812137125347, -3.619487718642477, 0.0002951868197831793]
        ),
        (
            .geary, .binary, .normality,
            [0.6058558791239844, 1, 0.01415198487712665, -3.313190252841653, 0.0009223821267169186]
        ),
        (
            .g, .row, .randomisation,
            [0.02304061645349928, 0.02083333333333333, 5.531151947253199e-07, 2.967906722471830, 2.998353055812243e-03]
        ),
        (
            .g, .binary, .randomisation,
            [0.1227242453792564, 0.09778911564625850, 3.383971558463400e-05, 4.286455110714862, 1.815468667388663e-05]
        ),
    ])
    func `Columbus has the published statistics`(
        _ statistic: GlobalStatistic, _ style: SpatialWeights.Style, _ assumption: GlobalStatistic.Assumption,
        _ published: [Double]
    ) throws {
        let columbus = try Columbus()
        let found = try compute(statistic, columbus.crime, try columbus.weights(style), assumption)
        let numbers = [found.value, found.expected, found.variance, found.z, found.p]
        for (number, expected) in zip(numbers, published) { #expect(agree(number, expected, relative: 1e-8)) }
        #expect(found.pSim == nil)
    }

    @Test(arguments: GlobalStatistic.allCases)
    func `the moments are those of all orders`(_ statistic: GlobalStatistic) throws {
        let values = [3.0, 9, 4, 11, 2, 2, 7]
        let weights = try SpatialWeights.weighted(
            neighbours: [[1, 2], [0], [3, 4, 5], [2, 6], [1], [0, 1, 2, 3, 4, 6], []],
            weights: [[1, 2], [1], [0.5, 3, 1], [1, 1], [4], [1, 1, 1, 2, 2, 2], []], style: .binary)
        let found = try compute(statistic, values, weights)
        var (sum, squares, count) = (0.0, 0.0, 0.0)
        for order in allOrders(7) {
            let value = try compute(statistic, order.map { values[$0] }, weights).value ?? .nan
            (sum, squares, count) = (sum + value, squares + value * value, count + 1)
        }
        #expect(agree(found.expected, sum / count))
        #expect(agree(found.variance, squares / count - sum / count * sum / count, relative: 1e-8))
    }

    @Test func `permutation p follow the exact share of orders`() throws {
        let values = [1.0, 1, 2, 8, 9, 9]
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]])
        for statistic in GlobalStatistic.allCases {
            let found = try compute(statistic, values, weights, permutations: 9_999)
            let all = try allOrders(6).map { try compute(statistic, $0.map { values[$0] }, weights).value ?? .nan }
            let observed = found.value ?? .nan
            let above = all.filter { $0 >= observed - 1e-12 }.count
            let below = all.filter { $0 <= observed + 1e-12 }.count
            let exact = min(1, 2 * Double(min(above, below)) / Double(all.count))
            // Five standard errors, doubled for the two sides.
            #expect(isClose(found.pSim ?? .nan, exact, within: 0.05 * exact.squareRoot() + 1e-3))
        }
    }

    @Test func `threads change nothing, and numbers that do not exist are nil`() throws {
        let columbus = try Columbus()
        let weights = try columbus.weights(.row)
        let links = LinkMoments(weights)
        let results = try [1, 2, 5].map { threads in
            try GlobalStatistic.moran.compute(
                values: columbus.crime, weights: weights, links: links, permutations: 199, random: random,
                threads: threads)
        }
        #expect(Set(results).count == 1)
        #expect(results[0].pSim == 0.01)
        let three = try compute(.moran, [1, 2, 4], try .contiguity(neighbours: [[1], [0, 2], [1]]))
        #expect(three.value != nil && three.variance == nil && three.z == nil)
        #expect(try compute(.g, columbus.crime, weights, .normality).variance == nil)
    }

    @Test func `sums over links of a small graph are counted by hand`() throws {
        // 0 → 1 (2), 1 → 0 (1), 1 → 2 (3): pairs 0–1 and 1–2 sum to 3 both, units to 3, 6 and 3.
        let weights = try SpatialWeights.weighted(neighbours: [[1], [2, 0], []], weights: [[2], [3, 1], []])
        let links = LinkMoments(weights)
        #expect(links.s0 == 6)
        #expect(links.s1 == 0.5 * (9 + 9 + 9 + 9))
        #expect(links.s2 == 9 + 36 + 9)
    }
}

@Suite struct JoinCountsTests {
    /// R spdep 1.2-7, joincount.multi on Columbus with crime above 35.
    @Test func `Columbus has the joins of spdep`() throws {
        let columbus = try Columbus()
        let published: [(SpatialWeights.Style, [(Double, Double, Double)])] = [
            (
                .binary,
                [
                    (52, 26.9897959183673, 17.6483978306912), (34, 29.3367346938776, 18.6384551649577),
                    (29, 58.6734693877551, 26.0410112807599),
                ]
            ),
            (
                .row,
                [
                    (9.206349206349206, 5.75, 0.478553034689050), (9.483333333333333, 6.25, 0.490315827083478),
                    (5.810317460317460, 12.5, 1.384886481007214),
                ]
            ),
        ]
        for (style, expected) in published {
            let weights = try columbus.weights(style)
            let found = try JoinCounts.compute(
                isBlack: columbus.crime.map { $0 > 35 }, weights: weights, links: LinkMoments(weights),
                permutations: 999, random: SplitMix64(seed: 1), threads: 2)
            for (count, numbers) in zip([found.blackBlack, found.whiteWhite, found.blackWhite], expected) {
                #expect(agree(count.value, numbers.0))
                #expect(agree(count.expected, numbers.1))
                #expect(agree(count.variance, numbers.2))
                #expect(agree(count.z, (numbers.0 - numbers.1) / numbers.2.squareRoot(), relative: 1e-9))
            }
            #expect(found.blackBlack.pSim == 0.002)
        }
    }

    @Test func `moments are those of all ways to colour`() throws {
        let weights = try SpatialWeights.weighted(
            neighbours: [[1, 2], [0], [3, 4, 5], [2], [1], [0, 4]],
            weights: [[1, 2], [1], [1, 3, 1], [2], [1], [1, 1]])
        func compute(_ isBlack: [Bool]) throws -> [JoinCounts.Count] {
            let found = try JoinCounts.compute(
                isBlack: isBlack, weights: weights, links: LinkMoments(weights), permutations: 0,
                random: SplitMix64(seed: 1), threads: 1)
            return [found.blackBlack, found.whiteWhite, found.blackWhite]
        }
        for black in 1...5 {
            let colours = (0..<6).map { $0 < black }
            let all = try allOrders(6).map { order in try compute(order.map { colours[$0] }).map(\.value) }
            for (kind, count) in try compute(colours).enumerated() {
                let mean = all.reduce(0) { $0 + $1[kind] } / 720
                let variance = all.reduce(0) { $0 + ($1[kind] - mean) * ($1[kind] - mean) } / 720
                #expect(agree(count.expected, mean))
                #expect(isClose(count.variance ?? .nan, variance, within: 1e-10))
            }
        }
    }

    @Test func `one colour has no join count`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0]])
        #expect(throws: HotspotError.constantValue) {
            try JoinCounts.compute(
                isBlack: [true, true], weights: weights, links: LinkMoments(weights), random: SplitMix64(seed: 1),
                threads: 1)
        }
    }
}
