internal import SpatialEngine
internal import SpatialFormats

extension FolderWriter {
    /// Writes all layers as vector tiles in one file named after the region, with a QGIS style beside it.
    mutating func writeTiles(of contents: AssessmentContents, layers: [RoundedLayer]) throws(ExportError) {
        let corners = layers.compactMap(\.box).flatMap { box in
            [
                GeographicPoint(longitude: box.west, latitude: box.south),
                GeographicPoint(longitude: box.east, latitude: box.north),
            ]
        }
        let box = BoundingBox(around: corners) ?? BoundingBox(west: -180, south: -85, east: 180, north: 85)
        let settings = VectorTiles.Settings(
            name: contents.region, description: contents.manifest.caveats.map(\.text).joined(separator: " "),
            covering: box)
        // Each zoom holds the features once more, and the library's own file again.
        let bytes = 16 * layers.map(\.expectedBytes).reduce(0, +) + (1 << 20)
        try write(
            to: "\(contents.region).mbtiles", mediaType: MediaType.tiles,
            features: layers.map(\.collection.features.count).reduce(0, +), expecting: bytes
        ) { path in
            try VectorTiles.write(layers.map(\.table), settings: settings, to: path)
        }
        // Areas below, lines above them.
        let drawn = layers.map { (name: $0.schema.name, geometry: $0.geometryType) }
        let lines = drawn.filter { [.lineString, .multiLineString].contains($0.geometry) }
        let areas = drawn.filter { [.polygon, .multiPolygon].contains($0.geometry) }
        let style = QGISTileStyle(layers: areas + lines).text
        try write(style, to: "\(contents.region).qml", mediaType: MediaType.qgisStyle)
    }
}
