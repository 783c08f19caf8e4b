import Glibc
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct SeaWaveTests {
    @Test func `a wave of 8 s is 99,9 m long in deep water`() {
        // g·T²/2π = 9.80665·64/6.283185307 = 99.8890 m
        #expect(isClose(WaveStatistics.wavelength(period: Seconds(8)).value, 99.8890, within: 1e-3))
    }

    @Test func `one wave in e² is higher than the significant height`() {
        let p = WaveStatistics.chanceOfExceeding(Metres(1.5), significantHeight: Metres(1.5))
        #expect(isClose(p, 0.1353352832, within: 1e-10))
        // exp(−2·(2.55/1.5)²) = exp(−5.78) = 0.0030887
        let critical = WaveStatistics.chanceOfExceeding(Metres(2.55), significantHeight: Metres(1.5))
        #expect(isClose(critical, 0.0030887, within: 1e-7))
    }

    @Test func `a flat sea has no wave above a limit and every wave above zero`() {
        #expect(WaveStatistics.chanceOfExceeding(Metres(1), significantHeight: Metres(0)) == 0)
        #expect(WaveStatistics.chanceOfExceeding(Metres(0), significantHeight: Metres(0)) == 1)
    }

    @Test func `seven hundred and twenty waves pass in an hour of 5 s waves`() {
        #expect(WaveStatistics.count(in: Seconds(3600), meanPeriod: Seconds(5)) == 720)
        // 1 − (1 − 0.0030887)^720 = 1 − exp(−720·0.00309348) = 0.892181
        let p = WaveStatistics.chanceOfAtLeastOne(chanceEach: 0.0030887, waves: 720)
        #expect(isClose(p, 0.892181, within: 2e-5))
    }

    @Test func `a chance of one in a million million still counts`() {
        let p = WaveStatistics.chanceOfAtLeastOne(chanceEach: 1e-12, waves: 1000)
        #expect(isClose(p, 1e-9, within: 1e-15))
        #expect(WaveStatistics.chanceOfAtLeastOne(chanceEach: 1, waves: 3) == 1)
        #expect(WaveStatistics.chanceOfAtLeastOne(chanceEach: 1, waves: 0) == 0)
    }
}

@Suite struct SeaWaveGrowthTests {
    /// Textbook exercise on the equations of the Shore Protection Manual: adjusted wind 15 m/s, fetch 200 km, worked
    /// answer 3.417 m and 9.0 s (with g = 9.81), fully grown height 0.243·15²/9.81 = 5.58 m.
    @Test func `the Shore Protection Manual's law gives the worked 3,4 m and 9 s`() {
        let wind = pow(15 / 0.71, 1 / 1.23)
        let sea = WaveGrowth.shoreProtectionManual.waves(windMetresPerSecond: wind, fetch: Metres(200_000))
        #expect(isClose(sea.significantHeight.value, 3.417, within: 0.015))
        #expect(isClose(sea.peakPeriod.value, 9.0, within: 0.02))
        let grown = WaveGrowth.shoreProtectionManual.waves(windMetresPerSecond: wind, fetch: Metres(5_000_000))
        #expect(isClose(grown.significantHeight.value, 0.2433 * 225 / 9.80665, within: 1e-9))
        #expect(isClose(grown.peakPeriod.value, 8.134 * 15 / 9.80665, within: 1e-9))
    }

    /// By hand for 20 m/s and 100 km: drag 0.0018, u*² = 0.72, gX/u*² = 1.362035e6, 0.0413·1167.06·0.72/9.80665 = 3.5388 m,
    /// 0.751·110.848·0.848528/9.80665 = 7.2030 s.
    @Test func `the Coastal Engineering Manual's law gives the hand-computed sea`() {
        let sea = WaveGrowth.coastalEngineeringManual.waves(windMetresPerSecond: 20, fetch: Metres(100_000))
        #expect(isClose(sea.significantHeight.value, 3.5388, within: 1e-3))
        #expect(isClose(sea.peakPeriod.value, 7.2030, within: 1e-3))
    }

    @Test(arguments: WaveGrowth.allCases)
    func `waves grow with wind and fetch and are flat without either`(law: WaveGrowth) {
        #expect(law.waves(windMetresPerSecond: 0, fetch: Metres(1e5)).significantHeight == Metres(0))
        #expect(law.waves(windMetresPerSecond: 8, fetch: Metres(0)).significantHeight == Metres(0))
        var last = Metres(0)
        for fetch in [1e3, 1e4, 1e5, 1e6] {
            let height = law.waves(windMetresPerSecond: 8, fetch: Metres(fetch)).significantHeight
            #expect(height > last)
            last = height
        }
        #expect(law.waves(windMetresPerSecond: 9, fetch: Metres(1e6)).significantHeight > last)
    }
}
