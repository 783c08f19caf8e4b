internal import Glibc
internal import Sampling
public import SpatialEngine

/// How a forecast of one number fared.
public struct ForecastScore: Hashable, Sendable {
    /// Logarithm of the density at what came, of the number itself; the higher the better.
    public let logScore: Double
    /// Continuous ranked probability score, in the unit of the number; the lower the better.
    public let rankedScore: Double
    /// Distance of the median, in the unit of the number.
    public let absoluteError: Double
}

/// Forecasts of monthly counts from those before: ln changes that keep a part of the change before.
///
/// Change d_t = φ·d_t−1 + e_t. φ and the variance of e have a normal–inverse-gamma posterior from the changes seen, and the
/// draws carry both.
public struct CountForecast: Sendable {
    /// Draws by month ahead, the first one month ahead.
    public let draws: [[Double]]

    /// A forecast after the last of some counts.
    ///
    /// - Parameter keepsChange: Whether changes carry on; without it the forecast is a random walk: "same as last month" with
    ///   the scatter of past changes.
    /// - Precondition: Three counts or more; those of 0 stand for half a person.
    public init(after counts: [Double], months: Int, draws count: Int, keepsChange: Bool = true, random: SplitMix64) {
        precondition(counts.count >= 3, "a forecast needs three counts")
        let logs = counts.map { log(max(0.5, $0)) }
        let changes = zip(logs.dropFirst(), logs).map { $0 - $1 }
        let fit = ChangeFit(changes, keepsChange: keepsChange)
        var result = [[Double]](repeating: [], count: months)
        for draw in 0..<count {
            var random = random.stream(UInt64(draw))
            let variance = fit.scale / random.nextGamma(shape: fit.shape)
            let keep = keepsChange ? fit.mean + (variance / fit.precision).squareRoot() * random.nextNormal() : 0
            var (level, change) = (logs[logs.count - 1], changes[changes.count - 1])
            for month in 0..<months {
                change = max(-0.99, min(0.99, keep)) * change + variance.squareRoot() * random.nextNormal()
                level += change
                result[month].append(exp(min(40, level)))
            }
        }
        draws = result
    }

    /// The score of a month ahead against what came.
    public func score(_ month: Int, observed: Double) -> ForecastScore { Self.score(draws[month], observed: observed) }

    /// Scores draws against a number: the log density is that of a log-normal with the draws' mean and spread.
    ///
    /// - Complexity: O(*n* log *n*).
    public static func score(_ draws: [Double], observed: Double) -> ForecastScore {
        let seen = max(0.5, observed)
        let logs = draws.map { log($0) }
        let mean = Convergence.mean(logs)
        let variance = max(1e-12, Convergence.variance(logs))
        let miss = log(seen) - mean
        let density = -0.5 * (log(2 * Double.pi * variance) + miss * miss / variance) - log(seen)
        let sorted = draws.sorted()
        let count = Double(sorted.count)
        let distance = sorted.reduce(0) { $0 + abs($1 - observed) } / count
        // E|X − X'| from order statistics.
        var spread = 0.0
        for (rank, value) in sorted.enumerated() { spread += (2 * Double(rank) + 1 - count) * value }
        return ForecastScore(
            logScore: density, rankedScore: distance - spread / (count * count),
            absoluteError: abs(Convergence.quantile(sorted, 0.5) - observed))
    }
}

/// The posterior of φ and the variance of e: prior φ ~ N(0, variance/4), variance ~ InvGamma(2, 0.1).
private struct ChangeFit {
    let mean: Double
    let precision: Double
    let shape: Double
    let scale: Double

    init(_ changes: [Double], keepsChange: Bool) {
        let pairs = Array(zip(changes, changes.dropFirst()))
        let squares = pairs.reduce(4) { $0 + $1.0 * $1.0 }
        let products = pairs.reduce(0) { $0 + $1.0 * $1.1 }
        precision = squares
        mean = keepsChange ? products / squares : 0
        let rest = pairs.reduce(0) { $0 + $1.1 * $1.1 } - mean * mean * squares
        shape = 2 + Double(pairs.count) / 2
        scale = 0.1 + max(0, rest) / 2
    }
}
