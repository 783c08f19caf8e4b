import Sampling
import TestSupport
import Testing

@Suite struct ConvergenceTests {
    struct Case: Sendable {
        let chains: [[Double]]
        let rHat: Double
        let bulk: Double
        let tail: Double
    }

    /// Draws from little autoregressive, Poisson and Cauchy series; figures from ArviZ 0.23.4: `rhat(method="rank")`,
    /// `ess(method="bulk")`, `ess(method="tail")`.
    static let cases = [
        // Three chains, one of which lies higher.
        Case(
            chains: [
                [
                    1.96, 1.66, -0.58, 1.38, 1.18, -0.23, 0.77, 0.48, -0.33, -0.83, -1.49, -0.85, 0.56, 0.01, 0.43,
                    2.13,
                    0.06, 0.3, -0.13, -1.14,
                ],
                [
                    -0.63, 0.06, -0.5, -0.24, 0.58, 0.64, 1.25, 1.21, 1.22, 2.56, 2.16, 1.42, 1.56, 0.02, -0.33, 0.6,
                    0.99, 2.14, 1.3, -0.68,
                ],
                [
                    3.76, 1.8, 3.05, 2.47, 0.27, 0.34, 0.29, 2.37, 1.23, 1.08, 0.97, 0.81, 0.17, 0.92, 2.23, 2.56, 1.21,
                    0.18, 0.82, 0.39,
                ],
            ], rHat: 1.1051356588902819, bulk: 22.571486911272434, tail: 21.19309262166406),
        // An odd number of draws.
        Case(
            chains: [
                [
                    -1.56, -0.72, 0.21, 1.2, 0.47, -0.41, -0.91, 0.48, 1.78, 0.81, -0.99, -1.26, 1.22, 0.57, -1.56,
                    -0.55, -1.33, -1.03, -0.8, -0.95, 0.27, 0.02, -0.58, 0.23, 0.9,
                ],
                [
                    -0.75, -1.21, -0.53, -1.45, -0.41, -0.16, -0.35, -1.15, -0.74, -1.31, -1.75, -0.3, -1.2, 0.81, 0.96,
                    -1.71, -0.24, -1.17, -0.32, -0.05, -2.0, -0.83, -0.51, 0.81, -0.94,
                ],
                [
                    -0.88, -0.59, -1.02, 1.14, 0.91, 2.71, 1.45, 1.28, 1.22, -0.24, -0.14, 1.31, -0.0, 0.19, 0.04, 0.62,
                    -0.18, -0.21, 0.18, 0.16, -0.82, 0.65, -1.1, -1.53, -1.74,
                ],
                [
                    -0.07, -0.99, -1.43, -0.01, -1.06, -1.59, 0.14, -1.16, -0.67, -0.21, -0.51, -0.21, 1.28, -0.13,
                    -1.3,
                    -2.23, -0.87, -0.61, 0.08, -0.44, -0.61, -0.9, -0.79, -0.08, -0.4,
                ],
            ], rHat: 1.0749874692339718, bulk: 42.69723906120792, tail: 67.69669105743701),
        // Many equal draws; neighbours that alternate.
        Case(
            chains: [
                [2, 0, 3, 3, 1, 0, 1, 0, 2, 2, 2, 2, 0, 3, 3, 1], [3, 2, 3, 0, 3, 3, 3, 1, 3, 1, 2, 1, 3, 1, 1, 0],
                [1, 3, 0, 0, 2, 2, 1, 3, 3, 0, 4, 2, 1, 2, 4, 2],
            ], rHat: 1.0032990867367488, bulk: 80.69957939402819, tail: 38.4),
        // Heavy tails of different width: only the folded ranks see that.
        Case(
            chains: [
                [
                    -2.14, 2.81, 13.36, 3.0, -19.35, 2.89, 5.49, 30.97, -4.5, 5.84, 4.3, -8.83, 0.07, -32.03, 0.95,
                    13.01, -0.05, -5.85, 10.05, 1.22,
                ],
                [
                    1.27, 2.27, -4.59, 1.44, 0.91, -2.72, -2.28, 0.07, -0.29, -4.27, -0.86, 1.87, -1.49, -0.31, 0.98,
                    -0.46, -0.17, -4.22, -0.38, 1.04,
                ],
            ], rHat: 1.166869947147832, bulk: 62.82187690096858, tail: 51.136363636363654),
    ]

    @Test(arguments: cases)
    func `R-hat and effective draws are those of ArviZ`(example: Case) {
        #expect(isClose(Convergence.rHat(example.chains), example.rHat, within: 1e-12))
        #expect(isClose(Convergence.bulkEffectiveDraws(example.chains), example.bulk, within: 1e-9))
        #expect(isClose(Convergence.tailEffectiveDraws(example.chains), example.tail, within: 1e-9))
    }

    @Test func `too few draws have no R-hat, equal draws nothing to mix`() {
        #expect(Convergence.rHat([[1, 2, 3]]).isNaN && Convergence.bulkEffectiveDraws([[1]]).isNaN)
        let constant = [[Double]](repeating: [7, 7, 7, 7], count: 2)
        #expect(Convergence.rHat(constant) == 1 && Convergence.bulkEffectiveDraws(constant) == 8)
    }

    @Test func `normal quantiles are those of SciPy`() {
        let values: [(Double, Double)] = [
            (0.5, 0), (0.975, 1.959963984540054), (0.05, -1.6448536269514729), (0.93, 1.475791028179171),
            (1e-10, -6.361340902404056), (1e-300, -37.0470962993612),
        ]
        for (share, z) in values {
            #expect(isClose(NormalDistribution.quantile(share), z, within: 1e-13 * max(1, abs(z))))
            #expect(isClose(NormalDistribution.cumulative(z), share, within: 1e-13))
        }
        #expect(NormalDistribution.quantile(0) == -.infinity && NormalDistribution.quantile(1) == .infinity)
    }

    @Test func `a summary interpolates its quantiles`() {
        let summary = DrawSummary([[4, 1], [3, 2]])
        #expect(summary.mean == 2.5 && summary.median == 2.5 && summary.interval(0.5) == 1.75...3.25)
        #expect(summary.quantile(0) == 1 && summary.quantile(1) == 4)
        #expect(isClose(summary.deviation, (5.0 / 3).squareRoot(), within: 1e-15))
    }
}
