import Glibc

/// A log-linear regression of counts, quasi-Poisson or negative binomial (NB2), with Wald intervals.
struct SegmentedRegression {
    /// How counts vary about their mean μ.
    enum Family: Equatable {
        /// Variance φμ, φ = Pearson's χ² over the degrees of freedom, at least 1.
        case quasiPoisson
        /// Variance μ + μ²/size, size by maximum likelihood.
        case negativeBinomial
    }

    let coefficients: [Double]
    /// Of the coefficients, dispersion included.
    let covariance: [[Double]]
    let fitted: [Double]
    /// φ, or 1/size.
    let dispersion: Double
    /// Rows less coefficients.
    let degreesOfFreedom: Int

    /// Nil when the rows do not determine the coefficients, or the fit does not settle.
    ///
    /// - Parameter offset: Added to the linear predictor.
    init?(counts: [Double], design: [[Double]], offset: [Double], family: Family) {
        guard let width = design.first?.count, counts.count > width else { return nil }
        degreesOfFreedom = counts.count - width
        let rows = Rows(counts: counts, design: design, offset: offset)
        switch family {
        case .quasiPoisson:
            guard let fit = rows.fit(overdispersion: 0) else { return nil }
            let chi = zip(counts, fit.means).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
            let factor = max(1, chi / Double(degreesOfFreedom))
            (coefficients, fitted, dispersion) = (fit.coefficients, fit.means, factor)
            covariance = fit.inverse.map { row in row.map { $0 * factor } }
        case .negativeBinomial:
            guard let alpha = rows.likeliestOverdispersion(), let fit = rows.fit(overdispersion: alpha) else {
                return nil
            }
            (coefficients, fitted, covariance, dispersion) = (fit.coefficients, fit.means, fit.inverse, alpha)
        }
    }

    /// A linear combination of coefficients with the half-width of its interval.
    ///
    /// Student's t for quasi-Poisson rows is asked for with `degrees`; nil takes the normal distribution.
    func estimate(_ combination: [Double], coverage: Double, degrees: Int?) -> (value: Double, half: Double) {
        let value = zip(combination, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        var variance = 0.0
        for (a, row) in zip(combination, covariance) {
            for (b, entry) in zip(combination, row) { variance += a * b * entry }
        }
        let quantile = StudentQuantile.upper(tail: (1 - coverage) / 2, degrees: degrees)
        return (value, quantile * max(0, variance).squareRoot())
    }
}

private struct Rows {
    let counts: [Double]
    let design: [[Double]]
    let offset: [Double]

    struct Fit {
        var coefficients: [Double]
        var means: [Double]
        /// Inverse of the expected information.
        var inverse: [[Double]]
    }

    /// Iteratively reweighted least squares; variance μ + αμ².
    func fit(overdispersion alpha: Double) -> Fit? {
        var means = counts.map { max($0, 0.1) + 0.1 }
        var last = [Double]()
        for _ in 0..<200 {
            let weights = means.map { $0 / (1 + alpha * $0) }
            let working = means.indices.map {
                log(means[$0]) - offset[$0] + (counts[$0] - means[$0]) / means[$0]
            }
            guard let solved = solve(weights, working) else { return nil }
            means = design.indices.map { row in
                let sum = zip(design[row], solved.coefficients).reduce(offset[row]) { $0 + $1.0 * $1.1 }
                return exp(min(max(sum, -700), 700))
            }
            let change =
                last.isEmpty ? .infinity : zip(last, solved.coefficients).reduce(0) { max($0, abs($1.0 - $1.1)) }
            last = solved.coefficients
            guard change.isNaN || change > 1e-11 else {
                let final = means.map { $0 / (1 + alpha * $0) }
                guard let inverse = solve(final, working)?.inverse, means.allSatisfy({ $0 > 1e-12 }) else { return nil }
                return Fit(coefficients: last, means: means, inverse: inverse)
            }
        }
        return nil
    }

    /// Weighted least squares by Cholesky; nil for columns that depend on each other.
    private func solve(_ weights: [Double], _ response: [Double]) -> (coefficients: [Double], inverse: [[Double]])? {
        let width = design[0].count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        var right = [Double](repeating: 0, count: width)
        for (row, x) in design.enumerated() {
            for i in 0..<width {
                right[i] += weights[row] * x[i] * response[row]
                for j in 0..<width { matrix[i][j] += weights[row] * x[i] * x[j] }
            }
        }
        guard let inverse = Self.inverse(matrix) else { return nil }
        return (inverse.map { row in zip(row, right).reduce(0) { $0 + $1.0 * $1.1 } }, inverse)
    }

    private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
        let n = matrix.count
        // Scaled to a unit diagonal, so that dependence shows whatever the units.
        let scale = matrix.indices.map { matrix[$0][$0].squareRoot() }
        guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        var lower = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        for i in 0..<n {
            for j in 0...i {
                var sum = matrix[i][j] / (scale[i] * scale[j])
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                if i == j {
                    guard sum > 1e-10 else { return nil }
                    lower[i][i] = sum.squareRoot()
                } else {
                    lower[i][j] = sum / lower[j][j]
                }
            }
        }
        var inverse = matrix
        for column in 0..<n {
            var x = [Double](repeating: 0, count: n)
            for i in 0..<n {
                var sum = i == column ? 1.0 : 0
                for k in 0..<i { sum -= lower[i][k] * x[k] }
                x[i] = sum / lower[i][i]
            }
            for i in stride(from: n - 1, through: 0, by: -1) {
                var sum = x[i]
                for k in (i + 1)..<max(n, i + 1) { sum -= lower[k][i] * x[k] }
                x[i] = sum / lower[i][i]
            }
            for i in 0..<n { inverse[i][column] = x[i] / (scale[i] * scale[column]) }
        }
        return inverse
    }

    /// 1/size of the negative binomial with the largest profile likelihood, between 1e-8 and 1e3.
    func likeliestOverdispersion() -> Double? {
        func likelihood(_ logAlpha: Double) -> Double {
            guard let fit = fit(overdispersion: exp(logAlpha)) else { return -.infinity }
            let size = exp(-logAlpha)
            return zip(counts, fit.means).reduce(0) { sum, row in
                let (y, mean) = row
                var sign: Int32 = 0
                let binomial = lgamma_r(y + size, &sign) - lgamma_r(size, &sign) - lgamma_r(y + 1, &sign)
                return sum + binomial - (y + size) * log1p(mean / size) + y * log(mean / size)
            }
        }
        // A coarse search first: the likelihood may be flat where variance is that of Poisson.
        let grid = stride(from: log(1e-8), through: log(1e3), by: 0.5).map { ($0, likelihood($0)) }
        guard let best = grid.max(by: { $0.1 < $1.1 }), best.1 > -.infinity else { return nil }
        var (low, high) = (best.0 - 0.5, best.0 + 0.5)
        let ratio = (5.0.squareRoot() - 1) / 2
        while high - low > 1e-7 {
            let (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
            if likelihood(a) < likelihood(b) { low = a } else { high = b }
        }
        return exp((low + high) / 2)
    }
}

/// Upper quantiles of Student's t.
enum StudentQuantile {
    /// The value that a share of the distribution lies above; nil degrees of freedom for the normal distribution.
    ///
    /// Abramowitz and Stegun 26.7.5 on a normal quantile found by halving; relative error below 1e-3 from 4 degrees on.
    static func upper(tail: Double, degrees: Int?) -> Double {
        var (low, high) = (0.0, 40.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if 0.5 * erfc(middle / 2.0.squareRoot()) > tail { low = middle } else { high = middle }
        }
        let z = (low + high) / 2
        guard let degrees else { return z }
        let (n, q) = (Double(degrees), z * z)
        let first = z * (q + 1) / 4
        let second = z * (5 * q * q + 16 * q + 3) / 96
        let third = z * (3 * q * q * q + 19 * q * q + 17 * q - 15) / 384
        let fourth = z * (79 * q * q * q * q + 776 * q * q * q + 1482 * q * q - 1920 * q - 945) / 92_160
        return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n)
    }
}
