extension CoveringProblem {
    /// Parts of the search that take some minutes at most: 20,000, fewer for many pairs.
    public var affordableNodes: Int { min(20_000, max(200, 50_000_000 / max(1, demandsOfSite.items.count))) }

    /// Finds the sites that cover most, by branch and bound on a Lagrangian relaxation.
    ///
    /// - Parameters:
    ///   - count: Sites to open.
    ///   - maxNodes: Parts of the search after which it ends with the best choice so far and a bound that holds; nil
    ///     for ``affordableNodes``.
    ///   - progress: Is told how many parts are done.
    /// - Throws: ``AllocationError/negativeBudget(_:)``.
    /// - Complexity: Exponential in the worst case; each part takes some dozen passes over the pairs.
    public func maximal(
        sites count: Int, maxNodes: Int? = nil, progress: (_ nodes: Int) -> Void = { _ in }
    ) throws(AllocationError) -> CoveringSolution {
        guard count >= 0 else { throw .negativeBudget(count) }
        let reduced = ReducedCovering(self)
        var search = CoveringSearch(reduced.problem, sites: min(count, reduced.problem.siteCount))
        let end = search.run(maxNodes: maxNodes ?? affordableNodes, progress: progress)
        let sites = filled(end.sites.map { reduced.sites[$0] }, to: count)
        let covered = coveredWeight(sites)
        return CoveringSolution(
            sites: sites, covered: covered, bound: end.isProven ? covered : max(covered, end.bound),
            isProven: end.isProven, nodes: end.nodes)
    }
}

/// Branch and bound over the sites of a reduced problem: the part with the best bound first.
struct CoveringSearch {
    private struct Part {
        var fates: [CoveringRelaxation.Fate]
        var prices: [Double]
    }

    private let problem: CoveringProblem
    private let siteLimit: Int
    private let relaxation: CoveringRelaxation
    private let step: ValueStep
    private var parts: [Part?] = []
    private var queue = BoundQueue()
    private var nodes = 0

    init(_ problem: CoveringProblem, sites: Int) {
        self.problem = problem
        siteLimit = sites
        relaxation = CoveringRelaxation(problem, sites: sites)
        step = ValueStep(of: problem.weights)
    }

    /// A bound at or below this leaves nothing better than the best choice known.
    private var enough: Double { step.limit(above: relaxation.bestCovered) }

    mutating func run(
        maxNodes: Int, progress: (Int) -> Void
    ) -> (sites: [Int], bound: Double, isProven: Bool, nodes: Int) {
        offer(problem.interchanged(problem.greedySites(siteLimit)))
        let fates = [CoveringRelaxation.Fate](repeating: .free, count: problem.siteCount)
        push(Part(fates: fates, prices: relaxation.startingPrices), bound: .infinity)
        while let best = queue.best, best > enough {
            guard nodes < max(1, maxNodes) else { return (relaxation.bestSites, step.upper(best), false, nodes) }
            guard let (bound, item) = queue.pop(), let part = parts[item] else { break }
            parts[item] = nil
            expand(part, bound: bound)
            if nodes % 64 == 0 { progress(nodes) }
        }
        return (relaxation.bestSites, relaxation.bestCovered, true, max(1, nodes))
    }

    private mutating func push(_ part: Part, bound: Double) {
        queue.push(parts.count, bound: bound)
        parts.append(part)
    }

    private func offer(_ sites: [Int]) { relaxation.offer(sites, covered: problem.coveredWeight(sites)) }

    private mutating func expand(_ part: Part, bound: Double) {
        var fates = part.fates
        nodes += 1
        guard !settle(fates) else { return }
        let before = relaxation.bestCovered
        let round = relaxation.round(
            fates, from: part.prices, target: relaxation.bestCovered, isEnough: enough, steps: nodes == 1 ? 600 : 40)
        if relaxation.bestCovered > before { offer(problem.interchanged(relaxation.bestSites)) }
        let bound = min(bound, round.bound)
        guard bound > enough else { return }
        var branch: Int?
        for site in fates.indices where fates[site] == .free {
            if round.boundIfOtherwise[site] <= enough {
                fates[site] = round.isChosen[site] ? .open : .closed
            } else if branch.map({ abs(round.share[site] - 0.5) < abs(round.share[$0] - 0.5) }) ?? true {
                branch = site
            }
        }
        guard let branch else {
            // All is decided: nothing but the relaxation's own choice can be better.
            _ = settle(fates)
            return
        }
        for fate in [CoveringRelaxation.Fate.closed, .open] {
            var child = fates
            child[branch] = fate
            let isOwn = (fate == .open) == round.isChosen[branch]
            push(
                Part(fates: child, prices: round.prices),
                bound: isOwn ? bound : min(bound, round.boundIfOtherwise[branch]))
        }
    }

    /// Looks at what is left when all or all but one site is decided; whether that was so.
    private func settle(_ fates: [CoveringRelaxation.Fate]) -> Bool {
        let open = fates.indices.filter { fates[$0] == .open }
        let free = fates.indices.filter { fates[$0] == .free }
        let need = siteLimit - open.count
        if need >= free.count || need <= 0 {
            if need >= 0 { offer(open + (need > 0 ? free : [])) }
            return true
        }
        guard need == 1 else { return false }
        let isCovered = problem.covers(open)
        var best: (site: Int, gain: Double)?
        for site in free {
            let gain = problem.demandsOfSite[site].reduce(0.0) {
                $0 + (isCovered[Int($1)] ? 0 : problem.weights[Int($1)])
            }
            if gain > best?.gain ?? -1 { best = (site, gain) }
        }
        if let best { offer(open + [best.site]) }
        return true
    }
}
