/// The media types of the files of a folder.
enum MediaType {
    static let csv = "text/csv"
    static let html = "text/html"
    static let json = "application/json"
    static let geoJSON = "application/geo+json"
    /// One feature a line without RFC 8142's record separators, which `application/geo+json-seq` demands.
    static let geoJSONLines = "application/x-ndjson"
    static let geoPackage = "application/geopackage+sqlite3"
    static let flatGeobuf = "application/vnd.flatgeobuf"
    /// MBTiles has no type of its own.
    static let tiles = "application/vnd.sqlite3"
    static let cloudOptimizedGeoTIFF = "image/tiff; application=geotiff; profile=cloud-optimized"
    static let qgisStyle = "application/x-qgis-layer-settings"
    static let styledLayerDescriptor = "application/vnd.ogc.sld+xml"
}
