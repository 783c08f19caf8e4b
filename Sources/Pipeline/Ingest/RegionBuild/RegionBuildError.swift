public import SpatialEngine

/// Why the derived layers of a region pack could not be built.
public enum RegionBuildError: Error, Equatable, CustomStringConvertible {
    /// A source file is not installed; the Debian package that brings it is named.
    case missingPackage(package: String, file: String)
    /// A source file is there but cannot be used.
    case unreadableSource(file: String, package: String, reason: String)
    /// The extent cannot be cut from the sources.
    case badExtent(BoundingBox, reason: String)
    /// A layer's geometry could not be computed.
    case topology(layer: String, TopologyError)
    /// A derived file could not be written.
    case unwritable(path: String, reason: String)
    /// The pack's manifest could not be read or brought up to date.
    case manifest(RegionManifestError)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .missingPackage(let package, let file):
            "\(file) is missing; install it with: apt-get install \(package)"
        case .unreadableSource(let file, let package, let reason):
            "\(file): \(reason); install it anew with: apt-get install --reinstall \(package)"
        case .badExtent(let box, let reason):
            "extent [\(box.west), \(box.south), \(box.east), \(box.north)]: \(reason)"
        case .topology(let layer, let error):
            "layer \(layer): \(error)"
        case .unwritable(let path, let reason):
            "\(path): cannot be written (\(reason)); check that the folder exists and may be written to"
        case .manifest(let error): error.description
        }
    }
}
