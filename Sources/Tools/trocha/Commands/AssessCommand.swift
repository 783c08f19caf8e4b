internal import ArgumentParser
internal import Export
internal import Foundation
internal import Incidents
internal import Ingest
internal import RouteRiskJob

/// `assess`: the main job.
struct AssessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Trace corridors and sea routes, score risk and hotspots, and rank priorities.",
        discussion: """
            Example: trocha assess -o out/darien

            Reads the embedded Darién region unless --region names another, and writes one folder: GeoJSON layers with \
            QGIS styles, a GeoPackage, rasters, a manifest and report.html. The folder appears whole or not at all. The \
            last line on standard output is the path of report.html.
            """)

    @Option(help: ArgumentHelp("Folder of a region pack.", valueName: "dir"))
    var region: String?

    @Option(help: ArgumentHelp("First month of the analysis.", valueName: "YYYY-MM"), transform: YearMonth.option)
    var from: YearMonth?

    @Option(help: ArgumentHelp("Last month of the analysis.", valueName: "YYYY-MM"), transform: YearMonth.option)
    var to: YearMonth?

    @Option(help: ArgumentHelp("north or south; both by default.", valueName: "direction"))
    var direction: DirectionOption?

    @Option(help: ArgumentHelp("Elevation model in EPSG:4326 or the region's system.", valueName: "tif"))
    var dem: String?

    @Option(help: ArgumentHelp("Sea states that replace the modelled ones.", valueName: "file"))
    var seaState: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Incident tables that replace the region's sample.", valueName: "file"))
    var incidents: [String] = []

    @Option(help: ArgumentHelp("How many measures a portfolio may hold.", valueName: "n"))
    var budget: Int?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Folder to write.", valueName: "dir"))
    var output: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let budget, budget < 0 { throw ValidationError("--budget must not be negative, got \(budget)") }
        if output.isEmpty || output == "-" { throw ValidationError("-o must name a folder, not '\(output)'") }
    }

    func run() throws {
        let began = ContinuousClock.now
        let startedAt = Date.now
        let settings = JobSettings(
            regionFolder: try region ?? RegionPack.defaultFolder(), from: from, to: to,
            directions: direction.map { [$0.travel] } ?? [.north, .south], elevationModel: dem, seaState: seaState,
            incidentFiles: incidents, budget: budget.map(Double.init), seed: common.seed, threads: common.threads)
        // The folder first: one that exists or may not be written is found out before any model runs.
        let folder = try AssessmentFolder(at: output, overwrite: common.overwrite)
        let progress = common.makeProgress()
        let assessment = try RiskJob.run(settings) { stage, done, total in
            progress.update(stage.rawValue, done: done, of: total)
        }
        let written = try folder.write(assessment.contents) {
            Timings(
                startedAt: startedAt.ISO8601Format(), wallSeconds: (ContinuousClock.now - began) / .seconds(1),
                processorSeconds: StageClock.processorSeconds, peakResidentBytes: StageClock.peakResidentBytes,
                threads: common.threads, stages: assessment.stages)
        }
        progress.finish()
        if !common.quiet { for warning in assessment.warnings { StandardError.write("warning: \(warning)\n") } }
        report(written, seconds: (ContinuousClock.now - began) / .seconds(1))
    }

    private func report(_ written: WrittenAssessment, seconds: Double) {
        guard common.json else { return print(written.reportPath) }
        let summary = SummaryValue.object([
            ("output", .text(written.path)), ("report", .text(written.reportPath)), ("run_id", .text(written.runID)),
            ("layers", .object(written.layers.map { ($0.name, .integer($0.features)) })), ("wall_s", .number(seconds)),
        ])
        print(summary.json)
    }
}

/// A direction of travel as an option; leaving it out means both.
enum DirectionOption: String, ExpressibleByArgument, CaseIterable {
    case north, south

    var travel: TravelDirection { self == .north ? .north : .south }
}

extension YearMonth {
    /// Reads the month that an option gives.
    fileprivate static func option(_ text: String) throws -> YearMonth {
        guard let month = YearMonth(text) else {
            throw ValidationError("'\(text)' is not a month; write it as YYYY-MM, such as 2023-08")
        }
        return month
    }
}
