internal import Export
internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// `network flows --model calibrate`: demand by pair and period from counts on links, with intervals.
public struct CountCalibration: Sendable {
    /// How much cheap routes are favoured, per unit of cost.
    public enum Theta: Hashable, Sendable {
        /// Known, 0 or more.
        case fixed(Double)
        /// Estimated: log-normal prior, both above 0.
        case prior(median: Double, logDeviation: Double)
    }

    /// A table of links, or a GeoJSON file.
    public var links: String
    /// A table `from,to,period,persons,log_sd`.
    public var demand: String
    /// A table `link_id,period,count[,quality]`.
    public var counts: String
    /// How much cheap routes are favoured.
    public var theta: Theta
    /// Size R of the negative binomial of counts: variance m + m²/R; above 0.
    public var size: Double
    /// How many of the cheapest routes of each pair are used; nil for all simple ones.
    public var routeCount: Int?
    /// Chains of the sampler.
    public var chains = 4
    /// Draws of each that only adapt.
    public var warmUp = 1000
    /// Draws of each that are kept.
    public var draws = 10_000
    /// Where demand goes: a `.csv` path, or `-`.
    public var output: String
    /// Where the flows of links go, if anywhere: a `.csv` path.
    public var linkFlows: String?
    /// Replace what is there.
    public var overwrite = false
    /// Seed of the draws.
    public var seed: UInt64 = 1
    /// Threads; the result does not depend on it.
    public var threads = 1

    /// A calibration with the usual sampling.
    public init(
        links: String, demand: String, counts: String, theta: Theta, size: Double, output: String
    ) {
        self.links = links
        self.demand = demand
        self.counts = counts
        self.theta = theta
        self.size = size
        self.output = output
    }

    /// Reads, draws and writes.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for options or rows that cannot be used; the errors of files.
    public func run(_ progress: @escaping FlowProgress) throws -> CalibrationOutcome {
        try check()
        for path in [output, linkFlows].compactMap(\.self) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: overwrite)
        }
        progress("reading", 0, 1)
        let table = try LinkTable(links)
        let problem = try CalibrationProblem(
            links: table, demand: PeriodDemandTable(demand, places: table), counts: CountTable(counts, of: table),
            theta: theta, size: size, routeCount: routeCount)
        let posterior = try CalibrationPosterior(problem, self, progress)
        progress("writing", 0, 1)
        try posterior.writeDemand(to: output, overwrite: overwrite)
        if let linkFlows { try posterior.writeLinkFlows(to: linkFlows, overwrite: overwrite) }
        return CalibrationOutcome(problem, posterior, self)
    }

    private func check() throws(RequestError) {
        func require(_ holds: Bool, _ problem: String) throws(RequestError) {
            if !holds { throw RequestError(.wrongUsage, problem) }
        }
        switch theta {
        case .fixed(let theta):
            try require(theta >= 0 && theta.isFinite, "--theta is \(theta); it must be a finite number of 0 or more")
        case .prior(let median, let deviation):
            try require(
                median > 0 && median.isFinite && deviation > 0 && deviation.isFinite,
                "--theta-prior is \(median),\(deviation); it needs a median and a standard deviation of the log, both above 0"
            )
        }
        try require(size > 0 && size.isFinite, "--nb-size is \(size); it must be a finite number above 0")
        try require((routeCount ?? 1) >= 1, "--k is \(routeCount ?? 0); give 1 or more")
        try require((1...64).contains(chains), "--chains is \(chains); it must lie within 1…64")
        try require((0...1_000_000).contains(warmUp), "--warm-up is \(warmUp); it must lie within 0…1000000")
        try require((100...1_000_000).contains(draws), "--draws is \(draws); it must lie within 100…1000000")
        try require(output != linkFlows, "-o and --link-flows name the same file")
    }
}
