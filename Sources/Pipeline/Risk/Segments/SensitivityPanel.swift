import Incidents

/// The ranking recomputed under changed assumptions, by posterior means (no draws, so that nothing but the assumption differs).
struct SensitivityPanel {
    private let model: SegmentModel
    /// Segments that are ranked: those with exposure, or all when none has one.
    let ranked: [Int]
    /// Places as they stand.
    private var base: [Int?] = []
    private(set) var scenarios: [RankScenario] = []
    private(set) var largestEventMovesRank: [Bool?]
    private(set) var stability: [Stability]

    init(model: SegmentModel, location: LocationResult, alternatives: [AlternativeLocation]) {
        self.model = model
        let known = model.segments.indices.filter { model.segments[$0].exposurePersonTrips != nil }
        ranked = known.isEmpty ? Array(model.segments.indices) : known
        largestEventMovesRank = [Bool?](repeating: nil, count: model.segments.count)
        stability = [Stability](repeating: .notAssessed, count: model.segments.count)
        let rates = model.meanReportedRates(for: model.expectedCounts(location.weights))
        base = places(rates: rates)
        addScenarios(rates: rates, location: location, alternatives: alternatives)
        removeLargestEvents(location.weights)
        for segment in ranked { stability[segment] = grade(of: segment) }
    }

    private mutating func addScenarios(
        rates: [Double], location: LocationResult, alternatives: [AlternativeLocation]
    ) {
        for alternative in alternatives {
            let counts = model.expectedCounts(alternative.weights)
            add(alternative.name, places(rates: model.meanReportedRates(for: counts)))
        }
        for (group, bracket) in model.settings.reporting.enumerated() where bracket.low < bracket.high {
            add("reporting_low:\(group)", places(rates: rates, reporting: (group, bracket.low)))
            add("reporting_high:\(group)", places(rates: rates, reporting: (group, bracket.high)))
        }
        let reporting = model.settings.reporting
        add("unweighted", order(by: ranked.map { rates[$0] / reporting[model.segments[$0].group].centre }))
        let fatal = model.events.indices.filter { model.events[$0].isFatal && !location.weights[$0].isEmpty }
        if let largest = fatal.max(by: { size($0) < size($1) }) {
            add("without_largest_event", places(location.weights, without: largest))
        }
    }

    /// For each ranked segment: its place without the event that brings it most (persons times weight).
    private mutating func removeLargestEvents(_ weights: [[UnitWeight]]) {
        var largest = [(harm: Double, event: Int)?](repeating: nil, count: model.segments.count)
        for (event, shares) in weights.enumerated() where model.events[event].isFatal {
            for share in shares where share.weight * size(event) > largest[share.unit]?.harm ?? 0 {
                largest[share.unit] = (share.weight * size(event), event)
            }
        }
        var places: [Int: [Int?]] = [:]
        for segment in ranked {
            guard let event = largest[segment]?.event else {
                largestEventMovesRank[segment] = false
                continue
            }
            let without = places[event] ?? self.places(weights, without: event)
            places[event] = without
            largestEventMovesRank[segment] = (without[segment] ?? 0) > (base[segment] ?? 0)
        }
    }

    private func size(_ event: Int) -> Double { Double(model.events[event].deadOrMissing ?? 0) }

    private mutating func add(_ name: String, _ places: [Int?]) {
        scenarios.append(RankScenario(name: name, places: places))
    }

    private func places(_ weights: [[UnitWeight]], without event: Int) -> [Int?] {
        let severity = SegmentModel.severity(of: model.events, without: event, settings: model.settings)
        let rates = model.meanReportedRates(for: model.expectedCounts(weights, without: event))
        return places(rates: rates, severity: severity)
    }

    private func places(
        rates: [Double], reporting changed: (group: Int, value: Double)? = nil, severity: Severity? = nil
    ) -> [Int?] {
        let sizes = model.settings.reporting.indices.map { (severity ?? model.severity).meanSize(group: $0) }
        return order(
            by: ranked.map { segment in
                let group = model.segments[segment].group
                let centre = model.settings.reporting[group].centre
                let reporting = changed?.group == group ? changed?.value ?? centre : centre
                return rates[segment] * sizes[group] / reporting
            })
    }

    private func order(by values: [Double]) -> [Int?] {
        var places = [Int?](repeating: nil, count: model.segments.count)
        for (segment, place) in zip(ranked, Ranking.places(of: values)) { places[segment] = place }
        return places
    }

    private func grade(of segment: Int) -> Stability {
        let here = base[segment] ?? 0
        let farthest = scenarios.reduce(0) { max($0, abs(($1.places[segment] ?? here) - here)) }
        return Stability(moved: farthest, among: ranked.count, limits: model.settings.stabilityLimits)
    }
}
