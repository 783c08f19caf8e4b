internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots relrisk`.
struct RelativeRiskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relrisk",
        abstract: "Relative risk of cases against controls by kernel densities.",
        discussion: """
            Examples:
              trocha hotspots relrisk bodies.csv --case cause=drowning --bandwidth 20000 --permutations 999 -o rr.csv
              trocha hotspots relrisk bodies.csv --case cause=drowning --bandwidth 20000 --cell 2000 --permutations 999 \\
                --contours lines.geojson -o rr.tif

            p_case is the share of cases in the density; log_rr = ln(f/g) with f and g the densities of cases and controls, \
            each of mass 1; p_upper the share of relabellings with a log_rr as great. Without --at and --cell at the events \
            themselves, each left out of its own sum and of its kind's number. A raster has a band for each of them.

            --contours: lines on which p_upper passes each level, a MultiLineString a level with p, tail, lines, closed, \
            length_m and area_m2 (length and area in the plane's own unit): the area of the cells with p_upper at or below the \
            level, which lie on the left of the lines. Lines end where no event is in reach and at the window. Outside a \
            contour nothing is shown to be safe.
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
    @Option(
        help: ArgumentHelp(
            "Tolerance contours of the raster's p_upper: .geojson, .gpkg or .fgb.", valueName: "file"))
    var contours: String?
    @Option(help: ArgumentHelp("Levels of p for --contours. Default: 0.05,0.01.", valueName: "p,p,…"))
    var levels: String?
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
        try validateContours()
    }

    private func validateContours() throws {
        guard let contours else {
            if levels != nil { throw ValidationError("--levels goes with --contours") }
            return
        }
        try common.requireFreeStandardOutput(for: contours)
        guard cell != nil, permutations > 0 else {
            throw ValidationError("--contours needs a raster with p_upper; give --cell SIZE and --permutations 999")
        }
        if contours == output.output { throw ValidationError("-o and --contours name the same file") }
        if let levels, levels.shares == nil {
            throw ValidationError("--levels \"\(levels)\" are not different numbers between 0 and 1, such as 0.05,0.01")
        }
    }

    func run() throws {
        guard let condition else { return }
        var job = RelativeRiskEstimation(
            units.request(output: output.output, common), caseField: condition.field, caseValue: condition.value,
            bandwidth: bandwidth)
        job.target = cell.map { .cells($0) } ?? at.map { .places($0) }
        (job.kernel, job.edge, job.window, job.permutations) = (kernel, edge, window.source, permutations)
        job.contours = contours.map { ToleranceContours(path: $0) }
        if let levels = levels?.shares { job.contours?.levels = levels }
        try common.report(try common.reporting { try job.run($0) })
    }
}

extension String {
    /// The numbers of a list with commas, all above 0, below 1 and different; nil for anything else.
    fileprivate var shares: [Double]? {
        guard let numbers = distances, Set(numbers).count == numbers.count else { return nil }
        return numbers.allSatisfy { $0 > 0 && $0 < 1 } ? numbers : nil
    }
}
