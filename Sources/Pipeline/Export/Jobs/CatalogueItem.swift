internal import SpatialEngine

/// `item.json`: a job as a STAC Item, version 1.0.0, with the file extension.
struct CatalogueItem {
    let item: JobItem
    let contents: AssessmentContents
    let extent: CatalogueExtent
    /// Every file of the folder but the item and the manifest.
    let files: [FileRecord]

    /// The text of the file.
    var text: String {
        JSONValue.members([
            ("type", .string("Feature")),
            ("stac_version", .string(BatchCatalogue.version)),
            ("stac_extensions", .list([BatchCatalogue.fileExtension])),
            ("id", .string(item.id)),
            ("collection", .string(item.collectionID)),
            ("bbox", extent.json),
            ("geometry", extent.polygon),
            ("properties", properties),
            ("links", links),
            ("assets", .members(files.sorted { $0.path < $1.path }.map { ($0.path, asset($0)) })),
        ]).pretty
    }

    private var properties: JSONValue {
        .members([
            ("title", .string("\(contents.region), job \(item.id)")),
            ("datetime", .null),
            ("start_datetime", .string("\(item.firstDay)T00:00:00Z")),
            ("end_datetime", .string("\(item.lastDay)T23:59:59Z")),
            ("trocha:parameters", .object(item.parameters)),
        ])
    }

    /// The manifest cannot be an asset, since it lists this file with its sum.
    private var links: JSONValue {
        .array(
            ["root", "parent", "collection"].map { BatchCatalogue.link($0, item.collection, MediaType.json) }
                + [BatchCatalogue.link("describedby", "./manifest.json", MediaType.json)])
    }

    private func asset(_ file: FileRecord) -> JSONValue {
        .members([
            ("href", .string("./" + file.path)),
            ("type", .string(file.mediaType)),
            ("title", .string(title(of: file))),
            ("roles", .list([role(of: file)])),
            ("file:size", .integer(file.bytes)),
            // A multihash: the code of SHA2-256, the length of 32 bytes, the sum.
            ("file:checksum", .string("1220" + file.sha256)),
        ])
    }

    private func role(of file: FileRecord) -> String {
        switch file.mediaType {
        case MediaType.qgisStyle, MediaType.styledLayerDescriptor: "style"
        case MediaType.json: file.path.hasPrefix("styles/") ? "style" : "metadata"
        case MediaType.html: "overview"
        case MediaType.csv where file.path == "dictionary.csv": "metadata"
        case MediaType.csv, MediaType.geoJSON, MediaType.geoJSONLines, MediaType.geoPackage, MediaType.flatGeobuf,
            MediaType.tiles, MediaType.cloudOptimizedGeoTIFF:
            "data"
        default: "metadata"
        }
    }

    private func title(of file: FileRecord) -> String {
        let parts = file.path.split(separator: "/").last?.split(separator: ".") ?? []
        let (name, ending) = (parts.first.map(String.init) ?? "", parts.last.map(String.init) ?? "")
        let subject =
            contents.rasters.first { file.path.hasPrefix("rasters/") && $0.name == name }?.description
            ?? contents.layers.first { $0.schema.name == name }?.schema.title
        switch (ending, subject) {
        case ("qml", let subject?): return "\(subject): QGIS style"
        case ("sld", let subject?): return "\(subject): Styled Layer Descriptor"
        case ("json", let subject?): return "\(subject): MapLibre style"
        case (_, let subject?) where !file.path.hasPrefix("tables/"): return subject
        case ("gpkg", _), ("mbtiles", _): return "Layers of \(name)"
        case ("qml", _): return "Tiles of \(name): QGIS style"
        case ("html", _): return "Report"
        default: return file.path == "dictionary.csv" ? "Data dictionary" : name
        }
    }
}
