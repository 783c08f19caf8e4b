import Glibc

/// The terms of which probabilities of counts are made without losing digits (Loader 2000, Fast and Accurate Computation of
/// Binomial Probabilities).
public enum CountTerms {
    /// ln Γ(x + 1) less Stirling's formula, for x > 0.
    public static func stirlingRest(_ x: Double) -> Double {
        guard x > 15 else {
            var sign: Int32 = 0
            return lgamma_r(x + 1, &sign) - (x + 0.5) * log(x) + x - 0.5 * log(2 * Double.pi)
        }
        let f = 1 / (x * x)
        return (1.0 / 12 - f * (1.0 / 360 - f * (1.0 / 1260 - f * (1.0 / 1680 - f / 1188)))) / x
    }

    /// x ln(x/mean) + mean − x, without cancellation where they are near; for x and mean above 0.
    public static func deviance(_ x: Double, _ mean: Double) -> Double {
        guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
        let v = (x - mean) / (x + mean)
        var (sum, term, k) = ((x - mean) * v, 2 * x * v, 1.0)
        while true {
            term *= v * v
            k += 2
            let next = sum + term / k
            if next == sum { return sum }
            sum = next
        }
    }
}
