internal import CGEOS
internal import CPROJ

/// The versions of the libraries in use, as they name themselves at run time.
public enum LibraryVersions {
    /// PROJ, such as `9.1.1`.
    public static var proj: String { String(cString: proj_info().version) }

    /// GEOS with its C interface, such as `3.11.1-CAPI-1.17.1`.
    public static var geos: String { String(cString: GEOSversion()) }
}
