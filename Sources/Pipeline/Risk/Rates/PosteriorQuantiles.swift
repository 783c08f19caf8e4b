/// The quantiles that every figure is printed with; in the figure's own unit.
public struct PosteriorQuantiles: Hashable, Sendable {
    /// 5 % of the probability lies below.
    public var q05: Double
    /// 25 % lies below.
    public var q25: Double
    /// Half lies below.
    public var median: Double
    /// 75 % lies below.
    public var q75: Double
    /// 95 % lies below.
    public var q95: Double

    /// The five quantiles, ascending.
    public init(q05: Double, q25: Double, median: Double, q75: Double, q95: Double) {
        self.q05 = q05
        self.q25 = q25
        self.median = median
        self.q75 = q75
        self.q95 = q95
    }

    /// Quantiles of draws, linear between order statistics (Hyndman and Fan's type 7); nil for no draws.
    ///
    /// - Complexity: O(*n* log *n*).
    public init?(of draws: some Sequence<Double>) {
        let sorted = draws.sorted()
        guard !sorted.isEmpty else { return nil }
        func at(_ p: Double) -> Double { Self.quantile(p, ofSorted: sorted) }
        self.init(q05: at(0.05), q25: at(0.25), median: at(0.5), q75: at(0.75), q95: at(0.95))
    }

    /// All five multiplied by a positive factor.
    public func scaled(by factor: Double) -> PosteriorQuantiles {
        PosteriorQuantiles(
            q05: q05 * factor, q25: q25 * factor, median: median * factor, q75: q75 * factor, q95: q95 * factor)
    }

    /// The quantile `p` of ascending numbers, of which there is at least one.
    static func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double {
        let position = p * Double(sorted.count - 1)
        let below = Int(position)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (position - Double(below)) * (sorted[below + 1] - sorted[below])
    }
}
