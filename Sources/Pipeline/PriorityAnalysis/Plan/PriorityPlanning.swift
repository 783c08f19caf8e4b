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

    /// `od,route,cost,persons` and harm; unused where there is a ``network``.
    public var routes: String
    /// What routes and effects are made from; nil for tables of both.
    public var network: NetworkInputs?
    /// `site_id,lever[,unit_cost,effort]`.
    public var sites: String
    /// `site_id,route[,od]` and `added_cost,harm_multiplier` or `length_m`.
    ///
    /// With a ``network`` `site_id,link_id[,length_m]`, or empty where the sites have a column `link_ids`.
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
    /// Draws over the ranges.
    public var draws = 500
    /// Whether ranges above 0 are drawn evenly in the logarithm; else evenly.
    public var hasLogarithmicRanges = false
    /// Weights of cost, of added cost and of harm in the choice of those who lead people; nil for 1, 1 and 0.
    ///
    /// They choose by cost′ = weight·cost + weight·harm and added cost′ = weight·added cost in place of costs.
    public var adversary: (cost: Double, addedCost: Double, harm: Double)?
    /// Σ of unit costs at most; nil asks for no portfolio.
    public var budget: Double?
    /// Which levers the portfolio may use.
    public var levers = Levers.both
    /// A `.csv` of shares and harms by route; nil for none.
    public var decomposition: String?
    /// A `.csv` of places under changed assumptions; nil for none.
    public var sensitivity: String?
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
    public func run(
        progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws -> Outcome {
        try checkParameters()
        for path in [output] + [decomposition, sensitivity].compactMap(\.self) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        let problem =
            try network.map { try PlanProblem($0, sites: sites, effects: effects.isEmpty ? nil : effects) }
            ?? PlanProblem(routes: routes, sites: sites, effects: effects)
        let plan: PriorityPlan
        do {
            plan = try PriorityPlan(
                routes: problem.routes.map(ledBy), sites: problem.sites, effects: problem.effects.map(ledBy),
                settings: settings, random: SplitMix64(seed: seed), threads: threads, progress: progress)
        } catch {
            throw RequestError(.badData, "\(error)")
        }
        let panel = plan.sensitivity()
        let changes = plan.rankingChanges(threads: threads) { progress("what would change the ranking", $0, $1) }
        let writing = PlanOutput(
            routes: problem.routes, sites: problem.sites, plan: plan, panel: panel, changes: changes,
            overwrite: overwrite)
        try writing.writeSites(to: output)
        if let decomposition { try writing.writeDecomposition(to: decomposition) }
        if let sensitivity { try writing.writeSensitivity(to: sensitivity) }
        return Outcome(summary: writing.summary(assumptions: assumptions), warnings: problem.warnings + warnings)
    }

    private func checkParameters() throws(RequestError) {
        for (name, value) in [
            ("--theta", theta), ("--kappa", kappa), ("--eta", eta), ("--beta", beta), ("--rho", rho),
            ("--budget", budget ?? 0),
        ] where !(value >= 0 && value.isFinite) {
            throw RequestError(.wrongUsage, "\(name) is \(ShortestNumber.text(value)); it must be finite and 0 or more")
        }
        guard speed > 0, speed.isFinite else {
            throw RequestError(.wrongUsage, "--speed is \(ShortestNumber.text(speed)); it must be finite and above 0")
        }
        for (name, range) in ranges {
            if let range, !(range.lowerBound >= 0 && range.upperBound.isFinite) {
                throw RequestError(.wrongUsage, "--\(name)-range must lie between 0 and a finite number")
            }
        }
        guard (1...1_000_000).contains(draws) else {
            throw RequestError(.wrongUsage, "--draws is \(draws); it must lie in 1…1000000")
        }
        if let adversary {
            for value in [adversary.cost, adversary.addedCost, adversary.harm] where !value.isFinite {
                throw RequestError(.wrongUsage, "--adversary holds \(value); give three finite numbers")
            }
            guard adversary.addedCost >= 0 else {
                throw RequestError(.wrongUsage, "the second number of --adversary is below 0; nobody seeks added cost")
            }
        }
    }

    private var ranges: [(name: String, range: ClosedRange<Double>?)] {
        [("theta", thetaRange), ("kappa", kappaRange), ("eta", etaRange)]
    }

    /// Figures that lie outside their own range.
    private var warnings: [String] {
        zip(ranges, [theta, kappa, eta]).compactMap { item, value in
            guard let range = item.range, !range.contains(value) else { return nil }
            return
                "--\(item.name) \(ShortestNumber.text(value)) lies outside --\(item.name)-range, so that an interval may "
                + "leave out its net"
        }
    }

    /// A route as those who lead people weigh it.
    private func ledBy(_ route: PriorityRoute) -> PriorityRoute {
        guard let adversary else { return route }
        var route = route
        route.cost = adversary.cost * route.cost + adversary.harm * route.harmPerPerson
        return route
    }

    private func ledBy(_ effect: SiteEffect) -> SiteEffect {
        guard let adversary, case .stated(let cost, let multiplier) = effect.size else { return effect }
        var effect = effect
        effect.size = .stated(addedCost: adversary.addedCost * cost, harmMultiplier: multiplier)
        return effect
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
            parameters: EffectParameters(
                kappa: kappa, eta: eta, beta: beta * (adversary?.addedCost ?? 1), rho: rho, speed: speed),
            uncertainty: PriorityUncertainty(
                theta: thetaRange, kappa: kappaRange, eta: etaRange, draws: draws, isLogarithmic: hasLogarithmicRanges),
            budget: budget,
            portfolioLevers: used)
    }

    private var assumptions: JSONObject {
        func ends(_ range: ClosedRange<Double>?) -> JSONValue {
            range.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
        }
        var assumptions: JSONObject = [
            "theta": .number(theta), "kappa": .number(kappa), "eta": .number(eta), "beta": .number(beta),
            "rho": .number(rho), "speed": .number(speed), "theta_range": ends(thetaRange),
            "kappa_range": ends(kappaRange), "eta_range": ends(etaRange),
            "range_scale": .string(hasLogarithmicRanges ? "log" : "linear"), "draws": .integer(draws),
            "adversary": adversary.map { .array([.number($0.cost), .number($0.addedCost), .number($0.harm)]) } ?? .null,
        ]
        if let network {
            assumptions["k"] = .integer(network.count)
            assumptions["max_stretch"] = .number(network.maxStretch)
            assumptions["max_overlap"] = .number(network.maxOverlap)
            assumptions["outside"] = network.outside.map { .number($0) } ?? .null
        }
        return assumptions
    }
}
