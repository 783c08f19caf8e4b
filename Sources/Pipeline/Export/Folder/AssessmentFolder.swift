internal import SpatialEngine

/// The folder of one assessment, which appears whole or not at all.
///
/// Make it before the models run, so that a folder that exists, is in use, or may not be written is found out at once; then
/// ``write(_:timings:)``. A value that goes away without that leaves nothing behind; on a signal, call
/// ``TemporaryFiles/removeAll(thenExit:)``.
///
/// ```swift
/// let folder = try AssessmentFolder(at: "out", overwrite: false)
/// let contents = try runModels()
/// let written = try folder.write(contents, timings: { clock.timings })
/// ```
public struct AssessmentFolder: ~Copyable {
    private let folder: AtomicFolder

    /// Makes the hidden folder `.NAME.partial-*` beside `path`, and removes what killed runs left of it.
    ///
    /// - Throws: ``ExportError/output(_:)`` with ``OutputError/exists(path:)``, ``OutputError/inUse(path:process:)``,
    ///   ``OutputError/folderMissing(path:folder:)``, ``OutputError/noPermission(path:)`` or ``OutputError/noSpace(path:)``.
    public init(at path: String, overwrite: Bool) throws(ExportError) {
        do throws(OutputError) {
            folder = try AtomicFolder(path: path, overwrite: overwrite, marker: "manifest.json")
        } catch {
            throw .output(error)
        }
    }

    /// Where the result will be.
    public var path: String { folder.path }

    /// Writes every file, then puts the folder in place.
    ///
    /// - Parameter timings: Asked for when all else is written, so that it can count that.
    /// - Throws: ``ExportError``; nothing is left then but the earlier result, if there was one.
    public consuming func write(
        _ contents: AssessmentContents, timings: () -> Timings
    ) throws(ExportError) -> WrittenAssessment {
        try contents.check()
        let layers = try rounded(try contents.layers(of: LayerSchema.all, only: true))
        var writer = FolderWriter(workingPath: folder.workingPath, finalPath: folder.path)
        let context = try rounded(contents.context.sorted { $0.schema.name < $1.schema.name })
        let folders = ["rasters", "styles"] + (contents.tables.isEmpty ? [] : ["tables"])
        for name in folders + (context.isEmpty ? [] : ["context"]) { try writer.makeFolder(name) }
        for layer in layers { try writer.write(layer) }
        for layer in context { try writer.write(layer, in: "context/") }
        if !context.isEmpty {
            let text = DataDictionary.text(of: context.map(\.schema))
            try writer.write(text, to: "context/dictionary.csv", mediaType: MediaType.csv)
        }
        try writer.write(DataDictionary.text(of: layers.map(\.schema)), to: "dictionary.csv", mediaType: MediaType.csv)
        for raster in contents.rasters.sorted(by: { $0.name < $1.name }) { try writer.write(raster) }
        for table in contents.tables.sorted(by: { $0.name < $1.name }) {
            try writer.write(table.text, to: "tables/\(table.name).csv", mediaType: MediaType.csv)
        }
        for document in contents.documents.sorted(by: { $0.name < $1.name }) {
            try writer.write(document.text, to: document.name, mediaType: document.mediaType)
        }
        try writer.write(contents.report, to: "report.html", mediaType: MediaType.html)
        try writer.writeGeoPackage(of: contents, layers: layers)
        let counts = layers.map { (name: $0.schema.name, features: $0.collection.features.count) }
        let manifest = Manifest(model: contents.manifest, layerCounts: counts, files: writer.files)
        try writer.write(unlisted: Array(manifest.text.utf8), to: "manifest.json")
        try writer.write(unlisted: Array(timings().text.utf8), to: "timings.json")
        let written = WrittenAssessment(
            path: folder.path, reportPath: "\(folder.path)/report.html", runID: contents.manifest.runID,
            layers: counts.map { WrittenAssessment.LayerCount(name: $0.name, features: $0.features) })
        do throws(OutputError) { try folder.commit() } catch { throw .output(error) }
        return written
    }

    private func rounded(_ layers: [Layer]) throws(ExportError) -> [RoundedLayer] {
        try layers.map { (layer) throws(ExportError) in try RoundedLayer(layer) }
    }
}
