internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension RateEstimate {
    /// Events below which no prior is fitted, and rates only describe.
    private static let fewestEvents = 20

    /// What `--json` says.
    func outcome(_ observed: ObservedUnits, _ publication: Publication, _ figures: RateFigures) -> Outcome {
        let isTotalHidden = publication.isTotalHidden
        var summary: JSONObject = [
            "method": .string("risk rates"), "n": .integer(observed.exposure.ids.count),
            "seed": .integer(Int(clamping: seed)), "permutations": .integer(0),
            "parameters": .object(parameters(observed)), "gate": gate(observed, publication),
            "events": isTotalHidden ? .null : .number(observed.counts.total),
            "exposure": .number(observed.exposure.values.reduce(0, +)),
            "draws": .integer(observed.counts.imputations.count),
            "kind": .string(observed.isDensity ? "count_density" : "risk"),
        ]
        for (name, value) in figures.summary {
            // Of what is shown alone these would be read as those of all.
            let isSum = name == "overall_\(observed.word)" || (name == "threshold" && threshold == nil)
            summary[name] = isSum && isTotalHidden ? .null : value
        }
        if let pools = observed.pools {
            summary["pools"] = .object(
                JSONObject(
                    zip(pools.names, figures.poolPriors).map { name, prior in
                        .init(name, .object(["alpha": .number(prior.alpha), "beta": .number(prior.beta)]))
                    }))
        }
        let coarsened = observed.records.coarsened.sorted { $0.key < $1.key }
        if let months = observed.months {
            summary["unobserved"] = .integer(months.observed.count { $0 == 0 })
        }
        summary["excluded"] = .object(["patrol": Self.count(observed.records.patrolEvents)])
        summary["coarsened"] = .object(JSONObject(coarsened.map { .init($0.key, Self.count($0.value)) }))
        summary["published"] = .boolean(isPublished)
        summary["suppressed"] = .integer(publication.isHidden.count { $0 })
        summary["assumptions"] = .object(assumptions(observed))
        return Outcome(summary: summary, warnings: observed.warnings + [figures.onePrior].compactMap(\.self))
    }

    private static func count(_ number: Double) -> JSONValue {
        number == number.rounded() && abs(number) < 1e15 ? .integer(Int(number)) : .number(number)
    }

    private func parameters(_ observed: ObservedUnits) -> JSONObject {
        var parameters: JSONObject = [
            "method": .string(method.name), "per": .number(per), "events": .string(observed.records.kind.rawValue),
            "reporting": .string(reporting ?? "complete"), "by": .string(unitColumn),
        ]
        if case .gammaPoisson = method {
            parameters["interval"] = .number(interval)
            parameters["threshold"] = thresholdText(observed)
            parameters["rank_draws"] = .integer(rankDraws)
            parameters["smallest_shape"] = .number(0.2)
            parameters["fewest_events"] = .integer(Self.fewestEvents)
        }
        if case .spatialModel = method {
            parameters["interval"] = .number(interval)
            parameters["threshold"] = thresholdText(observed)
            parameters["chains"] = .integer(chains)
            parameters["draws"] = .integer(draws)
        }
        if let path = method.neighbours { parameters["weights"] = .string(path) }
        if let months { parameters["months"] = .string(months) }
        if let windows { parameters["windows"] = .string(windows) }
        if let pool { parameters["pool"] = .string(pool) }
        if let category { parameters["category"] = .string(category) }
        if let harm { parameters["harm_table"] = .string(harm.name) }
        if let exposure = predictedExposure { parameters["predict_exposure"] = .number(exposure) }
        return parameters
    }

    private func thresholdText(_ observed: ObservedUnits) -> JSONValue {
        threshold.map { .number($0) } ?? .string("2 × overall \(observed.word)")
    }

    /// Defaults and choices that the figures rest on, by option.
    private func assumptions(_ observed: ObservedUnits) -> JSONObject {
        var assumptions: JSONObject = [
            "q": q.lowerBound == q.upperBound
                ? .number(q.lowerBound) : .array([.number(q.lowerBound), .number(q.upperBound)])
        ]
        if case .gammaPoisson = method {
            assumptions["prior"] = .string(prior.text)
            assumptions["interval"] = .number(interval)
            assumptions["threshold"] = thresholdText(observed)
            if case .marginalLikelihood = prior {
                assumptions["smallest_shape"] = .number(0.2)
                assumptions["fewest_events"] = .integer(Self.fewestEvents)
            }
        }
        if case .spatialModel = method {
            assumptions["sigma_prior"] = .array([.number(sigmaPrior.large), .number(sigmaPrior.probability)])
            assumptions["rho_prior"] = .string("Beta(0.5, 0.5)")
            assumptions["intercept_deviation"] = .number(5)
            if !observed.counts.imputations.isEmpty { assumptions["counts"] = .string("means over draws") }
        }
        if pool != nil { assumptions["pool_spread"] = .number(poolSpread) }
        if let size = massCasualty {
            assumptions["mass_casualty"] = .integer(size)
            assumptions["pooled_events"] = .number(2)
        }
        if let inflicted { assumptions["inflicted"] = .array(inflicted.map { .string($0) }) }
        assumptions["include_patrol"] = .boolean(includesPatrol)
        if months != nil {
            assumptions["observed"] = .string(windows == nil ? "always" : "as the windows say")
            assumptions["exposure_by_month"] = .string("as given by month, else spread evenly over days")
        }
        if observed.isDensity { assumptions["exposure"] = .string("unknown: 1 for each") }
        if observed.quarters != nil, !observed.isDensity {
            assumptions["exposure"] = .string("the corridor's, in each quarter")
        }
        return assumptions
    }

    private func gate(_ observed: ObservedUnits, _ publication: Publication) -> JSONValue {
        let isHidden = publication.isTotalHidden
        let events =
            isHidden
            ? publication.entering(sumsNeighbours: false).reduce(0) { $0 + observed.counts.events[$1] }
            : observed.counts.total
        // Means over draws may miss a whole number by their last digits.
        let isEnough = events >= Double(Self.fewestEvents) - 1e-9
        let number = isHidden ? "the events shown" : "\(ShortestNumber.text(events)) events"
        let reason = "\(number) are fewer than the \(Self.fewestEvents) that a prior is fitted to"
        let units = Double(observed.exposure.ids.count)
        let detectable = isHidden ? nil : Gate.detectableRelativeRisk(expectedEvents: events / units)
        return .object([
            "state": .string((isEnough ? Gate.State.supported : .descriptive).rawValue),
            "reason": isEnough ? .null : .string(reason), "n": isHidden ? .null : .integer(Int(events.rounded())),
            "minimum_n": .integer(Self.fewestEvents),
            // Not named so where nothing is a risk.
            observed.isDensity ? "detectable_ratio" : "detectable_rr": detectable.map { .number($0) } ?? .null,
        ])
    }
}

extension RateEstimate.Prior {
    /// The value of `--prior`.
    var text: String {
        switch self {
        case .marginalLikelihood: "ml"
        case .jeffreys: "jeffreys"
        case .none: "none"
        case .given(let shape, let rate): "\(ShortestNumber.text(shape)),\(ShortestNumber.text(rate))"
        }
    }
}

extension RateFigures {
    /// Said where the fitted prior has no width: units then differ by nothing but the digits of one rate.
    fileprivate var onePrior: String? {
        func value(_ name: String) -> JSONValue? { summary.first { $0.name == name }?.value }
        guard value("prior")?.text == "ml", let shape = value("alpha")?.double, shape > 1e5 else { return nil }
        return
            "counts scatter no more than chance would let them: one figure serves all units, and intervals leave out that it "
            + "is uncertain itself"
    }
}
