internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots calibrate`.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "How often a method finds something on these units where risk is constant.",
        discussion: """
            Example:
              trocha hotspots calibrate districts.geojson --method gi --exposure persons --cases deaths --weights queen \
                --permutations 0

            Cases are spread over the units in proportion to --exposure, or taken from the rows of --counts, whose columns \
            are the units' ids. Prints false_alarm_rate, the share of replicates with any significant unit (q_fdr at most \
            alpha) or cluster (p at most alpha), and its 95 % Wilson interval low, high. scan is the Poisson scan of places.
            """)

    /// Whose false alarms are counted.
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case gi, moran, scan
    }

    @OptionGroup var units: UnitOptions
    @Option(help: ArgumentHelp("gi or moran (of count over exposure), or scan.", valueName: "name"))
    var method: Method
    @Option(help: ArgumentHelp("What risk is constant over.", valueName: "field"))
    var exposure: String
    @Option(help: ArgumentHelp("Spread as many cases as this field has in all.", valueName: "field"))
    var cases: String?
    @Option(help: ArgumentHelp("Spread so many cases.", valueName: "n"))
    var casesTotal: Int?
    @Option(help: ArgumentHelp("Counts of your own: a row for each replicate, a column for each id.", valueName: "csv"))
    var counts: String?
    @Option(help: ArgumentHelp("What counts as significant.", valueName: "share"))
    var alpha = 0.05
    @Option(help: ArgumentHelp("How many replicates are drawn.", valueName: "n"))
    var replicates = 500
    @OptionGroup var weights: WeightsOptions
    @OptionGroup var draws: PermutationOption
    @Flag(name: .customLong("no-self"), help: "Gi instead of Gi*.")
    var leavesSelfOut = false
    @Option(help: ArgumentHelp("As in hotspots moran.", valueName: "name"))
    var moments: LocalAnalysis.MoranMoments?
    @OptionGroup(title: "Zones of --method scan") var zones: ScanZoneOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if [cases != nil, casesTotal != nil, counts != nil].count(where: { $0 }) != 1 {
            throw ValidationError("give one of --cases FIELD, --cases-total N and --counts F.csv")
        }
        if let casesTotal, !(1...1_000_000_000).contains(casesTotal) {
            throw ValidationError("--cases-total must lie in 1…1000000000, got \(casesTotal)")
        }
        if !(alpha > 0 && alpha < 1) { throw ValidationError("--alpha must lie between 0 and 1, got \(alpha)") }
        if !(1...10_000_000).contains(replicates) {
            throw ValidationError("--replicates must lie in 1…10000000, got \(replicates)")
        }
        if method == .scan && draws.permutations == 0 {
            throw ValidationError("--method scan needs replicates for p; give --permutations 999")
        }
        if leavesSelfOut && method != .gi { throw ValidationError("--no-self goes with --method gi") }
        if moments != nil && method != .moran { throw ValidationError("--moments goes with --method moran") }
    }

    private var source: CalibrationAnalysis.Counts {
        if let counts { return .table(path: counts) }
        if let cases { return .totalOf(field: cases) }
        return .total(casesTotal ?? 0)
    }

    func run() throws {
        let request = units.request(output: "", common)
        var job = CalibrationAnalysis(request, method: try chosen(request), exposure: exposure, counts: source)
        (job.alpha, job.replicates, job.permutations) = (alpha, replicates, draws.permutations)
        try common.print(try common.reporting { try job.run(progress: $0) })
    }

    private func chosen(_ request: HotspotRequest) throws -> CalibrationAnalysis.Method {
        switch method {
        case .gi: return .local(.gi(includesSelf: !leavesSelfOut), try weights.request())
        case .moran: return .local(.moran(moments ?? .conditional), try weights.request())
        case .scan:
            var scan = ClusterScan(request, cases: cases ?? "")
            scan.population = exposure
            try zones.apply(to: &scan)
            return .scan(scan)
        }
    }
}
