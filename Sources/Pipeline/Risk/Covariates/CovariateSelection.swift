import Glibc
public import SpatialEngine

/// Rows of counts with what may explain them.
public struct CovariateRows: Sendable {
    /// Names of the covariates.
    public var names: [String]
    /// Covariate by covariate, one value a row.
    public var values: [[Double]]
    /// Events a row.
    public var counts: [Double]
    /// Above 0, one a row.
    public var exposure: [Double]
    /// The part of the data that a row is held back with, from 0 without gaps.
    public var folds: [Int]

    /// Rows.
    public init(names: [String], values: [[Double]], counts: [Double], exposure: [Double], folds: [Int]) {
        (self.names, self.values, self.counts) = (names, values, counts)
        (self.exposure, self.folds) = (exposure, folds)
    }
}

/// What a covariate model depends on besides the rows.
public struct CovariateSettings: Hashable, Sendable {
    /// Whether counts scatter more than Poisson.
    public var isNegativeBinomial = true
    /// 1 is the lasso, near 0 ridge.
    public var mix = 1.0
    /// Penalties tried, evenly in the log down to a thousandth of the strongest.
    public var penalties = 40
    /// Probability inside the intervals.
    public var interval = 0.9
    /// How many standard errors the held-out gain must exceed.
    public var leastGain = 1.0
    /// Simulated repeats of the selection.
    public var repeats = 100

    /// Settings with the defaults of the method.
    public init() {}

    func check(_ rows: CovariateRows) throws(RiskError) {
        guard mix > 0, mix <= 1 else { throw .badSetting(name: "mix", value: mix, allowed: "above 0, at most 1") }
        guard penalties >= 2 else {
            throw .badSetting(name: "penalties", value: Double(penalties), allowed: "2 or more")
        }
        guard interval > 0, interval < 1 else {
            throw .badSetting(name: "interval", value: interval, allowed: "between 0 and 1")
        }
        guard leastGain >= 0, leastGain.isFinite else {
            throw .badSetting(name: "least gain", value: leastGain, allowed: "0 or more")
        }
        guard repeats >= 0 else { throw .badSetting(name: "repeats", value: Double(repeats), allowed: "0 or more") }
        let folds = Set(rows.folds).count
        guard folds >= 3 else { throw .badSetting(name: "number of folds", value: Double(folds), allowed: "3 or more") }
        for (column, name) in zip(rows.values, rows.names) where column.count != rows.counts.count {
            throw .lengthMismatch(what: "values of \(name)", given: column.count, expected: rows.counts.count)
        }
        if let row = rows.exposure.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            throw .badValue(what: "exposure", index: row, value: rows.exposure[row], allowed: "above 0")
        }
    }
}

/// A penalised regression of counts on covariates, with what it is worth on held-out rows.
///
/// The penalty is chosen by the log score of folds held out one by one; that of the whole procedure, choice included, is scored on
/// folds that neither fit nor choice has seen. Effects are those of a fit without penalty of the covariates that were kept.
public struct CovariateSelection: Sendable {
    /// One covariate.
    public struct Effect: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Mean over the rows.
        public var mean: Double
        /// Standard deviation over the rows (over n); the unit of the effects.
        public var deviation: Double
        /// Change of the log rate for one standard deviation, under the penalty.
        public var penalised: Double
        /// Share of simulated repeats in which it is kept; nil without repeats.
        public var keptShare: Double?
        /// The same without penalty; nil where it was not kept, is a mixture of others kept, or grows without end.
        public var estimate: Double?
        /// Its standard error by the information matrix.
        public var error: Double?
        /// Wald's interval, which takes the selection as given.
        public var interval: ClosedRange<Double>?
    }

    /// One a covariate, in the order given.
    public private(set) var effects: [Effect]
    /// Of the fit without penalty: the log rate at the means of the covariates.
    public let intercept: Double
    /// Size of the negative binomial, of the fit without penalty; nil for Poisson.
    public let size: Double?
    /// The penalty chosen.
    public let penalty: Double
    /// Mean log score of held-out rows, in nats a row: without covariates, and with the whole procedure.
    public let heldOut: (without: Double, with: Double)
    /// Gain on held-out rows, nats a row, fold by fold.
    public let gains: [Double]
    /// Standard error of the mean of ``gains``.
    public let gainError: Double
    /// Whether the covariates foretell held-out rows better, by more than the standard errors asked for.
    public let isUsed: Bool

    /// Mean gain of held-out rows, in nats a row.
    public var gain: Double { heldOut.without - heldOut.with }

    /// Fits, chooses and judges.
    ///
    /// - Parameters:
    ///   - random: Repeat *i* takes stream *i*.
    ///   - threads: The result does not depend on it.
    ///   - progress: Told the folds done.
    /// - Throws: ``RiskError`` for settings out of range, fewer than three folds, rows without exposure.
    /// - Complexity: O(*folds*² · *penalties* · *n* · *p*²).
    public init(
        of rows: CovariateRows, settings: CovariateSettings = CovariateSettings(), random: SplitMix64, threads: Int = 1,
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(RiskError) {
        try settings.check(rows)
        let study = CovariateStudy(rows, settings)
        let folds = Set(rows.folds).sorted()
        var held: [CovariateStudy.HeldOut] = []
        for (done, fold) in folds.enumerated() {
            held.append(study.heldOut(fold, folds: folds, threads: threads))
            progress(done + 1, folds.count)
        }
        let total = Double(rows.counts.count)
        heldOut = (held.reduce(0) { $0 + $1.without } / total, held.reduce(0) { $0 + $1.with } / total)
        gains = held.map { ($0.without - $0.with) / Double($0.rows) }
        let mean = gains.reduce(0, +) / Double(gains.count)
        let squares = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        gainError = (squares / Double(gains.count - 1) / Double(gains.count)).squareRoot()
        let gain = heldOut.without - heldOut.with
        isUsed = gain > 0 && gain > settings.leastGain * gainError && mean > 0
        let everything = Array(rows.counts.indices)
        penalty = study.chosenPenalty(everything, folds: folds, threads: threads)
        let final = study.final(penalty: penalty)
        (effects, intercept, size) = (final.effects, final.intercept, final.size)
        let kept = study.keptShares(final, penalty: penalty, random: random, threads: threads)
        for index in effects.indices where !kept.isEmpty { effects[index].keptShare = kept[index] }
    }
}

extension CovariateSelection {
    /// The factor of the rate that an effect stands for.
    public static func ratio(_ effect: Double?) -> Double? { effect.map { exp($0) } }
}
