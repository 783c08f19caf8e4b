public import SpatialEngine

/// A file format of a batch job's outputs.
public enum JobFormat: String, CaseIterable, Sendable {
    case geojson, geojsonl, csv, gpkg, fgb, cog, mbtiles
}

/// Which parts of an assessment a batch job writes.
public struct JobParts: Hashable, Sendable {
    /// Names of layers of ``LayerSchema/all``, in that order.
    public var layers: [String]
    /// Whether the rasters are written, as cloud-optimised GeoTIFF.
    public var rasters: Bool
    /// Whether `report.html` is written.
    public var report: Bool

    /// The parts to write.
    public init(layers: [String], rasters: Bool, report: Bool) {
        (self.layers, self.rasters, self.report) = (layers, rasters, report)
    }

    /// Everything.
    public static let all = JobParts(layers: LayerSchema.all.map(\.name), rasters: true, report: true)
}

/// How a batch job stands in its STAC catalogue.
public struct JobItem: Sendable {
    /// The job's id.
    public var id: String
    /// The scenario's parameters, sorted by key.
    public var parameters: JSONObject
    /// Where `collection.json` lies, relative to the job's folder.
    public var collection: String
    /// First and last day that the job speaks of, `YYYY-MM-DD`.
    public var firstDay: String
    public var lastDay: String

    /// An item of the catalogue.
    public init(id: String, parameters: JSONObject, collection: String, firstDay: String, lastDay: String) {
        (self.id, self.parameters, self.collection) = (id, parameters, collection)
        (self.firstDay, self.lastDay) = (firstDay, lastDay)
    }
}

/// What a job's folder holds.
public struct WrittenJob: Hashable, Sendable {
    /// Number of files, `manifest.json` and `item.json` among them.
    public var files: Int
    /// Their bytes.
    public var bytes: Int
    /// The sum of `manifest.json`.
    public var manifestSHA256: String

    /// What was written.
    public init(files: Int, bytes: Int, manifestSHA256: String) {
        (self.files, self.bytes, self.manifestSHA256) = (files, bytes, manifestSHA256)
    }
}

/// The folder of one job of a batch.
public enum JobFolder {
    /// Writes the parts of an assessment in each format, with styles, `manifest.json` and `item.json`, into an empty folder, and
    /// syncs every file to the disk.
    ///
    /// - Throws: ``ExportError``; what was written so far stays, for the caller to remove.
    public static func write(
        _ contents: AssessmentContents, parts: JobParts, formats: [JobFormat], item: JobItem, into folder: String
    ) throws(ExportError) -> WrittenJob {
        throw .invalidFolder(part: "job", problem: "not written yet")
    }
}

/// The catalogue of a batch.
public enum BatchCatalogue {
    /// The text of `collection.json`: a STAC 1.0 Collection that links all items.
    ///
    /// - Parameter items: The text of each job's `item.json` with its path relative to the collection, in the order of job ids.
    /// - Throws: ``ExportError`` for an item that is no STAC Item.
    public static func collection(
        id: String, title: String, items: [(path: String, text: [UInt8])]
    ) throws(ExportError) -> String {
        throw .invalidFolder(part: "collection", problem: "not written yet")
    }
}
