internal import SpatialEngine
internal import SpatialFormats

extension FolderWriter {
    /// Writes all layers, with styles, data dictionary and lineage inside, as one GeoPackage named after the region.
    ///
    /// Geometry and values are those of the GeoJSON files: rounded, turned and closed alike.
    mutating func writeGeoPackage(of contents: AssessmentContents, layers: [RoundedLayer]) throws(ExportError) {
        let features = layers.map(\.collection.features.count).reduce(0, +)
        let lineage = [
            GeoPackage.Lineage(
                standard: "http://www.isotc211.org/2005/gmd", mediaType: "text/xml",
                text: LineageStatement(region: contents.region, model: contents.manifest, date: contents.dataDate).text),
            GeoPackage.Lineage(
                standard: "urn:trocha:manifest:1", mediaType: MediaType.json, text: contents.manifest.provenance.compact
            ),
        ]
        // Index, styles and empty pages come on top of the tables.
        let bytes = 2 * layers.map(\.expectedBytes).reduce(0, +) + (1 << 20)
        try write(
            to: "\(contents.region).gpkg", mediaType: MediaType.geoPackage, features: features, expecting: bytes
        ) { path in
            try GeoPackage.write(
                layers.map { $0.geoPackageLayer() }, lineage: lineage, date: contents.dataDate.description, to: path)
        }
    }
}

extension RoundedLayer {
    /// The layer with its columns and its style.
    fileprivate func geoPackageLayer() -> GeoPackage.Layer {
        let style = Symbology(of: schema.name, geometry: geometryType).map { symbology in
            GeoPackage.Style(
                name: schema.name, description: "\(schema.title) · \(schema.titleES)",
                qml: QGISStyle(layer: schema.name, geometry: geometryType, symbology: symbology).text,
                sld: SLDStyle(schema: schema, geometry: geometryType, symbology: symbology).text)
        }
        return GeoPackage.Layer(
            table, title: schema.title, description: "\(schema.summary) · \(schema.summaryES)", style: style)
    }
}
