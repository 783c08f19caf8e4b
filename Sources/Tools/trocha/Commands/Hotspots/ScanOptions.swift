internal import ArgumentParser
internal import HotspotAnalysis

/// What the cases of `hotspots scan` are compared with.
struct ScanModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Cases of each row.", valueName: "field"))
    var cases: String
    @Option(
        help: ArgumentHelp(
            "poisson (--population or --expected), bernoulli (--controls or --population), or permutation of times.",
            valueName: "name"))
    var model = ClusterScan.Model.poisson
    @Option(help: ArgumentHelp("Exposure; for bernoulli cases and controls together.", valueName: "field"))
    var population: String?
    @Option(help: ArgumentHelp("Expected cases; only proportions matter.", valueName: "field"))
    var expected: String?
    @Option(help: ArgumentHelp("Controls, for bernoulli.", valueName: "field"))
    var controls: String?

    func validate() throws {
        switch model {
        case .poisson:
            guard (population == nil) != (expected == nil), controls == nil else {
                throw ValidationError("--model poisson needs one of --population FIELD and --expected FIELD")
            }
        case .bernoulli:
            guard (population == nil) != (controls == nil), expected == nil else {
                throw ValidationError("--model bernoulli needs one of --controls FIELD and --population FIELD")
            }
        case .permutation:
            guard population == nil, expected == nil, controls == nil else {
                throw ValidationError(
                    "--model permutation compares cases with cases; leave out --population, --expected and --controls")
            }
        }
    }

    func apply(to scan: inout ClusterScan) {
        (scan.model, scan.population, scan.expected, scan.controls) = (model, population, expected, controls)
    }
}

/// The time of `hotspots scan`.
struct ScanTimeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("ISO date or whole number of each row. Default: purely spatial.", valueName: "field"))
    var time: String?
    @Option(help: ArgumentHelp("Step of ISO dates: day, month or year.", valueName: "unit"))
    var timeUnit = ClusterScan.TimeUnit.day
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Begin of the study, inside. Default: the first time.", valueName: "time"))
    var timeFrom: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("End of the study, inside. Default: the last time.", valueName: "time"))
    var timeTo: String?
    @Option(help: ArgumentHelp("retrospective, or prospective: only spans that end at --time-to.", valueName: "name"))
    var temporal = ClusterScan.Temporal.retrospective
    @Option(help: ArgumentHelp("Longest span, steps. Default: half the study.", valueName: "n"))
    var maxTime: Int?

    func validate() throws {
        if time == nil, timeFrom != nil || timeTo != nil || maxTime != nil || temporal == .prospective {
            throw ValidationError("--time-from, --time-to, --temporal and --max-time need --time FIELD")
        }
        if let maxTime, maxTime < 1 { throw ValidationError("--max-time must be at least 1, got \(maxTime)") }
    }

    func apply(to scan: inout ClusterScan) {
        (scan.time, scan.timeUnit, scan.timeFrom, scan.timeTo) = (time, timeUnit, timeFrom, timeTo)
        (scan.temporal, scan.longest) = (temporal, maxTime)
    }
}

/// The zones of `hotspots scan`.
struct ScanZoneOptions: ParsableArguments {
    @Option(help: ArgumentHelp("circle, ellipse, flexible (connected sets) or network (lines).", valueName: "name"))
    var shape: ClusterScan.Shape?
    @Option(help: ArgumentHelp("Largest share of all expected cases (or persons) in a zone.", valueName: "share"))
    var maxPopulation = 0.5
    @Option(help: ArgumentHelp("Farthest member from the centre; for ellipses the short half axis.", valueName: "d"))
    var maxRadius: Double?
    @Option(help: ArgumentHelp("Most locations in a zone, the centre included.", valueName: "k"))
    var maxLocations: Int?
    @Option(help: ArgumentHelp("Fewest cases in a cluster.", valueName: "n"))
    var minCases = 2
    @Option(help: ArgumentHelp("Long by short axis of ellipses. Default: 1,1.5,2,3,4,5.", valueName: "s,…"))
    var shapes: String?
    @Option(help: ArgumentHelp("Number of directions of each shape. Default: 1,4,6,9,12,15.", valueName: "n,…"))
    var angles: String?
    @Option(help: ArgumentHelp("Power a of (4s/(s+1)²)^a, which multiplies the statistic.", valueName: "a"))
    var penalty = 0.0
    @Option(help: ArgumentHelp("Flexible zones lie among so many nearest, the centre included.", valueName: "k"))
    var flexK = 15
    @Option(help: ArgumentHelp("Neighbours of each location, for flexible zones.", valueName: "gal"))
    var adjacency: String?
    @Option(
        help: ArgumentHelp("Flexible zones keep only locations with a mid-p below this.", valueName: "alpha"))
    var restricted: Double?
    @Option(help: ArgumentHelp("Just these zones: rows zone,id.", valueName: "csv"))
    var zones: String?

    func validate() throws {
        guard maxPopulation > 0, maxPopulation <= 1 else {
            throw ValidationError("--max-population must lie above 0 and up to 1, got \(maxPopulation)")
        }
        if let maxRadius, !(maxRadius >= 0) {
            throw ValidationError("--max-radius must be 0 or more, got \(maxRadius)")
        }
        if let maxLocations, maxLocations < 1 {
            throw ValidationError("--max-locations must be at least 1, got \(maxLocations)")
        }
        guard minCases >= 1 else { throw ValidationError("--min-cases must be at least 1, got \(minCases)") }
        guard penalty >= 0, penalty.isFinite else {
            throw ValidationError("--penalty must be 0 or more, got \(penalty)")
        }
        guard (1...250).contains(flexK) else { throw ValidationError("--flex-k must lie in 1…250, got \(flexK)") }
        if let restricted, !(restricted > 0 && restricted <= 1) {
            throw ValidationError("--restricted must lie above 0 and up to 1, got \(restricted)")
        }
        if zones != nil && shape != nil { throw ValidationError("--zones lists the zones; leave out --shape") }
        guard (shape == .flexible) == (adjacency != nil), shape == .flexible || restricted == nil else {
            throw ValidationError("--shape flexible goes with --adjacency FILE.gal, and --restricted only with these")
        }
        if shape != .ellipse, shapes != nil || angles != nil || penalty != 0 {
            throw ValidationError("--shapes, --angles and --penalty need --shape ellipse")
        }
        _ = try ellipses()
    }

    private func ellipses() throws -> [(ratio: Double, angles: Int)]? {
        guard shapes != nil || angles != nil else { return nil }
        let ratios = (shapes ?? "1,1.5,2,3,4,5").split(separator: ",", omittingEmptySubsequences: false).map {
            Double($0)
        }
        let turns = (angles ?? "1,4,6,9,12,15").split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard ratios.count == turns.count, ratios.count <= 50 else {
            throw ValidationError("--shapes and --angles must list equally many numbers, up to 50")
        }
        return try zip(ratios, turns).map { ratio, turns in
            guard let ratio, ratio >= 1, ratio <= 1000, let turns, (1...360).contains(turns) else {
                throw ValidationError("--shapes are numbers of 1…1000, --angles whole numbers of 1…360")
            }
            return (ratio, turns)
        }
    }

    func apply(to scan: inout ClusterScan) throws {
        scan.shape = shape ?? .circle
        (scan.largestShare, scan.largestRadius, scan.mostLocations) = (maxPopulation, maxRadius, maxLocations)
        (scan.leastCases, scan.penalty, scan.flexibleCount) = (minCases, penalty, flexK)
        (scan.adjacency, scan.restricted, scan.zones) = (adjacency, restricted, zones)
        if let ellipses = try ellipses() { scan.ellipses = ellipses }
    }
}

/// Which clusters `hotspots scan` tells, and how it judges them.
struct ScanClusterOptions: ParsableArguments {
    @Option(help: ArgumentHelp("no-overlap, or all-centres: the best of every centre.", valueName: "name"))
    var secondary = ClusterScan.Secondary.noOverlap
    @Option(help: ArgumentHelp("Most clusters to tell.", valueName: "n"))
    var maxClusters = 10
    @Option(help: ArgumentHelp("Replicates under the null hypothesis.", valueName: "m"))
    var permutations = 999
    @Flag(
        help: "Stop when enough replicates reach the best cluster; p is then that number over replicates done.")
    var earlyStop = false
    @Option(help: ArgumentHelp("How many replicates are enough for --early-stop.", valueName: "n"))
    var earlyStopExceedances = 50
    @Option(
        help: ArgumentHelp("monte-carlo, or gumbel: of a distribution fitted to the replicates.", valueName: "name"))
    var pValue = ClusterScan.Tail.monteCarlo

    func validate() throws {
        guard maxClusters >= 1 else { throw ValidationError("--max-clusters must be at least 1, got \(maxClusters)") }
        guard (0...10_000_000).contains(permutations) else {
            throw ValidationError("--permutations must lie in 0…10000000, got \(permutations)")
        }
        guard earlyStopExceedances >= 1 else {
            throw ValidationError("--early-stop-exceedances must be at least 1, got \(earlyStopExceedances)")
        }
        if pValue == .gumbel, earlyStop || permutations < 2 {
            throw ValidationError("--p-value gumbel is fitted to all replicates: at least 2, and no --early-stop")
        }
    }

    func apply(to scan: inout ClusterScan) {
        (scan.secondary, scan.mostClusters, scan.permutations) = (secondary, maxClusters, permutations)
        (scan.earlyStop, scan.tail) = (earlyStop ? earlyStopExceedances : nil, pValue)
    }
}
