import Glibc

/// How counts scatter round their mean.
public enum CountFamily: Hashable, Sendable {
    /// Variance equal to the mean.
    case poisson
    /// Variance mean + mean²/size.
    case negativeBinomial(size: Double)

    func distribution(mean: Double) -> CountDistribution {
        switch self {
        case .poisson: .poisson(mean: mean)
        case .negativeBinomial(let size): .negativeBinomial(mean: mean, size: size)
        }
    }

    /// Derivative of a log probability by the log of its mean, and the information on it, for a count `y`.
    @inline(__always)
    func score(_ y: Double, mean: Double) -> (slope: Double, information: Double) {
        switch self {
        case .poisson: (y - mean, mean)
        case .negativeBinomial(let size): ((y - mean) / (1 + mean / size), mean / (1 + mean / size))
        }
    }

    /// ln P without what does not depend on the mean.
    @inline(__always)
    func kernel(_ y: Double, logMean: Double) -> Double {
        switch self {
        case .poisson: y * logMean - exp(logMean)
        case .negativeBinomial(let size): y * logMean - (y + size) * log1p(exp(logMean) / size) - y * log(size)
        }
    }
}

/// Counts with their exposures and standardised covariates: count ~ exposure · exp(intercept + Σ effect · covariate).
struct CountRegression {
    /// Covariate by covariate, one value a row.
    let covariates: [[Double]]
    let counts: [Double]
    let logExposure: [Double]

    /// Intercept and effects.
    struct Coefficients: Hashable, Sendable {
        var intercept: Double
        var effects: [Double]
    }

    /// What is taken off for large effects: strength · (mix · Σ|β| + (1 − mix)/2 · Σβ²), on the mean log likelihood.
    struct Penalty: Hashable, Sendable {
        var strength: Double
        var mix: Double
        static let none = Penalty(strength: 0, mix: 1)
    }

    /// Coefficients without any effect: the overall rate.
    ///
    /// With a negative binomial the best intercept is found by Newton steps, since exposures weigh differently.
    func withoutCovariates(_ family: CountFamily) -> Coefficients {
        let exposure = logExposure.reduce(0) { $0 + exp($1) }
        // No event at all: half an event stands for the rate.
        var intercept = log(max(0.5, counts.reduce(0, +)) / exposure)
        if case .negativeBinomial = family, counts.contains(where: { $0 > 0 }) {
            for _ in 0..<100 {
                var (slope, information) = (0.0, 0.0)
                for (count, offset) in zip(counts, logExposure) {
                    let part = family.score(count, mean: exp(intercept + offset))
                    slope += part.slope
                    information += part.information
                }
                let step = max(-2, min(2, slope / information))
                intercept += step
                if abs(step) < 1e-13 { break }
            }
        }
        return Coefficients(intercept: intercept, effects: [Double](repeating: 0, count: covariates.count))
    }

    /// Log means of all rows; kept below e^500 so that a run-away step can be taken back.
    func logMeans(_ coefficients: Coefficients) -> [Double] {
        var means = logExposure.map { $0 + coefficients.intercept }
        for (column, effect) in zip(covariates, coefficients.effects) where effect != 0 {
            for row in means.indices { means[row] += effect * column[row] }
        }
        return means.map { min($0, 500) }
    }

    /// Mean log likelihood less the penalty.
    private func objective(_ coefficients: Coefficients, _ means: [Double], _ family: CountFamily, _ penalty: Penalty)
        -> Double
    {
        let likelihood = zip(counts, means).reduce(0) { $0 + family.kernel($1.0, logMean: $1.1) }
        let size = coefficients.effects.reduce(0) { $0 + penalty.mix * abs($1) + (1 - penalty.mix) / 2 * $1 * $1 }
        return likelihood / Double(counts.count) - penalty.strength * size
    }

    /// The largest penalised likelihood, from a first guess.
    ///
    /// Newton's quadratic approximation by expected information, each solved by cyclic coordinate descent with soft thresholds
    /// (Friedman, Hastie and Tibshirani 2010, doi:10.18637/jss.v033.i01), steps halved until the objective rises.
    /// - Returns: nil where it does not come to rest, as when a covariate parts rows with events from those without.
    func maximum(_ family: CountFamily, _ penalty: Penalty, from start: Coefficients) -> Coefficients? {
        var current = start
        var means = logMeans(current)
        var value = objective(current, means, family, penalty)
        for _ in 0..<200 {
            let target = Quadratic(self, means, family).maximum(penalty, from: current)
            var share = 1.0
            var (next, nextMeans, nextValue) = (target, means, -Double.infinity)
            while share > 1e-9 {
                next = Self.between(current, target, share)
                nextMeans = logMeans(next)
                nextValue = objective(next, nextMeans, family, penalty)
                if nextValue >= value - 1e-14 * abs(value) { break }
                share /= 2
            }
            let change = zip([current.intercept] + current.effects, [next.intercept] + next.effects)
                .reduce(0) { max($0, abs($1.0 - $1.1)) }
            if share <= 1e-9 { return current }
            (current, means, value) = (next, nextMeans, nextValue)
            if change < 1e-11 { return current }
            if current.effects.contains(where: { abs($0) > 50 }) { return nil }
        }
        return nil
    }

    private static func between(_ a: Coefficients, _ b: Coefficients, _ share: Double) -> Coefficients {
        share == 1
            ? b
            : Coefficients(
                intercept: a.intercept + share * (b.intercept - a.intercept),
                effects: zip(a.effects, b.effects).map { $0 + share * ($1 - $0) })
    }

    /// The strength from which on no effect is left.
    func strongestPenalty(_ family: CountFamily, mix: Double) -> Double {
        let means = logMeans(withoutCovariates(family))
        let slopes = zip(counts, means).map { family.score($0, mean: exp($1)).slope }
        let largest = covariates.map { column in abs(zip(column, slopes).reduce(0) { $0 + $1.0 * $1.1 }) }.max() ?? 0
        return largest / Double(counts.count) / max(mix, 1e-3)
    }

    /// The size of the largest negative binomial likelihood with these means, 1e-3 to 1e6.
    func likeliestSize(_ means: [Double]) -> Double {
        func likelihood(_ logSize: Double) -> Double {
            let family = CountFamily.negativeBinomial(size: exp(logSize))
            return zip(counts, means).reduce(0) {
                $0 + family.distribution(mean: exp($1.1)).logProbability(of: $1.0)
            }
        }
        var (low, high) = (log(1e-3), log(1e6))
        let grid = (0...20).map { low + (high - low) * Double($0) / 20 }
        let values = grid.map(likelihood)
        let best = values.indices.max { values[$0] < values[$1] } ?? 0
        (low, high) = (grid[max(0, best - 1)], grid[min(20, best + 1)])
        let golden = (5.0.squareRoot() - 1) / 2
        var (a, b) = (high - golden * (high - low), low + golden * (high - low))
        var (atA, atB) = (likelihood(a), likelihood(b))
        while high - low > 1e-9 {
            if atA < atB {
                (low, a, atA) = (a, b, atB)
                b = low + golden * (high - low)
                atB = likelihood(b)
            } else {
                (high, b, atB) = (b, a, atA)
                a = high - golden * (high - low)
                atA = likelihood(a)
            }
        }
        return exp((low + high) / 2)
    }

    /// The information matrix of intercept and effects, row by row, summed over rows.
    func information(_ coefficients: Coefficients, _ family: CountFamily) -> [Double] {
        Quadratic(self, logMeans(coefficients), family).information.map { $0 * Double(counts.count) }
    }
}

/// The likelihood near some means: linear and quadratic terms of intercept and effects, over the number of rows.
private struct Quadratic {
    /// One more than covariates: the intercept comes first.
    let order: Int
    /// Σ w x xᵀ / n.
    var information: [Double]
    /// Σ x · slope / n.
    var slope: [Double]

    init(_ model: CountRegression, _ means: [Double], _ family: CountFamily) {
        let (order, count) = (model.covariates.count + 1, model.counts.count)
        var (weights, slopes) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for row in 0..<count {
            (slopes[row], weights[row]) = family.score(model.counts[row], mean: exp(means[row]))
        }
        var information = [Double](repeating: 0, count: order * order)
        var slope = [Double](repeating: 0, count: order)
        information[0] = weights.reduce(0, +) / Double(count)
        slope[0] = slopes.reduce(0, +) / Double(count)
        for (j, column) in model.covariates.enumerated() {
            let weighted = zip(column, weights).map { $0 * $1 }
            slope[j + 1] = Self.product(column, slopes) / Double(count)
            information[j + 1] = weighted.reduce(0, +) / Double(count)
            information[(j + 1) * order] = information[j + 1]
            for k in 0...j {
                let value = Self.product(weighted, model.covariates[k]) / Double(count)
                information[(j + 1) * order + k + 1] = value
                information[(k + 1) * order + j + 1] = value
            }
        }
        (self.order, self.information, self.slope) = (order, information, slope)
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var sum = 0.0
                for index in 0..<min(a.count, b.count) { sum += a[index] * b[index] }
                return sum
            }
        }
    }

    /// The top of slope·δ − ½δᵀ information δ less the penalty of start + δ.
    func maximum(
        _ penalty: CountRegression.Penalty, from start: CountRegression.Coefficients
    ) -> CountRegression.Coefficients {
        var values = [start.intercept] + start.effects
        // What is left of the slope after the moves so far.
        var rest = slope
        for _ in 0..<10_000 {
            var largest = 0.0
            for j in 0..<order {
                let own = information[j * order + j]
                guard own > 0 else { continue }
                let pull = rest[j] + own * values[j]
                let threshold = j == 0 ? 0 : penalty.strength * penalty.mix
                let shrink = j == 0 ? 0 : penalty.strength * (1 - penalty.mix)
                let next =
                    (pull > threshold ? pull - threshold : pull < -threshold ? pull + threshold : 0) / (own + shrink)
                let move = next - values[j]
                guard move != 0 else { continue }
                values[j] = next
                for k in 0..<order { rest[k] -= move * information[j * order + k] }
                largest = max(largest, abs(move) * own.squareRoot())
            }
            if largest < 1e-13 { break }
        }
        return CountRegression.Coefficients(intercept: values[0], effects: Array(values.dropFirst()))
    }
}
