import Incidents
import Ingest
import Risk
import SpatialEngine

/// The priorities under one assumption at one end of its range, all others as they stand.
struct PriorityCase: Sendable {
    let parameter: String
    let unit: String
    let value: Double
    let isHigh: Bool
    /// Net harm a year of each site, and its place within its lever.
    let nets: [Double]
    let ranks: [Int]
}

/// The parameters of the region, one by one, behind a ranking of sites.
struct AssumptionPanel: Sendable {
    /// Low and high end in turn.
    let cases: [PriorityCase]

    /// How far a site's place moves over the panel, as the grades of segments have it.
    func stability(of site: Int, rank: Int, among count: Int, limits: (stable: Double, moderate: Double)) -> Stability {
        guard !cases.isEmpty else { return .notAssessed }
        let farthest = cases.reduce(0) { max($0, abs($1.ranks[site] - rank)) }
        return Stability(moved: farthest, among: count, limits: limits)
    }
}

extension RiskJob {
    /// Each assumption of the priorities with what it sets.
    private static let priorityAssumptions: [(name: String, set: @Sendable (inout PrioritySettings, Double) -> Void)] =
        [
            ("choice_theta_per_hour", { $0.theta = $1 / 3600 }),
            ("kappa", { $0.parameters.kappa = $1 / 3600 }),
            ("eta", { $0.parameters.eta = $1 }),
            ("rho", { $0.parameters.rho = $1 }),
            ("beta_detection_cost_h", { $0.parameters.beta = $1 * 3600 }),
            ("patrol_speed_mps", { $0.parameters.speed = $1 }),
        ]

    /// All sites with one assumption after the other at the ends of its range.
    static func sensitivity(
        _ inputs: JobInputs, _ segments: [Segment], _ candidates: PriorityCandidates, _ routes: PriorityRoutes,
        _ settings: PrioritySettings
    ) throws(JobError) -> AssumptionPanel {
        var settings = settings
        (settings.budget, settings.uncertainty) = (nil, PriorityUncertainty())
        var cases: [PriorityCase] = []
        for assumption in priorityAssumptions {
            for (value, isHigh) in try ends(of: assumption.name, inputs) {
                var changed = settings
                assumption.set(&changed, value)
                let plan = try candidates.plan(routes, changed, random: inputs.random(.priorities))
                cases.append(try priorityCase(assumption.name, value, isHigh, plan, inputs))
            }
        }
        for (value, isHigh) in try ends(of: "site_reach_m", inputs) {
            let areas = try candidateAreas(inputs, segments, reach: Metres(value))
            let plan = try candidates.withReach(of: areas, routes).plan(
                routes, settings, random: inputs.random(.priorities))
            cases.append(try priorityCase("site_reach_m", value, isHigh, plan, inputs))
        }
        return AssumptionPanel(cases: cases)
    }

    private static func ends(
        of name: String, _ inputs: JobInputs
    ) throws(JobError) -> [(value: Double, isHigh: Bool)] {
        let range = try inputs.parameterRange(name)
        return range.low < range.high ? [(range.low, false), (range.high, true)] : []
    }

    private static func priorityCase(
        _ name: String, _ value: Double, _ isHigh: Bool, _ plan: PriorityPlan, _ inputs: JobInputs
    ) throws(JobError) -> PriorityCase {
        let unit = inputs.pack.settings.parameters.first { $0.name == name }?.unit ?? ""
        return PriorityCase(
            parameter: name, unit: unit == "1" ? "" : unit, value: value, isHigh: isHigh, nets: plan.sites.map(\.net),
            ranks: plan.sites.map(\.rank))
    }
}

/// The sites whose change is worked out: areas under the levers that they allow.
struct PriorityCandidates: Sendable {
    let areas: [PriorityArea]
    let sites: [PrioritySite]
    /// Area of each site.
    let siteAreas: [Int]
    let effects: [SiteEffect]

    init(_ areas: [PriorityArea], _ routes: PriorityRoutes) {
        var sites: [PrioritySite] = []
        var siteAreas: [Int] = []
        var effects: [SiteEffect] = []
        for (index, area) in areas.enumerated() {
            for lever in Risk.Lever.allCases where area.allows(lever) {
                let felt = routes.effects(of: area, site: sites.count)
                guard !felt.isEmpty else { continue }
                effects += felt
                sites.append(PrioritySite(id: "\(area.place.id):\(lever.rawValue)", lever: lever))
                siteAreas.append(index)
            }
        }
        (self.areas, self.sites, self.siteAreas, self.effects) = (areas, sites, siteAreas, effects)
    }

    private init(_ areas: [PriorityArea], _ sites: [PrioritySite], _ siteAreas: [Int], _ effects: [SiteEffect]) {
        (self.areas, self.sites, self.siteAreas, self.effects) = (areas, sites, siteAreas, effects)
    }

    /// The same sites with the reach that their places have among other areas; none where a place is not among them.
    func withReach(of others: [PriorityArea], _ routes: PriorityRoutes) -> PriorityCandidates {
        let effects = sites.indices.flatMap { site -> [SiteEffect] in
            let place = areas[siteAreas[site]].place.id
            guard let area = others.first(where: { $0.place.id == place }) else { return [] }
            return routes.effects(of: area, site: site)
        }
        return PriorityCandidates(areas, sites, siteAreas, effects)
    }

    func plan(
        _ routes: PriorityRoutes, _ settings: PrioritySettings, random: SplitMix64
    ) throws(JobError) -> PriorityPlan {
        do {
            return try PriorityPlan(
                routes: routes.routes, sites: sites, effects: effects, settings: settings, random: random)
        } catch {
            throw .method(stage: JobStage.priorities.rawValue, problem: "\(error)")
        }
    }
}
