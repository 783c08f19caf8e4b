internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// What a method says of units, in events per ``RateEstimate/per``.
struct RateFigures {
    /// Columns that follow `unit_id,events,exposure`; NaN for no figure.
    var columns: [(name: String, values: [Double])] = []
    /// Columns that come last.
    var further: [(name: String, values: [Double])] = []
    /// The one number for each unit: the posterior median, or the mean where there is no median.
    var point: [Double] = []
    /// Shape and rate of each pool's prior; empty without pools.
    var poolPriors: [(alpha: Double, beta: Double)] = []
    /// Members of the summary.
    var summary: [(name: String, value: JSONValue)] = []

    /// The same with every column's values set among more units.
    func spread(_ change: ([Double]) -> [Double]) -> RateFigures {
        var figures = self
        figures.columns = columns.map { ($0.name, change($0.values)) }
        figures.further = further.map { ($0.name, change($0.values)) }
        figures.point = change(point)
        return figures
    }
}

extension RateEstimate {
    /// Figures of all units of `counts`.
    ///
    /// - Parameter neighbours: For the methods that take them, of each of the units.
    /// - Parameter word: `rate`, or `density` where there is no exposure.
    func figures(_ counts: ReportedCounts, neighbours: [[Int]], word: String) throws -> RateFigures {
        let overall = counts.events.reduce(0, +) / counts.exposure.reduce(0, +)
        var figures: RateFigures
        switch method {
        case .gammaPoisson: figures = try gammaPoisson(counts, word)
        case .empiricalBayes:
            let tables = counts.tables.map { MarshallRates.global(events: $0, exposure: counts.exposure) }
            figures = marshall(counts, tables.map(\.rates), word)
            figures.summary = [
                ("a", .number(mean(tables.map(\.pool.variance)) * per * per)),
                ("b", .number(mean(tables.map(\.pool.mean)) * per)),
            ]
        case .spatialModel: return try spatialModel(counts, neighbours, word)
        case .spatialEmpiricalBayes, .localEmpiricalBayes:
            let kernel =
                if case .localEmpiricalBayes = method { MarshallRates.local } else { MarshallRates.spatial }
            let tables = counts.tables.map { kernel($0, counts.exposure, neighbours) }
            figures = marshall(counts, tables, word)
            figures.summary = [("islands", .integer(neighbours.count { $0.isEmpty }))]
        }
        if case .gammaPoisson = method { return figures }
        figures.summary += [("overall_\(word)", .number(overall * per)), ("prior", .string("moments"))]
        return figures
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// Gamma–Poisson posteriors, with the options of this job.
    ///
    /// - Throws: ``RequestError`` for counts that cannot be.
    func posteriors(_ counts: ReportedCounts) throws -> UnitRates {
        let settings = RateSettings(
            prior: prior.model, interval: interval, threshold: threshold.map { $0 / per }, draws: rankDraws,
            pools: counts.pools.map { RatePools(group: $0, count: ($0.max() ?? 0) + 1, spread: poolSpread) })
        let units = zip(counts.events, counts.exposure).map { RateUnit(events: $0, exposure: $1) }
        do throws(RiskError) {
            return try UnitRates(
                of: units, imputations: counts.imputations, settings: settings, random: SplitMix64(seed: seed),
                threads: threads)
        } catch {
            throw RequestError(.badData, "\(error)")
        }
    }

    private func gammaPoisson(_ counts: ReportedCounts, _ word: String) throws -> RateFigures {
        let rates = try posteriors(counts)
        func column(_ name: String, _ value: (UnitRate) -> Double?) -> (name: String, values: [Double]) {
            (name, rates.rates.map { value($0) ?? .nan })
        }
        func scaled(_ name: String, _ value: KeyPath<UnitRate, Double?>) -> (name: String, values: [Double]) {
            column("\(word)_\(name)") { unit in unit[keyPath: value].map { $0 * per } }
        }
        var figures = RateFigures()
        figures.columns = [
            scaled("mean", \.mean), scaled("median", \.median), scaled("low", \.low), scaled("high", \.high),

            // Twice nothing is no threshold: every rate lies above it.
            column("p_exceeds") { rates.threshold > 0 || threshold != nil ? $0.probabilityAboveThreshold : nil },
            column("rank_mean") { $0.rank?.mean },
            column("rank_low") { $0.rank.map { Double($0.low) } },
            column("rank_high") { $0.rank.map { Double($0.high) } },
        ]
        figures.point = rates.rates.map { ($0.median ?? $0.mean ?? .nan) * per }
        if let exposure = predictedExposure {
            figures.further = [
                column("pred_mean") { $0.posterior.map { $0.mean * exposure } },
                column("pred_p0") { $0.posterior?.probabilityOfNone(over: exposure) },
            ]
        }
        figures.summary = [
            ("alpha", .number(rates.prior.alpha)), ("beta", .number(rates.prior.beta)),
            ("overall_\(word)", .number(rates.overallRate * per)), ("threshold", .number(rates.threshold * per)),
            ("prior", .string(rates.prior.origin.rawValue)),
        ]
        figures.poolPriors = rates.poolPriors.map { ($0.alpha, $0.beta) }
        return figures
    }

    /// - Parameter rates: Per draw, or once.
    private func marshall(_ counts: ReportedCounts, _ rates: [[Double]], _ word: String) -> RateFigures {
        let raw = zip(counts.events, counts.exposure).map { $0 / $1 * per }
        let means = counts.events.indices.map { unit in mean(rates.map { $0[unit] }) * per }
        return RateFigures(columns: [("\(word)_raw", raw), ("\(word)_mean", means)], point: means)
    }
}

extension RateEstimate.Prior {
    var model: GammaPrior {
        switch self {
        case .marginalLikelihood: .marginalLikelihood()
        case .jeffreys: .jeffreys
        case .none: .none
        case .given(let shape, let rate): .given(shape: shape, rate: rate)
        }
    }
}
