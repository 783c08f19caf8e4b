import Glibc
import Incidents
import Ingest
import Risk
import SpatialEngine

/// A place where something could be done, and on which segments it would be felt.
struct PriorityArea: Sendable {
    let place: Place
    /// `pass`, `river_crossing`, `embarkation`, `landing`, `station` or `sea_area`.
    let kind: String
    /// What of each segment lies within reach; only segments that do.
    let reach: [Reach]

    struct Reach: Sendable {
        let segment: Int
        let metres: Double
        /// 0…1.
        let shareOfSegment: Double
    }

    /// Reception posts and clinics are places of protection; they are no targets.
    func allows(_ lever: Risk.Lever) -> Bool { lever == .protection || kind != "station" }
}

/// What one lever would change at one area.
struct PriorityOutcome: Sendable {
    /// Index of the area.
    let area: Int
    let lever: Risk.Lever
    let outcome: SiteOutcome
    /// nil without a budget.
    let isSelected: Bool?
    let stability: Stability
    /// Corridors of the routes that receive people, largest gain first.
    let receivingCorridors: [String]
    let shifts: [CorridorShift]
}

/// What enforcement and what protection would change at each area.
struct PriorityFindings: Sendable {
    let areas: [PriorityArea]
    /// One for each area and lever that was worked out.
    let outcomes: [PriorityOutcome]
    /// The same order under other assumptions.
    let sensitivity: AssumptionPanel
    let harmBefore: Double
    let portfolio: PriorityPortfolio?
    /// Years of the window.
    let years: Double
}

extension RiskJob {
    /// Works out every candidate area under both levers, with people free to take other routes.
    static func prioritise(
        _ inputs: JobInputs, segments: [Segment], flows: NetworkFlows, rates: SegmentRates
    ) throws(JobError) -> PriorityFindings {
        let areas = try candidateAreas(inputs, segments, reach: Metres(try inputs.parameter("site_reach_m")))
        let years = Double(inputs.months.count) / 12
        let routes = try PriorityRoutes(inputs, segments, flows, rates, years: years)
        let candidates = PriorityCandidates(areas, routes)
        let settings = try settings(inputs, routes)
        let plan = try candidates.plan(routes, settings, random: inputs.random(.priorities))
        let sensitivity = try sensitivity(inputs, segments, candidates, routes, settings)
        let limits = (
            stable: try inputs.parameter("stability_limit_stable"),
            moderate: try inputs.parameter("stability_limit_moderate")
        )
        let chosen = plan.portfolio.map { Set($0.sites) }
        let outcomes = candidates.sites.indices.map { site in
            let (lever, outcome) = (candidates.sites[site].lever, plan.sites[site])
            return PriorityOutcome(
                area: candidates.siteAreas[site], lever: lever, outcome: outcome,
                isSelected: chosen?.contains(site),
                stability: sensitivity.stability(
                    of: site, rank: outcome.rank, among: candidates.sites.count { $0.lever == lever }, limits: limits),
                receivingCorridors: routes.corridors(receivingFrom: outcome, segments),
                shifts: routes.shifts(plan.decomposition(ofSite: site), segments))
        }
        return PriorityFindings(
            areas: areas, outcomes: outcomes, sensitivity: sensitivity, harmBefore: plan.harmBefore,
            portfolio: plan.portfolio, years: years)
    }

    private static func settings(_ inputs: JobInputs, _ routes: PriorityRoutes) throws(JobError) -> PrioritySettings {
        let theta = try inputs.parameterRange("choice_theta_per_hour")
        let kappa = try inputs.parameterRange("kappa")
        let eta = try inputs.parameterRange("eta")
        // Travellers weigh seconds here, so rates by the hour become rates by the second.
        return PrioritySettings(
            theta: theta.typical / 3600,
            parameters: EffectParameters(
                kappa: kappa.typical / 3600, eta: eta.typical,
                beta: try inputs.parameter("beta_detection_cost_h") * 3600, rho: try inputs.parameter("rho"),
                speed: try inputs.parameter("patrol_speed_mps")),
            uncertainty: PriorityUncertainty(
                theta: theta.low / 3600...theta.high / 3600, kappa: kappa.low / 3600...kappa.high / 3600,
                eta: eta.low...eta.high, routeHarm: routes.harmDraws, draws: 500),
            budget: inputs.settings.budget,
            portfolioLevers: inputs.settings.scenario?.lever.map { [$0] } ?? Lever.allCases)
    }

    /// Places of the network that a post, a patrol or an aid point could stand at, with the segments in reach.
    static func candidateAreas(
        _ inputs: JobInputs, _ segments: [Segment], reach: Metres
    ) throws(JobError) -> [PriorityArea] {
        var areas: [PriorityArea] = []
        for place in inputs.pack.places {
            guard let kind = areaKind(of: place, segments) else { continue }
            let felt = segments.indices.compactMap { index -> PriorityArea.Reach? in
                let metres = length(of: segments[index].line, within: reach, of: place.position).value
                let share = min(1, metres / max(1, segments[index].length.value))
                return metres > 0 ? PriorityArea.Reach(segment: index, metres: metres, shareOfSegment: share) : nil
            }
            if !felt.isEmpty { areas.append(PriorityArea(place: place, kind: kind, reach: felt)) }
        }
        return areas
    }

    private static func areaKind(of place: Place, _ segments: [Segment]) -> String? {
        switch place.kind {
        case "hazard_hill", "border_marker": "pass"
        case "hazard_river", "river_confluence", "river_landing", "river_mouth": "river_crossing"
        case "embarkation", "port": "embarkation"
        case "reception_centre", "border_post": "station"
        case "headland": "sea_area"
        case "island", "settlement":
            segments.contains { $0.leg.mode == .sea && $0.toID == place.id } ? "landing" : nil
        default: nil
        }
    }

    /// The length of a line within a radius, in pieces of 200 m at most, each counted by its middle.
    static func length(of line: LineString, within radius: Metres, of centre: GeographicPoint) -> Metres {
        guard let box = BoundingBox(around: line.points),
            box.expanded(byDegrees: radius.value / 100_000).contains(centre)
        else { return Metres(0) }
        var total = 0.0
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            let whole = Geodesic.distance(a, b).value
            let count = max(1, Int((whole / 200).rounded(.up)))
            for piece in 0..<count {
                let t = (Double(piece) + 0.5) / Double(count)
                let middle = GeographicPoint(
                    longitude: a.longitude + t * (b.longitude - a.longitude),
                    latitude: a.latitude + t * (b.latitude - a.latitude))
                if Geodesic.distance(centre, middle) < radius { total += whole / Double(count) }
            }
        }
        return Metres(total)
    }
}
