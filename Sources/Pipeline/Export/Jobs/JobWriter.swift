internal import SpatialEngine
internal import SpatialFormats

/// Writes the folder of one job, part by part.
struct JobWriter {
    private let contents: AssessmentContents
    private let parts: JobParts
    private let formats: Set<JobFormat>
    private let layers: [JobLayer]
    private let repeated: RepeatedFiles
    private let folder: String
    private var writer: FolderWriter

    /// Checks what is to be written; nothing is written yet.
    init(
        _ contents: AssessmentContents, _ parts: JobParts, _ formats: [JobFormat], into folder: String,
        _ repeated: RepeatedFiles
    ) throws(ExportError) {
        try contents.check()
        let schemas = LayerSchema.all.filter { parts.layers.contains($0.name) }
        guard schemas.count == Set(parts.layers).count else {
            throw .invalidFolder(
                part: "outputs", problem: "unknown layer among \(parts.layers.joined(separator: ", "))")
        }
        guard schemas.isEmpty || formats.contains(where: \.holdsLayers) else {
            throw .invalidFolder(part: "formats", problem: "none of them holds layers; add geojson or gpkg")
        }
        layers = try contents.layers(of: schemas, only: false).map { JobLayer($0) }
        (self.contents, self.parts, self.formats) = (contents, parts, Set(formats))
        (self.repeated, self.folder) = (repeated, folder)
        writer = FolderWriter(workingPath: folder, finalPath: folder)
    }

    // MARK: - Layers

    /// Writes the layers in every format with their styles, and the dictionary.
    mutating func writeLayers() throws(ExportError) {
        guard !layers.isEmpty else { return }
        try writer.makeFolder("styles")
        for layer in layers {
            for format in [JobFormat.geojson, .geojsonl, .csv, .fgb] where formats.contains(format) {
                try write(layer, as: format)
            }
            try writer.writeStyles(
                of: layer.schema, geometry: layer.geometryType, source: source(of: layer.schema.name))
        }
        let dictionary = DataDictionary.text(of: layers.map(\.schema))
        try writer.write(dictionary, to: "dictionary.csv", mediaType: MediaType.csv)
        if formats.contains(.gpkg) { try writer.writeGeoPackage(of: contents, layers: try rounded()) }
        if formats.contains(.mbtiles) { try writer.writeTiles(of: contents, layers: try rounded()) }
    }

    private func rounded() throws(ExportError) -> [RoundedLayer] {
        try layers.map { (layer) throws(ExportError) in try layer.rounded() }
    }

    private mutating func write(_ layer: JobLayer, as format: JobFormat) throws(ExportError) {
        let name = "\(layer.schema.name).\(format)"
        if let file = repeated.file(name, of: layer.source) {
            return try writer.write(file, to: name, mediaType: format.mediaType, features: layer.count)
        }
        if format == .fgb {
            let table = try layer.rounded().table
            try writer.write(
                to: name, mediaType: format.mediaType, features: layer.count,
                expecting: 2 * (try layer.rounded().expectedBytes)
            ) { path in
                try FlatGeobuf.write(table, to: path)
            }
            try keep(name, of: layer.source)
        } else {
            let file = HashedFile(try text(of: layer, as: format))
            try writer.write(file, to: name, mediaType: format.mediaType, features: layer.count)
            repeated.keep(file, named: name, of: layer.source)
        }
    }

    /// Keeps a file that was written.
    private func keep(_ name: String, of source: FileSource) throws(ExportError) {
        guard repeated.keepsFiles, let file = try writer.written(name) else { return }
        repeated.keep(file, named: name, of: source)
    }

    private func text(of layer: JobLayer, as format: JobFormat) throws(ExportError) -> [UInt8] {
        switch format {
        case .csv: try layer.rounded().commaSeparated()
        case .geojsonl: RoundedLayer.lines(of: try layer.rounded().geoJSON())
        default: try layer.rounded().geoJSON()
        }
    }

    /// What a MapLibre style draws: the formats that it reads itself first, then those that a page may convert.
    private func source(of layer: String) -> MapLibreStyle.Source {
        if formats.contains(.geojson) { return .geoJSON("../\(layer).geojson") }
        if formats.contains(.mbtiles) { return .tiles("../\(contents.region).mbtiles") }
        let file = [JobFormat.fgb, .geojsonl, .csv].first(where: formats.contains).map { "\(layer).\($0)" }
        return .geoJSON("../\(file ?? "\(contents.region).gpkg")")
    }

    // MARK: - The rest

    /// Writes the rasters, if they are wanted.
    mutating func writeRasters() throws(ExportError) {
        guard parts.rasters, !contents.rasters.isEmpty else { return }
        try writer.makeFolder("rasters")
        for raster in contents.rasters.sorted(by: { $0.name < $1.name }) {
            let source = FileSource(raster)
            let (image, style) = ("rasters/\(raster.name).tif", "rasters/\(raster.name).qml")
            if let file = repeated.file(image, of: source), let drawing = repeated.file(style, of: source) {
                try writer.write(file, to: image, mediaType: MediaType.cloudOptimizedGeoTIFF)
                try writer.write(drawing, to: style, mediaType: MediaType.qgisStyle)
            } else {
                try writer.write(raster)
                for name in [image, style] { try keep(name, of: source) }
            }
        }
    }

    /// Writes the tables, and the report with its documents if it is wanted.
    mutating func writeTexts() throws(ExportError) {
        if !contents.tables.isEmpty { try writer.makeFolder("tables") }
        for table in contents.tables.sorted(by: { $0.name < $1.name }) {
            try writer.write(table.text, to: "tables/\(table.name).csv", mediaType: MediaType.csv)
        }
        guard parts.report else { return }
        for document in contents.documents.sorted(by: { $0.name < $1.name }) {
            try writer.write(document.text, to: document.name, mediaType: document.mediaType)
        }
        try writer.write(contents.report, to: "report.html", mediaType: MediaType.html)
    }

    /// Writes the item and, last, the manifest, and brings all to the disk.
    mutating func finish(_ item: JobItem) throws(ExportError) -> WrittenJob {
        let boxes =
            layers.compactMap(\.box)
            + (parts.rasters ? try contents.rasters.map { (raster) throws(ExportError) in try raster.box() } : [])
        // A report alone speaks of the whole region.
        let extent = CatalogueExtent(boxes.isEmpty ? contents.layers.compactMap { JobLayer($0).box } : boxes)
        let text = CatalogueItem(item: item, contents: contents, extent: extent, files: writer.files).text
        try writer.write(text, to: "item.json", mediaType: MediaType.geoJSON)
        let counts = layers.map { (name: $0.schema.name, features: $0.count) }
        let manifest = HashedFile(
            Array(Manifest(model: contents.manifest, layerCounts: counts, files: writer.files).text.utf8))
        try writer.write(unlisted: manifest.bytes, to: "manifest.json")
        do throws(OutputError) { try PartialFolders.syncTree(folder, path: folder) } catch { throw .output(error) }
        return WrittenJob(
            files: writer.files.count + 1, bytes: writer.files.map(\.bytes).reduce(manifest.bytes.count, +),
            manifestSHA256: manifest.sha256)
    }
}

extension JobFormat {
    fileprivate var mediaType: String {
        switch self {
        case .geojson: MediaType.geoJSON
        case .geojsonl: MediaType.geoJSONLines
        case .csv: MediaType.csv
        case .gpkg: MediaType.geoPackage
        case .fgb: MediaType.flatGeobuf
        case .cog: MediaType.cloudOptimizedGeoTIFF
        case .mbtiles: MediaType.tiles
        }
    }
}
