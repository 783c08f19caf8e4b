internal import Foundation
public import SpatialEngine
public import SpatialFormats

/// Features on their way to a `.geojson`, `.gpkg` or `.fgb`, in their order.
public struct FeatureOutput {
    /// Where they go; `-` is GeoJSON on standard output.
    public let path: String
    /// Replace what is there.
    public let overwrite: Bool
    private let format: OutputFormat

    /// The formats, by their extensions.
    public static let formats: [OutputFormat] = [.geojson, .gpkg, .fgb]

    /// An output at a path.
    ///
    /// - Throws: ``RequestError`` of wrong usage for another extension.
    public init(path: String, overwrite: Bool) throws(RequestError) {
        self.path = path
        self.overwrite = overwrite
        format = try OutputFormat(of: path, allowed: Self.formats)
    }

    /// Writes features whose positions are in `crs`; nil means a plane that is nowhere.
    ///
    /// GeoJSON is written in longitude and latitude on WGS 84, the plane as it is; the other formats keep the system.
    /// - Throws: ``OutputError``, ``FormatError``, or ``RequestError`` for positions that are not on the globe.
    public func write(_ features: [Feature], name: String, crs: CoordinateReferenceSystem?) throws {
        if format == .geojson {
            let output = GeoJSONOutput(path: path, overwrite: overwrite)
            return try output.write(try Self.inDegrees(features, crs), name: name, isPlanar: crs == nil)
        }
        var layer = VectorLayer(name: name, features: features)
        layer.crs = crs
        try AtomicOutput.replace(path, overwrite: overwrite) { temporary in
            if format == .fgb {
                // An index would sort the rows.
                try FlatGeobuf.write(layer, to: temporary, spatialIndex: false)
            } else {
                try GeoPackage.write([GeoPackage.Layer(layer)], date: Self.moment, to: temporary)
            }
        }
    }

    /// What stands in a GeoPackage as its date: the epoch unless `SOURCE_DATE_EPOCH` says otherwise, never the clock.
    private static var moment: String {
        let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int.init) ?? 0
        return "\(DataDate(secondsSince1970: seconds))"
    }

    private static func inDegrees(
        _ features: [Feature], _ crs: CoordinateReferenceSystem?
    ) throws -> [Feature] {
        guard let crs, crs != .wgs84 else { return features }
        let way = try Transformation(from: crs, to: .wgs84)
        var moved = features
        for i in moved.indices {
            moved[i].geometry = moved[i].geometry.map { geometry in
                geometry.mapped { point in
                    let place = way.transformed([PlanarPoint(x: point.longitude, y: point.latitude)])[0]
                    return GeographicPoint(longitude: place.x, latitude: place.y)
                }
            }
        }
        return moved
    }
}
