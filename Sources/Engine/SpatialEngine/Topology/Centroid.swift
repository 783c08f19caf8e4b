internal import CGEOS

extension TopologyContext {
    /// The centre of mass of a shape's areas, or of its lines, or of its points, as on a plane; nil for an empty shape.
    ///
    /// For degrees this is the centre on the plane of longitude and latitude, which is what GIS programs call the centroid.
    public func centroid(of geometry: Geometry) throws(TopologyError) -> PlanarPoint? {
        if case .point(let point) = geometry { return PlanarPoint(x: point.longitude, y: point.latitude) }
        let owned = try own(geometry)
        let centre = try adopt("the centroid", GEOSGetCentroid_r(handle, owned.raw))
        guard GEOSisEmpty_r(handle, centre.raw) == 0 else { return nil }
        var (x, y) = (0.0, 0.0)
        guard GEOSGeomGetX_r(handle, centre.raw, &x) == 1, GEOSGeomGetY_r(handle, centre.raw, &y) == 1 else {
            throw failure("the centroid")
        }
        return PlanarPoint(x: x, y: y)
    }
}
