internal import Glibc
internal import SpatialEngine

/// Places at sea and the straight legs between them that a search may take.
struct VoyageGraph: Sendable {
    /// A straight way to another place.
    struct Leg: Sendable {
        let to: Int32
        /// Metres eastward.
        let east: Float
        /// Metres northward.
        let north: Float
    }

    let points: [GeographicPoint]
    /// The points that stand for the positions asked for, in their order.
    let places: [Int32]
    /// The legs from place *i* are `legs[starts[i]..<starts[i + 1]]`.
    let starts: [Int32]
    let legs: [Leg]

    /// A graph without legs.
    static func empty(places: Int) -> VoyageGraph {
        VoyageGraph(
            points: [], places: [Int32](repeating: 0, count: places), starts: [0], legs: [])
    }
}

/// How far positions lie apart, close by: metres east and north at their mean latitude, or on a plane.
///
/// Over 20 km the error on the ellipsoid stays below 10⁻⁵ of the distance at the latitudes below 60°.
struct LocalOffset: Sendable {
    let space: SeaSpace

    @inline(__always)
    func callAsFunction(from a: GeographicPoint, to b: GeographicPoint) -> (east: Double, north: Double) {
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        if space == .plane { return (dx, dy) }
        let (east, north) = Self.metresPerDegree(latitude: 0.5 * (a.latitude + b.latitude))
        return (dx * east, dy * north)
    }

    /// WGS 84's radii of the prime vertical and of the meridian; cos and sin by one call each.
    static func metresPerDegree(latitude: Double) -> (east: Double, north: Double) {
        let radians = latitude * .pi / 180
        let (equator, e2) = (6_378_137.0, 0.00669437999014)
        let sine = sin(radians)
        let w2 = 1 - e2 * sine * sine
        let w = w2.squareRoot()
        let perDegree = equator * .pi / 180
        return (perDegree / w * (1 - sine * sine).squareRoot(), perDegree * (1 - e2) / (w2 * w))
    }
}
