import Glibc
import Hotspots
import SpatialEngine
import Testing

@testable import Risk

@Suite struct RollingOriginTests {
    /// Counts of units whose rates differ as a Gamma distribution of shape ½.
    private static func simulated(units: Int, periods: Int, seed: UInt64) throws -> CountPanel {
        var random = SplitMix64(seed: seed)
        let rates = (0..<units).map { _ in random.nextGamma(shape: 0.5) * 2 }
        let exposure = (0..<units * periods).map { _ in 0.5 + random.nextUnit() }
        let counts = exposure.indices.map { index in
            var (sum, count) = (0.0, -1.0)
            while sum < rates[index % units] * exposure[index] {
                sum -= log(max(1e-300, random.nextUnit()))
                count += 1
            }
            return max(0, count)
        }
        return try CountPanel(unitCount: units, counts: counts, exposure: exposure)
    }

    private func results(
        _ rolling: RollingOrigin, _ model: ForecastModel, _ scheme: RollingOrigin.Scheme = .rolling
    ) -> [RollingOrigin.Result] {
        rolling.results.filter { $0.model == model && $0.scheme == scheme }
    }

    @Test func `forecasts are those of the definitions, from earlier periods only`() throws {
        let counts: [Double] = [12, 0, 3, 9, 1, 2, 10, 0, 4, 7, 2, 2]
        let exposure: [Double] = [10, 5, 8, 10, 5, 9, 11, 6, 8, 12, 5, 8]
        let panel = try CountPanel(unitCount: 3, counts: counts, exposure: exposure)
        let rolling = try RollingOrigin(of: panel, training: 2, selected: 1)
        #expect(rolling.results.map(\.origin) == [2, 2, 2, 3, 3, 3])
        for origin in 2...3 {
            let past = 0..<3 * origin
            let totals = (0..<3).map { unit in past.filter { $0 % 3 == unit }.reduce(0) { $0 + counts[$1] } }
            let exposed = (0..<3).map { unit in past.filter { $0 % 3 == unit }.reduce(0) { $0 + exposure[$1] } }
            let coming = Array(exposure[3 * origin..<3 * origin + 3])
            let rate = totals.reduce(0, +) / exposed.reduce(0, +)
            let prior = GammaPrior.marginalLikelihood().fitted(events: totals, exposure: exposed)
            #expect(prior.origin == .marginalLikelihood)
            let found = rolling.results.filter { $0.origin == origin }
            for unit in 0..<3 {
                let size = prior.alpha + totals[unit]
                #expect(
                    found[0].outcomes[unit].forecast
                        == .negativeBinomial(mean: size / (prior.beta + exposed[unit]) * coming[unit], size: size))
                #expect(found[1].outcomes[unit].forecast == .poisson(mean: rate * coming[unit]))
                #expect(found[2].outcomes[unit].forecast == .poisson(mean: counts[3 * origin - 3 + unit] + 0.5))
            }
        }
    }

    @Test func `what comes later does not change a forecast`() throws {
        let panel = try Self.simulated(units: 40, periods: 6, seed: 1)
        let changed = try CountPanel(
            unitCount: 40, counts: panel.counts.enumerated().map { $0.offset >= 160 ? $0.element + 5 : $0.element },
            exposure: panel.exposure)
        let a = try RollingOrigin(of: panel, training: 3, selected: 4).results.filter { $0.origin <= 3 }
        let b = try RollingOrigin(of: changed, training: 3, selected: 4).results.filter { $0.origin <= 3 }
        #expect(a.map { $0.outcomes.map(\.forecast) } == b.map { $0.outcomes.map(\.forecast) })
    }

    @Test func `where rates differ the Gamma–Poisson model beats mean and last count, and is calibrated`() throws {
        let panel = try Self.simulated(units: 400, periods: 12, seed: 3)
        let rolling = try RollingOrigin(of: panel, training: 6, selected: 40, threads: 2)
        let gamma = results(rolling, .gammaPoisson)
        for other in [ForecastModel.mean, .last] {
            let gain = ForecastGain(of: gamma, against: results(rolling, other))
            #expect(gain.logScore > 3 * (try #require(gain.logScoreError)))
            #expect(try #require(gain.crps) > 0)
        }
        let bins = Calibration.histogram(gamma.flatMap(\.scores))
        #expect(abs(bins.reduce(0, +) - 1) < 1e-12)
        // 2,400 forecasts: a share of 0.1 has a standard deviation of 0.006.
        for share in bins { #expect(abs(share - 0.1) < 0.03) }
        let mean = Calibration.histogram(results(rolling, .mean).flatMap(\.scores))
        #expect((mean.max() ?? 0) > 0.15)
    }

    @Test func `a block is forecast without its own past`() throws {
        let base = try Self.simulated(units: 30, periods: 5, seed: 8)
        let blocks = (0..<30).map { $0 / 10 }
        // Other counts of the first block leave the forecasts of the first block alone.
        let changed = try CountPanel(
            unitCount: 30, counts: base.counts.enumerated().map { $0.offset % 30 < 10 ? $0.element + 9 : $0.element },
            exposure: base.exposure)
        let a = try RollingOrigin(of: base, training: 4, selected: 3, blocks: blocks)
        let b = try RollingOrigin(of: changed, training: 4, selected: 3, blocks: blocks)
        for model in [ForecastModel.gammaPoisson, .mean, .last] {
            let (first, second) = (results(a, model, .blocks), results(b, model, .blocks))
            #expect(first.count == 1 && second.count == 1)
            for unit in 0..<30 {
                let isSame = first[0].outcomes[unit].forecast == second[0].outcomes[unit].forecast
                #expect(isSame == (unit < 10))
            }
        }
    }

    @Test func `the density follows the events and never rules a unit out`() throws {
        let places = (0..<25).map { PlanarPoint(x: Double($0 % 5) * 1_000, y: Double($0 / 5) * 1_000) }
        let counts = (0..<75).map { $0 % 25 < 5 ? 4.0 : 0 }
        var panel = try CountPanel(unitCount: 25, counts: counts, exposure: [Double](repeating: 1, count: 75))
        panel.positions = try Positions(places, metric: .euclidean)
        let rolling = try RollingOrigin(of: panel, training: 1, selected: 5, bandwidth: 700)
        let density = results(rolling, .kernelDensity)
        for result in density {
            let means = result.outcomes.map(\.forecast.mean)
            // The level is the overall rate times the exposure.
            #expect(abs(means.reduce(0, +) - 20) < 1e-9)
            #expect((means.min() ?? 0) > 0)
            #expect(means[2] > 10 * means[22])
            #expect(result.top.hitRate == 1)
        }
        // The slow sum: Gaussians of standard deviation 700 m at the five units with events, and half an event spread evenly.
        func height(_ unit: Int) -> Double {
            (0..<5).reduce(0) { sum, source in
                let (dx, dy) = (places[unit].x - places[source].x, places[unit].y - places[source].y)
                return sum + exp(-(dx * dx + dy * dy) / (2 * 700 * 700))
            }
        }
        let total = (0..<25).reduce(0) { $0 + height($1) }
        for unit in 0..<25 {
            let expected = 20 * (20 * height(unit) / total + 0.5 / 25) / 20.5
            #expect(abs(density[0].outcomes[unit].forecast.mean - expected) < 1e-9)
        }
    }

    @Test func `results do not depend on threads`() throws {
        let panel = try Self.simulated(units: 50, periods: 8, seed: 5)
        let blocks = (0..<50).map { $0 / 25 }
        let one = try RollingOrigin(of: panel, training: 2, selected: 5, blocks: blocks, threads: 1)
        let three = try RollingOrigin(of: panel, training: 2, selected: 5, blocks: blocks, threads: 3)
        #expect(one.results.map(\.scores) == three.results.map(\.scores))
        #expect(one.results.map(\.top) == three.results.map(\.top))
    }

    @Test func `panels that cannot be are refused`() {
        #expect(throws: RiskError.eventsWithoutExposure(unit: 1, events: 2)) {
            try CountPanel(unitCount: 2, counts: [0, 2], exposure: [1, 0])
        }
        #expect(throws: RiskError.self) { try CountPanel(unitCount: 2, counts: [0, -1], exposure: [1, 1]) }
        #expect(throws: RiskError.self) { try CountPanel(unitCount: 2, counts: [0, .nan], exposure: [1, 1]) }
        #expect(throws: RiskError.self) { try CountPanel(unitCount: 2, counts: [0, 1, 2], exposure: [1, 1, 1]) }
        #expect(throws: RiskError.self) {
            try RollingOrigin(
                of: CountPanel(unitCount: 1, counts: [0, 1], exposure: [1, 1]), training: 2, selected: 1)
        }
    }

    // MARK: - Blocks and calibration

    @Test func `blocks are compact and of like number`() throws {
        let places = (0..<60).map { PlanarPoint(x: Double($0 % 12), y: Double($0 / 12)) }
        let blocks = SpatialBlocks.bisected(try Positions(places, metric: .euclidean), into: 5)
        #expect(Set(blocks) == [0, 1, 2, 3, 4])
        for block in 0..<5 { #expect(blocks.count { $0 == block } == 12) }
        for block in 0..<5 {
            let own = places.indices.filter { blocks[$0] == block }.map { places[$0] }
            let width = (own.map(\.x).max() ?? 0) - (own.map(\.x).min() ?? 0) + 1
            let height = (own.map(\.y).max() ?? 0) - (own.map(\.y).min() ?? 0) + 1
            #expect(width * height <= 20)
        }
        #expect(Set(SpatialBlocks.bisected(try Positions(places, metric: .euclidean), into: 99)).count == 60)
    }

    @Test func `groups by forecast hold all outcomes`() {
        let outcomes = (0..<23).map {
            ForecastOutcome(forecast: .poisson(mean: Double($0 * 7 % 23)), actual: Double($0 % 3))
        }
        let groups = Calibration.groups(outcomes)
        #expect(groups.count == 10 && groups.reduce(0) { $0 + $1.count } == 23)
        #expect(groups[0].low == 0 && groups[9].high == 22)
        let observed = groups.reduce(0) { $0 + $1.observed * Double($1.count) }
        #expect(abs(observed - outcomes.reduce(0) { $0 + $1.actual }) < 1e-9)
        for pair in zip(groups, groups.dropFirst()) { #expect(pair.0.high <= pair.1.low) }
        #expect(Calibration.groups([]).isEmpty)
    }

    @Test func `the histogram spreads a count over what it covers`() {
        let score = ForecastOutcome.Scores(logScore: 0, crps: 0, pitLow: 0.05, pitHigh: 0.25)
        let bins = Calibration.histogram([score])
        #expect(abs(bins[0] - 0.25) < 1e-12 && abs(bins[1] - 0.5) < 1e-12 && abs(bins[2] - 0.25) < 1e-12)
    }
}
