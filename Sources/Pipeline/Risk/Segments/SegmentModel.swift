import Glibc
import Incidents
import SpatialEngine

/// The model of event rates and sizes that the draws and the scenarios share.
struct SegmentModel {
    let segments: [RiskSegment]
    let events: [RiskEvent]
    let settings: SegmentRiskSettings
    let severity: Severity
    /// Segments that share a prior: same group, and exposure known or not.
    let pools: [[Int]]
    /// Pool of each segment.
    let poolOf: [Int]

    /// Draws of one segment's figures.
    struct Simulation {
        /// Persons dead or missing per unit of exposure: `rates[segment][draw]`.
        var rates: [[Double]]
        /// Persons dead or missing over the window.
        var harms: [[Double]]
        /// Mean over draws of the probability of a mass-casualty event in such a window.
        var massCasualty: [Double]
        /// Probability of a rate above twice the mean of the draw.
        var aboveTwiceMean: [Double]
        /// Mean rate over segments with exposure, averaged over draws.
        var meanRate: Double?
    }

    init(segments: [RiskSegment], events: [RiskEvent], settings: SegmentRiskSettings) {
        self.segments = segments
        self.events = events
        self.settings = settings
        severity = Self.severity(of: events, without: nil, settings: settings)
        let groups = settings.reporting.count
        poolOf = segments.map { $0.group + ($0.exposurePersonTrips == nil ? groups : 0) }
        var pools = [[Int]](repeating: [], count: 2 * groups)
        for (segment, pool) in poolOf.enumerated() { pools[pool].append(segment) }
        self.pools = pools
    }

    /// Sizes by group, one event left out if asked.
    static func severity(of events: [RiskEvent], without left: Int?, settings: SegmentRiskSettings) -> Severity {
        var sizes = [[Int]](repeating: [], count: settings.reporting.count)
        for (index, event) in events.enumerated() where event.isFatal && index != left {
            sizes[event.group].append(event.deadOrMissing ?? 0)
        }
        return Severity(
            sizes: sizes, pooledEvents: settings.pooledEvents, massCasualtySize: settings.massCasualtySize)
    }

    /// Exposure of a segment; 1 where it is not known.
    func exposure(_ segment: Int) -> Double { segments[segment].exposurePersonTrips ?? 1 }

    /// The exposure that events were looked for in.
    func observedExposure(_ segment: Int) -> Double { exposure(segment) * segments[segment].observedShare }

    /// Exposure of a segment in a draw.
    private func exposure(_ segment: Int, draw: Int) -> Double {
        let draws = segments[segment].exposureDraws
        return draws.isEmpty ? exposure(segment) : draws[draw % draws.count]
    }

    /// All exposures of a draw over all exposures: priors are fitted to the latter.
    private func commonFactor(draw: Int) -> Double {
        let known = segments.indices.filter { segments[$0].exposurePersonTrips != nil }
        let all = known.reduce(0) { $0 + exposure($1) }
        return all > 0 ? known.reduce(0) { $0 + exposure($1, draw: draw) } / all : 1
    }

    /// Fatal events of each segment under weights, one event left out if asked.
    func expectedCounts(_ weights: [[UnitWeight]], without left: Int? = nil) -> [Double] {
        var counts = [Double](repeating: 0, count: segments.count)
        for (index, shares) in weights.enumerated() where events[index].isFatal && index != left {
            for share in shares { counts[share.unit] += share.weight }
        }
        return counts
    }

    /// The prior of each pool's rate of reported events; the first half of the list is the groups with exposure.
    func poolPriors(for counts: [Double]) -> [FittedPrior] {
        pools.map { members in
            settings.prior.fitted(events: members.map { counts[$0] }, exposure: members.map(observedExposure))
        }
    }

    /// The priors of the groups with exposure.
    func priors(for counts: [Double]) -> [FittedPrior] {
        Array(poolPriors(for: counts).prefix(settings.reporting.count))
    }

    /// Posterior mean of the reported event rate of each segment.
    func meanReportedRates(for counts: [Double]) -> [Double] {
        let priors = poolPriors(for: counts)
        return segments.indices.map { segment in
            let prior = priors[poolOf[segment]]
            return (prior.alpha + counts[segment]) / (prior.beta + observedExposure(segment))
        }
    }

    /// Draws everything; see ``SegmentRisks``.
    func simulate(location: LocationResult, counts: [Double], random: SplitMix64) -> Simulation {
        let imputed = imputations(of: location, counts: counts)
        let priors = imputed.map(poolPriors)
        let empty = [[Double]](repeating: [Double](repeating: 0, count: settings.draws), count: segments.count)
        let zeros = [Double](repeating: 0, count: segments.count)
        var result = Simulation(rates: empty, harms: empty, massCasualty: zeros, aboveTwiceMean: zeros)
        var means: [Double] = []
        for draw in 0..<settings.draws {
            let place = draw % imputed.count
            var stream = random.stream(UInt64(draw))
            simulate(draw, counts: imputed[place], priors: priors[place], stream: &stream, into: &result)
            guard let mean = meanRate(of: result.rates, draw: draw) else { continue }
            means.append(mean)
            for segment in segments.indices where result.rates[segment][draw] > 2 * mean {
                result.aboveTwiceMean[segment] += 1 / Double(settings.draws)
            }
        }
        if !means.isEmpty { result.meanRate = means.reduce(0, +) / Double(means.count) }
        return result
    }

    private func imputations(of location: LocationResult, counts: [Double]) -> [[Double]] {
        guard !location.draws.isEmpty else { return [counts] }
        return location.draws.map { places in
            var counts = [Double](repeating: 0, count: segments.count)
            for (event, place) in zip(events, places) where event.isFatal && place >= 0 { counts[Int(place)] += 1 }
            return counts
        }
    }

    private func simulate(
        _ draw: Int, counts: [Double], priors: [FittedPrior], stream: inout SplitMix64, into result: inout Simulation
    ) {
        let reporting = settings.reporting.map { $0.low * pow($0.high / $0.low, stream.nextUnit()) }
        let common = commonFactor(draw: draw)
        let sizes = settings.reporting.indices.map { severity.drawMeanSize(group: $0, from: &stream) }
        let large = settings.reporting.indices.map { severity.drawMassCasualtyShare(group: $0, from: &stream) }
        for (index, segment) in segments.enumerated() {
            let isKnown = segment.exposurePersonTrips != nil
            let exposure = isKnown ? exposure(index, draw: draw) : 1
            let prior = priors[poolOf[index]]
            let scale = isKnown ? common : 1
            let posterior = stream.nextGamma(shape: prior.alpha + counts[index])
            let eventRate =
                posterior / (prior.beta * scale + exposure * segment.observedShare) / reporting[segment.group]
            result.rates[index][draw] = eventRate * sizes[segment.group]
            result.harms[index][draw] = eventRate * exposure * sizes[segment.group]
            let largeEvents = eventRate * exposure * large[segment.group]
            result.massCasualty[index] += -expm1(-largeEvents) / Double(settings.draws)
        }
    }

    private func meanRate(of rates: [[Double]], draw: Int) -> Double? {
        var (harm, trips) = (0.0, 0.0)
        for (index, segment) in segments.enumerated() {
            guard let exposure = segment.exposurePersonTrips else { continue }
            harm += rates[index][draw] * exposure
            trips += exposure
        }
        return trips > 0 ? harm / trips : nil
    }
}
