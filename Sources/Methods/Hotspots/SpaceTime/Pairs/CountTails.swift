import Glibc

/// Upper tails of counts, from probabilities that keep their digits for large counts (Loader 2000, Fast and Accurate
/// Computation of Binomial Probabilities).
enum CountTails {
    /// P(X ≥ `count`) for a Poisson number of the given mean (≥ 0, finite).
    static func poisson(atLeast count: Int, mean: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        guard Double(count) <= mean else { return sum(poisson(count, mean), from: count) { mean / Double($0 + 1) } }
        return max(0, 1 - sum(poisson(count - 1, mean), from: count - 1, by: -1) { Double($0) / mean })
    }

    /// P(X ≥ `count`) when `draws` units are drawn without replacement from `total`, `marked` of which count.
    static func hypergeometric(atLeast count: Int, total: Int, marked: Int, draws: Int) -> Double {
        let (least, most) = (max(0, draws + marked - total), min(draws, marked))
        guard count > least else { return 1 }
        guard count <= most else { return 0 }
        let unmarked = total - marked
        if Double(count) * Double(total) > Double(draws) * Double(marked) {
            return sum(hypergeometric(count, total, marked, draws), from: count) { x in
                Double(marked - x) * Double(draws - x) / (Double(x + 1) * Double(unmarked - draws + x + 1))
            }
        }
        let below = sum(hypergeometric(count - 1, total, marked, draws), from: count - 1, by: -1) { x in
            Double(x) * Double(unmarked - draws + x) / (Double(marked - x + 1) * Double(draws - x + 1))
        }
        return max(0, 1 - below)
    }

    /// The sum of a probability and those that follow it, each the one before times `ratio`, until they do not matter.
    private static func sum(_ first: Double, from start: Int, by step: Int = 1, ratio: (Int) -> Double) -> Double {
        var (sum, term, x) = (first, first, start)
        while term > sum * 1e-17 {
            term *= ratio(x)
            sum += term
            x += step
        }
        return min(1, sum)
    }

    /// P(X = `x`) for a Poisson number of the given mean (> 0).
    static func poisson(_ x: Int, _ mean: Double) -> Double {
        guard x > 0 else { return exp(-mean) }
        return exp(-stirlingRest(x) - deviance(Double(x), mean)) / (2 * Double.pi * Double(x)).squareRoot()
    }

    private static func hypergeometric(_ x: Int, _ total: Int, _ marked: Int, _ draws: Int) -> Double {
        let share = Double(draws) / Double(total)
        return binomial(x, marked, share) / binomial(draws, total, share) * binomial(draws - x, total - marked, share)
    }

    private static func binomial(_ x: Int, _ n: Int, _ p: Double) -> Double {
        if x == 0 { return exp(Double(n) * log1p(-p)) }
        if x == n { return exp(Double(n) * log(p)) }
        let rest = stirlingRest(n) - stirlingRest(x) - stirlingRest(n - x)
        let deviances = deviance(Double(x), Double(n) * p) + deviance(Double(n - x), Double(n) * (1 - p))
        return exp(rest - deviances)
            * (Double(n) / (2 * Double.pi * Double(x) * Double(n - x))).squareRoot()
    }

    /// ln x! less Stirling's formula.
    private static func stirlingRest(_ count: Int) -> Double {
        let x = Double(count)
        guard count > 15 else {
            var sign: Int32 = 0
            return lgamma_r(x + 1, &sign) - (x + 0.5) * log(x) + x - 0.5 * log(2 * Double.pi)
        }
        let f = 1 / (x * x)
        return (1.0 / 12 - f * (1.0 / 360 - f * (1.0 / 1260 - f * (1.0 / 1680 - f / 1188)))) / x
    }

    /// x ln(x/mean) + mean − x, without cancellation where they are near.
    private static func deviance(_ x: Double, _ mean: Double) -> Double {
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
