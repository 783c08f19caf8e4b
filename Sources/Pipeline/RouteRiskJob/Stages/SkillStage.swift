import Hotspots
import Incidents
import Ingest
import Risk
import SpatialEngine

/// How well rates of the past foretold the events of the periods after.
struct SkillFindings: Sendable {
    /// One model.
    struct Model: Sendable {
        let model: ForecastModel
        /// Means over segments, periods and imputations; the log score is nil where the model held an event impossible that
        /// came.
        let logScore: Double?
        let crps: Double
        /// Events over what an even spread along the network would catch in the same length, at ``topShare``.
        let pai: Double?
        /// Gain of ``ForecastModel/gammaPoisson`` in log score over this one, with the share of imputations in which it is above 0.
        ///
        /// nil where the other held an event impossible, which no gain measures.
        let gain: Double?
        let gainShare: Double
        /// Share of events in each tenth of the network's length that the forecast ranks first.
        let hits: [Double]
        /// Shares of the probability integral transform in tenths.
        let pit: [Double]
    }

    /// Half-years as `2024-H1`: all, and the first that was forecast.
    let periods: [String]
    let firstForecast: Int
    let segments: Int
    /// Mean number of events in the forecast periods.
    let events: Double
    /// Mean number of events on segments that were not in use then, which could not be scored.
    let unscored: Double
    let imputations: Int
    let models: [Model]

    static let topShare = 0.1
}

extension RiskJob {
    /// Imputations of places that are scored; results are their means.
    private static let scoredImputations = 10
    /// Events that lie before the first forecast, at least.
    private static let fewestTrainingEvents = 10.0

    /// Forecasts half-year by half-year as soon as some events are known; nil where too little could be held back.
    static func validate(
        _ inputs: JobInputs, _ segments: [Segment], _ flows: NetworkFlows, _ rates: SegmentRates
    ) throws(JobError) -> SkillFindings? {
        let units = segments.indices.filter { flows.exposure[$0] != nil }
        let halves = inputs.months.map { $0.ordinal / 6 }
        guard let first = halves.first, let last = halves.last, !units.isEmpty else { return nil }
        let periods = last - first + 1
        var exposure = [Double](repeating: 0, count: periods * units.count)
        for (unit, segment) in units.enumerated() {
            for (month, persons) in (flows.exposure[segment]?.monthly ?? []).enumerated() {
                exposure[(halves[month] - first) * units.count + unit] += persons
            }
        }
        let panels = SkillPanels(
            inputs: inputs, rates: rates, units: units, first: first, exposure: exposure,
            lengths: units.map { segments[$0].length.value },
            positions: units.map { segments[$0].line.points[segments[$0].line.points.count / 2] })
        var runs: [RollingOrigin] = []
        var unscored = 0
        var training = 0
        do {
            let imputed = try (0..<min(scoredImputations, rates.location.draws.count)).map(panels.panel)
            // Before some events are known, every model but one holds further ones impossible.
            training = imputed.map { $0.panel.firstPeriod(after: fewestTrainingEvents) }.max() ?? periods
            guard training + 4 <= periods else { return nil }
            for (panel, left) in imputed {
                unscored += left
                runs.append(
                    try RollingOrigin(
                        of: panel, training: training,
                        selected: max(1, Int(Double(units.count) * SkillFindings.topShare)),
                        threads: inputs.settings.threads))
            }
        } catch {
            throw .method(stage: JobStage.skill.rawValue, problem: "\(error)")
        }
        guard !runs.isEmpty else { return nil }
        return SkillFindings(
            runs, periods: (first...last).map { "\($0 / 2)-H\($0 % 2 + 1)" }, training: training, segments: units.count,
            unscored: Double(unscored) / Double(runs.count))
    }
}

/// Counts of fatal events by segment and half-year under one imputation of their places.
private struct SkillPanels {
    let inputs: JobInputs
    let rates: SegmentRates
    let units: [Int]
    /// The first half-year, counted from year 0.
    let first: Int
    let exposure: [Double]
    let lengths: [Double]
    let positions: [GeographicPoint]

    /// The panel, and how many events lie where nobody travelled then.
    func panel(_ imputation: Int) throws -> (panel: CountPanel, unscored: Int) {
        var counts = [Double](repeating: 0, count: exposure.count)
        var unscored = 0
        let places = rates.location.draws[imputation]
        for (event, place) in zip(rates.used, places) where place >= 0 {
            let incident = inputs.incidents[event]
            guard (incident.deadOrMissing ?? 0) >= 1 else { continue }
            let half = max(incident.dateStart.yearMonth, inputs.months[0]).ordinal / 6 - first
            guard let unit = units.firstIndex(of: Int(place)), exposure[half * units.count + unit] > 0 else {
                unscored += 1
                continue
            }
            counts[half * units.count + unit] += 1
        }
        var panel = try CountPanel(unitCount: units.count, counts: counts, exposure: exposure)
        panel.length = lengths
        panel.area = lengths
        panel.positions = try Positions(
            positions.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }, metric: .geodesic)
        return (panel, unscored)
    }
}

extension CountPanel {
    /// The first period with at least so many events before it; the number of periods where there is none.
    fileprivate func firstPeriod(after events: Double) -> Int {
        var sum = 0.0
        for period in 0..<periodCount {
            guard sum < events else { return period }
            sum += counts(in: period).reduce(0, +)
        }
        return periodCount
    }
}

extension SkillFindings {
    fileprivate init(_ runs: [RollingOrigin], periods: [String], training: Int, segments: Int, unscored: Double) {
        func results(_ model: ForecastModel, _ run: RollingOrigin) -> [RollingOrigin.Result] {
            run.results.filter { $0.model == model }
        }
        let models = ForecastModel.allCases.filter { model in runs[0].results.contains { $0.model == model } }
        self.models = models.map { model in
            let all = runs.map { results(model, $0) }
            let gains = runs.map { ForecastGain(of: results(.gammaPoisson, $0), against: results(model, $0)).logScore }
            let curve = HotspotSkill.pooled(all.joined().map(\.curve))
            let paiValues = all.joined().compactMap(\.top.paiLength)
            return Model(
                model: model, logScore: finite(mean(all.joined().map(\.logScore))),
                crps: mean(all.joined().map(\.crps)),
                pai: paiValues.isEmpty ? nil : mean(paiValues), gain: finite(mean(gains)),
                gainShare: Double(gains.count { $0 > 0 }) / Double(gains.count),
                hits: (1...10).map { tenth in
                    curve.last { ($0.lengthShare ?? 0) <= Double(tenth) / 10 + 1e-12 }?.hitRate ?? 0
                },
                pit: Calibration.histogram(all.joined().flatMap(\.scores)))
        }
        self.periods = periods
        firstForecast = training
        self.segments = segments
        events = mean(runs.map { run in results(.mean, run).reduce(0) { $0 + $1.events } })
        self.unscored = unscored
        imputations = runs.count
    }
}

private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
