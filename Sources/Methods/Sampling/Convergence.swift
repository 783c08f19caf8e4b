internal import Glibc

/// Whether chains agree, and how many independent draws theirs are worth.
///
/// Rank-normalised split R-hat and effective sample sizes of Vehtari and others (2021, doi:10.1214/20-BA1221), in the
/// arithmetic of ArviZ. All take chains of equal length.
public enum Convergence {
    /// Split R-hat of the ranks, or of the folded ranks where that is larger; near 1 when the chains agree.
    ///
    /// NaN for fewer than 4 draws a chain; 1 when all draws are the same number.
    ///
    /// - Complexity: O(*n* log *n*).
    public static func rHat(_ chains: [[Double]]) -> Double { rHatAndBulk(chains).rHat }

    /// Effective draws for the centre: those of the rank-normalised split chains.
    ///
    /// NaN for fewer than 4 draws a chain; the number of draws when all are the same number.
    public static func bulkEffectiveDraws(_ chains: [[Double]]) -> Double { rHatAndBulk(chains).bulk }

    /// Both, with the ranks found once.
    static func rHatAndBulk(_ chains: [[Double]]) -> (rHat: Double, bulk: Double) {
        let halves = split(chains)
        guard let shortest = halves.map(\.count).min(), shortest >= 2 else { return (.nan, .nan) }
        if isConstant(halves) { return (1, Double(halves.count * shortest)) }
        let scores = rankNormalised(halves)
        let middle = quantile(halves.flatMap(\.self).sorted(), 0.5)
        let folded = halves.map { $0.map { abs($0 - middle) } }
        let spread = isConstant(folded) ? 1 : splitRHat(rankNormalised(folded))
        return (max(splitRHat(scores), spread), effectiveDraws(scores))
    }

    /// Effective draws for the tails: the smaller of those for the 5 % and the 95 % quantile.
    ///
    /// NaN for fewer than 4 draws a chain.
    public static func tailEffectiveDraws(_ chains: [[Double]]) -> Double {
        let sorted = chains.flatMap(\.self).sorted()
        guard !sorted.isEmpty else { return .nan }
        let ends = [0.05, 0.95].map { share in
            let limit = quantile(sorted, share)
            return effectiveDraws(split(chains.map { $0.map { $0 <= limit ? 1 : 0 } }))
        }
        return min(ends[0], ends[1])
    }

    /// The value below which a share of sorted numbers lies, linear between them.
    ///
    /// - Precondition: At least one number, ascending, and a share within 0…1.
    public static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        precondition(!sorted.isEmpty && (0...1).contains(share), "quantile \(share) of \(sorted.count) numbers")
        let place = share * Double(sorted.count - 1)
        let low = min(Int(place), sorted.count - 1)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }

    /// First and second half of each chain; the middle draw of an odd number belongs to neither.
    private static func split(_ chains: [[Double]]) -> [[Double]] {
        chains.flatMap { [Array($0.prefix($0.count / 2)), Array($0.suffix($0.count / 2))] }
    }

    private static func isConstant(_ chains: [[Double]]) -> Bool {
        let first = chains.first?.first
        return chains.allSatisfy { $0.allSatisfy { $0 == first } }
    }

    /// Normal scores of the ranks over all chains, (r − 3/8)/(S + 1/4); equal draws share the mean of their ranks.
    private static func rankNormalised(_ chains: [[Double]]) -> [[Double]] {
        let all = chains.flatMap(\.self)
        let order = all.enumerated().map { (value: $1, index: $0) }.sorted { $0.value < $1.value }
        var scores = [Double](repeating: 0, count: all.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count && order[last + 1].value == order[first].value { last += 1 }
            let rank = Double(first + last) / 2 + 1
            let score = NormalDistribution.quantile((rank - 0.375) / (Double(all.count) + 0.25))
            for place in first...last { scores[order[place].index] = score }
            first = last + 1
        }
        var start = 0
        return chains.map { chain in
            defer { start += chain.count }
            return Array(scores[start..<start + chain.count])
        }
    }

    private static func splitRHat(_ chains: [[Double]]) -> Double {
        let length = Double(chains[0].count)
        let between = length * variance(chains.map(mean))
        let within = mean(chains.map(variance))
        return ((between / within + length - 1) / length).squareRoot()
    }

    /// Draws over 1 + 2 Σρ, the sum cut by Geyer's initial monotone sequence.
    private static func effectiveDraws(_ chains: [[Double]]) -> Double {
        guard let length = chains.first?.count, length >= 2 else { return .nan }
        let total = Double(chains.count * length)
        if isConstant(chains) { return total }
        let sum = autocorrelationTime(AutocorrelationEstimate(chains), length: length)
        return total / max(sum, 1 / log10(total))
    }

    private static func autocorrelationTime(_ estimate: AutocorrelationEstimate, length: Int) -> Double {
        var correlations = [1, estimate.correlation(1)]
        var (even, odd) = (correlations[0], correlations[1])
        var lag = 1
        while lag < length - 3 && even + odd > 0 {
            (even, odd) = (estimate.correlation(lag + 1), estimate.correlation(lag + 2))
            correlations += even + odd >= 0 ? [even, odd] : [0, 0]
            lag += 2
        }
        // The pair that ended the sequence does not count, but its even lag does if it is positive.
        let last = lag - 2
        if even > 0 && last + 1 >= 0 { correlations[last + 1] = even }
        for lag in stride(from: 1, through: last - 2, by: 2) {
            let before = correlations[lag - 1] + correlations[lag]
            if correlations[lag + 1] + correlations[lag + 2] > before {
                correlations[lag + 1] = before / 2
                correlations[lag + 2] = before / 2
            }
        }
        let counted = correlations.prefix(max(0, last + 1)).reduce(0, +)
        return -1 + 2 * counted + (last + 1 >= 0 ? correlations[last + 1] : 0)
    }

    /// The mean; NaN for no numbers.
    public static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    /// The variance (n − 1); NaN for fewer than two numbers.
    public static func variance(_ values: [Double]) -> Double {
        let centre = mean(values)
        return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
    }
}

/// The correlation of a quantity with itself some draws later, pooled over chains.
private struct AutocorrelationEstimate {
    private let centred: [[Double]]
    private let within: Double
    private let pooled: Double

    init(_ chains: [[Double]]) {
        let means = chains.map(Convergence.mean)
        centred = zip(chains, means).map { chain, mean in chain.map { $0 - mean } }
        let length = Double(chains[0].count)
        within = Convergence.mean(chains.map(Convergence.variance))
        pooled = within * (length - 1) / length + (chains.count > 1 ? Convergence.variance(means) : 0)
    }

    func correlation(_ lag: Int) -> Double {
        let covariances = centred.map { chain in
            var sum = 0.0
            for index in 0..<max(0, chain.count - lag) { sum += chain[index] * chain[index + lag] }
            return sum / Double(chain.count)
        }
        return 1 - (within - Convergence.mean(covariances)) / pooled
    }
}
