import Glibc
import Testing

@testable import Risk

@Suite struct CountDistributionTests {
    /// A forecast, a count, and what mpmath sums to 40 digits: −ln P(y), Σ(F − 1{k ≥ y})², F(y − 1), F(y).
    struct Case: Sendable {
        let (mean, size, count): (Double, Double?, Double)
        let (logScore, crps, pitLow, pitHigh): (Double, Double, Double, Double)

        init(_ mean: Double, _ size: Double?, _ count: Double, _ figures: (Double, Double, Double, Double)) {
            (self.mean, self.size, self.count) = (mean, size, count)
            (logScore, crps, pitLow, pitHigh) = figures
        }

        var outcome: ForecastOutcome {
            ForecastOutcome(
                forecast: size.map { .negativeBinomial(mean: mean, size: $0) } ?? .poisson(mean: mean), actual: count)
        }
    }

    static let cases = [
        Case(0.01, nil, 0, (0.01, 9.9008275348175143e-5, 0, 0.99004983374916805)),
        Case(0.3, nil, 2, (3.4010927892118173, 1.4763163283494774, 0.96306368688623323, 0.99640050681691053)),
        Case(4.5, nil, 3, (1.7795272788992328, 0.81174280848795808, 0.17357807091003604, 0.34229595583459107)),
        Case(80, nil, 95, (4.5225285767802647, 10.356244310070062, 0.94449575416910419, 0.95535727888650693)),
        Case(2.5, 0.3, 0, (0.67007766645212827, 0.58924478290837556, 0, 0.51166883674007521)),
        Case(2.5, 0.3, 11, (4.7006183641471775, 7.389514306325006, 0.93728590799445252, 0.94637556264142137)),
        Case(0.02, 0.2, 1, (4.0263952211933359, 0.96259459539922442, 0.98111849572626433, 0.99895701383037823)),
        Case(30, 7, 12, (4.3427212165461404, 11.263284714259758, 0.039167571705852465, 0.052168672917158824)),
        Case(3, 1e6, 5, (2.2944307994429975, 1.313114580519653, 0.81526299247743158, 0.91608175551281072)),
        Case(12.5, 40, 30, (9.0293326637713792, 15.231291945393919, 0.99974604968085217, 0.99986589212254802)),
    ]

    @Test(arguments: cases)
    func `scores are those of sums to forty digits`(_ expected: Case) {
        let scores = expected.outcome.scores
        #expect(abs(scores.logScore - expected.logScore) < 1e-12 * max(1, expected.logScore))
        #expect(abs(scores.crps - expected.crps) < 1e-12 * max(1, expected.crps))
        #expect(abs(scores.pitLow - expected.pitLow) < 1e-12)
        #expect(abs(scores.pitHigh - expected.pitHigh) < 1e-12)
    }

    /// The definition, summed term by term.
    private func summedScore(_ forecast: CountDistribution, _ count: Double) -> (crps: Double, cumulative: Double) {
        var (crps, cumulative, before, k) = (0.0, 0.0, 0.0, 0.0)
        while k <= count || 1 - cumulative > 1e-15 {
            cumulative += forecast.mean > 0 ? exp(forecast.logProbability(of: k)) : (k == 0 ? 1 : 0)
            if k == count { before = cumulative }
            crps += k >= count ? (1 - cumulative) * (1 - cumulative) : cumulative * cumulative
            k += 1
            if k > 200_000 { break }
        }
        return (crps, before)
    }

    @Test func `closed forms agree with the definition over means, sizes and counts`() {
        for mean in [0, 1e-6, 0.04, 0.7, 3, 19, 150] {
            for size in [nil, 0.05, 0.5, 2, 11, 300, 1e5] as [Double?] {
                let forecast: CountDistribution =
                    size.map { .negativeBinomial(mean: mean, size: $0) } ?? .poisson(mean: mean)
                for count in [0, 1, 2, 7, 40, 200] as [Double] {
                    // Where the tail is too heavy to be summed the closed form stands alone.
                    if let size, size < 0.5, mean > 3 { continue }
                    let summed = summedScore(forecast, count)
                    let tolerance = 1e-11 * max(1, mean + count)
                    #expect(abs(forecast.crps(of: count) - summed.crps) < tolerance, "\(forecast) \(count)")
                    #expect(abs(forecast.cumulative(count) - summed.cumulative) < 1e-11, "\(forecast) \(count)")
                }
            }
        }
    }

    @Test func `a forecast of nothing is certain of nothing`() {
        let none = CountDistribution.poisson(mean: 0)
        #expect(none.logScore(of: 0) == 0 && none.crps(of: 0) == 0 && none.cumulative(0) == 1)
        #expect(none.logScore(of: 2) == .infinity && none.crps(of: 2) == 2)
    }

    @Test func `large counts keep their digits and a large size is Poisson`() {
        // mpmath, 30 digits.
        let poisson = CountDistribution.poisson(mean: 1e6)
        #expect(abs(poisson.logProbability(of: 1_000_300) + 7.87183937367452813695) < 1e-12)
        let broad = CountDistribution.negativeBinomial(mean: 1e6, size: 50)
        #expect(abs(broad.logProbability(of: 1_000_300) + 12.7804314292303046756) < 1e-12)
        let wide = CountDistribution.negativeBinomial(mean: 4, size: 1e12)
        for count in 0..<12 {
            let y = Double(count)
            #expect(abs(wide.logScore(of: y) - CountDistribution.poisson(mean: 4).logScore(of: y)) < 1e-10)
            #expect(abs(wide.crps(of: y) - CountDistribution.poisson(mean: 4).crps(of: y)) < 1e-10)
        }
    }

    @Test func `a mean beyond all numbers ends without a score`() {
        let endless = CountDistribution.negativeBinomial(mean: 1e300, size: 0.001)
        #expect(endless.crps(of: 3).isNaN)
    }
}
