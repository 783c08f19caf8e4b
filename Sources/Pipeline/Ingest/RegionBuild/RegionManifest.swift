public import SpatialEngine

/// What is in a region pack and where each file came from: the contents of its `manifest.json`.
public struct RegionManifest: Equatable, Sendable {
    /// The name of the file in the pack's folder; the only file that does not list itself.
    public static let fileName = "manifest.json"

    /// The version of the layout; this program reads 1.
    public var format: Int
    /// The id of the region, as in `region.yaml`.
    public var region: String
    /// Every other file of the pack, sorted by path when written.
    public var files: [Entry]

    /// A manifest of layout 1.
    public init(region: String, files: [Entry] = []) {
        (format, self.region, self.files) = (1, region, files)
    }

    /// One file of the pack.
    public struct Entry: Equatable, Sendable {
        /// Relative to the pack's folder, with `/`.
        public var path: String
        /// What the file shows, and what a reader has to know before using it.
        public var title: String
        /// Who published the data that the file holds.
        public var publisher: String
        /// An SPDX name where there is one.
        public var licence: String
        /// Where the data came from: a package, a table or an address.
        public var source: String
        /// The date of the source, ISO 8601, as precise as known.
        public var date: String
        /// 64 lower-case hexadecimal digits.
        public var sha256: String
        /// The length of the file.
        public var bytes: Int
        /// Of files with positions: the reference system, as PROJ reads it.
        public var crs: String?
        /// The units of the values.
        public var units: String?
        /// West, south, east, north in degrees.
        public var extent: [Double]?
        /// The command or the rule by which the file is made again.
        public var rebuild: String

        /// An entry whose sum and length are not known yet; see ``RegionManifest/refreshed(in:paths:)``.
        public init(
            path: String, title: String, publisher: String, licence: String, source: String, date: String,
            sha256: String = "", bytes: Int = 0, crs: String? = nil, units: String? = nil, extent: [Double]? = nil,
            rebuild: String
        ) {
            (self.path, self.title, self.publisher, self.licence) = (path, title, publisher, licence)
            (self.source, self.date, self.sha256, self.bytes) = (source, date, sha256, bytes)
            (self.crs, self.units, self.extent, self.rebuild) = (crs, units, extent, rebuild)
        }
    }

    /// The entry of a path, or nil.
    public func entry(_ path: String) -> Entry? { files.first { $0.path == path } }

    /// Puts `entry` in place of the one with its path, or adds it.
    public mutating func put(_ entry: Entry) {
        if let index = files.firstIndex(where: { $0.path == entry.path }) {
            files[index] = entry
        } else {
            files.append(entry)
        }
    }
}

/// Why a manifest could not be read or written.
public enum RegionManifestError: Error, Equatable, CustomStringConvertible {
    /// The file is not there or cannot be opened.
    case unreadable(path: String, reason: String)
    /// The text is not the JSON that is expected; `place` names the key.
    case malformed(path: String, place: String, reason: String)
    /// The layout is newer or older than this program knows.
    case unknownFormat(path: String, format: Int)
    /// A listed path is absolute, leaves the folder, or is listed twice.
    case badPath(manifest: String, path: String, reason: String)
    /// A file that should be summed could not be read.
    case file(FileDigestError)
    /// The manifest could not be written.
    case unwritable(path: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path): cannot be read (\(reason)); name the folder of a region pack"
        case .malformed(let path, let place, let reason):
            "\(path): \(place): \(reason); see \"Region pack\" in the documentation for the keys"
        case .unknownFormat(let path, let format):
            "\(path): format \(format) is not known; this program reads format 1"
        case .badPath(let manifest, let path, let reason):
            "\(manifest): path \"\(path)\" \(reason); paths are relative to the pack's folder and listed once"
        case .file(let error): error.description
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason)); check the folder's permissions and free space"
        }
    }
}
