public import SpatialEngine

/// A Gamma distribution of a rate: `shape` in events, `rate` in exposure.
public struct GammaDistribution: Hashable, Sendable {
    /// Above 0.
    public var shape: Double
    /// Above 0.
    public var rate: Double

    /// A distribution with mean `shape`/`rate`.
    public init(shape: Double, rate: Double) {
        precondition(shape > 0 && rate > 0, "a Gamma distribution needs positive parameters, got \(shape), \(rate)")
        self.shape = shape
        self.rate = rate
    }

    /// Events per unit of exposure.
    public var mean: Double { shape / rate }

    /// The value below which a share `p` of the probability lies; accurate to 1e-12 of itself.
    public func quantile(_ p: Double) -> Double { IncompleteGamma.quantile(shape, p) / rate }

    /// The five usual quantiles.
    public var quantiles: PosteriorQuantiles {
        PosteriorQuantiles(
            q05: quantile(0.05), q25: quantile(0.25), median: quantile(0.5), q75: quantile(0.75),
            q95: quantile(0.95))
    }

    /// The probability of a value above `threshold`.
    public func probability(above threshold: Double) -> Double { IncompleteGamma.upper(shape, threshold * rate) }

    /// One value at random.
    public func draw(from random: inout SplitMix64) -> Double { random.nextGamma(shape: shape) / rate }
}
