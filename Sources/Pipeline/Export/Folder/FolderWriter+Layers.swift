internal import SpatialEngine
internal import SpatialFormats

extension FolderWriter {
    /// Writes a layer as GeoJSON with its styles.
    ///
    /// - Parameter folder: Where the layer lies, such as `context/`.
    mutating func write(_ layer: RoundedLayer, in folder: String = "") throws(ExportError) {
        let name = layer.schema.name
        let count = layer.collection.features.count
        try write(layer.geoJSON(), to: "\(folder)\(name).geojson", mediaType: MediaType.geoJSON, features: count)
        try writeStyles(
            of: layer.schema, geometry: layer.geometryType, in: folder, source: .geoJSON("../\(folder)\(name).geojson"))
    }

    /// Writes a QGIS style beside a layer, and SLD and MapLibre styles under `styles`.
    ///
    /// - Parameter source: What the MapLibre style draws.
    mutating func writeStyles(
        of schema: LayerSchema, geometry: LayerGeometry, in folder: String = "", source: MapLibreStyle.Source
    ) throws(ExportError) {
        let name = schema.name
        guard let symbology = Symbology(of: name, geometry: geometry) else { return }
        let (qgis, sld, mapLibre) = (
            QGISStyle(layer: name, geometry: geometry, symbology: symbology).text,
            SLDStyle(schema: schema, geometry: geometry, symbology: symbology).text,
            MapLibreStyle(schema: schema, geometry: geometry, symbology: symbology, source: source).text
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
            var packing = CloudOptimizedGeoTIFF.Packing()
            // Beyond this the files hardly shrink, but take twice as long.
            packing.level = 6
            try CloudOptimizedGeoTIFF.write([band], to: path, packing: packing)
        }
        let style = RasterStyle(theme: raster.theme, unit: raster.unit, values: raster.raster.values)
        try write(style.text, to: "rasters/\(raster.name).qml", mediaType: MediaType.qgisStyle)
    }
}
