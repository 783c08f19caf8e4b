internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots relrisk`.
struct RelativeRiskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relrisk",
        abstract: "Relative risk of cases against controls by kernel densities.",
        discussion: """
            Example: trocha hotspots relrisk bodies.csv --case cause=drowning --bandwidth 20000 --permutations 999 -o rr.csv

            p_case is the share of cases in the density; log_rr = ln(f/g) with f and g the densities of cases and controls, \
            each of mass 1; p_upper the share of relabellings with a log_rr as great. Without --at and --cell at the events \
            themselves, each left out of its own sum and of its kind's number. A raster has a band for each of them.
            """)

    @OptionGroup var units: UnitOptions
    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("Rows with this value are cases, all others controls.", valueName: "field=value"))
    var caseCondition: String
    @Option(help: ArgumentHelp("Radius of the quartic kernel, σ of the Gaussian.", valueName: "distance"))
    var bandwidth: Double
    @Option(help: "quartic or gaussian.")
    var kernel = KernelShape.quartic
    @Option(help: "none, uniform or jones-diggle.")
    var edge = DensityEdge.none
    @OptionGroup(title: "Window") var window: WindowOptions
    @Option(help: ArgumentHelp("Places of a table with x,y or lon,lat.", valueName: "csv"))
    var at: String?
    @Option(help: ArgumentHelp("A raster with cells of this size.", valueName: "size"))
    var cell: Double?
    @Option(help: ArgumentHelp("Relabellings for p_upper.", valueName: "m"))
    var permutations = 0
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var condition: (field: String, value: String)? {
        guard let sign = caseCondition.firstIndex(of: "="), sign != caseCondition.startIndex else { return nil }
        return (String(caseCondition[..<sign]), String(caseCondition[caseCondition.index(after: sign)...]))
    }

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if condition == nil { throw ValidationError("--case \"\(caseCondition)\" is not FIELD=VALUE") }
        guard bandwidth > 0, bandwidth.isFinite else {
            throw ValidationError("--bandwidth must be above 0, got \(bandwidth)")
        }
        if at != nil && cell != nil { throw ValidationError("--at and --cell exclude each other") }
        if let cell, !(cell > 0 && cell.isFinite) { throw ValidationError("--cell must be above 0, got \(cell)") }
        guard (0...1_000_000).contains(permutations) else {
            throw ValidationError("--permutations must lie in 0…1000000, got \(permutations)")
        }
    }

    func run() throws {
        guard let condition else { return }
        var job = RelativeRiskEstimation(
            units.request(output: output.output, common), caseField: condition.field, caseValue: condition.value,
            bandwidth: bandwidth)
        job.target = cell.map { .cells($0) } ?? at.map { .places($0) }
        (job.kernel, job.edge, job.window, job.permutations) = (kernel, edge, window.source, permutations)
        try common.report(try common.reporting { try job.run($0) })
    }
}
