internal import SpatialEngine

/// A scan for clusters: a study, the zones it looks at, and how it judges them.
///
/// Kulldorff (1997), doi:10.1080/03610929708831995; only windows with more cases than expected.
public struct SpatialScan: Sendable {
    /// Where zones come from.
    public enum Zones: Sendable {
        /// The same for all replicates.
        case fixed(ScanZones)
        /// Connected sets of locations that are each in excess, in the data or replicate at hand: with mid-p
        /// P(X > c) + ½ P(X = c) below `alpha`, X Poisson of what is expected (Tango and Takahashi 2012,
        /// doi:10.1002/sim.5478). Purely spatial.
        case restricted(FlexibleZones, alpha: Double)
    }

    /// Cases and what they are compared with.
    public let study: ScanStudy
    /// Where zones come from.
    public let zones: Zones
    /// Windows with fewer cases are not looked at, in the data and in replicates.
    public var leastCases: Int
    /// Seed of the replicates.
    public var seed: UInt64
    /// How many threads may be used; no result depends on it.
    public var threads: Int

    /// A scan.
    public init(study: ScanStudy, zones: Zones, leastCases: Int = 2, seed: UInt64, threads: Int) {
        self.study = study
        self.zones = zones
        self.leastCases = leastCases
        self.seed = seed
        self.threads = threads
    }

    /// The zones of the observed cases.
    public func observedZones() throws(ScanError) -> ScanZones {
        switch zones {
        case .fixed(let zones): return zones
        case .restricted(let flexible, let alpha):
            return try flexible.zones(keeping: kept(study.cases, scale: 1, alpha))
        }
    }

    /// Which locations are in excess.
    func kept(_ cases: [Double], scale: Double, _ alpha: Double) -> [Bool] {
        let statistic = study.statistic
        // Of persons the expected number of cases.
        let scale = scale * (statistic.total > 0 ? study.totalCases / statistic.total : 0)
        return cases.indices.map { PoissonTail.midP(cases[$0], mean: study.measure[$0] * scale) < alpha }
    }

    /// The largest statistics of replicates.
    ///
    /// - Parameters:
    ///   - replicates: How many.
    ///   - cases: Of each replicate; the study's own, rounded, if nil. Bernoulli needs no more than there are persons;
    ///     permutation has the study's own.
    ///   - value, exceedances: If given, no more replicates than it takes for so many to reach the value.
    ///   - progress: Gets the number of replicates done; false stops, and what is done comes back.
    public func null(
        replicates: Int, cases: Int? = nil, until value: Double? = nil, exceedances: Int = 0,
        progress: (Int) -> Bool = { _ in true }
    ) -> ScanNull {
        let cases = study.model == .permutation ? nil : cases
        let drawn = cases ?? Int(study.totalCases.rounded())
        guard drawn > 0, study.locations > 0 else { return ScanNull([Double](repeating: 0, count: replicates)) }
        var source = ScanReplicateSource(self, cases: drawn)
        var maxima: [Double] = []
        var reached = 0
        while maxima.count < replicates {
            // The first few only tell how large maxima are.
            let batch = min(maxima.isEmpty ? 64 : source.batch, replicates - maxima.count)
            for largest in source.maxima(maxima.count..<(maxima.count + batch)) {
                maxima.append(largest)
                guard let value else { continue }
                reached += ScanNull.reaches(largest, value) ? 1 : 0
                if reached == exceedances { return ScanNull(maxima) }
            }
            guard progress(maxima.count) else { break }
        }
        return ScanNull(maxima)
    }
}
