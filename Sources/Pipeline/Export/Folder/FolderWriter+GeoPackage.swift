internal import SpatialEngine
internal import SpatialFormats

extension FolderWriter {
    /// Writes all layers, with styles, data dictionary and lineage inside, as one GeoPackage named after the region.
    ///
    /// Geometry and values are those of the GeoJSON files: rounded, turned and closed alike.
    mutating func writeGeoPackage(of contents: AssessmentContents, layers: [Layer]) throws(ExportError) {
        let features = layers.map(\.features.count).reduce(0, +)
        let lineage = [
            GeoPackage.Lineage(
                standard: "http://www.isotc211.org/2005/gmd", mediaType: "text/xml",
                text: LineageStatement(region: contents.region, model: contents.manifest, date: contents.dataDate).text),
            GeoPackage.Lineage(
                standard: "urn:trocha:manifest:1", mediaType: MediaType.json, text: contents.manifest.provenance.compact
            ),
        ]
        // Tables and index take no more room than the GeoJSON files that hold the same; styles and empty pages come on top.
        let bytes = 2 * files.filter { $0.mediaType == MediaType.geoJSON }.map(\.bytes).reduce(0, +) + (1 << 20)
        try write(
            to: "\(contents.region).gpkg", mediaType: MediaType.geoPackage, features: features, expecting: bytes
        ) { path in
            try GeoPackage.write(
                try layers.map { try $0.geoPackageLayer() }, lineage: lineage, date: contents.dataDate.description,
                to: path)
        }
    }
}

extension Layer {
    /// The layer with its columns and its style, its features as they are read back from GeoJSON.
    fileprivate func geoPackageLayer() throws -> GeoPackage.Layer {
        let collection = self.collection
        let read = try GeoJSON.decoded(try GeoJSON.encoded(collection))
        let rows = zip(collection.features, read.features).map { original, rounded in
            Feature(id: original.id, geometry: rounded.geometry, properties: original.properties)
        }
        let id = VectorLayer.Field(
            "id", .text, title: "Id", description: "Identity of the feature, the same in every run")
        let style = Symbology(of: schema.name, geometry: geometryType).map { symbology in
            GeoPackage.Style(
                name: schema.name, description: "\(schema.title) · \(schema.titleES)",
                qml: QGISStyle(layer: schema.name, geometry: geometryType, symbology: symbology).text,
                sld: SLDStyle(schema: schema, geometry: geometryType, symbology: symbology).text)
        }
        return GeoPackage.Layer(
            VectorLayer(name: schema.name, fields: [id] + schema.properties.map(\.column), features: rows),
            title: schema.title, description: "\(schema.summary) · \(schema.summaryES)", style: style)
    }
}

extension PropertyDefinition {
    /// The column, with all that the data dictionary says.
    fileprivate var column: VectorLayer.Field {
        let kind: VectorLayer.Field.Kind =
            switch type {
            case .text, .month, .list: .text
            case .int: .integer
            case .number: .real
            case .bool: .boolean
            case .date: .date
            }
        var parts = [description]
        if !unit.isEmpty { parts.append("Unit: \(unit)") }
        if let nullMeans { parts.append("Null: \(nullMeans)") }
        if !values.isEmpty { parts.append("Values: \(values.joined(separator: ", "))") }
        return VectorLayer.Field(name, kind, description: parts.joined(separator: ". ") + ". · " + descriptionES)
    }
}
