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

    @Test func `the local form is that of spdep and of its formula written out`() {
        // R package spdep 1.2-7, EBlocal, with the same neighbours.
        let expected = [
            0.00715676588891149, 0.00288427299703264, 0.00517241379310345, 0.004375, 0.00444444444444444,
            0.00490566037735849,
        ]
        let rates = MarshallRates.local(events: Self.events, exposure: Self.exposure, neighbours: Self.neighbours)
        for (rate, value) in zip(rates, expected) { #expect(isClose(rate, value, within: 1e-16)) }
        func m(_ unit: Int) -> Double {
            let pool = Self.neighbours[unit] + [unit]
            return pool.map { Self.events[$0] }.reduce(0, +) / pool.map { Self.exposure[$0] }.reduce(0, +)
        }
        for unit in rates.indices {
            let pool = Self.neighbours[unit] + [unit]
            let total = pool.map { Self.exposure[$0] }.reduce(0, +)
            let squares = pool.map { j in
                let offset = Self.events[j] / Self.exposure[j] - m(j)
                return Self.exposure[j] * offset * offset
            }
            let a = max(0, squares.reduce(0, +) / total - m(unit) / (total / Double(pool.count)))
            let own = Self.events[unit] / Self.exposure[unit]
            let shrunk = m(unit) + (own - m(unit)) * a / (a + m(unit) / Self.exposure[unit])
            #expect(isClose(rates[unit], shrunk, within: 1e-16))
        }
    }

    @Test func `a unit without exposure enters no pool and takes the pool's mean`() {
        let (events, exposure) = (Self.events + [0], Self.exposure + [0])
        let global = MarshallRates.global(events: events, exposure: exposure)
        #expect(
            Array(global.rates.prefix(6)) == MarshallRates.global(events: Self.events, exposure: Self.exposure).rates)
        #expect(global.rates[6] == global.pool.mean)
        for kernel in [MarshallRates.spatial, MarshallRates.local] {
            let with = kernel(events, exposure, Self.neighbours.map { $0 + [6] } + [[0, 1]])
            #expect(Array(with.prefix(6)) == kernel(Self.events, Self.exposure, Self.neighbours))
            #expect(isClose(with[6], 9.0 / 1_500, within: 1e-17))
            #expect(kernel([0], [0], [[]])[0].isNaN)
        }
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
