extension Geodesic {
    /// The area within `radius` of `centre`: every vertex lies exactly that far away along a geodesic.
    ///
    /// The ring starts due north, runs counter-clockwise and is closed. Longitudes are continuous round the centre, so a
    /// disc across the antimeridian runs past ±180.
    /// - Parameter vertices: Corners of the polygon, at least 3; its sides dip inwards by `radius` × (1 − cos(180°/n)).
    /// - Throws: ``TopologyError`` if the radius is not above 0, or the disc reaches a pole.
    public static func disc(
        centre: GeographicPoint, radius: Metres, vertices: Int = 64
    ) throws(TopologyError) -> Polygon {
        guard centre.isValid, radius.value > 0, radius.value.isFinite, vertices >= 3 else {
            throw TopologyError(
                operation: "disc",
                reason: "a centre on the globe, a radius above 0 and 3 vertices are needed, "
                    + "got \(centre.longitude),\(centre.latitude), \(radius.value) m, \(vertices) vertices")
        }
        try refusePoles(within: radius, of: centre, operation: "disc")
        var ring: [GeographicPoint] = []
        for i in 0..<vertices {
            let azimuth = -360 * Double(i) / Double(vertices)
            let reached = destination(from: centre, azimuthDegrees: azimuth, distance: radius)
            ring.append(reached.turned(near: centre.longitude))
        }
        return Polygon(exterior: ring + ring.prefix(1))
    }

    /// Throws when a pole lies within `reach` of `place`: no ring in longitude and latitude goes round a pole.
    static func refusePoles(
        within reach: Metres, of place: GeographicPoint, operation: String
    ) throws(TopologyError) {
        let pole = GeographicPoint(longitude: place.longitude, latitude: place.latitude < 0 ? -90 : 90)
        guard distance(place, pole) <= reach else { return }
        throw TopologyError(
            operation: operation,
            reason: "\(reach.value) m round \(place.longitude),\(place.latitude) reaches a pole, which longitude and "
                + "latitude cannot show; use a shorter distance")
    }
}

extension GeographicPoint {
    /// The same position with its longitude within 180° of `longitude`.
    func turned(near longitude: Double) -> GeographicPoint {
        GeographicPoint(
            longitude: longitude + (self.longitude - longitude).remainder(dividingBy: 360), latitude: latitude)
    }
}
