internal import SpatialEngine
internal import SpatialFormats

/// What `trocha --version` prints.
enum Versions {
    /// The version of this program; also written into manifests.
    static let trocha = "0.1.0"

    static var text: String {
        """
        trocha \(trocha)
        PROJ \(LibraryVersions.proj)
        GEOS \(LibraryVersions.geos)
        GDAL \(gdalVersion)
        """
    }
}
