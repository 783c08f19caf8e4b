/// A covering problem without what cannot change the answer: demands with the same sites are one, demands that no site
/// covers or that weigh nothing are gone, and so is a site whose demands another site covers too.
struct ReducedCovering {
    let problem: CoveringProblem
    /// The site of the whole problem that each site stands for.
    let sites: [Int]

    init(_ whole: CoveringProblem) {
        var problem = Self.merged(whole)
        var sites = Array(0..<whole.siteCount)
        // A site that goes can make demands equal, and demands that are one can make a site dispensable.
        while true {
            let kept = Self.undominated(problem)
            guard kept.count < problem.siteCount else { break }
            var rank = [Int32](repeating: -1, count: problem.siteCount)
            for (new, old) in kept.enumerated() { rank[old] = Int32(new) }
            var pairs: [(row: Int32, column: Int32)] = []
            for old in kept { for demand in problem.demandsOfSite[old] { pairs.append((rank[old], demand)) } }
            let incidence = Incidence(rows: kept.count, columns: problem.weights.count, pairs: pairs)
            sites = kept.map { sites[$0] }
            problem = Self.merged(
                CoveringProblem(siteCount: kept.count, weights: problem.weights, demandsOfSite: incidence))
        }
        (self.problem, self.sites) = (problem, sites)
    }

    private static func merged(_ problem: CoveringProblem) -> CoveringProblem {
        var number: [ArraySlice<Int32>: Int] = [:]
        var weights: [Double] = []
        var pairs: [(row: Int32, column: Int32)] = []
        for demand in problem.weights.indices where problem.weights[demand] > 0 {
            let sites = problem.sitesOfDemand[demand]
            guard !sites.isEmpty else { continue }
            if let known = number[sites] {
                weights[known] += problem.weights[demand]
                continue
            }
            number[sites] = weights.count
            for site in sites { pairs.append((site, Int32(weights.count))) }
            weights.append(problem.weights[demand])
        }
        let incidence = Incidence(rows: problem.siteCount, columns: weights.count, pairs: pairs)
        return CoveringProblem(siteCount: problem.siteCount, weights: weights, demandsOfSite: incidence)
    }

    /// The sites that no other site makes dispensable; of equal ones the lowest stays.
    private static func undominated(_ problem: CoveringProblem) -> [Int] {
        var stamp = [Int32](repeating: -1, count: problem.siteCount)
        var tick: Int32 = 0
        return (0..<problem.siteCount).filter { site in
            let own = problem.demandsOfSite[site]
            // Rare demands first: few sites share them.
            guard
                let rarest = own.min(by: { problem.sitesOfDemand.count(Int($0)) < problem.sitesOfDemand.count(Int($1)) }
                )
            else { return false }
            let size = own.count
            var rivals = problem.sitesOfDemand[Int(rarest)].filter { other in
                let others = problem.demandsOfSite.count(Int(other))
                return others > size || (others == size && Int(other) < site)
            }
            for demand in own where !rivals.isEmpty {
                tick += 1
                for other in problem.sitesOfDemand[Int(demand)] { stamp[Int(other)] = tick }
                rivals.removeAll { stamp[Int($0)] != tick }
            }
            return rivals.isEmpty
        }
    }
}
