internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// What was found of a place.
struct EmergingPlace: Sendable {
    let pattern: String
    let trend: MannKendall
    /// How many steps were hot, and how many cold.
    let hot, cold: Int
}

/// The places with their patterns, as CSV or as features where their first rows lie.
struct EmergingOutput {
    private let path: String
    private let overwrite: Bool
    private let format: OutputFormat

    /// - Throws: ``RequestError`` for an extension that is none of ours, ``OutputError`` where nothing could be written.
    init(path: String, overwrite: Bool) throws {
        (self.path, self.overwrite) = (path, overwrite)
        format = try OutputFormat(of: path, allowed: [.csv] + FeatureOutput.formats)
        try OutputFormat.requirePlace(path, overwrite: overwrite)
    }

    /// Writes the places in the order in which they first appear.
    func write(_ places: [EmergingPlace], _ panel: StepPanel, _ units: UnitTable) throws {
        let rows = zip(panel.ids, places).map { Self.row($0, $1, steps: panel.steps) }
        guard format == .csv else {
            let all = try units.features()
            let features = zip(panel.firstRows, rows).map { first, row in
                var feature = all[first]
                feature.properties = row
                return feature
            }
            return try FeatureOutput(path: path, overwrite: overwrite).write(
                features, name: "emerging", crs: units.crs)
        }
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: rows.first?.members.map(\.name) ?? [])
        for row in rows {
            for (i, member) in row.members.enumerated() { writer.append(member.value, isFirst: i == 0) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    private static func row(_ id: String, _ place: EmergingPlace, steps: Int) -> JSONObject {
        [
            "id": .string(id), "pattern": .string(place.pattern), "mk_s": .integer(place.trend.score),
            "mk_var": .number(place.trend.variance), "mk_z": .number(place.trend.z), "mk_p": .number(place.trend.p),
            "mk_tau": .number(place.trend.tau), "n_steps": .integer(steps), "n_hot": .integer(place.hot),
            "n_cold": .integer(place.cold),
        ]
    }
}
