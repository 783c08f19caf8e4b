public import SpatialEngine

/// A file format of a batch job's outputs.
public enum JobFormat: String, CaseIterable, Sendable {
    case geojson, geojsonl, csv, gpkg, fgb, cog, mbtiles

    /// Whether the format holds layers; a COG holds a raster.
    public var holdsLayers: Bool { self != .cog }
}

/// Which parts of an assessment a batch job writes.
public struct JobParts: Hashable, Sendable {
    /// Names of layers of ``LayerSchema/all``, in that order.
    public var layers: [String]
    /// Whether the rasters are written, as cloud-optimised GeoTIFF.
    public var rasters: Bool
    /// Whether `report.html` is written, with the documents beside it.
    public var report: Bool

    /// The parts to write.
    public init(layers: [String], rasters: Bool, report: Bool) {
        (self.layers, self.rasters, self.report) = (layers, rasters, report)
    }

    /// All layers, the rasters and the report.
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
    /// The id of the collection, the same for all its items.
    public var collectionID: String
    /// First day that the job speaks of, `YYYY-MM-DD`.
    public var firstDay: String
    /// Last day that the job speaks of, `YYYY-MM-DD`.
    public var lastDay: String

    /// An item of the catalogue.
    public init(
        id: String, parameters: JSONObject, collection: String, collectionID: String = "trocha", firstDay: String,
        lastDay: String
    ) {
        (self.id, self.parameters, self.collection) = (id, parameters, collection)
        (self.collectionID, self.firstDay, self.lastDay) = (collectionID, firstDay, lastDay)
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
    /// The tables of `contents` are all written, its context never: that is the same for all jobs of a region. Same input, same
    /// bytes, whatever other jobs are written at the same time or were before.
    /// - Parameters:
    ///   - parts: Which layers, and whether rasters and report are written.
    ///   - formats: How layers are written; at least one that holds layers when layers are wanted. Rasters are always COG.
    ///   - item: How the job stands in the catalogue.
    ///   - folder: An empty folder; messages name it.
    ///   - repeated: Files of earlier jobs; one store for all jobs of a run saves most of the work.
    /// - Throws: ``ExportError``; what was written so far stays, for the caller to remove.
    public static func write(
        _ contents: AssessmentContents, parts: JobParts, formats: [JobFormat], item: JobItem, into folder: String,
        repeated: RepeatedFiles = RepeatedFiles(capacityBytes: 0)
    ) throws(ExportError) -> WrittenJob {
        var writer = try JobWriter(contents, parts, formats, into: folder, repeated)
        try writer.writeLayers()
        try writer.writeRasters()
        try writer.writeTexts()
        return try writer.finish(item)
    }
}
