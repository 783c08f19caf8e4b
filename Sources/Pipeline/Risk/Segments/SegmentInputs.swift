public import Incidents

/// A stretch of a route in one direction, as far as its risk goes.
public struct RiskSegment: Hashable, Sendable {
    /// Text id, used in messages.
    public var id: String
    /// Index of the group that shares a prior, a size of events and a reporting bracket (normally the mode of travel).
    public var group: Int
    /// Trips over the segment within the window; nil when nobody knows.
    public var exposurePersonTrips: Double?
    /// What all that is uncertain makes of that number, each draw shared by all segments; empty where it is exact.
    public var exposureDraws: [Double]
    /// The share of the trips in time that observers covered, above 0 and at most 1.
    public var observedShare: Double
    /// Ground length in metres.
    public var lengthMetres: Double

    /// A segment with its exposure.
    public init(
        id: String, group: Int, exposurePersonTrips: Double?, exposureDraws: [Double] = [], observedShare: Double = 1,
        lengthMetres: Double
    ) {
        self.id = id
        self.group = group
        self.exposurePersonTrips = exposurePersonTrips
        self.exposureDraws = exposureDraws
        self.observedShare = observedShare
        self.lengthMetres = lengthMetres
    }
}

/// An event as far as risk goes; its place comes from the location result, at the same index.
public struct RiskEvent: Hashable, Sendable {
    /// Group whose sizes it belongs to.
    public var group: Int
    /// Persons dead or missing; nil or below 1 is no fatal event and stays out.
    public var deadOrMissing: Int?

    /// An event of a group.
    public init(group: Int, deadOrMissing: Int?) {
        self.group = group
        self.deadOrMissing = deadOrMissing
    }

    var isFatal: Bool { (deadOrMissing ?? 0) >= 1 }
}

/// Weights under another assumption about places, for the sensitivity panel.
public struct AlternativeLocation: Sendable {
    /// Name in the panel, such as `precision_half`.
    public var name: String
    /// Weights by event, as in ``LocationResult/weights``.
    public var weights: [[UnitWeight]]

    /// Weights under a name.
    public init(name: String, weights: [[UnitWeight]]) {
        self.name = name
        self.weights = weights
    }
}

/// What segment risk depends on besides segments and events.
public struct SegmentRiskSettings: Sendable {
    /// Reporting probability of fatal events, by group.
    public var reporting: [ReportingBracket]
    /// Where the prior of each group's rates comes from.
    public var prior: GammaPrior
    /// Posterior draws.
    public var draws: Int
    /// Pseudo-events that groups lend each other in ``Severity``.
    public var pooledEvents: Double
    /// Persons from which on an event is a mass-casualty event.
    public var massCasualtySize: Int
    /// Largest move in any scenario, as a share of the ranking, that is still stable; up to the second it is moderate.
    public var stabilityLimits: (stable: Double, moderate: Double)

    /// Settings with the defaults of the method.
    public init(
        reporting: [ReportingBracket], prior: GammaPrior = .marginalLikelihood(), draws: Int = 2_000,
        pooledEvents: Double = 2, massCasualtySize: Int = 10,
        stabilityLimits: (stable: Double, moderate: Double) = (0.10, 0.25)
    ) {
        self.reporting = reporting
        self.prior = prior
        self.draws = draws
        self.pooledEvents = pooledEvents
        self.massCasualtySize = massCasualtySize
        self.stabilityLimits = stabilityLimits
    }
}

extension SegmentRiskSettings {
    func check(segments: [RiskSegment], events: [RiskEvent], location: LocationResult) throws(RiskError) {
        for (group, bracket) in reporting.enumerated() { try bracket.check("reporting probability of group \(group)") }
        try prior.check()
        if prior == .none { throw .badSetting(name: "prior shape", value: 0, allowed: "above 0: draws need a prior") }
        guard draws >= 1 else { throw .badSetting(name: "draws", value: Double(draws), allowed: "1 or more") }
        guard pooledEvents > 0, pooledEvents.isFinite else {
            throw .badSetting(name: "pooled events", value: pooledEvents, allowed: "finite and above 0")
        }
        guard location.weights.count == events.count else {
            throw .lengthMismatch(what: "located events", given: location.weights.count, expected: events.count)
        }
        for (index, event) in events.enumerated() where !reporting.indices.contains(event.group) {
            throw .unknownIndex(what: "group of event \(index)", index: event.group, count: reporting.count)
        }
        for (index, segment) in segments.enumerated() { try check(segment, index) }
        for shares in location.weights {
            for share in shares where !segments.indices.contains(share.unit) {
                throw .unknownIndex(what: "segment", index: share.unit, count: segments.count)
            }
        }
    }

    private func check(_ segment: RiskSegment, _ index: Int) throws(RiskError) {
        guard reporting.indices.contains(segment.group) else {
            throw .unknownIndex(what: "group of segment \(segment.id)", index: segment.group, count: reporting.count)
        }
        if let exposure = segment.exposurePersonTrips, !(exposure.isFinite && exposure > 0) {
            throw .badValue(
                what: "exposure of segment", index: index, value: exposure, allowed: "above 0, or unknown")
        }
        if let draw = segment.exposureDraws.first(where: { !($0.isFinite && $0 > 0) }) {
            throw .badValue(what: "drawn exposure of segment", index: index, value: draw, allowed: "above 0")
        }
        guard segment.observedShare > 0, segment.observedShare <= 1 else {
            throw .badValue(
                what: "observed share of segment", index: index, value: segment.observedShare,
                allowed: "above 0 and at most 1")
        }
        guard segment.lengthMetres > 0, segment.lengthMetres.isFinite else {
            throw .badValue(
                what: "length of segment", index: index, value: segment.lengthMetres, allowed: "finite and above 0")
        }
    }
}
