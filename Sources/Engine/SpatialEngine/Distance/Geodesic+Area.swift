extension Geodesic {
    /// The area of `polygon` on WGS 84, its sides taken as geodesics, holes left out (Karney 2013, section 6).
    ///
    /// The direction of the rings does not matter.
    public static func area(of polygon: Polygon) -> SquareMetres {
        let holes = polygon.holes.reduce(0) { $0 + abs(Ellipsoid.wgs84.measure(ring: $1).squareMetres) }
        return SquareMetres(abs(Ellipsoid.wgs84.measure(ring: polygon.exterior).squareMetres) - holes)
    }

    /// The sum of the areas of the polygons, which must not overlap.
    public static func area(of area: MultiPolygon) -> SquareMetres {
        SquareMetres(area.polygons.reduce(0) { $0 + Self.area(of: $1).value })
    }
}
