/// What Gi* says of one unit; the statistics are nil for an island and where no variance exists.
public struct LocalGStarResult: Hashable, Sendable {
    /// Σwx/Σx over the unit and its neighbours; nil also where Σx is 0.
    public var g: Double?
    /// Standard deviations above the mean of all units.
    public var z: Double?
    /// Two-sided p of z under the normal distribution.
    public var pNorm: Double?
    /// Two-sided p under conditional permutation; nil without permutations.
    public var pSim: Double?
    /// Benjamini–Hochberg adjusted p over all units, from ``pSim`` when there is one, else from ``pNorm``.
    public var q: Double?
    /// −3…3: the sign of z with 3 for q ≤ 0.01, 2 for q ≤ 0.05, 1 for q ≤ 0.10, else 0.
    public var bin: Int
    /// The same from the p that is not adjusted.
    public var rawBin: Int
    /// How many neighbours the unit has, itself left out.
    public var neighbourCount: Int

    /// A unit without statistics, such as an island.
    public init(neighbourCount: Int) {
        (bin, rawBin) = (0, 0)
        self.neighbourCount = neighbourCount
    }
}
