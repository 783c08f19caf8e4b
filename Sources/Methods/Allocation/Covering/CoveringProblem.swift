/// Sites that may be opened, demands with weights, and which site would cover which demand.
///
/// The maximal covering location problem (Church and ReVelle 1974, doi:10.1007/BF01942293): open a number of sites so
/// that the weight of all demands with at least one open site near them is largest.
public struct CoveringProblem: Sendable {
    /// A site that covers a demand.
    public struct Pair: Hashable, Sendable {
        /// Index of the site.
        public var site: Int32
        /// Index of the demand.
        public var demand: Int32

        /// A pair of indices.
        public init(site: Int, demand: Int) { (self.site, self.demand) = (Int32(site), Int32(demand)) }
    }

    /// How many sites there are.
    public let siteCount: Int
    /// Of each demand, finite and not negative.
    public let weights: [Double]
    /// The demands of each site, and the sites of each demand.
    let demandsOfSite: Incidence
    let sitesOfDemand: Incidence

    /// Sites, weights of the demands and the pairs that cover; a pair that is listed twice counts once.
    ///
    /// - Throws: ``AllocationError`` for a weight that is negative or not finite and an index that is out of range.
    /// - Complexity: O(sites + demands + pairs).
    public init(siteCount: Int, weights: [Double], pairs: [Pair]) throws(AllocationError) {
        for (demand, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
            throw .badNumber(field: "the weight of demand", index: demand, value: weight)
        }
        for pair in pairs {
            guard pair.site >= 0, pair.site < siteCount else {
                throw .unknown(field: "site", index: Int(pair.site), count: siteCount)
            }
            guard pair.demand >= 0, pair.demand < weights.count else {
                throw .unknown(field: "demand", index: Int(pair.demand), count: weights.count)
            }
        }
        let incidence = Incidence(
            rows: siteCount, columns: weights.count, pairs: pairs.map { ($0.site, $0.demand) })
        self.init(siteCount: siteCount, weights: weights, demandsOfSite: incidence)
    }

    /// Parts that are checked already.
    init(siteCount: Int, weights: [Double], demandsOfSite: Incidence) {
        self.siteCount = siteCount
        self.weights = weights
        self.demandsOfSite = demandsOfSite
        sitesOfDemand = demandsOfSite.transposed(rows: weights.count)
    }

    /// Per demand, whether one of the sites covers it.
    public func covers(_ sites: [Int]) -> [Bool] {
        var isCovered = [Bool](repeating: false, count: weights.count)
        for site in sites { for demand in demandsOfSite[site] { isCovered[Int(demand)] = true } }
        return isCovered
    }

    /// The weight of the demands that the sites cover, summed in the order of the demands.
    public func coveredWeight(_ sites: [Int]) -> Double {
        zip(weights, covers(sites)).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    }

    /// The sites, in ascending order, with the lowest of the others so that there are as many as asked for.
    func filled(_ sites: [Int], to count: Int) -> [Int] {
        var isOpen = [Bool](repeating: false, count: siteCount)
        for site in sites { isOpen[site] = true }
        var missing = min(count, siteCount) - sites.count
        for site in 0..<siteCount where missing > 0 && !isOpen[site] {
            isOpen[site] = true
            missing -= 1
        }
        return isOpen.indices.filter { isOpen[$0] }
    }
}

/// Sites to open, and how good they can be said to be.
public struct CoveringSolution: Sendable {
    /// The open sites, ascending: as many as were asked for, or all there are.
    ///
    /// Where fewer cover all that can be covered, the lowest of the others make up the number.
    public let sites: [Int]
    /// Weight of the demands covered.
    public let covered: Double
    /// No choice of as many sites covers more.
    public let bound: Double
    /// Whether ``covered`` is shown to be the largest weight, to 10⁻⁹ of itself.
    public let isProven: Bool
    /// Parts of the search that were bounded; 1 when the first bound was enough.
    public let nodes: Int
}
