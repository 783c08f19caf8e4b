internal import Glibc

/// Shares of travellers among ways, month by month: a multinomial logit of costs whose constants walk at random.
///
/// Utility of way *k* in month *t*: −θ·c_kt + o_kt + w_kt with ln θ normal, w_k0 ~ N(0, level²) and
/// w_kt − w_k,t−1 ~ N(0, step²). Ways that are closed in a month take no share of it; their constants walk on. Statements
/// bear on the logit of the share of a group of ways and are weak normal likelihoods.
public struct CorridorShareModel: Sendable {
    /// One month.
    public struct Month: Sendable {
        /// Cost of each way, in the unit of 1/θ; nil where the way is closed.
        public var costs: [Double?]
        /// A constant added to each way's utility.
        public var offsets: [Double]
        /// Standard deviation of each way's step into this month; of the first month it is not used.
        public var steps: [Double]

        /// A month by its ways.
        public init(costs: [Double?], offsets: [Double], steps: [Double]) {
            (self.costs, self.offsets, self.steps) = (costs, offsets, steps)
        }
    }

    /// A statement on the share of a group of ways over some months.
    public struct Statement: Sendable {
        /// Months, as indices.
        public var months: Range<Int>
        /// Ways, as indices.
        public var ways: [Int]
        /// The middle 90 % of the group's share, within 0…1 without the ends.
        public var share: ClosedRange<Double>

        /// A statement on a group of ways.
        public init(months: Range<Int>, ways: [Int], share: ClosedRange<Double>) {
            (self.months, self.ways, self.share) = (months, ways, share)
        }
    }

    /// One statement in one of its months: the whole statement weighs as much as one observation.
    struct Factor: Sendable {
        let month: Int
        let isMember: [Bool]
        let logit: Double
        let precision: Double
    }

    /// Ways that people choose among, 1 or more.
    public let ways: Int
    let months: [Month]
    let factors: [Factor]
    let levelDeviation: Double
    let logTheta: (mean: Double, deviation: Double)

    /// A model of checked parts.
    ///
    /// - Parameter theta: The middle 90 % of the sensitivity to cost, above 0.
    /// - Parameter levelDeviation: Standard deviation of the constants in the first month, above 0.
    /// - Precondition: Every month has one cost, offset and step for each way, the steps above 0.
    public init(months: [Month], statements: [Statement], theta: ClosedRange<Double>, levelDeviation: Double) {
        ways = months.first?.costs.count ?? 1
        precondition(theta.lowerBound > 0 && levelDeviation > 0 && !months.isEmpty, "a share model needs months")
        precondition(
            months.allSatisfy {
                [$0.costs.count, $0.offsets.count, $0.steps.count].allSatisfy { $0 == months[0].costs.count }
            },
            "each month has as many costs, offsets and steps as ways")
        self.months = months
        self.levelDeviation = levelDeviation
        logTheta = (
            (log(theta.lowerBound) + log(theta.upperBound)) / 2,
            max(1e-3, log(theta.upperBound / theta.lowerBound) / (2 * Self.ninety))
        )
        factors = statements.flatMap { Self.factors($0, months) }
    }

    /// The 95 % quantile of the standard normal distribution.
    static let ninety = 1.6448536269514722

    /// A statement bears on the months in which some of its ways and some others are open.
    private static func factors(_ statement: Statement, _ months: [Month]) -> [Factor] {
        let ways = months[0].costs.indices
        let isMember = ways.map { statement.ways.contains($0) }
        let used = statement.months.filter { month in
            ways.contains { isMember[$0] && months[month].costs[$0] != nil }
                && ways.contains { !isMember[$0] && months[month].costs[$0] != nil }
        }
        let (low, high) = (logit(statement.share.lowerBound), logit(statement.share.upperBound))
        let deviation = max(1e-2, (high - low) / (2 * ninety)) * Double(max(1, used.count)).squareRoot()
        return used.map {
            Factor(month: $0, isMember: isMember, logit: (low + high) / 2, precision: 1 / (deviation * deviation))
        }
    }

    static func logit(_ share: Double) -> Double { log(share / (1 - share)) }

    // MARK: - Shares

    /// Numbers in a position: one constant for each way and month, then the standardised ln θ.
    var dimensions: Int { months.count * ways + 1 }

    func theta(_ position: [Double]) -> Double {
        exp(logTheta.mean + logTheta.deviation * position[dimensions - 1])
    }

    /// Shares of the ways in a month; all 0 where none is open.
    func shares(_ month: Int, _ position: [Double], theta: Double) -> [Double] {
        let open = months[month]
        var best = -Double.infinity
        var shares = [Double](repeating: -.infinity, count: ways)
        for way in 0..<ways {
            guard let cost = open.costs[way] else { continue }
            shares[way] = position[month * ways + way] + open.offsets[way] - theta * cost
            best = max(best, shares[way])
        }
        guard best > -.infinity else { return [Double](repeating: 0, count: ways) }
        var sum = 0.0
        for way in 0..<ways {
            shares[way] = exp(shares[way] - best)
            sum += shares[way]
        }
        for way in 0..<ways { shares[way] /= sum }
        return shares
    }

    /// The sum of a factor's ways and its logit, safe at the ends.
    func group(_ factor: Factor, _ shares: [Double]) -> (inside: Double, outside: Double, logit: Double) {
        var (inside, outside) = (0.0, 0.0)
        for way in 0..<ways {
            if factor.isMember[way] { inside += shares[way] } else { outside += shares[way] }
        }
        (inside, outside) = (max(inside, 1e-300), max(outside, 1e-300))
        return (inside, outside, log(inside) - log(outside))
    }

    // MARK: - Density

    /// Minus the logarithm of the posterior density, up to a constant.
    func energy(_ position: [Double]) -> Double {
        let theta = theta(position)
        let last = position[dimensions - 1]
        var sum = last * last / 2
        for way in 0..<ways {
            let start = position[way] / levelDeviation
            sum += start * start / 2
            for month in 1..<max(1, months.count) {
                let step = position[month * ways + way] - position[(month - 1) * ways + way]
                let scaled = step / months[month].steps[way]
                sum += scaled * scaled / 2
            }
        }
        for factor in factors {
            let miss = group(factor, shares(factor.month, position, theta: theta)).logit - factor.logit
            sum += factor.precision * miss * miss / 2
        }
        return sum
    }

    /// The gradient of ``energy(_:)`` and its curvature without the second derivatives of the shares (Gauss and Newton).
    func slope(_ position: [Double]) -> (gradient: [Double], curvature: BandedPrecision) {
        var gradient = [Double](repeating: 0, count: dimensions)
        var curvature = BandedPrecision(size: dimensions - 1, band: 2 * ways - 1)
        addPrior(position, &gradient, &curvature)
        let theta = theta(position)
        for factor in factors { add(factor, position, theta, &gradient, &curvature) }
        return (gradient, curvature)
    }

    private func addPrior(_ position: [Double], _ gradient: inout [Double], _ curvature: inout BandedPrecision) {
        gradient[dimensions - 1] = position[dimensions - 1]
        curvature.corner = 1
        for way in 0..<ways {
            let level = 1 / (levelDeviation * levelDeviation)
            gradient[way] += level * position[way]
            curvature.add(level, way, way)
            for month in 1..<max(1, months.count) {
                let (now, before) = (month * ways + way, (month - 1) * ways + way)
                let precision = 1 / (months[month].steps[way] * months[month].steps[way])
                let pull = precision * (position[now] - position[before])
                gradient[now] += pull
                gradient[before] -= pull
                curvature.add(precision, now, now)
                curvature.add(precision, before, before)
                curvature.add(-precision, now, before)
            }
        }
    }

    private func add(
        _ factor: Factor, _ position: [Double], _ theta: Double, _ gradient: inout [Double],
        _ curvature: inout BandedPrecision
    ) {
        let shares = shares(factor.month, position, theta: theta)
        let group = group(factor, shares)
        let pull = factor.precision * (group.logit - factor.logit)
        let slopes = (0..<ways).map { factor.isMember[$0] ? shares[$0] / group.inside : -shares[$0] / group.outside }
        var thetaSlope = 0.0
        for way in 0..<ways {
            thetaSlope -= slopes[way] * (months[factor.month].costs[way] ?? 0) * theta * logTheta.deviation
        }
        let first = factor.month * ways
        for way in 0..<ways {
            gradient[first + way] += pull * slopes[way]
            curvature.border[first + way] += factor.precision * slopes[way] * thetaSlope
            for other in 0...way {
                curvature.add(factor.precision * slopes[way] * slopes[other], first + way, first + other)
            }
        }
        gradient[dimensions - 1] += pull * thetaSlope
        curvature.corner += factor.precision * thetaSlope * thetaSlope
    }
}
