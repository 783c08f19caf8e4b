internal import CPROJ

/// An oblate ellipsoid of revolution, ready for geodesics (see ``inverse(from:to:)``).
///
/// A plain value without handles: safe to share between threads.
public struct Ellipsoid: Sendable {
    /// Half the equator's diameter.
    public let semiMajorAxis: Metres
    /// (a − b)/a; 0 for a sphere.
    public let flattening: Double
    /// The series of Karney's algorithms for this shape.
    let series: geod_geodesic

    /// An ellipsoid with a semi-major axis above 0 and a flattening below 1.
    public init(semiMajorAxis: Metres, flattening: Double) {
        precondition(semiMajorAxis.value > 0 && flattening < 1, "no ellipsoid: \(semiMajorAxis.value), \(flattening)")
        self.semiMajorAxis = semiMajorAxis
        self.flattening = flattening
        var series = geod_geodesic()
        geod_init(&series, semiMajorAxis.value, flattening)
        self.series = series
    }

    /// The ellipsoid of WGS 84.
    public static let wgs84 = Ellipsoid(semiMajorAxis: Metres(6_378_137), flattening: 1 / 298.257223563)

    /// The ellipsoid of a geographic system.
    ///
    /// - Throws: ``TransformationError/unknownSystem(_:reason:)``, ``TransformationError/notGeographic(_:)``.
    public init(of system: CoordinateReferenceSystem) throws(TransformationError) {
        let context = try ProjectionContext()
        let object = try context.makeSystem(system)
        defer { proj_destroy(object) }
        guard case .geographic = SystemKind(of: object, in: context) else { throw .notGeographic(system) }
        // null if the datum has no ellipsoid
        guard let shape = proj_get_ellipsoid(context.raw, object) else { throw .notGeographic(system) }
        defer { proj_destroy(shape) }
        var (major, minor, inverseFlattening) = (0.0, 0.0, 0.0)
        var minorIsComputed: Int32 = 0
        guard
            proj_ellipsoid_get_parameters(context.raw, shape, &major, &minor, &minorIsComputed, &inverseFlattening) != 0
        else { throw .notGeographic(system) }
        let fromInverse = inverseFlattening == 0 ? 0 : 1 / inverseFlattening
        self.init(
            semiMajorAxis: Metres(major), flattening: minorIsComputed != 0 ? fromInverse : (major - minor) / major)
    }
}

extension Ellipsoid: Hashable {
    /// Whether both have the same shape and size.
    public static func == (a: Ellipsoid, b: Ellipsoid) -> Bool {
        a.semiMajorAxis == b.semiMajorAxis && a.flattening == b.flattening
    }

    /// Feeds shape and size.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(semiMajorAxis)
        hasher.combine(flattening)
    }
}
