internal import Glibc
internal import Sampling

/// A belief about a positive number whose logarithm is normal.
public struct LogNormal: Hashable, Sendable {
    /// As likely above as below; above 0.
    public let median: Double
    /// Standard deviation of the logarithm, above 0.
    public let logDeviation: Double

    /// A belief with its median and the standard deviation of the log.
    ///
    /// - Precondition: Both are finite and above 0.
    public init(median: Double, logDeviation: Double) {
        precondition(
            median > 0 && median.isFinite && logDeviation > 0 && logDeviation.isFinite,
            "a log-normal needs a median and a deviation above 0, got \(median) and \(logDeviation)")
        self.median = median
        self.logDeviation = logDeviation
    }

    /// The mean, median·exp(σ²/2).
    public var mean: Double { median * exp(logDeviation * logDeviation / 2) }

    /// The value that a share (0…1) of the distribution lies below.
    public func quantile(_ share: Double) -> Double { value(at: NormalDistribution.quantile(share)) }

    /// The value as many deviations of the log above the median.
    public func value(at score: Double) -> Double { median * exp(logDeviation * score) }
}
