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
        let layers = try contents.checkedLayers()
        var writer = FolderWriter(workingPath: folder.workingPath, finalPath: folder.path)
        let context = contents.context.sorted { $0.schema.name < $1.schema.name }
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
        let counts = layers.map { (name: $0.schema.name, features: $0.features.count) }
        let manifest = Manifest(model: contents.manifest, layerCounts: counts, files: writer.files)
        try writer.write(unlisted: Array(manifest.text.utf8), to: "manifest.json")
        try writer.write(unlisted: Array(timings().text.utf8), to: "timings.json")
        let written = WrittenAssessment(
            path: folder.path, reportPath: "\(folder.path)/report.html", runID: contents.manifest.runID,
            layers: counts.map { WrittenAssessment.LayerCount(name: $0.name, features: $0.features) })
        do throws(OutputError) { try folder.commit() } catch { throw .output(error) }
        return written
    }
}

extension AssessmentContents {
    /// The six layers in the order of ``LayerSchema/all``; fails when one is missing or a name may not be a file's.
    fileprivate func checkedLayers() throws(ExportError) -> [Layer] {
        try check(names: [region], of: "region")
        try check(names: rasters.map(\.name), of: "rasters")
        try check(names: tables.map(\.name), of: "tables")
        try check(names: documents.map(\.name), of: "documents")
        var checked: [Layer] = []
        for schema in LayerSchema.all {
            let found = layers.filter { $0.schema == schema }
            guard let layer = found.first, found.count == 1 else {
                throw .invalidFolder(part: "layers", problem: "\(found.count) layers named \(schema.name); give one")
            }
            checked.append(layer)
        }
        guard layers.count == checked.count else {
            throw .invalidFolder(
                part: "layers", problem: "\(layers.count) layers; give the \(checked.count) of the schema")
        }
        return checked
    }

    private func check(names: [String], of part: String) throws(ExportError) {
        for name in names where !name.isFileName {
            throw .invalidFolder(part: part, problem: "\"\(name)\" cannot name a file; use A–Z a–z 0–9 _ . -")
        }
        let sorted = names.sorted()
        for (a, b) in zip(sorted, sorted.dropFirst()) where a == b {
            throw .invalidFolder(part: part, problem: "\"\(a)\" appears twice; give each a name of its own")
        }
    }
}

extension String {
    fileprivate var isFileName: Bool {
        guard let first = utf8.first, first != UInt8(ascii: ".") else { return false }
        return utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
                || byte == 0x2E || byte == 0x2D
        }
    }
}
