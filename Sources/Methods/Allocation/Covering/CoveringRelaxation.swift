/// A Lagrangian bound on what a number of sites can cover, with some sites open and some closed already.
///
/// That a covered demand needs an open site is given a price λ (0 ≤ λ ≤ weight) and dropped (Galvão and ReVelle 1996,
/// doi:10.1016/0377-2217(94)00159-6): Σ(weight − λ) + the sum of the largest prices Σλ that sites collect is then a
/// bound for any λ. Subgradient steps lower it towards the bound of the linear relaxation.
final class CoveringRelaxation {
    /// What is decided about a site.
    enum Fate: Int8 {
        case free, open, closed
    }

    /// What one round of steps gives.
    struct Round {
        /// No choice within the decided sites covers more.
        var bound: Double
        /// The prices of that bound.
        var prices: [Double]
        /// Per site, how often it was among the chosen lately, 0…1.
        var share: [Double]
        /// Per free site, the bound if it were decided otherwise than the relaxation would have it.
        var boundIfOtherwise: [Double]
        /// Per free site, whether the relaxation opens it.
        var isChosen: [Bool]
    }

    let problem: CoveringProblem
    /// How many sites may be open.
    let siteLimit: Int
    /// The best choice met with, and what it covers.
    private(set) var bestSites: [Int] = []
    private(set) var bestCovered = -1.0

    private var prices: [Double]
    /// Whether a demand counts: no open site covers it, and a free one could.
    private var isActive: [Bool]
    private var collected: [Double]
    private var slopes: [Int32]

    init(_ problem: CoveringProblem, sites: Int) {
        self.problem = problem
        siteLimit = sites
        prices = problem.weights
        isActive = [Bool](repeating: true, count: problem.weights.count)
        collected = [Double](repeating: 0, count: problem.siteCount)
        slopes = [Int32](repeating: 0, count: problem.weights.count)
    }

    /// The bound with no site decided.
    ///
    /// - Parameters:
    ///   - target: A weight that can be covered.
    ///   - isEnough: A bound at or below which steps end.
    func rootBound(target: Double, isEnough: Double) -> Double {
        let fates = [Fate](repeating: .free, count: problem.siteCount)
        return round(fates, from: startingPrices, target: target, isEnough: isEnough, steps: 600).bound
    }

    /// Prices that share each demand out among its sites.
    var startingPrices: [Double] {
        problem.weights.indices.map { problem.weights[$0] / Double(max(1, problem.sitesOfDemand.count($0))) }
    }

    /// Takes note of a choice.
    func offer(_ sites: [Int], covered: Double) {
        guard covered > bestCovered else { return }
        (bestSites, bestCovered) = (sites, covered)
    }

    /// Takes steps from some prices, until the bound is low enough or no longer falls.
    ///
    /// - Parameters:
    ///   - target: What steps aim at: the best weight known.
    ///   - isEnough: A bound at or below which the part is done with.
    func round(_ fates: [Fate], from start: [Double], target: Double, isEnough: Double, steps: Int) -> Round {
        let base = prepare(fates, start)
        let free = fates.indices.filter { fates[$0] == .free }
        let open = fates.indices.filter { fates[$0] == .open }
        let need = min(siteLimit - open.count, free.count)
        var best = Round(
            bound: .infinity, prices: prices, share: [Double](repeating: 0.5, count: fates.count), boundIfOtherwise: [],
            isChosen: [])
        var share = [Double](repeating: 0, count: fates.count)
        var (pace, sinceBest) = (steps > 100 ? 2.0 : 1.0, 0)
        for step in 0..<steps {
            let chosen = choose(free, need)
            let bound = base + surplus() + chosen.reduce(0) { $0 + collected[$1] }
            let (covered, norm) = takeSlopes(chosen, base)
            if covered > bestCovered { offer(open + chosen, covered: covered) }
            if bound < best.bound - 1e-7 * abs(best.bound) { sinceBest = 0 } else { sinceBest += 1 }
            if bound < best.bound { (best.bound, best.prices) = (bound, prices) }
            for site in free { share[site] *= 0.95 }
            for site in chosen { share[site] += 0.05 }
            if best.bound <= isEnough || norm == 0 || pace < 1e-3 { break }
            if sinceBest > (steps > 100 ? 20 : 8) { (pace, sinceBest) = (pace / 2, 0) }
            let length = pace * max(bound - target, 1e-9 * abs(bound)) / norm
            move(by: length)
            best.share = share.map { $0 / (1 - power(0.95, step + 1)) }
        }
        rank(&best, free, need, fates.count)
        return best
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        var value = 1.0
        for _ in 0..<min(exponent, 500) { value *= base }
        return value
    }

    /// Sets the prices of demands that still count; returns the weight that open sites cover.
    private func prepare(_ fates: [Fate], _ start: [Double]) -> Double {
        prices = start
        for demand in isActive.indices { isActive[demand] = false }
        for site in fates.indices where fates[site] == .free {
            for demand in problem.demandsOfSite[site] { isActive[Int(demand)] = true }
        }
        var base = 0.0
        var isCovered = [Bool](repeating: false, count: isActive.count)
        for site in fates.indices where fates[site] == .open {
            for demand in problem.demandsOfSite[site] { isCovered[Int(demand)] = true }
        }
        for demand in isActive.indices {
            if isCovered[demand] {
                base += problem.weights[demand]
                isActive[demand] = false
            }
            if !isActive[demand] { prices[demand] = 0 }
        }
        return base
    }

    /// The free sites that collect most; of equal ones the lowest.
    private func choose(_ free: [Int], _ need: Int) -> [Int] {
        problem.demandsOfSite.items.withUnsafeBufferPointer { items in
            prices.withUnsafeBufferPointer { prices in
                for site in free {
                    var sum = 0.0
                    for slot in problem.demandsOfSite.starts[site]..<problem.demandsOfSite.starts[site + 1] {
                        sum += prices[Int(items[slot])]
                    }
                    collected[site] = sum
                }
            }
        }
        return Array(free.sorted(by: precedes).prefix(need))
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        collected[a] > collected[b] || (collected[a] == collected[b] && a < b)
    }

    /// What the demands bring beyond their prices.
    private func surplus() -> Double {
        var sum = 0.0
        for demand in isActive.indices where isActive[demand] { sum += problem.weights[demand] - prices[demand] }
        return sum
    }

    /// How the bound changes with each price, the weight really covered and the square of the slopes that can be
    /// followed.
    private func takeSlopes(_ chosen: [Int], _ base: Double) -> (covered: Double, norm: Double) {
        for demand in slopes.indices { slopes[demand] = isActive[demand] ? -1 : 0 }
        for site in chosen { for demand in problem.demandsOfSite[site] { slopes[Int(demand)] += 1 } }
        var (covered, norm) = (base, 0.0)
        for demand in slopes.indices where isActive[demand] {
            let slope = slopes[demand]
            if slope >= 0 { covered += problem.weights[demand] }
            let isBlocked = slope < 0 ? prices[demand] >= problem.weights[demand] : prices[demand] <= 0
            if isBlocked { slopes[demand] = 0 } else { norm += Double(slope * slope) }
        }
        return (covered, norm)
    }

    private func move(by length: Double) {
        for demand in slopes.indices where isActive[demand] && slopes[demand] != 0 {
            let price = prices[demand] - length * Double(slopes[demand])
            prices[demand] = min(max(price, 0), problem.weights[demand])
        }
    }

    /// The bounds of deciding each free site against the relaxation, at its best prices.
    private func rank(_ best: inout Round, _ free: [Int], _ need: Int, _ count: Int) {
        prices = best.prices
        let chosen = choose(free, need)
        best.isChosen = [Bool](repeating: false, count: count)
        for site in chosen { best.isChosen[site] = true }
        best.boundIfOtherwise = [Double](repeating: best.bound, count: count)
        let rest = free.filter { !best.isChosen[$0] }
        let next = rest.min(by: precedes).map { collected[$0] } ?? 0
        let last = chosen.last.map { collected[$0] } ?? 0
        for site in free {
            best.boundIfOtherwise[site] += best.isChosen[site] ? next - collected[site] : collected[site] - last
        }
    }
}
