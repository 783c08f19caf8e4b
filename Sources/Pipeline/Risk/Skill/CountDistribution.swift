import Glibc
import SpatialEngine

/// What a forecast says of one count.
public enum CountDistribution: Hashable, Sendable {
    /// Mean 0 or more.
    case poisson(mean: Double)
    /// Mean 0 or more, size above 0; the variance is mean + mean²/size.
    case negativeBinomial(mean: Double, size: Double)

    /// The expected count.
    public var mean: Double {
        switch self {
        case .poisson(let mean), .negativeBinomial(let mean, _): mean
        }
    }

    /// ln P(X = `count`) of a whole number ≥ 0, with the digits of large counts kept (Loader 2000, Fast and Accurate
    /// Computation of Binomial Probabilities); −∞ for events where the mean is 0.
    public func logProbability(of count: Double) -> Double {
        guard mean > 0 else { return count == 0 ? 0 : -.infinity }
        switch self {
        case .poisson(let mean):
            guard count > 0 else { return -mean }
            return -CountTerms.stirlingRest(count) - CountTerms.deviance(count, mean) - log(2 * .pi * count) / 2
        case .negativeBinomial(let mean, let size):
            guard count > 0 else { return -size * log1p(mean / size) }
            let total = count + size
            let rest = CountTerms.stirlingRest(total) - CountTerms.stirlingRest(size) - CountTerms.stirlingRest(count)
            let deviances =
                CountTerms.deviance(size, total * (size / (size + mean)))
                + CountTerms.deviance(count, total * (mean / (size + mean)))
            return rest - deviances + log(size / total) + log(total / (2 * .pi * size * count)) / 2
        }
    }

    /// P(X ≤ `count`); 0 below 0.
    public func cumulative(_ count: Double) -> Double {
        guard count >= 0 else { return 0 }
        guard mean > 0 else { return 1 }
        switch self {
        case .poisson(let mean): return IncompleteGamma.upper(count + 1, mean)
        case .negativeBinomial(let mean, let size):
            // The incomplete beta integral I_p(size, count + 1), whose leading factor is a probability.
            let (p, q) = (size / (size + mean), mean / (size + mean))
            let here = exp(logProbability(of: count))
            let front = here * q * (size + count)
            if p < (size + 1) / (size + count + 3) {
                // Near 1, p has lost the digits that the fraction needs.
                guard size < 1_000 else { return min(1, CountSeries.sum(here, downFrom: count, size: size, q: q)) }
                return min(1, front / size * CountSeries.betaFraction(size, count + 1, p))
            }
            return max(0, 1 - front / (count + 1) * CountSeries.betaFraction(count + 1, size, q))
        }
    }

    /// −ln P(X = `count`): the logarithmic score, smaller the better.
    public func logScore(of count: Double) -> Double { -logProbability(of: count) + 0 }

    /// Σ (F(k) − 1{k ≥ count})² over k = 0, 1, …: the continuous ranked probability score, in events, smaller the better.
    ///
    /// E|X − y| − ½E|X − X′| in closed form (Wei and Held 2014, doi:10.1007/s11749-014-0380-8), to some 1e-14 of the mean.
    public func crps(of count: Double) -> Double {
        guard mean > 0 else { return count }
        let probability = exp(logProbability(of: count))
        let stretch: Double =
            switch self {
            case .poisson: 1
            case .negativeBinomial(_, let size): 1 + count / size
            }
        let distance = (count - mean) * (2 * cumulative(count) - 1) + 2 * mean * stretch * probability
        let score = distance - halfMeanDifference
        return score < 0 ? 0 : score
    }

    /// ½E|X − X′| of two independent counts.
    ///
    /// Poisson m: m·e^(−2m)(I₀(2m) + I₁(2m)); negative binomial: m(1 + m/r)·₂F₁(r + 1, ½; 2; −4m/r(1 + m/r)). Both are 4/π times
    /// an integral over e^s, s from −∞ to ∞, that the trapezoidal rule gives to e^(−39) with steps of ⅛: the integrand is
    /// analytic and bounded for |Im s| ≤ π/4.
    private var halfMeanDifference: Double {
        let step = 0.125
        switch self {
        case .poisson(let mean):
            let sum = CountSeries.trapezoids(step: step, strength: 4 * mean) { -4 * mean * $0 }
            return mean * 4 / .pi * sum
        case .negativeBinomial(let mean, let size):
            let ratio = mean / size
            let z = 4 * ratio * (1 + ratio)
            let sum = CountSeries.trapezoids(step: step, strength: (size + 1) * z) { -(size + 1) * log1p(z * $0) }
            return mean * (1 + ratio) * 4 / .pi * sum
        }
    }
}

/// Sums and fractions that probabilities of counts are made of.
enum CountSeries {
    /// A negative binomial's probability at `count` and those below it.
    static func sum(_ first: Double, downFrom count: Double, size: Double, q: Double) -> Double {
        var (sum, term, k) = (first, first, count)
        while k > 0, term > sum * 1e-17 {
            term *= k / ((size + k - 1) * q)
            sum += term
            k -= 1
        }
        return sum
    }

    /// The continued fraction of the incomplete beta integral, by Lentz's method; for x < (a + 1)/(a + b + 2).
    static func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var value = d
        var m = 0.0
        while m < 1e6 {
            m += 1
            for numerator in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 / nonzero(1 + numerator * d)
                c = nonzero(1 + numerator / c)
                value *= c * d
            }
            if abs(c * d - 1) < 1e-16 { break }
        }
        return value
    }

    /// ∫ e^s/(1 + w)² · exp(exponent(w/(1 + w))) ds with w = e^(2s), by the trapezoidal rule.
    ///
    /// - Parameter strength: The exponent falls as −strength·w near w = 0: well before that the integrand is e^s, whose part
    ///   of the sum is a geometric series.
    static func trapezoids(step: Double, strength: Double, _ exponent: (Double) -> Double) -> Double {
        guard strength.isFinite else { return .nan }
        let first = (-0.5 * log(max(1, strength)) - 20) / step
        let start = first.rounded(.down) * step
        var sum = exp(start) / (exp(step) - 1)
        var s = start
        while s < 13 {
            let w = exp(2 * s)
            let power = exponent(w / (1 + w))
            if power < -740 { break }
            sum += exp(s + power) / ((1 + w) * (1 + w))
            s += step
        }
        return sum * step
    }
}
