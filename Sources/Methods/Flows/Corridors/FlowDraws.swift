internal import Glibc
public import SpatialEngine

/// Draws of the number of people of a month.
public enum FlowDraws {
    /// People given a count that scatters about them as a negative binomial: variance q + q²/size.
    ///
    /// With a flat prior of ln q the posterior of q/(q + size) is a Beta number, so the draws are exact. A count of 0 stands
    /// for half a person, so that the posterior is proper.
    ///
    /// - Precondition: `count` is not negative and `size` above 0.
    public static func counted(_ count: Double, size: Double, draws: Int, random: SplitMix64) -> [Double] {
        precondition(count >= 0 && size > 0, "a count of \(count) with size \(size)")
        var random = random
        return (0..<draws).map { _ in
            let people = random.nextGamma(shape: max(0.5, count))
            return size * people / random.nextGamma(shape: size)
        }
    }

    /// People of whom only the middle 90 % is stated: log-normal.
    ///
    /// - Precondition: `range` lies above 0.
    public static func stated(_ range: ClosedRange<Double>, draws: Int, random: SplitMix64) -> [Double] {
        let (mean, deviation) = logNormal(range)
        var random = random
        return (0..<draws).map { _ in exp(mean + deviation * random.nextNormal()) }
    }

    /// Mean and standard deviation of the logarithm of a number with this middle 90 %.
    static func logNormal(_ range: ClosedRange<Double>) -> (mean: Double, deviation: Double) {
        precondition(range.lowerBound > 0, "a range above 0 is needed")
        let (low, high) = (log(range.lowerBound), log(range.upperBound))
        return ((low + high) / 2, (high - low) / (2 * CorridorShareModel.ninety))
    }

    /// People on a way that nobody counts, month by month: ln q is a stationary chain that statements pull.
    ///
    /// - Parameters:
    ///   - prior: The middle 90 % of any month before statements.
    ///   - memory: Months after which the correlation has fallen to 1/e, above 0.
    ///   - statements: Months and the middle 90 % of persons a month that they state; each weighs as one observation.
    /// - Returns: Draws by month.
    public static func uncounted(
        months: Int, prior: ClosedRange<Double>, memory: Double,
        statements: [(months: Range<Int>, persons: ClosedRange<Double>)], draws: Int, random: SplitMix64
    ) -> [[Double]] {
        precondition(months > 0 && memory > 0, "a chain needs months and a memory")
        let (mean, deviation) = logNormal(prior)
        let correlation = exp(-1 / memory)
        let step = 1 / (deviation * deviation * (1 - correlation * correlation))
        var precision = BandedPrecision(size: months, band: 1)
        precision.corner = 1
        var pull = [Double](repeating: 0, count: months + 1)
        precision.add(1 / (deviation * deviation), 0, 0)
        for month in 1..<max(1, months) {
            precision.add(step, month, month)
            precision.add(step * correlation * correlation, month - 1, month - 1)
            precision.add(-step * correlation, month, month - 1)
        }
        for statement in statements {
            let (centre, spread) = logNormal(statement.persons)
            let weight = 1 / (max(1e-2, spread) * max(1e-2, spread) * Double(statement.months.count))
            for month in statement.months {
                precision.add(weight, month, month)
                pull[month] += weight * (centre - mean)
            }
        }
        guard let factor = precision.factor() else { return [] }
        let middle = factor.solve(pull)
        var result = [[Double]](repeating: [], count: months)
        for draw in 0..<draws {
            var random = random.stream(UInt64(draw))
            let noise = (0...months).map { _ in random.nextNormal() }
            let chain = factor.colour(noise)
            for month in 0..<months { result[month].append(exp(mean + middle[month] + chain[month])) }
        }
        return result
    }
}
