/// A forecast of a count with what came.
public struct ForecastOutcome: Hashable, Sendable {
    /// What was forecast.
    public var forecast: CountDistribution
    /// A whole number.
    public var actual: Double

    /// A forecast with its outcome.
    public init(forecast: CountDistribution, actual: Double) {
        self.forecast = forecast
        self.actual = actual
    }

    /// What the forecast is worth.
    public var scores: Scores {
        Scores(
            logScore: forecast.logScore(of: actual), crps: forecast.crps(of: actual),
            pitLow: forecast.cumulative(actual - 1), pitHigh: forecast.cumulative(actual))
    }

    /// Scores of one forecast.
    public struct Scores: Hashable, Sendable {
        /// −ln P(actual); infinite where events were held impossible.
        public var logScore: Double
        /// Continuous ranked probability score, in events.
        public var crps: Double
        /// F(actual − 1).
        public var pitLow: Double
        /// F(actual).
        public var pitHigh: Double
    }
}

/// Whether counts come as often as forecasts say.
public enum Calibration {
    /// Forecasts of like size, and what came of them.
    public struct Group: Hashable, Sendable {
        /// How many.
        public var count: Int
        /// The smallest mean forecast among them.
        public var low: Double
        /// The largest.
        public var high: Double
        /// Mean forecast.
        public var predicted: Double
        /// Mean of what came.
        public var observed: Double
    }

    /// Shares of the probability integral transform in bins of equal width; all alike where forecasts are calibrated.
    ///
    /// Each count spreads its share evenly from F(y − 1) to F(y) (Czado, Gneiting and Held 2009,
    /// doi:10.1111/j.1541-0420.2009.01191.x).
    public static func histogram(_ scores: [ForecastOutcome.Scores], bins: Int = 10) -> [Double] {
        var shares = [Double](repeating: 0, count: bins)
        for score in scores {
            let width = score.pitHigh - score.pitLow
            for bin in 0..<bins {
                let (low, high) = (Double(bin) / Double(bins), Double(bin + 1) / Double(bins))
                if width > 0 {
                    shares[bin] += max(0, min(high, score.pitHigh) - max(low, score.pitLow)) / width
                } else if score.pitHigh > low || bin == 0, score.pitHigh <= high {
                    shares[bin] += 1
                }
            }
        }
        return scores.isEmpty ? shares : shares.map { $0 / Double(scores.count) }
    }

    /// Forecasts in groups of equal number by rising mean, ties in the order given; fewer where there are too few.
    public static func groups(_ outcomes: [ForecastOutcome], count: Int = 10) -> [Group] {
        let order = outcomes.indices.sorted {
            let (a, b) = (outcomes[$0].forecast.mean, outcomes[$1].forecast.mean)
            return a != b ? a < b : $0 < $1
        }
        let groups = min(count, order.count)
        return (0..<groups).map { group in
            let members = order[(group * order.count / groups)..<((group + 1) * order.count / groups)]
            let means = members.map { outcomes[$0].forecast.mean }
            let size = Double(members.count)
            return Group(
                count: members.count, low: means.first ?? 0, high: means.last ?? 0,
                predicted: means.reduce(0, +) / size,
                observed: members.reduce(0) { $0 + outcomes[$1].actual } / size)
        }
    }
}
