import Glibc

/// The upper tail of a Poisson number.
enum PoissonTail {
    /// P(X > c) + ½ P(X = c) for a whole or allocated number of cases c ≥ 0 and a mean above 0; 1 for a mean of 0.
    static func midP(_ cases: Double, mean: Double) -> Double {
        guard mean > 0 else { return 1 }
        let count = cases.rounded(.down)
        let here = exp(count * log(mean) - mean - lgamma(count + 1))
        return above(count, mean: mean, here) + (cases == count ? here / 2 : 0)
    }

    /// P(X > count), summed on the side where terms fall.
    private static func above(_ count: Double, mean: Double, _ here: Double) -> Double {
        if count >= mean {
            var (term, sum, k) = (here, 0.0, count)
            repeat {
                k += 1
                term *= mean / k
                sum += term
            } while term > sum * 1e-17
            return sum
        }
        var (term, sum, k) = (here, here, count)
        while k > 0, term > sum * 1e-17 {
            term *= k / mean
            sum += term
            k -= 1
        }
        return max(0, 1 - sum)
    }
}
