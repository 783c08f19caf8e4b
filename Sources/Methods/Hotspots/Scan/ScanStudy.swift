/// The cases of a scan and what they are compared with, per location and step.
public struct ScanStudy: Sendable {
    /// The model.
    public let model: ScanModel
    /// The spans of time.
    public let windows: ScanWindows
    /// Number of locations.
    public let locations: Int
    /// Cases, location by location and step by step.
    public let cases: [Double]
    /// Expected cases (Poisson and permutation), or persons (Bernoulli), in the same order.
    public let measure: [Double]
    /// All cases.
    public let totalCases: Double

    /// A study; lists lie location by location, step by step.
    ///
    /// - Parameters:
    ///   - cases: Whole numbers; fractions are allowed for Poisson (allocated cases), and replicates then have the
    ///     nearest whole number of cases.
    ///   - exposure: Poisson: numbers above 0 in proportion to the expected cases. Bernoulli: persons, cases included.
    ///     Permutation: not used; expected are the products of the margins.
    /// - Throws: ``ScanError`` for the first value that is not as said.
    public init(
        model: ScanModel, windows: ScanWindows, cases: [Double], exposure: [Double] = []
    ) throws(ScanError) {
        let steps = windows.steps
        guard cases.count % steps == 0 else {
            throw .countMismatch(expected: (cases.count / steps + 1) * steps, found: cases.count)
        }
        for (index, count) in cases.enumerated()
        where !(count >= 0 && count.isFinite) || (model != .poisson && count != count.rounded()) {
            throw .cases(location: index / steps, step: index % steps)
        }
        let total = cases.reduce(0, +)
        guard total < Double(Int32.max) else { throw .tooManyCases(total) }
        self.model = model
        self.windows = windows
        self.cases = cases
        locations = cases.count / steps
        totalCases = total
        measure =
            model == .permutation
            ? Self.products(of: cases, steps, total) : try Self.measure(model, exposure, cases, steps, total)
    }

    private static func measure(
        _ model: ScanModel, _ exposure: [Double], _ cases: [Double], _ steps: Int, _ total: Double
    ) throws(ScanError) -> [Double] {
        guard exposure.count == cases.count else {
            throw .countMismatch(expected: cases.count, found: exposure.count)
        }
        for (index, value) in exposure.enumerated() {
            let (location, step) = (index / steps, index % steps)
            if model == .poisson {
                guard value > 0, value.isFinite else { throw .exposure(location: location, step: step) }
            } else {
                guard value >= 0, value == value.rounded(), value < 0x1p53 else {
                    throw .exposure(location: location, step: step)
                }
                guard value >= cases[index] else { throw .casesAbovePopulation(location: location, step: step) }
            }
        }
        guard model == .poisson else { return exposure }
        let scale = total / exposure.reduce(0, +)
        return exposure.map { $0 * scale }
    }

    /// Row sum × column sum / all, for each location and step.
    ///
    /// Kulldorff et al. (2005), doi:10.1371/journal.pmed.0020059.
    private static func products(of cases: [Double], _ steps: Int, _ total: Double) -> [Double] {
        var (rows, columns) = ([Double](repeating: 0, count: cases.count / steps), [Double](repeating: 0, count: steps))
        for (index, count) in cases.enumerated() {
            rows[index / steps] += count
            columns[index % steps] += count
        }
        return cases.indices.map { total > 0 ? rows[$0 / steps] * columns[$0 % steps] / total : 0 }
    }

    /// What limits the size of zones: the measure of each location over the whole study.
    public var locationMeasure: [Double] {
        let steps = windows.steps
        return (0..<locations).map { location in
            measure[(location * steps)..<((location + 1) * steps)].reduce(0, +)
        }
    }

    /// The ratio for the observed cases.
    var statistic: ScanStatistic {
        ScanStatistic(
            isBernoulli: model == .bernoulli, cases: totalCases,
            total: model == .bernoulli ? measure.reduce(0, +) : totalCases)
    }
}
