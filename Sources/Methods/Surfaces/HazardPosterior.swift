import Glibc
import SpatialEngine

/// What trips say about the hazard's coefficients, together with what was believed before.
///
/// The posterior mode is found by scoring steps; draws from a Student distribution about it (5 degrees of freedom, spread of
/// the Laplace approximation) are weighted to the exact posterior (importance sampling; Geweke 1989,
/// doi:10.2307/1913710).
public struct HazardPosterior: Sendable {
    /// Normal beliefs, independent of each other.
    public struct Prior: Hashable, Sendable {
        /// Of b0…b5.
        public var means: [Double]
        /// Of b0…b5, above 0.
        public var deviations: [Double]
        /// Of the log of how much more often a loss is reported than an arrival; counts for reported trips only.
        public var logRatioMean: Double
        /// Its standard deviation, above 0.
        public var logRatioDeviation: Double

        /// Beliefs about six coefficients and the reporting ratio.
        public init(means: [Double], deviations: [Double], logRatioMean: Double, logRatioDeviation: Double) {
            precondition(means.count == 6 && deviations.count == 6, "six coefficients")
            self.means = means
            self.deviations = deviations
            self.logRatioMean = logRatioMean
            self.logRatioDeviation = logRatioDeviation
        }
    }

    /// What is known of one number.
    public struct Marginal: Hashable, Sendable {
        /// Posterior mean.
        public let mean: Double
        /// Posterior standard deviation.
        public let deviation: Double
        /// At 5, 25, 50, 75 and 95 %.
        public let quantiles: [Double]
    }

    /// Of b0…b5, then of the log reporting ratio if any trip is a reported one.
    public let marginals: [Marginal]
    /// How many independent draws from the posterior the weighted ones are worth.
    public let effectiveDraws: Double
    /// Where the posterior is highest.
    public let mode: [Double]

    /// Learns from trips.
    ///
    /// - Parameter draws: How many, 1000 or more.
    /// - Complexity: O(draws · trips).
    public init(trips: [HazardTrip], prior: Prior, draws: Int, seed: UInt64, threads: Int) {
        let problem = HazardProblem(trips: trips, prior: prior)
        let mode = problem.mode()
        let factor = SmallCholesky(problem.information(at: mode))
        let source = SplitMix64(seed: seed)
        let sampled = parallelMap(Array(0..<draws), threads: threads) { index in
            var generator = source.stream(UInt64(index))
            return problem.weightedDraw(about: mode, factor, &generator)
        }
        let top = sampled.map(\.logWeight).max() ?? 0
        let weights = sampled.map { exp($0.logWeight - top) }
        let total = weights.reduce(0, +)
        effectiveDraws = total * total / weights.reduce(0) { $0 + $1 * $1 }
        self.mode = mode
        marginals = mode.indices.map { k in Marginal(values: sampled.map { $0.point[k] }, weights, total) }
    }
}

extension HazardPosterior.Marginal {
    fileprivate init(values: [Double], _ weights: [Double], _ total: Double) {
        let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        let square = zip(values, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 } / total
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var quantiles: [Double] = []
        var (passed, next) = (0.0, 0)
        for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
            while next < order.count - 1, passed + weights[order[next]] < share * total {
                passed += weights[order[next]]
                next += 1
            }
            quantiles.append(values[order[next]])
        }
        self.init(mean: mean, deviation: square.squareRoot(), quantiles: quantiles)
    }
}
