internal import CGDAL
public import SpatialEngine

/// Why a layer's reference system could not be told.
public struct LayerReferenceError: Error, Equatable, CustomStringConvertible {
    /// The file that was asked about.
    public let path: String
    /// What failed, in the library's words where it has some.
    public let reason: String

    /// One sentence with the path and the reason.
    public var description: String { "\(path): \(reason)" }
}

extension CoordinateReferenceSystem {
    /// The reference system that a vector or raster file names: of its first layer, or of the raster.
    ///
    /// - Returns: Authority and code (`EPSG:4326`) where the system has them, else its name; nil when the file names none.
    /// - Throws: ``LayerReferenceError`` when GDAL cannot open the file.
    public static func ofLayer(at path: String) throws(LayerReferenceError) -> CoordinateReferenceSystem? {
        GDALAllRegister()
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        CPLErrorReset()
        let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_RASTER | GDAL_OF_READONLY)
        // null on failure; the reason is GDAL's last message
        guard let dataset = GDALOpenEx(path, flags, nil, nil, nil) else {
            let text = CPLGetLastErrorMsg().map { String(cString: $0) } ?? ""
            throw LayerReferenceError(path: path, reason: text.isEmpty ? "not a layer or raster" : text)
        }
        defer { GDALClose(dataset) }
        // Both are borrowed from the dataset, and null when there is none.
        let system =
            GDALDatasetGetLayerCount(dataset) > 0
            ? GDALDatasetGetLayer(dataset, 0).flatMap { OGR_L_GetSpatialRef($0) } : GDALGetSpatialRef(dataset)
        guard let system else { return nil }
        if let authority = OSRGetAuthorityName(system, nil), let code = OSRGetAuthorityCode(system, nil) {
            return CoordinateReferenceSystem("\(String(cString: authority)):\(String(cString: code))")
        }
        return OSRGetName(system).map { CoordinateReferenceSystem(String(cString: $0)) }
    }
}
