internal import CPROJ

extension Geodesic {
    /// The area of `polygon` on the ellipsoid, its sides taken as geodesics, holes left out (Karney 2013, section 6).
    ///
    /// The direction of the rings does not matter. No polygon may enclose a pole.
    public static func area(of polygon: Polygon) -> SquareMetres {
        var total = area(ofRing: polygon.exterior)
        for hole in polygon.holes { total -= area(ofRing: hole) }
        return SquareMetres(total)
    }

    /// The sum of the areas of the polygons, which must not overlap.
    public static func area(of area: MultiPolygon) -> SquareMetres {
        var total = 0.0
        for polygon in area.polygons { total += Self.area(of: polygon).value }
        return SquareMetres(total)
    }

    private static func area(ofRing ring: [GeographicPoint]) -> Double {
        var g = ellipsoid
        var sum = geod_polygon()
        geod_polygon_init(&sum, 0)
        for point in ring.dropLast() { geod_polygon_addpoint(&g, &sum, point.latitude, point.longitude) }
        var area = 0.0
        _ = geod_polygon_compute(&g, &sum, 0, 1, &area, nil)
        return abs(area)
    }
}
