import Hotspots
import SpatialEngine

/// Forecasts of held-back periods, each made from the periods before it, held against what came.
public struct RollingOrigin: Sendable {
    /// What of the past a forecast may see.
    public enum Scheme: String, Sendable {
        /// Earlier periods of all units.
        case rolling
        /// Earlier periods of the units outside the block.
        case blocks
    }

    /// One model's forecast of one period.
    public struct Result: Sendable {
        /// The period, from 0.
        public let origin: Int
        /// What made it.
        public let model: ForecastModel
        /// What it could see.
        public let scheme: Scheme
        /// One a unit.
        public let outcomes: [ForecastOutcome]
        /// One a unit.
        public let scores: [ForecastOutcome.Scores]
        /// The selected share of the units.
        public let top: HotspotSkill.Top
        /// Hits for every number of units.
        public let curve: [HotspotSkill.CurvePoint]

        /// Mean over units; infinite where events were held impossible.
        public var logScore: Double { mean(\.logScore) }
        /// Mean over units.
        public var crps: Double { mean(\.crps) }
        /// All events of the period.
        public var events: Double { outcomes.reduce(0) { $0 + $1.actual } }

        private func mean(_ score: KeyPath<ForecastOutcome.Scores, Double>) -> Double {
            scores.reduce(0) { $0 + $1[keyPath: score] } / Double(scores.count)
        }
    }

    /// By scheme, origin, model.
    public let results: [Result]
    /// Of the kernel density, in the unit of the positions' metric; nil where there is none.
    public let bandwidth: Double?

    /// Forecasts every period from `training` on.
    ///
    /// - Parameters:
    ///   - training: How many periods the first forecast is made from, 1 or more and fewer than there are.
    ///   - selected: Units that the indices are computed for, 1 or more.
    ///   - blocks: One a unit: forecasts are also made of each block from the units outside it.
    ///   - bandwidth: Of the kernel density; nil takes the likeliest for the first `training` periods, and where there is none
    ///     the distance of units spread evenly over their box.
    ///   - progress: Told the forecasts done.
    /// - Complexity: O(*periods* · *units*) times some hundred, and O(*units* · *units with events*) a period for the density.
    public init(
        of panel: CountPanel, training: Int, selected: Int, blocks: [Int]? = nil, bandwidth: Double? = nil,
        threads: Int = 1, progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(RiskError) {
        guard training >= 1, training < panel.periodCount else {
            throw .badSetting(
                name: "training periods", value: Double(training), allowed: "1 or more and below the number of periods")
        }
        guard selected >= 1, selected <= panel.unitCount else {
            throw .badSetting(name: "selected units", value: Double(selected), allowed: "1 or more, at most all")
        }
        let everything = [Bool](repeating: true, count: panel.unitCount)
        let width =
            panel.positions == nil
            ? nil
            : bandwidth
                ?? TrainingSet(panel, origin: training, isKnown: everything).likelihoodBandwidth(threads: threads)
                ?? Self.spacing(of: panel)
        let schemes: [Scheme] = blocks == nil ? [.rolling] : [.rolling, .blocks]
        let tasks = schemes.flatMap { scheme in (training..<panel.periodCount).map { (scheme, $0) } }
        let batch = max(1, 4 * threads)
        var results: [Result] = []
        for first in stride(from: 0, to: tasks.count, by: batch) {
            let part = Array(tasks[first..<min(tasks.count, first + batch)])
            let found: [[Result]] = parallelMap(part, threads: threads) { scheme, origin in
                Self.results(
                    panel, origin: origin, scheme: scheme, blocks: scheme == .blocks ? blocks : nil, bandwidth: width,
                    selected: selected)
            }
            results += found.joined()
            progress(min(tasks.count, first + batch), tasks.count)
        }
        (self.results, self.bandwidth) = (results, width)
    }

    private static func results(
        _ panel: CountPanel, origin: Int, scheme: Scheme, blocks: [Int]?, bandwidth: Double?, selected: Int
    ) -> [Result] {
        let actual = Array(panel.counts(in: origin))
        let past = panel.totals(before: origin).counts
        return ForecastModel.all(for: panel).map { model in
            let forecasts = forecasts(panel, origin: origin, model: model, blocks: blocks, bandwidth: bandwidth)
            let outcomes = zip(forecasts, actual).map { ForecastOutcome(forecast: $0, actual: $1) }
            let skill = HotspotSkill(
                forecast: forecasts.map(\.mean), actual: actual, past: past, area: panel.area, length: panel.length)
            return Result(
                origin: origin, model: model, scheme: scheme, outcomes: outcomes, scores: outcomes.map(\.scores),
                top: skill.top(selected), curve: skill.curve)
        }
    }

    private static func forecasts(
        _ panel: CountPanel, origin: Int, model: ForecastModel, blocks: [Int]?, bandwidth: Double?
    ) -> [CountDistribution] {
        guard let blocks else {
            let isKnown = [Bool](repeating: true, count: panel.unitCount)
            return TrainingSet(panel, origin: origin, isKnown: isKnown).forecast(model, bandwidth: bandwidth)
        }
        var forecasts = [CountDistribution](repeating: .poisson(mean: 0), count: panel.unitCount)
        for block in Set(blocks).sorted() {
            let training = TrainingSet(panel, origin: origin, isKnown: blocks.map { $0 != block })
            let whole = training.forecast(model, bandwidth: bandwidth)
            for unit in blocks.indices where blocks[unit] == block { forecasts[unit] = whole[unit] }
        }
        return forecasts
    }

    /// The side of each unit's part if the box of all were divided evenly; nil for units that lie on one place.
    private static func spacing(of panel: CountPanel) -> Double? {
        guard let positions = panel.positions, let first = positions.points.first else { return nil }
        var (low, high) = (first, first)
        for point in positions.points {
            low = PlanarPoint(x: min(low.x, point.x), y: min(low.y, point.y))
            high = PlanarPoint(x: max(high.x, point.x), y: max(high.y, point.y))
        }
        let spacing = positions.metric.distance(low, high) / Double(positions.count).squareRoot()
        return spacing > 0 ? spacing : nil
    }
}

/// How much better one model forecasts than another.
public struct ForecastGain: Hashable, Sendable {
    /// Mean log score of the other less that of the model, in nats a unit and period: above 0 where the model is better.
    public let logScore: Double
    /// Standard error of ``logScore``, periods taken as independent; nil for fewer than two.
    public let logScoreError: Double?
    /// 1 − CRPS of the model over that of the other; nil where the other's is 0.
    public let crps: Double?

    /// - Parameters:
    ///   - model: One forecast a period.
    ///   - other: Of the same periods in the same order.
    public init(of model: [RollingOrigin.Result], against other: [RollingOrigin.Result]) {
        let count = Double(model.count)
        let gains = zip(model, other).map { $1.logScore - $0.logScore }
        logScore = gains.reduce(0, +) / count
        let mean = logScore
        let squares = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        logScoreError = gains.count > 1 ? (squares / (count - 1) / count).squareRoot() : nil
        let (own, theirs) = (model.reduce(0) { $0 + $1.crps }, other.reduce(0) { $0 + $1.crps })
        crps = theirs > 0 ? 1 - own / theirs : nil
    }
}
