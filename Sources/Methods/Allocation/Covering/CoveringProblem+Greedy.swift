extension CoveringProblem {
    /// Opens one site after the other, always the one that adds most; of equal ones the lowest.
    ///
    /// Covers at least 1 − 1/e of the largest weight (Nemhauser, Wolsey and Fisher 1978, doi:10.1007/BF01588971); the
    /// bound is that of a Lagrangian relaxation, which is mostly far closer.
    ///
    /// - Throws: ``AllocationError/negativeBudget(_:)``.
    public func greedy(sites count: Int) throws(AllocationError) -> CoveringSolution {
        guard count >= 0 else { throw .negativeBudget(count) }
        let sites = greedySites(count)
        let covered = coveredWeight(sites)
        let reduced = ReducedCovering(self)
        let relaxation = CoveringRelaxation(reduced.problem, sites: min(count, reduced.problem.siteCount))
        let step = ValueStep(of: weights)
        let root = relaxation.rootBound(target: covered, isEnough: step.limit(above: covered))
        let isProven = root <= step.limit(above: covered)
        return CoveringSolution(
            sites: filled(sites, to: count), covered: covered,
            bound: isProven ? covered : max(covered, step.upper(root)), isProven: isProven,
            nodes: 1)
    }

    /// The sites that add something, in the order in which they are opened.
    ///
    /// What a site adds only falls while others open, so that a site whose old figure is too low need not be looked at.
    func greedySites(_ count: Int) -> [Int] {
        var isCovered = [Bool](repeating: false, count: weights.count)
        func gain(_ site: Int) -> Double {
            demandsOfSite[site].reduce(0) { $0 + (isCovered[Int($1)] ? 0 : weights[Int($1)]) }
        }
        var queue = BoundQueue()
        // Of equal bounds the highest number comes first; counted from the end that is the lowest site.
        for site in 0..<siteCount { queue.push(siteCount - 1 - site, bound: gain(site)) }
        var chosen: [Int] = []
        while chosen.count < count, let (known, item) = queue.pop() {
            let site = siteCount - 1 - item
            let now = gain(site)
            guard now > 0 else { continue }
            guard now >= known else {
                queue.push(item, bound: now)
                continue
            }
            chosen.append(site)
            for demand in demandsOfSite[site] { isCovered[Int(demand)] = true }
        }
        return chosen
    }

    /// Changes one site for another as long as that covers more (Teitz and Bart 1968, doi:10.1287/opre.16.5.955).
    func interchanged(_ sites: [Int]) -> [Int] {
        var open = sites
        var counts = [Int32](repeating: 0, count: weights.count)
        for site in open { for demand in demandsOfSite[site] { counts[Int(demand)] += 1 } }
        var gains = (0..<siteCount).map { site in
            demandsOfSite[site].reduce(0.0) { $0 + (counts[Int($1)] == 0 ? weights[Int($1)] : 0) }
        }
        let least = 1e-9 * weights.reduce(0, +)
        var position = 0
        var unchanged = 0
        while unchanged < open.count {
            let site = open[position]
            let loss = change(site, opens: false, &counts, &gains)
            var best = site
            for other in 0..<siteCount where gains[other] > gains[best] + least { best = other }
            if best != site, gains[best] > loss + least {
                open[position] = best
                unchanged = 0
            } else {
                best = site
                unchanged += 1
            }
            _ = change(best, opens: true, &counts, &gains)
            position = (position + 1) % open.count
        }
        return open
    }

    /// Opens or closes a site and brings what each site would add up to date; returns what is gained or lost.
    private func change(_ site: Int, opens: Bool, _ counts: inout [Int32], _ gains: inout [Double]) -> Double {
        var total = 0.0
        for demand in demandsOfSite[site] {
            let demand = Int(demand)
            counts[demand] += opens ? 1 : -1
            guard counts[demand] == (opens ? 1 : 0) else { continue }
            let weight = opens ? -weights[demand] : weights[demand]
            total += weights[demand]
            for other in sitesOfDemand[demand] { gains[Int(other)] += weight }
        }
        return total
    }
}
