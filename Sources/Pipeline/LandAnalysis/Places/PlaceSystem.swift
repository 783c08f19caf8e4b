public import SpatialEngine
internal import SpatialFormats

/// What the coordinates of places given by a user mean.
public enum PlaceSystem: Equatable, Sendable {
    /// Longitude and latitude in degrees on WGS 84.
    case degrees
    /// The raster's own units.
    case native
    /// Another system, x or longitude first.
    case named(CoordinateReferenceSystem)

    /// Reads what a user writes: nothing, `native`, or the name of a system.
    public init(_ text: String?) {
        switch text {
        case nil: self = .degrees
        case "native"?: self = .native
        case let name?: self = .named(CoordinateReferenceSystem(name))
        }
    }

    /// The system of the coordinates for a raster in `raster`; a raster without a system implies its own units.
    func system(for raster: CoordinateReferenceSystem) -> CoordinateReferenceSystem {
        if raster == .unnamed { return raster }
        switch self {
        case .degrees: return .wgs84
        case .native: return raster
        case .named(let system): return system
        }
    }

    /// Carries a user's coordinates to the raster's plane, or back.
    ///
    /// - Throws: ``SpatialEngine/TransformationError`` for a system that is not known.
    func carry(
        _ points: [PlanarPoint], to raster: CoordinateReferenceSystem, inverse: Bool = false
    ) throws(TransformationError) -> [PlanarPoint] {
        let own = system(for: raster)
        if own == raster { return points }
        return try (inverse ? Transformation(from: raster, to: own) : Transformation(from: own, to: raster))
            .transformed(points)
    }
}
