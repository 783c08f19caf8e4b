internal import CPROJ

/// A polygon with geodesic sides, taken vertex by vertex, in space that does not grow (Karney 2013).
///
/// Any simple polygon will do, across the antimeridian and round a pole as well; no closing vertex is needed, and one does
/// no harm. Of the two areas that a ring divides the ellipsoid into, the one to the left of the ring counts when it is the
/// smaller, and the other with a minus sign when it is not.
public struct GeodesicPolygon: Sendable {
    private var sums: geod_polygon

    /// A polygon without vertices.
    public init() {
        sums = geod_polygon()
        geod_polygon_init(&sums, 0)
    }

    /// Adds the next vertex; always on the same ellipsoid.
    public mutating func add(_ vertex: GeographicPoint, on ellipsoid: Ellipsoid) {
        withUnsafePointer(to: ellipsoid.series) { geod_polygon_addpoint($0, &sums, vertex.latitude, vertex.longitude) }
    }

    /// The signed area (counter-clockwise positive, in −A/2…A/2 for an ellipsoid of area A) and the length of the ring.
    public func measure(on ellipsoid: Ellipsoid) -> (squareMetres: Double, perimeter: Metres) {
        var (area, perimeter) = (0.0, 0.0)
        withUnsafePointer(to: ellipsoid.series) { series in
            withUnsafePointer(to: sums) { sums in
                _ = geod_polygon_compute(series, sums, 0, 1, &area, &perimeter)
            }
        }
        return (area, Metres(perimeter))
    }
}

extension Ellipsoid {
    /// The signed area and the length of a ring with geodesic sides; see ``GeodesicPolygon``.
    public func measure(ring: [GeographicPoint]) -> (squareMetres: Double, perimeter: Metres) {
        var polygon = GeodesicPolygon()
        for vertex in ring { polygon.add(vertex, on: self) }
        return polygon.measure(on: self)
    }
}
