internal import SpatialEngine

/// The map layers of a pack.
struct RegionLayers {
    let coast: MultiPolygon
    let borders: [MapLine]
    let rivers: [MapLine]
}

extension RegionReader {
    /// Temporarily none until the vector reader is merged.
    mutating func layers() -> RegionLayers? { RegionLayers(coast: MultiPolygon([]), borders: [], rivers: []) }

    mutating func verifyManifest() {}
}
