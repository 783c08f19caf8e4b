import Glibc

/// The χ² distribution.
enum ChiSquare {
    /// P(X ≥ x) for any number of degrees of freedom above 0, by the regularised incomplete gamma function Q(ν/2, x/2).
    ///
    /// Series below the mean, continued fraction above (DLMF 8.11.4 and 8.9.2); relative error about 10⁻¹³.
    static func upperTail(_ x: Double, degrees: Double) -> Double {
        let (a, y) = (degrees / 2, x / 2)
        guard a > 0, y.isFinite, a.isFinite else { return .nan }
        guard y > 0 else { return 1 }
        var sign: Int32 = 0
        let front = exp(a * log(y) - y - lgamma_r(a, &sign))
        // The terms shrink once they number √a; beyond that many times over nothing is left.
        let limit = 1000 + Int(min(1e6, 20 * a.squareRoot()))
        if y < a + 1 {
            var (term, sum, k) = (1 / a, 1 / a, a)
            for _ in 0..<limit where term > sum * 1e-17 {
                k += 1
                term *= y / k
                sum += term
            }
            return max(0, 1 - front * sum)
        }
        return min(1, front * continuedFraction(a, y, limit))
    }

    /// Lentz's method.
    private static func continuedFraction(_ a: Double, _ y: Double, _ limit: Int) -> Double {
        let tiny = 1e-300
        var b = y + 1 - a
        var c = 1 / tiny
        var d = 1 / (abs(b) < tiny ? tiny : b)
        var value = d
        for step in 1...limit {
            let i = Double(step)
            let an = -i * (i - a)
            b += 2
            d = an * d + b
            c = b + an / c
            if abs(d) < tiny { d = tiny }
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let factor = d * c
            value *= factor
            if abs(factor - 1) < 1e-16 { break }
        }
        return value
    }
}
