/// The media types of the files of a folder.
enum MediaType {
    static let csv = "text/csv"
    static let html = "text/html"
    static let json = "application/json"
    static let geoJSON = "application/geo+json"
    static let geoPackage = "application/geopackage+sqlite3"
    static let cloudOptimizedGeoTIFF = "image/tiff; application=geotiff; profile=cloud-optimized"
    static let qgisStyle = "application/x-qgis-layer-settings"
    static let styledLayerDescriptor = "application/vnd.ogc.sld+xml"
}
