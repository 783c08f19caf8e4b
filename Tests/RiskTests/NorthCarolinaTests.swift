import SpatialEngine
import TestSupport
import Testing

@testable import Risk

/// Sudden infant deaths and live births of the hundred counties of North Carolina, July 1974 to June 1978, in the order of
/// county numbers from Ashe to Brunswick (Cressie and Chan 1989, doi:10.2307/2289640; as in R's spData).
enum NorthCarolina {
    static let deaths: [Double] = [
        1, 0, 5, 1, 9, 7, 0, 0, 4, 1, 2, 16, 4, 4, 4, 18, 3, 4, 1, 1, 1, 0, 1, 2, 10, 23, 13, 6, 4, 16, 8, 0, 10, 6,
        0, 2, 16, 2, 4, 1, 0, 8, 5, 5, 0, 5, 7, 2, 11, 3, 14, 5, 9, 6, 2, 0, 7, 3, 4, 5, 12, 18, 6, 10, 8, 2, 5, 44,
        3, 3, 5, 5, 0, 10, 3, 11, 1, 0, 4, 1, 2, 38, 1, 4, 15, 7, 0, 4, 4, 0, 13, 8, 29, 31, 5, 8, 4, 15, 12, 5,
    ]
    static let births: [Double] = [
        1091, 487, 3188, 508, 1421, 1452, 286, 420, 968, 1612, 1035, 4449, 1671, 1556, 2180, 3608, 1638, 3146, 1323,
        484, 751, 781, 1269, 1399, 11_858, 16_184, 4672, 1324, 3164, 7970, 4021, 671, 3657, 3609, 770, 1549, 14_484,
        765, 4139, 1207, 1333, 5509, 3573, 990, 248, 1946, 4456, 1646, 3702, 4606, 5094, 5754, 7515, 3999, 2110, 521,
        2692, 675, 870, 2252, 2992, 6638, 3776, 4866, 2216, 1143, 2648, 21_588, 4099, 1258, 2356, 2574, 415, 3589,
        1173, 9014, 533, 797, 3025, 542, 1027, 20_366, 578, 3915, 1570, 1494, 338, 2483, 2756, 284, 5868, 2255,
        11_158, 7889, 2414, 1782, 1228, 3350, 5526, 2181,
    ]
}

@Suite struct NorthCarolinaTests {
    private let deaths = NorthCarolina.deaths
    private let births = NorthCarolina.births

    @Test func `the table adds up to the published totals`() {
        #expect(deaths.reduce(0, +) == 667)
        #expect(births.reduce(0, +) == 329_962)
    }

    @Test func `Marshall's rates are those of spdep`() {
        // R package spdep 1.2-7, EBest(SID74, BIR74).
        let (rates, pool) = MarshallRates.global(events: deaths, exposure: births)
        #expect(isClose(pool.variance, 7.69293064701465e-07, within: 1e-20))
        #expect(isClose(pool.mean, 2.02144489365442e-03, within: 1e-16))
        let expected = [
            (0, 0.00169729733085562), (84, 0.00483880405212655), (67, 0.00203635456586042), (86, 0.00179105870895638),
            (93, 0.00345277511371087),
        ]
        for (county, rate) in expected { #expect(isClose(rates[county], rate, within: 1e-16)) }
    }

    @Test func `the prior of largest marginal likelihood is that of scipy, and Anson leads`() throws {
        // Roots of both score equations, scipy.optimize.root, from a Nelder–Mead start.
        let units = zip(deaths, births).map { RateUnit(events: $0, exposure: $1) }
        let rates = try UnitRates(of: units, random: SplitMix64(seed: 1))
        #expect(rates.prior.origin == .marginalLikelihood)
        #expect(abs(rates.prior.alpha / 6.37197675 - 1) < 1e-8)
        #expect(abs(rates.prior.beta / 3000.46534295 - 1) < 1e-8)
        #expect(isClose(rates.rates[84].mean ?? 0, 0.004676105198260516, within: 1e-12))
        #expect(rates.rates[84].rank?.place == 1)
        #expect((rates.rates[84].probabilityAboveThreshold ?? 0) > 0.6)
    }
}
