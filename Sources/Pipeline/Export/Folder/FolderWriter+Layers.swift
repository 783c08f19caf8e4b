internal import SpatialEngine
internal import SpatialFormats

extension FolderWriter {
    /// Writes a layer as GeoJSON, with a QGIS style beside it and SLD and MapLibre styles under `styles`.
    ///
    /// - Parameter folder: Where the layer lies, such as `context/`.
    mutating func write(_ layer: Layer, in folder: String = "") throws(ExportError) {
        let name = layer.schema.name
        let text: [UInt8]
        do throws(GeoJSONError) {
            text = try GeoJSON.encoded(layer.collection)
        } catch {
            throw .invalidFolder(part: "layer \(name)", problem: error.description)
        }
        try write(text, to: "\(folder)\(name).geojson", mediaType: MediaType.geoJSON, features: layer.features.count)
        guard let symbology = Symbology(of: name, geometry: layer.geometryType) else { return }
        let schema = layer.schema
        let (qgis, sld, mapLibre) = (
            QGISStyle(layer: name, geometry: layer.geometryType, symbology: symbology).text,
            SLDStyle(schema: schema, geometry: layer.geometryType, symbology: symbology).text,
            MapLibreStyle(schema: schema, geometry: layer.geometryType, symbology: symbology).text
        )
        try write(qgis, to: "\(folder)\(name).qml", mediaType: MediaType.qgisStyle)
        try write(sld, to: "styles/\(name).sld", mediaType: MediaType.styledLayerDescriptor)
        try write(mapLibre, to: "styles/\(name).json", mediaType: MediaType.json)
    }

    /// Writes a raster as a cloud-optimised GeoTIFF with a QGIS style beside it.
    mutating func write(_ raster: RasterOutput) throws(ExportError) {
        let band = CloudOptimizedGeoTIFF.Band(
            raster: raster.raster, description: raster.description, unit: raster.unit)
        // Values, overviews (a third), both once more while the file is put in order, and headers.
        let bytes = raster.raster.values.count * 4 * 8 / 3 + (1 << 20)
        try write(
            to: "rasters/\(raster.name).tif", mediaType: MediaType.cloudOptimizedGeoTIFF, expecting: bytes
        ) { path in
            try CloudOptimizedGeoTIFF.write([band], to: path)
        }
        let style = RasterStyle(theme: raster.theme, unit: raster.unit, values: raster.raster.values)
        try write(style.text, to: "rasters/\(raster.name).qml", mediaType: MediaType.qgisStyle)
    }
}

extension Layer {
    /// The features with their properties in the schema's order.
    var collection: FeatureCollection {
        let names = schema.properties.map(\.name)
        return FeatureCollection(
            name: schema.name,
            features: features.map { feature in
                Feature(
                    id: .text(feature.id), geometry: feature.geometry,
                    properties: JSONObject(
                        zip(names, feature.values).map { JSONObject.Member($0, JSONValue(exact: $1)) }))
            })
    }
}

extension JSONValue {
    /// A property's value as it stands in a layer: a number keeps its point, so that a reader takes the whole column as numbers.
    fileprivate init(exact value: PropertyValue) {
        if case .number(let number) = value { self = .number(number) } else { self.init(value) }
    }
}
