public import SpatialFormats

/// The kinds of output that a verb may write, told by the extension of the path.
public enum OutputFormat: String, Sendable {
    case tif, geojson, csv, gpkg, fgb

    /// The format of `path`; `-` and devices take the first text format of `allowed`.
    ///
    /// - Throws: ``RequestError`` of wrong usage for an extension that is not among `allowed`.
    public init(of path: String, allowed: [OutputFormat]) throws(RequestError) {
        let isStream = path == "-" || path.hasPrefix("/dev/")
        let found = allowed.first { isStream ? $0 != .tif : path.hasExtension($0.rawValue) }
        guard let format = found ?? (path.hasExtension("tiff") && allowed.contains(.tif) ? .tif : nil) else {
            let names = allowed.map { ".\($0.rawValue)" }.joined(separator: " or ")
            throw RequestError(.wrongUsage, "\(path) has no known extension; this verb writes \(names)")
        }
        self = format
    }

    /// Fails now if an output could not be put in place later, so that nothing is computed in vain.
    ///
    /// - Throws: ``OutputError``.
    public static func requirePlace(_ path: String, overwrite: Bool) throws {
        try AtomicOutput.requirePlace(path, overwrite: overwrite)
    }
}
