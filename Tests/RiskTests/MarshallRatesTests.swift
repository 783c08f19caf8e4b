import Risk
import TestSupport
import Testing

@Suite struct MarshallRatesTests {
    private static let events: [Double] = [9, 0, 7, 2, 12, 1]
    private static let exposure: [Double] = [1_000, 500, 1_500, 800, 2_500, 150]
    private static let neighbours = [[1, 2], [0], [0, 3, 4], [2, 4], [2, 3, 5], [4]]

    @Test func `the global form is that of esda`() {
        // esda 2.9.0, smoothing.Empirical_Bayes.
        let expected = [
            0.00539906385536995, 0.00444064507185435, 0.00477856655837645, 0.00453779730076098, 0.0048043932683791,
            0.00485104056850572,
        ]
        let (rates, pool) = MarshallRates.global(events: Self.events, exposure: Self.exposure)
        for (rate, value) in zip(rates, expected) { #expect(isClose(rate, value, within: 1e-16)) }
        #expect(isClose(pool.mean, 31.0 / 6_450, within: 1e-17))
        #expect(isClose(pool.variance, 7.912985998437584e-07, within: 1e-20))
    }

    @Test func `the spatial form is that of esda`() {
        // esda 2.9.0, smoothing.Spatial_Empirical_Bayes, with the same neighbours.
        let expected = [
            0.00692941176470588, 0.00327272727272727, 0.00516238545891543, 0.004375, 0.00444444444444444,
            0.00490566037735849,
        ]
        let rates = MarshallRates.spatial(events: Self.events, exposure: Self.exposure, neighbours: Self.neighbours)
        for (rate, value) in zip(rates, expected) { #expect(isClose(rate, value, within: 1e-16)) }
    }

    @Test func `where counts vary no more than by chance all rates are the mean`() {
        let (rates, pool) = MarshallRates.global(events: [5, 5, 5], exposure: [100, 100, 100])
        #expect(pool.variance == 0)
        #expect(rates == [0.05, 0.05, 0.05])
    }

    @Test func `nothing happened means 0, and a unit alone keeps its own rate`() {
        #expect(MarshallRates.global(events: [0, 0], exposure: [3, 4]).rates == [0, 0])
        let rates = MarshallRates.spatial(events: [0, 0, 6], exposure: [3, 4, 100], neighbours: [[1], [0], []])
        #expect(rates == [0, 0, 0.06])
    }

    @Test func `rates do not depend on the order of units and scale with exposure`() {
        let (rates, _) = MarshallRates.global(events: Self.events, exposure: Self.exposure)
        let (reversed, _) = MarshallRates.global(events: Self.events.reversed(), exposure: Self.exposure.reversed())
        let (scaled, _) = MarshallRates.global(events: Self.events, exposure: Self.exposure.map { $0 * 8 })
        for unit in rates.indices {
            #expect(abs(reversed[5 - unit] / rates[unit] - 1) < 1e-13)
            #expect(abs(scaled[unit] * 8 / rates[unit] - 1) < 1e-13)
        }
    }
}
