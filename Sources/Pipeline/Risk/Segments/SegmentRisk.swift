import Glibc
public import Incidents
public import SpatialEngine

/// What a segment's figures are.
public enum RiskMeasure: String, Sendable {
    /// Harm over exposure.
    case risk
    /// Harm in the window, because nobody knows the exposure.
    case countDensity = "count_density"
}

/// How much a rank depends on assumptions.
public enum Stability: String, Sendable {
    case stable, moderate, unstable
    case notAssessed = "not_assessed"

    /// The grade of a place that moves by at most so many places under any other assumption.
    ///
    /// - Parameter limits: Shares of the ranking that a stable and a moderate place may move; one and two places always may.
    public init(moved places: Int, among count: Int, limits: (stable: Double, moderate: Double)) {
        self =
            if Double(places) <= max(1, limits.stable * Double(count)) {
                .stable
            } else {
                Double(places) <= max(2, limits.moderate * Double(count)) ? .moderate : .unstable
            }
    }
}

/// The risk of one segment, or its count density.
public struct SegmentRisk: Hashable, Sendable {
    /// Whether exposure is known.
    public var measure: RiskMeasure
    /// Expected number of fatal events located on the segment.
    public var events: Double
    /// Persons dead or missing per 100,000 person-trips; nil for a count density.
    public var ratePer100k: PosteriorQuantiles?
    /// Posterior mean of the same figure; nil for a count density.
    public var meanRatePer100k: Double?
    /// Median of persons dead or missing per 1,000 person-kilometres; nil for a count density.
    public var ratePer1000PersonKm: Double?
    /// Persons dead or missing over the window, corrected for reporting.
    public var harmInWindow: PosteriorQuantiles
    /// Probability of more than twice the mean rate of all segments (weighted by exposure, draw by draw).
    public var probabilityAboveTwiceMean: Double?
    /// Place among the segments with exposure, 1 for the highest.
    ///
    /// Among all segments when none has exposure; nil for a segment without exposure beside others that have it.
    public var rank: RankInterval?
    /// Whether the segment falls in the ranking without its largest event; nil when it is not ranked.
    public var largestEventMovesRank: Bool?
    /// Grade over the scenarios.
    public var stability: Stability
    /// Probability of at least one mass-casualty event in another window like this one.
    public var massCasualtyProbability: Double
}

/// The ranking under one changed assumption.
public struct RankScenario: Hashable, Sendable {
    /// `precision_…` as named by the caller, `reporting_low:<group>`, `reporting_high:<group>`, `without_largest_event`,
    /// `unweighted` (events count 1 each).
    public var name: String
    /// Place of each segment; nil for those not ranked.
    public var places: [Int?]
}

/// Risk of all segments, with the draws behind it.
public struct SegmentRisks: Sendable {
    /// One per segment, in the order given.
    public var segments: [SegmentRisk]
    /// Prior of the event rates of each group (fatal events reported per person-trip), on expected counts.
    public var priors: [FittedPrior]
    /// Sizes of fatal events.
    public var severity: Severity
    /// Persons dead or missing per person-trip: `draws[segment][draw]`; empty for segments without exposure.
    public var draws: [[Double]]
    /// Posterior mean of persons dead or missing per person-trip over all segments, weighted by exposure; nil without any.
    public var meanRate: Double?
    /// Rankings behind the stability grades.
    public var scenarios: [RankScenario]

    /// Event rate times size, over imputed places, Gamma posteriors, sizes, reporting and exposure.
    ///
    /// Each draw takes one imputation of places, one reporting probability a group (log-uniform in its bracket), one draw of all
    /// exposures, one mean size a group, and one event rate a segment from its Gamma posterior.
    ///
    /// - Parameter location: Places of `events` over `segments`, with imputations.
    /// - Parameter alternatives: Places under other precisions, for the stability grade.
    /// - Parameter random: Draw *j* uses stream *j*.
    /// - Throws: ``RiskError`` for indices and numbers out of range.
    /// - Complexity: O(*draws* · *s* log *s* + *imputations* · *s*) for *s* segments, and a ranking for each scenario.
    public init(
        segments: [RiskSegment], events: [RiskEvent], location: LocationResult, settings: SegmentRiskSettings,
        alternatives: [AlternativeLocation] = [], random: SplitMix64
    ) throws(RiskError) {
        try settings.check(segments: segments, events: events, location: location)
        for alternative in alternatives where alternative.weights.count != events.count {
            throw .lengthMismatch(
                what: "located events of \(alternative.name)", given: alternative.weights.count, expected: events.count)
        }
        let model = SegmentModel(segments: segments, events: events, settings: settings)
        severity = model.severity
        let counts = model.expectedCounts(location.weights)
        priors = model.priors(for: counts)
        let simulated = model.simulate(location: location, counts: counts, random: random)
        draws = zip(segments, simulated.rates).map { $0.exposurePersonTrips == nil ? [] : $1 }
        let panel = SensitivityPanel(model: model, location: location, alternatives: alternatives)
        scenarios = panel.scenarios
        let summary = SegmentSummary(model: model, simulated: simulated, panel: panel)
        meanRate = summary.meanRate
        self.segments = segments.indices.map { summary.risk(of: $0, events: counts[$0]) }
    }
}
