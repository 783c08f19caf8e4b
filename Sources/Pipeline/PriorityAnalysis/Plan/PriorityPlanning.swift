internal import Export
internal import Risk
public import SpatialEngine
internal import SpatialFormats

/// `priorities plan`: what measures at sites would change, with people free to choose other routes.
public struct PriorityPlanning: Sendable {
    /// Which levers the portfolio may use; the table always lists both.
    public enum Levers: String, CaseIterable, Sendable {
        case enforcement, protection, both
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// For `--json`.
        public let summary: JSONObject
        /// What a user should know, one sentence each.
        public let warnings: [String]
    }

    /// `od,route,cost,persons` and harm.
    public var routes: String
    /// `site_id,lever[,unit_cost,effort]`.
    public var sites: String
    /// `site_id,route[,od]` and `added_cost,harm_multiplier` or `length_m`.
    public var effects: String
    /// Sensitivity of route choice to cost, in 1 over the unit of cost.
    public var theta: Double
    /// Ranges that the intervals run over; nil keeps the figure.
    public var thetaRange: ClosedRange<Double>?
    /// Range of κ.
    public var kappaRange: ClosedRange<Double>?
    /// Range of η.
    public var etaRange: ClosedRange<Double>?
    /// κ, detections per second of travel within reach and unit of effort.
    public var kappa = 1.0 / 3600
    /// η, fall of inflicted harm per unit of effort.
    public var eta = 0.5
    /// β, cost of being detected, in the unit of cost.
    public var beta = 43_200.0
    /// ρ, fall of all harm per unit of effort of protection.
    public var rho = 0.4
    /// v, metres per second within a site's reach.
    public var speed = 1.0
    /// Σ of unit costs at most; nil asks for no portfolio.
    public var budget: Double?
    /// Which levers the portfolio may use.
    public var levers = Levers.both
    /// A `.csv` of shares and harms by route; nil for none.
    public var decomposition: String?
    /// A `.csv`.
    public var output: String
    /// Whether existing outputs are replaced.
    public var overwrite = false
    /// Seed of the draws over the ranges.
    public var seed: UInt64 = 1
    /// No result depends on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(routes: String, sites: String, effects: String, theta: Double, output: String) {
        (self.routes, self.sites, self.effects) = (routes, sites, effects)
        (self.theta, self.output) = (theta, output)
    }

    /// Reads, computes and writes.
    ///
    /// - Parameter progress: Told of the stage, what is done and of how much.
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void) throws -> Outcome {
        for path in [output] + [decomposition].compactMap(\.self) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        let routes = try RouteTable(routes)
        let sites = try SiteTable(sites)
        let effects = try EffectTable(effects, sites: sites, routes: routes)
        let plan: PriorityPlan
        do {
            plan = try PriorityPlan(
                routes: routes.routes, sites: sites.sites, effects: effects.effects, settings: settings,
                random: SplitMix64(seed: seed))
        } catch {
            throw RequestError(.wrongUsage, "\(error)")
        }
        let writing = PlanOutput(routes: routes.routes, sites: sites.sites, plan: plan, overwrite: overwrite)
        try writing.writeSites(to: output)
        if let decomposition { try writing.writeDecomposition(to: decomposition) }
        return Outcome(
            summary: writing.summary(assumptions: assumptions),
            warnings: routes.warnings + sites.warnings + effects.warnings)
    }

    private var settings: PrioritySettings {
        let used: [Lever] =
            switch levers {
            case .enforcement: [.enforcement]
            case .protection: [.protection]
            case .both: Lever.allCases
            }
        return PrioritySettings(
            theta: theta,
            parameters: EffectParameters(kappa: kappa, eta: eta, beta: beta, rho: rho, speed: speed),
            uncertainty: PriorityUncertainty(theta: thetaRange, kappa: kappaRange, eta: etaRange), budget: budget,
            portfolioLevers: used)
    }

    private var assumptions: JSONObject {
        [
            "theta": .number(theta), "kappa": .number(kappa), "eta": .number(eta), "beta": .number(beta),
            "rho": .number(rho), "speed": .number(speed),
        ]
    }
}
