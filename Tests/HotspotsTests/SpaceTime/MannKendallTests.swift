import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct MannKendallTests {
    /// Level of Lake Huron in feet, 1875 to 1972 (R's data set LakeHuron; Brockwell and Davis 1991).
    private static let lakeHuron = [
        580.38, 581.86, 580.97, 580.80, 579.79, 580.39, 580.42, 580.82, 581.40, 581.32, 581.44, 581.68, 581.17, 580.53,
        580.01, 579.91, 579.14, 579.16, 579.55, 579.67, 578.44, 578.24, 579.10, 579.09, 579.35, 578.82, 579.32, 579.01,
        579.00, 579.80, 579.83, 579.72, 579.89, 580.01, 579.37, 578.69, 578.19, 578.67, 579.55, 578.92, 578.09, 579.37,
        580.13, 580.14, 579.51, 579.24, 578.66, 578.86, 578.05, 577.79, 576.75, 576.75, 577.82, 578.64, 580.58, 579.48,
        577.38, 576.90, 576.94, 576.24, 576.84, 576.85, 576.90, 577.79, 578.18, 577.51, 577.23, 578.42, 579.61, 579.05,
        579.26, 579.22, 579.38, 579.10, 577.95, 578.12, 579.75, 580.85, 580.41, 579.96, 579.61, 578.76, 578.18, 577.21,
        577.13, 579.10, 578.25, 577.91, 576.89, 575.96, 576.80, 577.68, 578.38, 578.52, 579.74, 579.31, 579.89, 579.96,
    ]

    /// R 4.2.2: cor.test(1:98, LakeHuron, method = "kendall", exact = FALSE, continuity = TRUE); S and its variance from
    /// pymannkendall 1.4.3; p by mpmath's erfc of that z.
    @Test func `the level of Lake Huron falls as two other programs have it`() {
        let test = MannKendall(Self.lakeHuron)
        #expect(test.score == -1682)
        #expect(isClose(test.variance, 106_136.666_666_666_67, within: 1e-9))
        #expect(isClose(test.z, -5.159_825_226_030_389, within: 1e-13))
        #expect(isClose(test.p / 2.471_804_837_725_77e-07, 1, within: 1e-12))
        #expect(isClose(test.tau, -0.354_366_707_502_825_84, within: 1e-14))
    }

    /// S, its variance and z from pymannkendall 1.4.3, τ_b from scipy 1.17.1.
    @Test func `ties lower the variance by the published term`() {
        let test = MannKendall([1, 2, 2, 3, 3, 3, 2, 1, 4, 4])
        #expect(test.score == 19)
        #expect(isClose(test.variance, 115.666_666_666_666_67, within: 1e-12))
        #expect(isClose(test.z, 1.673_664_463_909_107_8, within: 1e-14))
        #expect(isClose(test.tau, 0.465_635_927_326_078_3, within: 1e-15))
    }

    @Test func `a constant series has no trend`() {
        for count in [0, 1, 2, 12] {
            let test = MannKendall([Double](repeating: 2.5, count: count))
            #expect(test.score == 0 && test.variance == 0 && test.z == 0 && test.p == 1 && test.tau == 0)
        }
    }

    @Test func `the score is that of all pairs, and turns with time and with sign`() {
        var random = SplitMix64(seed: 4)
        for count in 2..<40 {
            let series = (0..<count).map { _ in Double(Int.random(in: 0..<9, using: &random)) }
            var score = 0
            for i in 0..<count {
                for j in (i + 1)..<max(count, i + 1) where series[i] != series[j] {
                    score += series[j] > series[i] ? 1 : -1
                }
            }
            let test = MannKendall(series)
            #expect(test.score == score)
            let backwards = MannKendall(series.reversed())
            let negated = MannKendall(series.map { -$0 })
            #expect(backwards.score == -score && negated.score == -score)
            #expect(backwards.variance == test.variance && negated.z == -test.z && negated.tau == -test.tau)
        }
    }

    @Test func `a series that always rises has tau 1`() {
        let test = MannKendall((0..<50).map(Double.init))
        #expect(test.score == 50 * 49 / 2)
        #expect(isClose(test.tau, 1, within: 1e-15))
        #expect(test.p < 1e-10)
    }
}
