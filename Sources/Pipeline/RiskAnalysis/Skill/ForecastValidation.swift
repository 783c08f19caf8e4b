internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// `risk validate`: what forecasts from earlier periods would have been worth.
public struct ForecastValidation: Sendable {
    /// `unit_id,period,count,exposure[,x,y|lon,lat,block,area_km2,length_km]`.
    public var counts: String
    /// How many periods the first forecast is made from.
    public var training: Int
    /// Share of the units that the indices select.
    public var topShare = 0.1
    /// Blocks that units with positions are divided into for forecasts from outside; nil takes the column `block`, if any.
    public var blocks: Int?
    /// Bandwidth of the density, in metres or the plane's unit; nil for the likeliest.
    public var bandwidth: Double?
    /// Tables beside the main one.
    public var tables = SkillTables()
    /// A `.csv`.
    public var output: String
    /// Whether existing outputs are replaced.
    public var overwrite = false
    /// No result depends on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(counts: String, training: Int, output: String) {
        self.counts = counts
        self.training = training
        self.output = output
    }

    /// Reads, computes and writes.
    ///
    /// - Parameter progress: Told the stage and the forecasts done.
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> SkillOutcome {
        try checkRequest()
        let table = try PanelTable(counts)
        try check(table)
        let selected = max(1, Int((topShare * Double(table.ids.count)).rounded(.toNearestOrEven)))
        let blocks = try blocks(of: table)
        let rolling: RollingOrigin
        do throws(RiskError) {
            rolling = try RollingOrigin(
                of: table.panel, training: training, selected: selected, blocks: blocks, bandwidth: bandwidth,
                threads: threads
            ) { progress("forecasts", $0, $1) }
        } catch {
            throw RequestError(.badData, "\(counts): \(error)")
        }
        let report = ValidationReport(
            table: table, rolling: rolling, blocks: blocks, training: training, selected: selected, topShare: topShare,
            givenBandwidth: bandwidth)
        try report.write(output, overwrite: overwrite)
        try report.write(tables, overwrite: overwrite)
        return SkillOutcome(summary: report.summary, warnings: table.remarks + report.remarks)
    }

    private func checkRequest() throws {
        guard training >= 1 else {
            throw RequestError(.wrongUsage, "--train is \(training); a forecast needs 1 period or more")
        }
        guard topShare > 0, topShare <= 1 else {
            throw RequestError(
                .wrongUsage, "--top-share is \(ShortestNumber.text(topShare)); it must lie above 0 and not above 1")
        }
        if let blocks, blocks < 2 {
            throw RequestError(.wrongUsage, "--blocks is \(blocks); there must be 2 or more")
        }
        if let bandwidth, !(bandwidth > 0 && bandwidth.isFinite) {
            throw RequestError(
                .wrongUsage, "--bandwidth is \(ShortestNumber.text(bandwidth)); it must be above 0")
        }
        try output.requireTable(overwrite: overwrite)
        try tables.requirePlaces(besides: [output], overwrite: overwrite)
    }

    private func check(_ table: PanelTable) throws {
        guard training < table.periods.count else {
            throw RequestError(
                .wrongUsage,
                "--train \(training) leaves no period to forecast: \(counts) has \(table.periods.count); train on fewer"
            )
        }
        let first = table.panel.exposure.prefix(training * table.ids.count)
        guard first.contains(where: { $0 > 0 }) else {
            throw RequestError(
                .badData,
                "\(counts): no unit has any exposure in the first \(training) periods; give exposures, or train on more periods"
            )
        }
        if bandwidth != nil, table.panel.positions == nil {
            throw RequestError(.wrongUsage, "--bandwidth needs positions: give \(counts) columns x,y or lon,lat")
        }
    }

    private func blocks(of table: PanelTable) throws -> [Int]? {
        if let count = blocks {
            guard let positions = table.panel.positions else {
                throw RequestError(.wrongUsage, "--blocks needs positions: give \(counts) columns x,y or lon,lat")
            }
            guard count <= table.ids.count else {
                throw RequestError(
                    .wrongUsage, "--blocks is \(count), but there are \(table.ids.count) units; ask for fewer")
            }
            return SpatialBlocks.bisected(positions, into: count)
        }
        guard let names = table.blocks else { return nil }
        let known = Set(names).sorted()
        guard known.count > 1 else {
            throw RequestError(
                .badData, "\(counts), column block: all units are in \(known.first ?? ""); name two blocks or more")
        }
        let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
        return names.map { places[$0, default: 0] }
    }
}
