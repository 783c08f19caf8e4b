internal import CGDAL
public import SpatialEngine

extension CoordinateReferenceSystem {
    /// The reference system that a vector or raster file names: of its first layer, or of the raster.
    ///
    /// - Returns: Authority and code (`EPSG:4326`) where the system has them, else well-known text; nil when the file names
    ///   none.
    /// - Throws: ``FormatError`` when the file is missing or is neither a layer nor a raster.
    public static func ofLayer(at path: String) throws(FormatError) -> CoordinateReferenceSystem? {
        let dataset = try Library.open(path, kind: GDAL_OF_VECTOR | GDAL_OF_RASTER)
        // Both are borrowed from the dataset, and null when there is none.
        let system =
            GDALDatasetGetLayerCount(dataset.raw) > 0
            ? GDALDatasetGetLayer(dataset.raw, 0).flatMap { OGR_L_GetSpatialRef($0) } : GDALGetSpatialRef(dataset.raw)
        return CoordinateReferenceSystem(borrowing: system)
    }
}
