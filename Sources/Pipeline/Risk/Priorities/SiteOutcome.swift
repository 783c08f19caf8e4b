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
    /// Routes that gain persons, largest gain first, with persons gained a year; the hundred that gain most.
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
