internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The clusters as rows or features; the same columns in CSV, features and `--json`.
struct ScanOutput {
    let path: String
    let overwrite: Bool
    private let format: OutputFormat

    /// The columns, in order.
    static let columns = [
        "cluster", "centre_id", "x", "y", "radius", "shape", "angle", "n_locations", "members", "start", "end", "cases",
        "expected", "population", "observed_expected", "rr", "llr", "statistic", "p", "recurrence_interval",
    ]

    /// - Throws: ``RequestError`` for an extension that is none of ours, ``OutputError`` where nothing could be written.
    init(path: String, overwrite: Bool) throws {
        self.path = path
        self.overwrite = overwrite
        format = try OutputFormat(of: path, allowed: [.csv] + FeatureOutput.formats)
        try OutputFormat.requirePlace(path, overwrite: overwrite)
    }

    /// Writes clusters; `geometry` is asked for features only.
    func write(
        _ clusters: [JSONObject], crs: CoordinateReferenceSystem?, geometry: (_ cluster: Int) throws -> Geometry?
    ) throws {
        guard format == .csv else {
            let features = try clusters.enumerated().map { number, cluster in
                var cluster = cluster
                // Tables of features have no lists.
                if format != .geojson { cluster["members"] = .string(Self.joined(cluster["members"])) }
                return Feature(id: .number(number + 1), geometry: try geometry(number), properties: cluster)
            }
            return try FeatureOutput(path: path, overwrite: overwrite).write(features, name: "clusters", crs: crs)
        }
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: Self.columns)
        for cluster in clusters {
            for (index, name) in Self.columns.enumerated() {
                let value = cluster[name] ?? .null
                writer.append(name == "members" ? .string(Self.joined(value)) : value, isFirst: index == 0)
            }
            try writer.endRecord()
        }
        try writer.commit()
    }

    private static func joined(_ members: JSONValue?) -> String {
        guard case .array(let items)? = members else { return "" }
        return items.compactMap(\.text).joined(separator: ";")
    }
}
