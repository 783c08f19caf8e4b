internal import CGDAL

/// The version of the format library in use, as it names itself at run time.
public enum FormatLibraryVersion {
    /// GDAL, such as `3.6.2`.
    public static var gdal: String { GDALVersionInfo("RELEASE_NAME").map { String(cString: $0) } ?? "unknown" }
}
