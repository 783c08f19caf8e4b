internal import Risk
internal import SpatialEngine
internal import SpatialFormats

extension RateEstimate {
    /// Figures of BYM2.
    ///
    /// - Throws: ``RequestError`` for neighbours that are not mutual, and where sampling fails.
    func spatialModel(_ counts: ReportedCounts, _ neighbours: [[Int]], _ word: String) throws -> RateFigures {
        let settings = SpatialRateSettings(
            largeSigma: sigmaPrior.large, largeSigmaProbability: sigmaPrior.probability, chains: chains, draws: draws,
            interval: interval, threshold: threshold.map { $0 / per }, seed: seed, threads: threads)
        let found: SpatialRates
        do throws(RiskError) {
            found = try SpatialRates(
                events: counts.events, exposure: counts.exposure, neighbours: neighbours, settings: settings
            ) { [progress] in progress?("drawing", $0, $1) }
        } catch {
            throw RequestError(.badData, "\(error)")
        }
        func scaled(_ name: String, _ value: (DrawnFigure) -> Double) -> (name: String, values: [Double]) {
            ("\(word)_\(name)", found.rates.map { value($0) * per })
        }
        func summary(_ figure: DrawnFigure) -> JSONValue {
            .object([
                "mean": .number(figure.mean), "median": .number(figure.median), "low": .number(figure.low),
                "high": .number(figure.high),
            ])
        }
        var figures = RateFigures()
        figures.columns = [
            scaled("mean", \.mean), scaled("median", \.median), scaled("low", \.low), scaled("high", \.high),
            ("p_exceeds", found.probabilityAboveThreshold), ("rank_mean", found.ranks.map(\.mean)),
            ("rank_low", found.ranks.map { Double($0.low) }), ("rank_high", found.ranks.map { Double($0.high) }),
        ]
        figures.point = found.rates.map { $0.median * per }
        figures.summary = [
            ("sigma", summary(found.sigma)), ("rho", summary(found.rho)), ("max_rhat", .number(found.maxRHat)),
            ("min_ess", .number(found.minEffectiveDraws)), ("divergences", .integer(found.divergences)),
            ("islands", .integer(neighbours.count { $0.isEmpty })),
            ("overall_\(word)", .number(found.overallRate * per)), ("threshold", .number(found.threshold * per)),
            ("prior", .string("bym2")),
        ]
        return figures
    }
}
