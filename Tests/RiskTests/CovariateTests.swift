import Glibc
import SpatialEngine
import Testing

@testable import Risk

@Suite struct CovariateTests {
    /// Sixty rows of whole-number formulae, so that they can be made elsewhere too.
    private static func rows() -> (covariates: [[Double]], counts: [Double], exposure: [Double]) {
        let rows = Array(0..<60)
        let first = rows.map { Double($0 * 7 % 11) / 10 }
        let covariates = [first, rows.map { Double($0 * 5 % 13) / 12 }, rows.map { Double($0 * 3 % 7) / 6 }]
        let counts = rows.map { Double($0 * $0 * 13 % 7 + (first[$0] > 0.5 ? $0 % 4 : 0)) }
        return (covariates, counts, rows.map { 1 + Double($0 % 5) / 2 })
    }

    private static func standardised(_ column: [Double]) -> [Double] {
        let mean = column.reduce(0, +) / Double(column.count)
        let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)).squareRoot()
        return column.map { ($0 - mean) / deviation }
    }

    private static var model: CountRegression {
        let (covariates, counts, exposure) = rows()
        return CountRegression(
            covariates: covariates.map(standardised), counts: counts, logExposure: exposure.map { log($0) })
    }

    struct Fit: Sendable {
        let (strength, mix, size): (Double, Double, Double?)
        let (intercept, effects): (Double, [Double])

        init(_ strength: Double, _ mix: Double, _ size: Double?, _ intercept: Double, _ effects: [Double]) {
            (self.strength, self.mix, self.size) = (strength, mix, size)
            (self.intercept, self.effects) = (intercept, effects)
        }

        var family: CountFamily { size.map { .negativeBinomial(size: $0) } ?? .poisson }
    }

    /// The same objective by scipy's L-BFGS-B on positive and negative parts.
    static let penalised = [
        Fit(0.05, 1, nil, 0.8173262399905185, [0.11224129553246885, -0.017853301331707407, 0.18358039633267276]),
        Fit(0.05, 0.4, nil, 0.8152827553353837, [0.11721560754498114, -0.023657868149621807, 0.18889975904392226]),
        Fit(0.02, 1, 2.5, 0.8964461246218091, [0.14399100492982952, 0, 0.2621795809015585]),
        Fit(0.1, 0.5, 2.5, 0.9009419091468073, [0.11954367923415823, 0, 0.2245739137204987]),
        Fit(0.3, 1, nil, 0.8329562127455922, [0.060253086264477666, 0, 0.13038496384730192]),
    ]

    @Test(arguments: penalised)
    func `penalised fits are those of another optimiser`(_ expected: Fit) throws {
        let model = Self.model
        let found = try #require(
            model.maximum(
                expected.family, .init(strength: expected.strength, mix: expected.mix),
                from: model.withoutCovariates(expected.family)))
        #expect(abs(found.intercept - expected.intercept) < 1e-6)
        for (effect, value) in zip(found.effects, expected.effects) {
            #expect(abs(effect - value) < 1e-6)
            #expect((effect == 0) == (value == 0))
        }
    }

    /// statsmodels 0.14 GLM without penalty, its standard errors by the information matrix.
    @Test func `fits without penalty and their errors are those of statsmodels`() throws {
        let expected: [(Fit, [Double])] = [
            (
                Fit(0, 1, nil, 0.8132448079234711, [0.1217797089760601, -0.027676907759186714, 0.19446723198038524]),
                [0.061803201584604193, 0.061321621989676466, 0.060687095150166764, 0.05987223280027575]
            ),
            (
                Fit(0, 1, 2.5, 0.8943514971404878, [0.157583325778822, 0.0018901710893627181, 0.28061901471553596]),
                [0.10297638769238063, 0.10293739723495712, 0.10321852023129804, 0.1026430069066385]
            ),
        ]
        let model = Self.model
        for (fit, errors) in expected {
            let found = try #require(model.maximum(fit.family, .none, from: model.withoutCovariates(fit.family)))
            #expect(abs(found.intercept - fit.intercept) < 1e-9)
            for (effect, value) in zip(found.effects, fit.effects) { #expect(abs(effect - value) < 1e-9) }
            let variances = InverseDiagonal.of(model.information(found, fit.family), order: 4)
            for (variance, error) in zip(variances, errors) { #expect(abs(variance.squareRoot() - error) < 1e-8) }
        }
    }

    @Test func `above the strongest penalty nothing is left, just below it something is`() throws {
        let model = Self.model
        for family in [CountFamily.poisson, .negativeBinomial(size: 2.5)] {
            let strongest = model.strongestPenalty(family, mix: 0.7)
            let start = model.withoutCovariates(family)
            let above = try #require(
                model.maximum(family, .init(strength: strongest * 1.000001, mix: 0.7), from: start))
            #expect(above.effects.allSatisfy { $0 == 0 })
            let below = try #require(model.maximum(family, .init(strength: strongest * 0.999, mix: 0.7), from: start))
            #expect(below.effects.count { $0 != 0 } == 1)
        }
    }

    /// Counts of rows in four blocks; with `strength` of the first of three covariates.
    private static func simulated(_ strength: Double, seed: UInt64) -> CovariateRows {
        var random = SplitMix64(seed: seed)
        let count = 200
        let values = (0..<3).map { _ in (0..<count).map { _ in random.nextNormal() } }
        let exposure = (0..<count).map { _ in 0.5 + 2 * random.nextUnit() }
        let counts = (0..<count).map { row in
            let mean = exposure[row] * exp(strength * values[0][row] - 0.3) * random.nextGamma(shape: 2) / 2
            var (sum, k) = (0.0, -1.0)
            while sum < mean {
                sum -= log(max(1e-300, random.nextUnit()))
                k += 1
            }
            return max(0, k)
        }
        return CovariateRows(
            names: (0..<3).map { "x\($0)" }, values: values, counts: counts, exposure: exposure,
            folds: (0..<count).map { $0 / 50 })
    }

    private func settings(repeats: Int = 10) -> CovariateSettings {
        var settings = CovariateSettings()
        (settings.repeats, settings.penalties) = (repeats, 8)
        return settings
    }

    @Test func `a covariate that matters is found, used and estimated`() throws {
        let rows = Self.simulated(0.7, seed: 3)
        let found = try CovariateSelection(
            of: rows, settings: settings(), random: SplitMix64(seed: 1), threads: 2)
        #expect(found.isUsed && found.gain > found.gainError)
        let effect = found.effects[0]
        #expect(effect.keptShare == 1)
        let interval = try #require(effect.interval)
        // The effect of one standard deviation.
        #expect(interval.contains(0.7 * effect.deviation))
        #expect(interval.upperBound - interval.lowerBound < 0.5)
        // Shape 2 of the mixing distribution is the size of the negative binomial.
        #expect(try #require(found.size) > 0.8 && (try #require(found.size)) < 8)
    }

    @Test func `covariates of nothing are seldom used`() throws {
        var used = 0
        for seed in 10..<16 as Range<UInt64> {
            let found = try CovariateSelection(
                of: Self.simulated(0, seed: seed), settings: settings(repeats: 0), random: SplitMix64(seed: 1),
                threads: 2)
            if found.isUsed { used += 1 }
        }
        // At one standard error chance alone would give some 16 % if every gain were as likely as its loss.
        #expect(used <= 2)
    }

    @Test func `what says nothing or says it twice does no harm`() throws {
        var rows = Self.simulated(0.5, seed: 4)
        rows.values[1] = rows.values[0].map { 3 * $0 - 1 }
        rows.values[2] = [Double](repeating: 7, count: rows.counts.count)
        var settings = settings(repeats: 0)
        settings.mix = 0.5
        let found = try CovariateSelection(of: rows, settings: settings, random: SplitMix64(seed: 1), threads: 1)
        #expect(found.effects[2].penalised == 0 && found.effects[2].deviation == 0)
        #expect(found.effects[0].penalised != 0 && found.effects[1].penalised != 0)
        #expect(found.effects[0].estimate != nil && found.effects[1].estimate == nil)
    }

    @Test func `results do not depend on threads or on the covariates' units`() throws {
        let rows = Self.simulated(0.3, seed: 5)
        var scaled = rows
        scaled.values[0] = rows.values[0].map { 1_000 * $0 + 5 }
        let one = try CovariateSelection(of: rows, settings: settings(), random: SplitMix64(seed: 1), threads: 1)
        let two = try CovariateSelection(of: rows, settings: settings(), random: SplitMix64(seed: 1), threads: 2)
        let other = try CovariateSelection(of: scaled, settings: settings(), random: SplitMix64(seed: 1), threads: 2)
        #expect(one.effects == two.effects && one.gains == two.gains)
        #expect(abs(one.gain - other.gain) < 1e-7)
        #expect(abs((one.effects[0].estimate ?? 0) - (other.effects[0].estimate ?? 1)) < 1e-6)
    }

    @Test func `rows with events that a covariate parts from those without leave no estimate`() throws {
        var rows = Self.simulated(0, seed: 6)
        rows.values = [rows.counts.indices.map { $0 % 2 == 0 ? 1 : 0 }]
        rows.names = ["always"]
        for row in rows.counts.indices { rows.counts[row] = row % 2 == 0 ? 2 : 0 }
        let found = try CovariateSelection(
            of: rows, settings: settings(repeats: 0), random: SplitMix64(seed: 1), threads: 1)
        #expect(found.isUsed && found.effects[0].penalised > 0)
        // Its likeliest effect is infinite: if a figure is given its error is larger than the figure.
        if let estimate = found.effects[0].estimate, let error = found.effects[0].error { #expect(error > estimate) }
    }
}
