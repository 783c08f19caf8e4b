import Glibc
internal import SpatialEngine

/// Upper tails of counts, from probabilities that keep their digits for large counts.
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
        return exp(-CountTerms.stirlingRest(Double(x)) - CountTerms.deviance(Double(x), mean))
            / (2 * Double.pi * Double(x)).squareRoot()
    }

    private static func hypergeometric(_ x: Int, _ total: Int, _ marked: Int, _ draws: Int) -> Double {
        let share = Double(draws) / Double(total)
        return binomial(x, marked, share) / binomial(draws, total, share) * binomial(draws - x, total - marked, share)
    }

    private static func binomial(_ x: Int, _ n: Int, _ p: Double) -> Double {
        if x == 0 { return exp(Double(n) * log1p(-p)) }
        if x == n { return exp(Double(n) * log(p)) }
        let (marked, all, others) = (Double(x), Double(n), Double(n - x))
        let rest =
            CountTerms.stirlingRest(all) - CountTerms.stirlingRest(marked) - CountTerms.stirlingRest(others)
        let deviances = CountTerms.deviance(marked, all * p) + CountTerms.deviance(others, all * (1 - p))
        return exp(rest - deviances) * (all / (2 * Double.pi * marked * others)).squareRoot()
    }
}
