import Glibc
import SpatialEngine

/// Places of sites under changed assumptions, each among the sites of its lever.
public struct PrioritySensitivity: Sendable {
    /// One changed assumption.
    public struct Scenario: Sendable {
        /// `theta_low`, `theta_high`, `kappa_low` …, `zero_response` or `without_largest_harm`.
        public let name: String
        /// Place of each site, 1 for the largest fall of net harm.
        public let places: [Int]
    }

    /// In the order in which they are printed.
    public let scenarios: [Scenario]
    /// How far each site's place moves.
    public let stability: [Stability]
    /// The route with the most harm before any measure; nil when there is no harm at all.
    public let largestHarmRoute: Int?
}

/// What it takes for the first site of a lever to lose its place.
public struct RankingChange: Hashable, Sendable {
    /// The lever whose sites are compared.
    public let lever: Lever
    /// The site in the first place.
    public let first: Int
    /// `theta`, `kappa` or `eta`.
    public let parameter: String
    /// The factor on the parameter nearest to 1 (in the logarithm) at which another site is first; nil when none in
    /// 1/100…100 is.
    public let factor: Double?
    /// The site that is first then.
    public let next: Int?
}

/// What the panel turns.
private enum TurnedParameter: String, CaseIterable, Sendable {
    case theta, kappa, eta

    func value(in settings: PrioritySettings) -> Double {
        switch self {
        case .theta: settings.theta
        case .kappa: settings.parameters.kappa
        case .eta: settings.parameters.eta
        }
    }

    func range(in settings: PrioritySettings) -> ClosedRange<Double>? {
        switch self {
        case .theta: settings.uncertainty.theta
        case .kappa: settings.uncertainty.kappa
        case .eta: settings.uncertainty.eta
        }
    }
}

extension PriorityPlan {
    /// How sites rank when one assumption at a time changes.
    ///
    /// θ, κ and η go to the ends of their ranges, or to half and twice their figure; besides nobody responds, and the route
    /// with the most harm is left out. A site is stable when its place moves by no more than the share `stable` of the sites
    /// of its lever (or one place), moderate up to the share `moderate` (or two places).
    /// - Complexity: O(*routes* + *effects*) for each of 8 assumptions.
    public func sensitivity(stable: Double = 0.1, moderate: Double = 0.25) -> PrioritySensitivity {
        var scenarios: [PrioritySensitivity.Scenario] = []
        for parameter in TurnedParameter.allCases {
            let (value, range) = (parameter.value(in: settings), parameter.range(in: settings))
            let ends = [("low", range?.lowerBound ?? value / 2), ("high", range?.upperBound ?? value * 2)]
            for (end, figure) in ends {
                scenarios.append(
                    .init(name: "\(parameter.rawValue)_\(end)", places: places(of: nets(parameter, figure))))
            }
        }
        scenarios.append(.init(name: "zero_response", places: places(of: sites.map(\.direct))))
        let largest = scenario.model.routes.indices.max { harmBefore(ofRoute: $0) < harmBefore(ofRoute: $1) }
        let omitted = largest.flatMap { harmBefore(ofRoute: $0) > 0 ? $0 : nil }
        if let omitted {
            let without = PriorityScenario(
                model: scenario.model, theta: settings.theta, parameters: settings.parameters, omitted: omitted)
            scenarios.append(.init(name: "without_largest_harm", places: places(of: without.nets)))
        } else {
            scenarios.append(.init(name: "without_largest_harm", places: sites.map(\.rank)))
        }
        let stability = sites.indices.map { site -> Stability in
            let farthest = scenarios.reduce(0) { max($0, abs($1.places[site] - sites[site].rank)) }
            let count = scenario.model.sites.count { $0.lever == scenario.model.sites[site].lever }
            return Stability(moved: farthest, among: count, limits: (stable, moderate))
        }
        return PrioritySensitivity(scenarios: scenarios, stability: stability, largestHarmRoute: omitted)
    }

    private func nets(_ parameter: TurnedParameter, _ value: Double) -> [Double] {
        var (theta, parameters) = (settings.theta, settings.parameters)
        switch parameter {
        case .theta: theta = value
        case .kappa: parameters.kappa = value
        case .eta: parameters.eta = value
        }
        return PriorityScenario(model: scenario.model, theta: theta, parameters: parameters).nets
    }

    private func places(of nets: [Double]) -> [Int] {
        var places = [Int](repeating: 0, count: nets.count)
        for lever in Lever.allCases {
            let members = nets.indices.filter { scenario.model.sites[$0].lever == lever }
            for (site, place) in zip(members, Ranking.places(of: members.map { -nets[$0] })) { places[site] = place }
        }
        return places
    }

    // MARK: What would change the ranking

    /// The smallest changes of θ, κ and η by a factor that take the first place from the first site of each lever.
    ///
    /// Factors are tried in steps of a quarter up to 100, then halved; a place that is lost and won back within one step is not
    /// seen.
    /// - Complexity: O(*routes* + *effects*) for each of some 100 factors a parameter.
    public func rankingChanges(
        threads: Int = 1, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) -> [RankingChange] {
        let levers = Lever.allCases.filter { lever in scenario.model.sites.count { $0.lever == lever } > 1 }
        let knowsLengths = zip(scenario.model.sites, scenario.model.effectsOfSite).contains { site, range in
            site.lever == .enforcement
                && scenario.model.effects[range].contains { if case .length = $0.size { true } else { false } }
        }
        let first = levers.map { self.first(of: $0, sites.map(\.net)) }
        var changes: [RankingChange] = []
        for (done, parameter) in TurnedParameter.allCases.enumerated() {
            let value = parameter.value(in: settings)
            // Only effects by length of enforcement know κ and η.
            let search =
                parameter == .theta || knowsLengths
                ? FactorSearch(first: first, threads: threads) { factor in
                    let nets = nets(parameter, value * factor)
                    return levers.map { self.first(of: $0, nets) }
                } : nil
            changes += levers.indices.map {
                RankingChange(
                    lever: levers[$0], first: first[$0], parameter: parameter.rawValue,
                    factor: search?.found[$0]?.factor, next: search?.found[$0]?.next)
            }
            progress(done + 1, 3)
        }
        return changes
    }

    /// The site of a lever with the lowest net harm; ties within rounding go to the earlier site.
    private func first(of lever: Lever, _ nets: [Double]) -> Int {
        var best: Int?
        for site in nets.indices where scenario.model.sites[site].lever == lever {
            guard let known = best else {
                best = site
                continue
            }
            if nets[site] < nets[known] - 1e-12 * max(abs(nets[known]), 1e-300) { best = site }
        }
        return best ?? 0
    }
}

/// The search for the factor nearest to 1 at which a winner changes, for several contests at once.
private struct FactorSearch {
    /// For each contest, nil when no factor in 1/100…100 changes its winner.
    let found: [(factor: Double, next: Int)?]

    /// Steps on either side of 1, even in the logarithm.
    private static let steps = 20

    /// - Parameter first: Winners at factor 1.
    init(first: [Int], threads: Int, winners: @Sendable (_ factor: Double) -> [Int]) {
        let logs = (0...Self.steps).map { log(100) * Double($0) / Double(Self.steps) }
        let signs = [1.0, -1.0]
        let factors = signs.flatMap { sign in logs.dropFirst().map { exp(sign * $0) } }
        let table = parallelMap(factors, threads: threads) { winners($0) }
        found = first.indices.map { contest in
            for step in 0..<Self.steps {
                let edges = signs.indices.compactMap { side -> (log: Double, factor: Double, next: Int)? in
                    let winner = table[side * Self.steps + step][contest]
                    guard winner != first[contest] else { return nil }
                    var (inside, outside, next) = (logs[step], logs[step + 1], winner)
                    for _ in 0..<30 {
                        let middle = (inside + outside) / 2
                        let here = winners(exp(signs[side] * middle))[contest]
                        if here == first[contest] { inside = middle } else { (outside, next) = (middle, here) }
                    }
                    return (outside, exp(signs[side] * outside), next)
                }
                if let nearest = edges.min(by: { $0.log < $1.log }) { return (nearest.factor, nearest.next) }
            }
            return nil
        }
    }
}
