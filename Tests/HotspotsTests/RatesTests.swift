import Hotspots
import Testing

@Suite struct RatesTests {
    /// Two groups by hand: Σy = 30, Σx = 1000, b = 0.03, x̄ = 250.
    @Test func `standardised rates are computed by hand`() {
        let (cases, exposure) = ([20.0, 2, 6, 2], [400.0, 300, 200, 100])
        #expect(Rates.raw.values(cases: cases, exposure: exposure) == [0.05, 2 / 300, 0.03, 0.02])
        let rates = [0.05, 2.0 / 300, 0.03, 0.02]
        let spread = zip(rates, exposure).reduce(0) { $0 + $1.1 * ($1.0 - 0.03) * ($1.0 - 0.03) } / 1000
        let between = spread - 0.03 / 250
        #expect(between > 0)
        let found = Rates.eb.values(cases: cases, exposure: exposure)
        for unit in rates.indices {
            let expected = (rates[unit] - 0.03) / (between + 0.03 / exposure[unit]).squareRoot()
            #expect(agree(found[unit], expected, relative: 1e-13))
        }
    }

    @Test func `a negative variance leaves the Poisson part`() {
        // Rates nearly alike: a is negative, and a + b/x is so for the greatest exposures.
        let (cases, exposure) = ([10.0, 11, 1], [1000.0, 1000, 10])
        let overall = 22.0 / 2010
        let found = Rates.eb.values(cases: cases, exposure: exposure)
        let spread =
            zip(cases, exposure).reduce(0) { sum, unit in
                sum + unit.1 * (unit.0 / unit.1 - overall) * (unit.0 / unit.1 - overall)
            } / 2010
        let between = spread - overall / 670
        for unit in cases.indices {
            let poisson = overall / exposure[unit]
            let variance = between + poisson > 0 ? between + poisson : poisson
            #expect(agree(found[unit], (cases[unit] / exposure[unit] - overall) / variance.squareRoot()))
        }
        #expect(between + overall / 1000 != between + overall / 10)
    }

    @Test func `without cases all rates are 0`() {
        #expect(Rates.eb.values(cases: [0, 0], exposure: [3, 4]) == [0, 0])
    }
}
