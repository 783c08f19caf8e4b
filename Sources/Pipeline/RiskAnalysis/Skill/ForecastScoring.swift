internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// `risk score`: what a forecast was worth.
public struct ForecastScoring: Sendable {
    /// What a forecast says besides its mean.
    public enum Distribution: Hashable, Sendable {
        /// Variance equal to the mean.
        case poisson
        /// Variance mean + mean²/size.
        case negativeBinomial(size: Double)
    }

    /// `unit_id,forecast,actual[,past,area_km2,length_km]`.
    public var forecast: String
    /// How many units are selected, one line each.
    public var top: [Int]
    /// The distribution whose mean is the forecast; nil scores ranks only.
    public var distribution: Distribution?
    /// Scores unit by unit; nil for none.
    public var units: String?
    /// Tables beside the main one.
    public var tables = SkillTables()
    /// A `.csv`.
    public var output: String
    /// Whether existing outputs are replaced.
    public var overwrite = false
    /// No result depends on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(forecast: String, top: [Int], output: String) {
        self.forecast = forecast
        self.top = top
        self.output = output
    }

    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> SkillOutcome {
        try checkRequest()
        let table = try ForecastTable(forecast, isDistribution: distribution != nil)
        if let many = top.first(where: { $0 > table.ids.count }) {
            throw RequestError(
                .wrongUsage, "--top asks for \(many) units, but \(forecast) has \(table.ids.count); ask for fewer")
        }
        let skill = HotspotSkill(
            forecast: table.forecast, actual: table.actual, past: table.past, area: table.area, length: table.length)
        let tops = parallelMap(top, threads: threads) { skill.top($0) }
        let outcomes = distribution.map { forecastOutcomes(table, $0) } ?? []
        let scores = parallelMap(outcomes, threads: threads) { $0.scores }
        try write(tops)
        try writeUnits(table, scores)
        try tables.writeCurve(skill.curve.map { .init(model: nil, point: $0) }, overwrite: overwrite)
        try tables.writeTransform([(nil, scores)], overwrite: overwrite)
        try tables.writeCalibration([(nil, outcomes)], overwrite: overwrite)
        return SkillOutcome(
            summary: summary(table, tops, scores), warnings: table.remarks + Self.remarks(tops, table, scores))
    }

    private func checkRequest() throws {
        guard !top.isEmpty else { throw RequestError(.wrongUsage, "--top is empty; write it like 1,2,5") }
        if let few = top.first(where: { $0 < 1 }) {
            throw RequestError(.wrongUsage, "--top asks for \(few) units; ask for 1 or more")
        }
        if case .negativeBinomial(let size)? = distribution, !(size >= 1e-9 && size.isFinite) {
            throw RequestError(
                .wrongUsage,
                "the size of --distribution nb is \(ShortestNumber.text(size)); it must be 1e-9 or more")
        }
        let asked = [("--units", units), ("--pit", tables.transform), ("--calibration", tables.calibration)]
        if distribution == nil, let (option, _) = asked.first(where: { $0.1 != nil }) {
            throw RequestError(.wrongUsage, "\(option) needs --distribution poisson or nb:SIZE")
        }
        for path in [output] + (units.map { [$0] } ?? []) { try path.requireTable(overwrite: overwrite) }
        if let units, units == output { throw RequestError(.wrongUsage, "-o and --units name the same file") }
        try tables.requirePlaces(besides: [output] + (units.map { [$0] } ?? []), overwrite: overwrite)
    }

    private func forecastOutcomes(_ table: ForecastTable, _ distribution: Distribution) -> [ForecastOutcome] {
        zip(table.forecast, table.actual).map { mean, actual in
            switch distribution {
            case .poisson: ForecastOutcome(forecast: .poisson(mean: mean), actual: actual)
            case .negativeBinomial(let size):
                ForecastOutcome(forecast: .negativeBinomial(mean: mean, size: size), actual: actual)
            }
        }
    }

    private func write(_ tops: [HotspotSkill.Top]) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: [
            "k", "n", "hit_rate", "area_share", "pai", "pai_length", "pei", "pei_area", "rri",
        ])
        for top in tops {
            writer.append(top.k, isFirst: true)
            let figures = [
                top.events, top.hitRate, top.areaShare, top.pai, top.paiLength, top.pei, top.peiArea, top.rri,
            ]
            for value in figures { writer.append(value ?? .nan) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func writeUnits(_ table: ForecastTable, _ scores: [ForecastOutcome.Scores]) throws {
        guard let units else { return }
        var writer = try TableWriter(path: units, overwrite: overwrite)
        try writer.append(record: ["unit_id", "log_score", "crps", "pit_lo", "pit_hi"])
        for (id, score) in zip(table.ids, scores) {
            writer.append(id, isFirst: true)
            for value in [score.logScore, score.crps, score.pitLow, score.pitHigh] { writer.append(value) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func summary(
        _ table: ForecastTable, _ tops: [HotspotSkill.Top], _ scores: [ForecastOutcome.Scores]
    ) -> JSONObject {
        func mean(_ score: (ForecastOutcome.Scores) -> Double) -> JSONValue {
            scores.isEmpty ? .null : .known(scores.reduce(0) { $0 + score($1) } / Double(scores.count))
        }
        let name: JSONValue =
            switch distribution {
            case nil: .null
            case .poisson?: .string("poisson")
            case .negativeBinomial(let size)?: .string("nb:\(ShortestNumber.text(size))")
            }
        return [
            "method": .string("risk score"), "n": .integer(table.ids.count),
            "events": .number(table.actual.reduce(0, +)),
            "past_events": .known(table.past?.reduce(0, +)), "distribution": name,
            "log_score": mean(\.logScore), "crps": mean(\.crps), "pit_lo": mean(\.pitLow), "pit_hi": mean(\.pitHigh),
            "impossible": .integer(scores.count { $0.logScore == .infinity }),
            "top": .array(tops.map { .object(Self.object($0)) }),
            "assumptions": .object(["area": .string(table.area == nil ? "equal for all units" : "area_km2")]),
        ]
    }

    private static func object(_ top: HotspotSkill.Top) -> JSONObject {
        [
            "k": .integer(top.k), "n": .number(top.events), "hit_rate": .known(top.hitRate),
            "area_share": .number(top.areaShare), "pai": .known(top.pai), "pai_length": .known(top.paiLength),
            "pei": .known(top.pei), "pei_area": .known(top.peiArea), "rri": .known(top.rri),
            "most_in_area": .object([
                "reached": .number(top.mostInArea.reached), "limit": .number(top.mostInArea.limit),
                "exact": .boolean(top.mostInArea.isExact),
            ]),
        ]
    }

    private static func remarks(
        _ tops: [HotspotSkill.Top], _ table: ForecastTable, _ scores: [ForecastOutcome.Scores]
    ) -> [String] {
        var remarks: [String] = []
        if !table.actual.contains(where: { $0 > 0 }) {
            remarks.append("no unit has an event; hit rates and indices are empty")
        }
        let open = tops.filter { !$0.mostInArea.isExact }.map { String($0.k) }
        if !open.isEmpty {
            remarks.append(
                "for --top \(open.joined(separator: ",")) the most events within the area are known within bounds only; pei_area "
                    + "is over the higher one")
        }
        let impossible = scores.count { $0.logScore == .infinity }
        if impossible > 0 {
            remarks.append(
                "\(impossible) units with events have a forecast of 0: their log score is infinite and left empty, as is the mean"
            )
        }
        return remarks
    }
}
