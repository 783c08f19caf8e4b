import Glibc

/// The Gamma distribution's functions: ln Γ, its derivative, and the regularised incomplete integrals.
///
/// Relative accuracy 1e-12 for shapes from 1e-3 to 1e6, away from underflow.
enum IncompleteGamma {
    /// ln Γ(x) for x > 0.
    static func logGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return lgamma_r(x, &sign)
    }

    /// ψ(x), the derivative of ln Γ, for x > 0: recurrence up to 10, then the asymptotic series.
    static func digamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum -= 1 / x
            x += 1
        }
        let f = 1 / (x * x)
        let far = 1.0 / 252 - f * (1.0 / 240 - f * (1.0 / 132 - f * 691 / 32_760))
        let tail = f * (1.0 / 12 - f * (1.0 / 120 - f * far))
        return sum + log(x) - 1 / (2 * x) - tail
    }

    /// P(a, x): the probability that a Gamma variable of shape `a` > 0 and rate 1 is at most `x`.
    static func lower(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < .infinity else { return 1 }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
    }

    /// Q(a, x) = 1 − P(a, x), without cancellation in the upper tail.
    static func upper(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x < .infinity else { return 0 }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
    }

    /// The x with P(a, x) = `p`; 0 for p ≤ 0, infinity for p ≥ 1.
    ///
    /// Halley steps from Wilson and Hilferty's guess, kept inside a bracket that only shrinks.
    static func quantile(_ a: Double, _ p: Double) -> Double {
        guard p > 0 else { return 0 }
        guard p < 1 else { return .infinity }
        var (low, high) = (0.0, Double.infinity)
        var x = guess(a, p)
        for _ in 0..<200 {
            let excess = p < 0.5 ? lower(a, x) - p : (1 - p) - upper(a, x)
            if excess > 0 { high = x } else { low = x }
            let newton = excess / density(a, x)
            let next = x - newton / max(0.5, 1 - 0.5 * newton * ((a - 1) / x - 1))
            if abs(next - x) <= 1e-15 * x || high - low <= 1e-15 * x { return next }
            let isInside = next > low && next < high
            x = isInside ? next : high < .infinity ? middle(low, high) : 2 * x
        }
        return x
    }

    private static func middle(_ low: Double, _ high: Double) -> Double {
        low > 0 ? low.squareRoot() * high.squareRoot() : max(high / 1_024, .leastNormalMagnitude)
    }

    private static func guess(_ a: Double, _ p: Double) -> Double {
        let small = exp((log(p) + logGamma(a + 1)) / a)
        guard a > 0.5, small > 0.1 * a else { return max(small, .leastNormalMagnitude) }
        let c = 1 / (9 * a)
        let cube = 1 - c + normalQuantile(p) * c.squareRoot()
        return cube > 0.1 ? a * cube * cube * cube : small
    }

    /// A rough standard normal quantile (Abramowitz and Stegun 26.2.23, error below 5e-4): a starting point only.
    private static func normalQuantile(_ p: Double) -> Double {
        let t = (-2 * log(min(p, 1 - p))).squareRoot()
        let top = 2.515517 + t * (0.802853 + t * 0.010328)
        let bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
        let z = t - top / bottom
        return p < 0.5 ? -z : z
    }

    /// Probability density at x.
    private static func density(_ a: Double, _ x: Double) -> Double { prefactor(a, x) * a / x }

    /// x^a·e^−x/Γ(a+1), by Stirling's series from shape 10 on so that large powers never meet.
    private static func prefactor(_ a: Double, _ x: Double) -> Double {
        guard a >= 10 else { return exp(a * log(x) - x - logGamma(a + 1)) }
        let offset = (x - a) / a
        let exponent = -a * (offset - log1p(offset))
        let f = 1 / (a * a)
        let correction = (1.0 / 12 - f * (1.0 / 360 - f * (1.0 / 1_260 - f * (1.0 / 1_680 - f / 1_188)))) / a
        return exp(exponent - correction) / (2 * Double.pi * a).squareRoot()
    }

    /// P by its power series, for x < a + 1.
    private static func series(_ a: Double, _ x: Double) -> Double {
        var (term, sum, n) = (1.0, 1.0, a)
        repeat {
            n += 1
            term *= x / n
            sum += term
        } while term > sum * 1e-17
        return min(1, prefactor(a, x) * sum)
    }

    /// Q by its continued fraction (Lentz's method), for x ≥ a + 1.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var value = d
        var n = 0.0
        while n < 1e6 {
            n += 1
            let numerator = -n * (n - a)
            b += 2
            d = 1 / nonzero(numerator * d + b, tiny)
            c = nonzero(b + numerator / c, tiny)
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return min(1, prefactor(a, x) * a * value)
    }

    private static func nonzero(_ x: Double, _ tiny: Double) -> Double { abs(x) < tiny ? tiny : x }
}
