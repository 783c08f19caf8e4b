import Glibc

/// The posterior of a rate whose count is not certain: Gamma distributions of one rate parameter, each with its share.
public struct GammaMixture: Hashable, Sendable {
    /// A distribution and how much of the probability it holds.
    public struct Component: Hashable, Sendable {
        /// Shape, in events; above 0.
        public var shape: Double
        /// Above 0; the shares of a mixture add to 1.
        public var share: Double
    }

    /// At least one, by rising shape.
    public let components: [Component]
    /// In exposure; above 0.
    public let rate: Double

    /// The posterior after counts that are equally likely: Gamma(α + y, β + E) for each, equal counts taken together.
    ///
    /// nil without counts, and where a shape or the rate would not be above 0.
    init?(prior: FittedPrior, counts: some Collection<Double>, exposure: Double) {
        let sorted = counts.sorted()
        guard let least = sorted.first, prior.alpha + least > 0, prior.beta + exposure > 0 else { return nil }
        var components: [Component] = []
        for count in sorted {
            let shape = prior.alpha + count
            if components.last?.shape != shape { components.append(Component(shape: shape, share: 0)) }
            components[components.count - 1].share += 1 / Double(sorted.count)
        }
        self.components = components
        rate = prior.beta + exposure
    }

    /// Events per unit of exposure.
    public var mean: Double { components.reduce(0) { $0 + $1.share * $1.shape } / rate }

    /// The probability of a value above `threshold`.
    public func probability(above threshold: Double) -> Double {
        min(1, components.reduce(0) { $0 + $1.share * IncompleteGamma.upper($1.shape, threshold * rate) })
    }

    /// The probability of no event at all over a further exposure of 0 or more: Σ share·(rate/(rate + exposure))^shape, since
    /// the count there is negative binomial.
    public func probabilityOfNone(over exposure: Double) -> Double {
        components.reduce(0) { $0 + $1.share * exp(-$1.shape * log1p(exposure / rate)) }
    }

    /// The value below which a share `p` of the probability lies, to 1e-13 of itself.
    ///
    /// It lies between the quantiles of the smallest and the largest shape; there the distribution function is halved, from
    /// the tail that is the smaller.
    public func quantile(_ p: Double) -> Double {
        guard let first = components.first, let last = components.last else { return .nan }
        var low = IncompleteGamma.quantile(first.shape, p)
        guard components.count > 1 else { return low / rate }
        var high = IncompleteGamma.quantile(last.shape, p)
        while high - low > 1e-13 * high {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { break }
            let isBelow =
                p < 0.5
                ? components.reduce(0) { $0 + $1.share * IncompleteGamma.lower($1.shape, middle) } < p
                : components.reduce(0) { $0 + $1.share * IncompleteGamma.upper($1.shape, middle) } > 1 - p
            if isBelow { low = middle } else { high = middle }
        }
        return (low + high) / 2 / rate
    }
}
