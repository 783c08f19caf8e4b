import Glibc
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct HazardPosteriorTests {
    private func terms(_ height: Double, _ persons: Int, night: Double = 0, current: Double = 0) throws
        -> SeaHazard.Terms
    {
        let craft = try #require(try Craft.builtIn().first { $0.name == "open_skiff" })
        let sea = SeaStateSample(
            significantHeight: Metres(height), peakPeriod: Seconds(6), windFromDegrees: 90,
            currentEastMetresPerSecond: current)
        return SeaHazard.Terms(craft: craft, persons: persons, in: sea, night: night)
    }

    /// Wave height, persons, hours, lost, boats.
    private func trips(reported: Bool) throws -> [HazardTrip] {
        try [
            (0.5, 10, 3, false, 40), (1.0, 15, 4, false, 30), (1.5, 20, 5, false, 12), (1.0, 20, 4, true, 1),
            (1.8, 30, 6, true, 2), (2.2, 15, 8, false, 3),
        ].map { (height: Double, persons: Int, hours: Double, lost: Bool, count: Double) in
            HazardTrip(
                terms: try terms(height, persons), hours: hours, isLost: lost, count: count, isReported: reported)
        }
    }

    /// All coefficients but those named are held at the built-in values.
    private func prior(free: [Int: Double], base: Double = -10.5) -> HazardPosterior.Prior {
        var means = SeaHazard.assumed.coefficients
        means[0] = base
        let deviations = (0..<6).map { free[$0] ?? 1e-7 }
        return .init(means: means, deviations: deviations, logRatioMean: log(50), logRatioDeviation: 1.5)
    }

    private func expect(_ found: HazardPosterior.Marginal, _ mean: Double, _ deviation: Double, _ quantiles: [Double]) {
        // Some 70,000 effective draws: 0.004 standard deviations in the mean, 0.012 in an outer quantile.
        #expect(isClose(found.mean, mean, within: 0.02 * deviation))
        #expect(isClose(found.deviation, deviation, within: 0.02 * deviation))
        for (a, b) in zip(found.quantiles, quantiles) { #expect(isClose(a, b, within: 0.04 * deviation)) }
    }

    /// Reference: quadrature on a grid of 1501 × 1101 (numpy 2).
    @Test func `base and wave effect agree with quadrature`() throws {
        let found = HazardPosterior(
            trips: try trips(reported: false), prior: prior(free: [0: 1.5, 1: 0.8]), draws: 100_000, seed: 1,
            threads: 2)
        expect(found.marginals[0], -8.0102760, 0.8819615, [-9.508832, -8.587473, -7.981083, -7.401132, -6.611248])
        expect(found.marginals[1], 1.9360943, 0.6816461, [0.806819, 1.479222, 1.940864, 2.398134, 3.049064])
        #expect(found.marginals.count == 6 && found.effectiveDraws > 50_000)
    }

    /// Reference: quadrature on a grid of 1101 × 1801 (numpy 2), b0 held at −9.
    @Test func `wave effect and reporting ratio of reported trips agree with quadrature`() throws {
        let found = HazardPosterior(
            trips: try trips(reported: true), prior: prior(free: [1: 0.8], base: -9), draws: 100_000, seed: 2,
            threads: 2)
        expect(found.marginals[1], 1.1173410, 0.6662725, [0.014984, 0.669904, 1.121034, 1.568991, 2.207299])
        expect(found.marginals[6], 2.5517641, 0.7377225, [1.301162, 2.067653, 2.574334, 3.060477, 3.725397])
    }

    @Test func `without trips the posterior is the prior`() {
        let belief = HazardPosterior.Prior(
            means: SeaHazard.assumed.coefficients, deviations: [0.9, 0.5, 6, 0.4, 0.3, 0.3], logRatioMean: 0,
            logRatioDeviation: 1)
        let found = HazardPosterior(trips: [], prior: belief, draws: 50_000, seed: 3, threads: 1)
        for (k, item) in found.marginals.enumerated() {
            let sd = belief.deviations[k]
            #expect(isClose(item.mean, belief.means[k], within: 0.03 * sd))
            #expect(isClose(item.deviation, sd, within: 0.03 * sd))
            #expect(isClose(item.quantiles[4], belief.means[k] + 1.644854 * sd, within: 0.05 * sd))
        }
    }

    /// 400 trips a study drawn from known coefficients; the 90 % intervals of 40 such studies should hold the truth nine times
    /// in ten: of 240, 216 ± 4.6 if they were independent.
    @Test func `coefficients that made the trips are found again as often as the intervals promise`() throws {
        let truth = [-5.0, 1.5, 4, 0.9, 0.7, 1.2]
        let belief = HazardPosterior.Prior(
            means: truth.map { $0 - 0.5 }, deviations: [3, 2, 8, 2, 2, 2], logRatioMean: 0, logRatioDeviation: 1)
        var (inside, narrowed) = (0, 0)
        for study in 0..<40 {
            var generator = SplitMix64(seed: UInt64(100 + study))
            var trips: [HazardTrip] = []
            for _ in 0..<400 {
                let terms = try terms(
                    0.2 + 2 * generator.nextUnit(), 5 + Int(20 * generator.nextUnit()),
                    night: generator.nextUnit() < 0.5 ? 1 : 0, current: 0.8 * generator.nextUnit())
                let hours = 1 + 4 * generator.nextUnit()
                let eta = zip(truth, terms.values).reduce(0) { $0 + $1.0 * $1.1 }
                let isLost = generator.nextUnit() < -expm1(-exp(eta) * hours)
                trips.append(HazardTrip(terms: terms, hours: hours, isLost: isLost))
            }
            let found = HazardPosterior(trips: trips, prior: belief, draws: 2000, seed: 9, threads: 2)
            for k in 0..<6 {
                let q = found.marginals[k].quantiles
                if q[0] <= truth[k] && truth[k] <= q[4] { inside += 1 }
            }
            if found.marginals[0].deviation < 0.5 * belief.deviations[0] { narrowed += 1 }
        }
        #expect((200...234).contains(inside), "\(inside) of 240")
        #expect(narrowed == 40)
    }

    @Test func `draws do not depend on threads`() throws {
        let trips = try trips(reported: false)
        let found = [1, 3].map {
            HazardPosterior(trips: trips, prior: prior(free: [0: 1]), draws: 3000, seed: 7, threads: $0).marginals
        }
        #expect(found[0] == found[1])
    }
}
