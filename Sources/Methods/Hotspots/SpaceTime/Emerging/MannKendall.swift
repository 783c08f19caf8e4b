/// Mann and Kendall's test of a trend in a series, ties included.
///
/// Mann 1945, doi:10.2307/1907187; Kendall 1975, Rank Correlation Methods, 4th edition, eqn 4.4.
public struct MannKendall: Hashable, Sendable {
    /// S: the pairs of steps that rise less those that fall.
    public let score: Int
    /// Var S without a trend: (n(n−1)(2n+5) − Σt(t−1)(2t+5))/18 over groups of t equal values.
    public let variance: Double
    /// (S − sign S)/√Var S; 0 where S or the variance is 0.
    public let z: Double
    /// Two-sided, by the normal distribution; 1 for a constant series.
    public let p: Double
    /// Kendall's τ_b = S/√((n(n−1)/2)(n(n−1)/2 − tied pairs)); 0 for a constant series.
    public let tau: Double

    /// Whether the series rises (positive) or falls with a two-sided p below `level`; 0 if neither.
    func trend(level: Double) -> Int { p < level ? score.signum() : 0 }

    /// The test of a series in the order of time.
    ///
    /// - Parameter series: None NaN; a series of fewer than two steps counts as constant.
    /// - Complexity: O(*n* log *n*).
    public init(_ series: [Double]) {
        let n = series.count
        var ranked = series
        let falls = Self.sortCountingFalls(&ranked)
        var (tiedPairs, correction) = (0, 0.0)
        var start = 0
        while start < n {
            var end = start + 1
            while end < n, ranked[end] == ranked[start] { end += 1 }
            tiedPairs += (end - start) * (end - start - 1) / 2
            correction += Self.varianceTerm(end - start)
            start = end
        }
        let pairs = n * (n - 1) / 2
        score = pairs - tiedPairs - 2 * falls
        guard tiedPairs < pairs else {
            (variance, z, p, tau) = (0, 0, 1, 0)
            return
        }
        variance = (Self.varianceTerm(n) - correction) / 18
        z = Double(score - score.signum()) / variance.squareRoot()
        p = NormalDistribution.twoSidedP(z)
        tau = Double(score) / (Double(pairs).squareRoot() * Double(pairs - tiedPairs).squareRoot())
    }

    private static func varianceTerm(_ count: Int) -> Double {
        Double(count) * Double(count - 1) * Double(2 * count + 5)
    }

    /// Sorts by merging, and counts the pairs whose earlier value is greater.
    private static func sortCountingFalls(_ values: inout [Double]) -> Int {
        var (falls, width) = (0, 1)
        var merged = values
        while width < values.count {
            for low in stride(from: 0, to: values.count, by: 2 * width) {
                let middle = min(low + width, values.count)
                let high = min(low + 2 * width, values.count)
                var (left, right) = (low, middle)
                for place in low..<high {
                    if right == high || (left < middle && values[left] <= values[right]) {
                        merged[place] = values[left]
                        left += 1
                    } else {
                        falls += middle - left
                        merged[place] = values[right]
                        right += 1
                    }
                }
            }
            swap(&values, &merged)
            width *= 2
        }
        return falls
    }
}
