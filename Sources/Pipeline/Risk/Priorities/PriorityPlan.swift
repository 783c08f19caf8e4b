import Glibc
public import SpatialEngine

/// What one site alone would change.
public struct SiteOutcome: Hashable, Sendable {
    /// Harm change with everybody on the route they took before (persons dead or missing a year, negative is less harm).
    public var direct: Double
    /// Harm change because people choose other routes.
    public var displacement: Double
    /// Both together.
    public var net: Double { direct + displacement }
    /// Displacement over |direct|; nil when direct is 0.
    public var displacementRatio: Double?
    /// Net harm rises.
    public var backfires: Bool
    /// Persons a year who leave their route.
    public var personsDiverted: Double
    /// Net harm change if nobody responded: the direct part.
    public var netZeroResponse: Double { direct }
    /// First-order direct change.
    public var marginalDirect: Double
    /// First-order displacement.
    public var marginalDisplacement: Double
    /// Routes that gain persons, largest gain first, with persons gained a year.
    public var receiving: [ReceivingRoute]
    /// 5 and 95 % of net over the ranges; nil when none were given.
    public var netInterval: (low: Double, high: Double)? { interval.map { ($0.q05, $0.q95) } }
    /// All five quantiles of net; nil when no ranges were given.
    public var interval: PosteriorQuantiles?
    /// Share of the draws in which net harm rises; nil when no ranges were given.
    public var backfireProbability: Double?
    /// Place among the sites of its lever, 1 for the largest fall of net harm; ties go to the earlier site.
    public var rank: Int
    /// Places over the draws; nil when no ranges were given.
    public var rankInterval: RankInterval?
}

/// A route that takes up diverted persons.
public struct ReceivingRoute: Hashable, Sendable {
    /// Index of the route.
    public var route: Int
    /// Persons gained a year.
    public var persons: Double
}

/// One line of a site's decomposition.
public struct RouteShift: Hashable, Sendable {
    /// Index of the route.
    public var route: Int
    /// Share of its pair before.
    public var shareBefore: Double
    /// Share of its pair after.
    public var shareAfter: Double
    /// Persons × share × harm before.
    public var harmBefore: Double
    /// Persons × share × harm after.
    public var harmAfter: Double
}

/// What to ask of a plan.
public struct PrioritySettings: Hashable, Sendable {
    /// Sensitivity of route choice to cost, not negative.
    public var theta: Double
    /// Effort and length to cost and factors.
    public var parameters: EffectParameters
    /// Ranges for intervals.
    public var uncertainty: PriorityUncertainty
    /// Budget of the portfolio; nil asks for none.
    public var budget: Double?
    /// Levers that the portfolio may use.
    public var portfolioLevers: [Lever]

    /// Settings of a plan.
    public init(
        theta: Double, parameters: EffectParameters, uncertainty: PriorityUncertainty = PriorityUncertainty(),
        budget: Double? = nil, portfolioLevers: [Lever] = Lever.allCases
    ) {
        self.theta = theta
        self.parameters = parameters
        self.uncertainty = uncertainty
        self.budget = budget
        self.portfolioLevers = portfolioLevers
    }
}

/// What measures at sites would really change, with people free to choose other routes.
///
/// P_r ∝ exp(−θ·c_r) within a pair of ends, H = Σ persons · Σ P_r·h_r. Enforcement and protection stand side by side; neither
/// hides in a total.
public struct PriorityPlan: Sendable {
    /// Harm a year before any measure.
    public let harmBefore: Double
    /// Shares of the routes before any measure.
    public let sharesBefore: [Double]
    /// One per site, in the order given.
    public private(set) var sites: [SiteOutcome]
    /// Sites under the budget; nil without one.
    public let portfolio: PriorityPortfolio?
    private let scenario: PriorityScenario

    /// Works out every site alone, and the best portfolio under a budget.
    ///
    /// - Parameter effects: Effects of sites on routes by index; pairs not listed have none.
    /// - Parameter random: Draw *j* of the ranges uses stream *j*.
    /// - Throws: ``RiskError`` for repeated ids, unknown indices, and numbers out of range.
    /// - Complexity: O(*d* · *a*) for *d* draws and *a* routes of the pairs that sites touch, summed over sites; the portfolio
    ///   besides: see ``PriorityPortfolio``.
    public init(
        routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect], settings: PrioritySettings,
        random: SplitMix64
    ) throws(RiskError) {
        let model = try PriorityModel(routes: routes, sites: sites, effects: effects)
        try settings.check(routes: routes.count)
        let scenario = PriorityScenario(model: model, theta: settings.theta, parameters: settings.parameters)
        self.scenario = scenario
        harmBefore = scenario.harmBefore
        sharesBefore = scenario.shares
        self.sites = []
        portfolio = settings.budget.map { PriorityPortfolio(scenario, budget: $0, levers: settings.portfolioLevers) }
        self.sites = model.sites.indices.map(outcome)
        addRanks()
        addIntervals(settings, random: random)
    }

    /// Where the persons of one site's pairs were and would be; by route index.
    public func decomposition(ofSite site: Int) -> [RouteShift] {
        var state = MeasureState(scenario)
        state.add(site)
        return scenario.model.pairsOfSite[site].flatMap { pair -> [RouteShift] in
            let persons = scenario.model.pairs[pair].persons
            let after = scenario.shares(ofPair: pair) { state.addedCost[$0] }
            return zip(scenario.model.pairs[pair].routes, after).map { route, share in
                let (inflicted, environment) = (scenario.inflicted[route], scenario.environment[route])
                let harm = inflicted * state.inflictedFactor[route] + environment * state.environmentFactor[route]
                let before = scenario.shares[route]
                return RouteShift(
                    route: route, shareBefore: before, shareAfter: share,
                    harmBefore: persons * before * (inflicted + environment), harmAfter: persons * share * harm)
            }
        }.sorted { $0.route < $1.route }
    }

    /// Net harm above which a measure counts as backfiring.
    private var tolerance: Double { 1e-9 * max(1, harmBefore) }

    private func outcome(of site: Int) -> SiteOutcome {
        let change = scenario.change(by: [site])
        let marginal = scenario.marginal(of: site)
        return SiteOutcome(
            direct: change.direct, displacement: change.displacement,
            displacementRatio: change.direct == 0 ? nil : change.displacement / abs(change.direct),
            backfires: change.net > tolerance, personsDiverted: change.diverted, marginalDirect: marginal.direct,
            marginalDisplacement: marginal.displacement, receiving: receiving(from: site), rank: 0)
    }

    private func receiving(from site: Int) -> [ReceivingRoute] {
        let gains = decomposition(ofSite: site).compactMap { shift -> ReceivingRoute? in
            let persons = scenario.model.routes[shift.route].persons * (shift.shareAfter - shift.shareBefore)
            return persons > 0 ? ReceivingRoute(route: shift.route, persons: persons) : nil
        }
        return gains.sorted { ($1.persons, $0.route) < ($0.persons, $1.route) }
    }

    private mutating func addRanks() {
        for lever in Lever.allCases {
            let members = sites.indices.filter { scenario.model.sites[$0].lever == lever }
            for (site, place) in zip(members, Ranking.places(of: members.map { -sites[$0].net })) {
                sites[site].rank = place
            }
        }
    }

    private mutating func addIntervals(_ settings: PrioritySettings, random: SplitMix64) {
        guard !settings.uncertainty.isNothing, settings.uncertainty.draws > 0 else { return }
        let nets = scenario.model.netDraws(settings: settings, random: random)
        for (site, draws) in nets.enumerated() {
            sites[site].interval = PosteriorQuantiles(of: draws)
            let rising = draws.count { $0 > tolerance }
            sites[site].backfireProbability = Double(rising) / Double(draws.count)
        }
        for lever in Lever.allCases {
            let members = sites.indices.filter { scenario.model.sites[$0].lever == lever }
            let intervals = Ranking.intervals(ofRows: members.map { nets[$0].map { -$0 } })
            for (site, rank) in zip(members, intervals) { sites[site].rankInterval = rank }
        }
    }
}

extension PriorityModel {
    /// Net change of each site over the ranges: `[site][draw]`.
    func netDraws(settings: PrioritySettings, random: SplitMix64) -> [[Double]] {
        let ranges = settings.uncertainty
        var nets = [[Double]](repeating: [], count: sites.count)
        for draw in 0..<ranges.draws {
            var stream = random.stream(UInt64(draw))
            let theta = ranges.theta.map { stream.next(in: $0) } ?? settings.theta
            var parameters = settings.parameters
            if let kappa = ranges.kappa { parameters.kappa = stream.next(in: kappa) }
            if let eta = ranges.eta { parameters.eta = stream.next(in: eta) }
            let harm = ranges.routeHarm.isEmpty ? nil : ranges.routeHarm[draw % ranges.routeHarm.count]
            let scenario = PriorityScenario(model: self, theta: theta, parameters: parameters, routeHarm: harm)
            var state = MeasureState(scenario)
            for site in sites.indices { nets[site].append(state.change(adding: site).net) }
        }
        return nets
    }
}

extension SplitMix64 {
    /// A number even in the logarithm over a range above 0, even over a range that starts at 0.
    fileprivate mutating func next(in range: ClosedRange<Double>) -> Double {
        let unit = nextUnit()
        guard range.lowerBound > 0 else { return unit * range.upperBound }
        return range.lowerBound * pow(range.upperBound / range.lowerBound, unit)
    }
}

extension PrioritySettings {
    func check(routes: Int) throws(RiskError) {
        let scalars = [
            ("theta", theta), ("kappa", parameters.kappa), ("eta", parameters.eta), ("beta", parameters.beta),
            ("rho", parameters.rho), ("budget", budget ?? 0), ("draws", Double(uncertainty.draws)),
        ]
        for (name, value) in scalars where !(value.isFinite && value >= 0) {
            throw .badSetting(name: name, value: value, allowed: "finite and not negative")
        }
        guard parameters.speed > 0, parameters.speed.isFinite else {
            throw .badSetting(name: "speed", value: parameters.speed, allowed: "finite and above 0")
        }
        for (name, range) in [("theta", uncertainty.theta), ("kappa", uncertainty.kappa), ("eta", uncertainty.eta)] {
            if let range, !(range.lowerBound >= 0 && range.upperBound.isFinite) {
                throw .badSetting(name: "range of \(name)", value: range.lowerBound, allowed: "finite, from 0")
            }
        }
        for row in uncertainty.routeHarm {
            guard row.count == routes else {
                throw .lengthMismatch(what: "harms in a draw", given: row.count, expected: routes)
            }
            for (index, harm) in row.enumerated() where !(harm.isFinite && harm >= 0) {
                throw .badValue(what: "drawn harm of route", index: index, value: harm, allowed: "not negative")
            }
        }
    }
}
