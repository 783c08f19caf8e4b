import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct ScanStatisticTests {
    /// Leukaemia in upstate New York (Waller and Gotway 2004): 552 whole cases among 1 057 673 persons; the clusters of
    /// SaTScan and FleXScan as R's smerc checks itself against them (French 2023).
    @Test(arguments: [
        (cases: 85.0, persons: 95_249.0, ratio: 11.577255), (38, 34_083, 9.019716), (11, 8_839, 3.209485),
        (96, 102_678, 15.416469), (28, 27_490, 5.244377), (93, 99_685, 14.772705),
    ])
    func `the ratios of published clusters are met to six digits`(cases: Double, persons: Double, ratio: Double) {
        let statistic = ScanStatistic(isBernoulli: false, cases: 552, total: 552)
        #expect(abs(statistic.logRatio(cases, persons / 1_057_673 * 552) - ratio) < 5e-7)
    }

    @Test func `the penalty of an ellipse is that of the published statistic`() {
        let statistic = ScanStatistic(isBernoulli: false, cases: 552, total: 552)
        let shape = ScanShape(ratio: 1.5, angles: 4, penalty: 0.5)
        #expect(abs(shape.weight * statistic.logRatio(93, 99_685 / 1_057_673 * 552) - 14.474236) < 5e-7)
        #expect(ScanShape(ratio: 1, angles: 1, penalty: 3).weight == 1)
    }

    @Test func `fewer cases than expected are no cluster`() {
        let poisson = ScanStatistic(isBernoulli: false, cases: 100, total: 100)
        #expect(poisson.logRatio(9, 10) == 0)
        #expect(poisson.logRatio(10, 10) == 0)
        let bernoulli = ScanStatistic(isBernoulli: true, cases: 50, total: 200)
        #expect(bernoulli.logRatio(5, 20) == 0)
        #expect(bernoulli.logRatio(20, 20) > bernoulli.logRatio(19, 20))
    }

    @Test(arguments: [false, true]) func `a level's limits are where the ratio passes it`(_ isBernoulli: Bool) {
        let statistic = ScanStatistic(isBernoulli: isBernoulli, cases: 200, total: isBernoulli ? 700 : 200)
        for level in [0.3, 2, 7.5] {
            let limits = ScanLimits(statistic, level: level, largest: statistic.total / 2, leastCases: 2)
            for measure in stride(from: 1.0, through: statistic.total / 2, by: 0.75) {
                let least = (2...200).first {
                    (!isBernoulli || Double($0) <= measure) && statistic.logRatio(Double($0), measure) >= level
                }
                let found = limits.cases(measure: measure)
                // A limit may name a number of cases that is more than the persons there are.
                #expect(found == least || (least == nil && Double(found ?? 0) > measure))
            }
        }
    }

    @Test func `mid-p is the tail beyond the count and half of the count's own`() {
        // P(X ≤ 2) = 5 e⁻², P(X = 2) = 2 e⁻² for a mean of 2.
        let e = 0.135_335_283_236_612_7
        #expect(abs(PoissonTail.midP(2, mean: 2) - (1 - 5 * e + e)) < 1e-14)
        #expect(abs(PoissonTail.midP(0, mean: 2) - (1 - e / 2)) < 1e-14)
        // Summed term by term in Python.
        #expect(abs(PoissonTail.midP(30, mean: 10) / 1.654_165_333_8e-7 - 1) < 1e-9)
        #expect(PoissonTail.midP(5, mean: 0) == 1)
    }

    @Test func `a Gumbel tail has the mean and variance of the maxima`() throws {
        let null = ScanNull([1, 2, 3, 4, 10])
        // β = √(6·12.5)/π, μ = 4 − γβ
        let p = try #require(null.gumbelP(4))
        #expect(abs(p - 0.429_624) < 1e-6)
        #expect(try #require(null.gumbelP(200)) > 0)
        #expect(ScanNull([2, 2, 2]).gumbelP(2) == nil)
        #expect(null.monteCarloP(4) == 3.0 / 6)
        #expect(null.sequentialP(2, exceedances: 2) == 2.0 / 3)
        #expect(null.sequentialP(9, exceedances: 2) == 2.0 / 6)
    }
}
