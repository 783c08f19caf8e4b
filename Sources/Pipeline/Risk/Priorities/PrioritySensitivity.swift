import Glibc

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

extension PriorityPlan {
    /// How sites rank when one assumption at a time changes.
    ///
    /// θ, κ and η go to the ends of their ranges, or to half and twice their figure; besides nobody responds, and the route
    /// with the most harm is left out. A site is stable when its place moves by no more than the share `stable` of the sites
    /// of its lever (or one place), moderate up to the share `moderate` (or two places).
    /// - Complexity: O(*routes* + *effects*) for each of 8 assumptions.
    public func sensitivity(stable: Double = 0.1, moderate: Double = 0.25) -> PrioritySensitivity {
        var scenarios: [PrioritySensitivity.Scenario] = []
        let ranges = settings.uncertainty
        for (name, path, value, range) in [
            ("theta", nil, settings.theta, ranges.theta),
            ("kappa", \EffectParameters.kappa, settings.parameters.kappa, ranges.kappa),
            ("eta", \EffectParameters.eta, settings.parameters.eta, ranges.eta),
        ] as [(String, WritableKeyPath<EffectParameters, Double>?, Double, ClosedRange<Double>?)] {
            for (end, figure) in [
                ("low", range?.lowerBound ?? value / 2), ("high", range?.upperBound ?? value * 2),
            ] {
                let nets = nets(path, figure)
                scenarios.append(.init(name: "\(name)_\(end)", places: places(of: nets)))
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
            let count = Double(scenario.model.sites.count { $0.lever == scenario.model.sites[site].lever })
            if Double(farthest) <= max(1, stable * count) { return .stable }
            return Double(farthest) <= max(2, moderate * count) ? .moderate : .unstable
        }
        return PrioritySensitivity(scenarios: scenarios, stability: stability, largestHarmRoute: omitted)
    }

    private func nets(_ parameter: WritableKeyPath<EffectParameters, Double>?, _ value: Double) -> [Double] {
        var (theta, parameters) = (settings.theta, settings.parameters)
        if let parameter { parameters[keyPath: parameter] = value } else { theta = value }
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
    /// Factors are tried in steps of 10 % up to 100, then halved; a place that is lost and won back within one step is not seen.
    /// - Complexity: O(*routes* + *effects*) for each of some 200 factors a parameter.
    public func rankingChanges(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) -> [RankingChange] {
        let parameters: [(String, WritableKeyPath<EffectParameters, Double>?, Double)] = [
            ("theta", nil, settings.theta), ("kappa", \.kappa, settings.parameters.kappa),
            ("eta", \.eta, settings.parameters.eta),
        ]
        let levers = Lever.allCases.filter { lever in scenario.model.sites.count { $0.lever == lever } > 1 }
        var (changes, done) = ([RankingChange](), 0)
        for (name, path, value) in parameters {
            var search = FactorSearch(first: levers.map { lever in first(of: lever, sites.map(\.net)) })
            search.run { factor in
                let nets = nets(path, value * factor)
                return levers.map { first(of: $0, nets) }
            }
            for (index, lever) in levers.enumerated() {
                let found = search.found[index]
                changes.append(
                    RankingChange(
                        lever: lever, first: search.first[index], parameter: name, factor: found?.factor,
                        next: found?.next))
            }
            done += 1
            progress(done, parameters.count)
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
    /// Winners at factor 1.
    let first: [Int]
    private(set) var found: [(factor: Double, next: Int)?]

    init(first: [Int]) {
        self.first = first
        found = first.map { _ in nil }
    }

    private static let step = log(1.1)

    mutating func run(_ winners: (_ factor: Double) -> [Int]) {
        var last = 0.0
        while last < log(100), found.contains(where: { $0 == nil }) {
            let next = min(last + Self.step, log(100))
            for sign in [1.0, -1.0] {
                let here = winners(exp(sign * next))
                for contest in first.indices where here[contest] != first[contest] {
                    let edge = edge(contest, last, next, sign, here[contest], winners)
                    if edge.log < abs(log(found[contest]?.factor ?? .infinity)) {
                        found[contest] = (exp(sign * edge.log), edge.next)
                    }
                }
            }
            last = next
        }
    }

    private func edge(
        _ contest: Int, _ inside: Double, _ outside: Double, _ sign: Double, _ winner: Int,
        _ winners: (_ factor: Double) -> [Int]
    ) -> (log: Double, next: Int) {
        var (inside, outside, winner) = (inside, outside, winner)
        for _ in 0..<40 {
            let middle = (inside + outside) / 2
            let here = winners(exp(sign * middle))[contest]
            if here == first[contest] { inside = middle } else { (outside, winner) = (middle, here) }
        }
        return (outside, winner)
    }
}
