internal import Foundation

/// Where the files are from which the derived layers are made.
public struct RegionSources: Equatable, Sendable {
    /// A file and the Debian package that brings it.
    public struct File: Equatable, Sendable {
        /// The absolute path.
        public var path: String
        /// The name of the package.
        public var package: String

        /// A file of a package.
        public init(path: String, package: String) { (self.path, self.package) = (path, package) }
    }

    /// Binned shorelines, full resolution (GSHHG).
    public var shorelines: File
    /// Binned rivers, full resolution (WDB-II in GSHHG).
    public var rivers: File
    /// Binned borders, full resolution (WDB-II in GSHHG).
    public var borders: File
    /// Country outlines (DCW-GMT).
    public var countries: File
    /// Monthly climatology of ship reports (COADS).
    public var wind: File

    /// Files in the places given.
    public init(shorelines: File, rivers: File, borders: File, countries: File, wind: File) {
        (self.shorelines, self.rivers, self.borders) = (shorelines, rivers, borders)
        (self.countries, self.wind) = (countries, wind)
    }

    /// Where the Debian packages gmt-gshhg-full, gmt-dcw and ferret-datasets put them.
    public static let installed = RegionSources(
        shorelines: File(path: "/usr/share/gmt-gshhg/binned_GSHHS_f.nc", package: "gmt-gshhg-full"),
        rivers: File(path: "/usr/share/gmt-gshhg/binned_river_f.nc", package: "gmt-gshhg-full"),
        borders: File(path: "/usr/share/gmt-gshhg/binned_border_f.nc", package: "gmt-gshhg-full"),
        countries: File(path: "/usr/share/gmt-dcw/dcw-gmt.nc", package: "gmt-dcw"),
        wind: File(path: "/usr/share/ferret-vis/data/coads_climatology.cdf", package: "ferret-datasets"))

    /// Every file, in the order in which they are used.
    public var all: [File] { [shorelines, rivers, borders, countries, wind] }

    /// The first file that is not there, or nil.
    public var firstMissing: File? { all.first { !FileManager.default.fileExists(atPath: $0.path) } }
}
