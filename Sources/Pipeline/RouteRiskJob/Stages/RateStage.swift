import Incidents
import Ingest
import Risk
import SpatialEngine

/// Incidents on the network: which are used, where they lie, and what rates they make.
struct SegmentRates: Sendable {
    /// Harm events that rates rest on, as indices into the job's incidents.
    let used: [Int]
    /// Where each used event lies; the same order.
    let location: LocationResult
    let risks: SegmentRisks
    /// Expected number of fatal events of each segment.
    let events: [Double]
    /// Whether a segment's count must not be printed.
    let isSuppressed: [Bool]

    /// The same with the harm at sea that some months' modelled hazard makes of the year's; nil takes the year.
    func inMonths(_ months: [Int]?, _ segments: [Segment]) -> SegmentRates {
        guard let months else { return self }
        var risks = risks
        for index in segments.indices {
            let factor = segments[index].seaFactor(in: months)
            if factor != 1 { risks.draws[index] = risks.draws[index].map { $0 * factor } }
        }
        return SegmentRates(used: used, location: location, risks: risks, events: events, isSuppressed: isSuppressed)
    }
}

extension RiskJob {
    /// Groups that share a prior, a size of events and a reporting bracket.
    static let riskGroups: [TravelMode] = [.foot, .river, .road, .sea]

    static func riskGroup(of mode: TravelMode) -> Int { riskGroups.firstIndex(of: mode) ?? 0 }

    /// Spreads the used incidents over the segments by their stated error.
    static func locate(
        _ used: [Int], _ inputs: JobInputs, on segments: [Segment], exposure: [Double?], precisionFactor: Double = 1
    ) throws(JobError) -> LocationResult {
        let events = used.map { index in
            let incident = inputs.incidents[index]
            return LocatableEvent(
                position: incident.position, precision: Metres(incident.precision.value * precisionFactor))
        }
        var settings = LocationSettings()
        settings.reach = Metres(try inputs.parameter("location_reach_m"))
        settings.estimation = .expectationMaximisation(
            priorShape: try inputs.parameter("location_prior_events"), tolerance: 1e-9, maxPasses: 2_000)
        settings.draws = Int(try inputs.parameter("imputation_draws"))
        settings.sharedMinimum = Int(try inputs.parameter("default_point_minimum"))
        settings.sharedFactor = try inputs.parameter("default_point_factor")
        do {
            return try LocationUncertainty.locate(
                events: events, units: segments.map(\.line), exposure: exposure,
                candidates: { event, unit in
                    Self.mayLie(inputs.incidents[used[event]], on: segments[unit])
                },
                settings: settings, random: inputs.random(.location))
        } catch {
            throw .method(stage: JobStage.incidents.rawValue, problem: "\(error)")
        }
    }

    /// Whether a record may belong to a segment: same way of travel, same direction and corridor where both are known.
    ///
    /// People drown at fords, so a river incident may lie on a footpath and the other way round.
    static func mayLie(_ incident: Incident, on segment: Segment) -> Bool {
        let overland: Set<TravelMode> = [.foot, .river]
        let sameMode =
            incident.mode == segment.leg.mode
            || (overland.contains(incident.mode) && overland.contains(segment.leg.mode))
        let sameDirection = incident.direction == .unknown || incident.direction == segment.direction
        let sameCorridor = incident.corridorID.map { $0 == segment.leg.corridorID } ?? true
        return sameMode && sameDirection && sameCorridor
    }

    /// Rates of the segments from located events and exposure.
    static func scoreRates(
        _ inputs: JobInputs, segments: [Segment], flows: NetworkFlows, used: [Int]
    ) throws(JobError) -> SegmentRates {
        let exposure = flows.exposure.map { $0?.personTrips }
        let location = try locate(used, inputs, on: segments, exposure: exposure)
        var alternatives: [AlternativeLocation] = []
        for (name, factor) in [("precision_half", 0.5), ("precision_double", 2)] {
            let other = try locate(used, inputs, on: segments, exposure: exposure, precisionFactor: factor)
            alternatives.append(AlternativeLocation(name: name, weights: other.weights))
        }
        let events = used.map { index in
            RiskEvent(
                group: riskGroup(of: inputs.incidents[index].mode), deadOrMissing: inputs.incidents[index].deadOrMissing
            )
        }
        let riskSegments = segments.indices.map { riskSegment($0, segments, flows) }
        let settings = try riskSettings(inputs)
        do {
            let risks = try SegmentRisks(
                segments: riskSegments, events: events, location: location, settings: settings,
                alternatives: alternatives, random: inputs.random(.rates))
            let counts = risks.segments.map(\.events)
            return SegmentRates(
                used: used, location: location, risks: risks, events: counts,
                isSuppressed: try suppressed(counts, inputs))
        } catch {
            throw .method(stage: JobStage.rates.rawValue, problem: "\(error)")
        }
    }

    private static func riskSegment(_ index: Int, _ segments: [Segment], _ flows: NetworkFlows) -> RiskSegment {
        let exposure = flows.exposure[index]
        return RiskSegment(
            id: segments[index].id, group: riskGroup(of: segments[index].leg.mode),
            exposurePersonTrips: exposure?.personTrips, exposureDraws: exposure?.draws ?? [],
            observedShare: exposure?.observedShare ?? 1, lengthMetres: max(1, segments[index].length.value))
    }

    private static func riskSettings(
        _ inputs: JobInputs
    ) throws(JobError) -> SegmentRiskSettings {
        let landBracket = ReportingBracket(
            low: try inputs.parameter("reporting_q_low"), high: try inputs.parameter("reporting_q_high"))
        let seaBracket = ReportingBracket(
            low: try inputs.parameter("reporting_q_sea_low"), high: try inputs.parameter("reporting_q_sea_high"))
        return SegmentRiskSettings(
            reporting: riskGroups.map { $0 == .sea ? seaBracket : landBracket },
            prior: .marginalLikelihood(
                smallestShape: try inputs.parameter("gamma_shape_floor"),
                fewestEvents: try inputs.parameter("ml_minimum_events")),
            draws: Int(try inputs.parameter("posterior_draws")),
            pooledEvents: try inputs.parameter("severity_pooled_events"),
            massCasualtySize: Int(try inputs.parameter("mass_casualty_persons")),
            stabilityLimits: (
                try inputs.parameter("stability_limit_stable"), try inputs.parameter("stability_limit_moderate")
            ))
    }
}
