import Glibc
internal import Hotspots
internal import SpatialEngine

/// The geometry of clusters: circles and ellipses as outlines, other zones as the members' own geometry.
struct ScanOutlines {
    let locations: ScanLocations
    let zoning: ScanZoning
    /// Corners of an outline.
    static let corners = 72

    /// A cluster's geometry in the system of the units; nil when they have none.
    ///
    /// An outline of radius 0 is its centre. One that reaches a pole cannot be shown in degrees; its members are.
    func geometry(_ cluster: ScanCluster, radius: Double?, isOutline: Bool) throws -> Geometry? {
        guard isOutline, let positions = zoning.positions, let radius else { return try members(cluster) }
        let centre = positions.points[cluster.centre]
        guard radius > 0 else { return .point(GeographicPoint(longitude: centre.x, latitude: centre.y)) }
        let ring =
            positions.metric.isGeographic
            ? onGlobe(cluster, centre, radius, positions.metric) : inPlane(cluster, centre, radius, positions.metric)
        guard let ring else { return try members(cluster) }
        let placed = try locations.units.placed(ring).map { GeographicPoint(longitude: $0.x, latitude: $0.y) }
        let polygon = Geometry.polygon(Polygon(exterior: placed + placed.prefix(1)))
        guard locations.units.crs == .wgs84 else { return polygon }
        return try TopologyContext().cutAtAntimeridian(polygon)
    }

    /// Corners counter-clockwise, relative to the axis: along and across it.
    private func corners(_ cluster: ScanCluster, _ radius: Double) -> [(x: Double, y: Double)] {
        (0..<Self.corners).map { corner in
            let turn = 2 * Double.pi * Double(corner) / Double(Self.corners)
            let (along, across) = (cluster.shape * radius * cos(turn), -radius * sin(turn))
            let (sine, cosine) = (sin(cluster.angle * .pi / 180), cos(cluster.angle * .pi / 180))
            return (along * sine + across * cosine, along * cosine - across * sine)
        }
    }

    private func inPlane(
        _ cluster: ScanCluster, _ centre: PlanarPoint, _ radius: Double, _ metric: Metric
    ) -> [PlanarPoint]? {
        if metric == .manhattan {
            return [(radius, 0.0), (0, radius), (-radius, 0), (0, -radius)].map {
                PlanarPoint(x: centre.x + $0.0, y: centre.y + $0.1)
            }
        }
        return corners(cluster, radius).map { PlanarPoint(x: centre.x + $0.x, y: centre.y + $0.y) }
    }

    private func onGlobe(
        _ cluster: ScanCluster, _ centre: PlanarPoint, _ radius: Double, _ metric: Metric
    ) -> [PlanarPoint]? {
        let poles = [90.0, -90].map { metric.distance(centre, PlanarPoint(x: centre.x, y: $0)) }
        guard poles.allSatisfy({ $0 > cluster.shape * radius }) else { return nil }
        let start = GeographicPoint(longitude: centre.x, latitude: centre.y)
        return corners(cluster, radius).map { corner in
            let reached = Geodesic.destination(
                from: start, azimuthDegrees: atan2(corner.x, corner.y) * 180 / .pi,
                distance: Metres(hypot(corner.x, corner.y)))
            let turned = centre.x + (reached.longitude - centre.x).remainder(dividingBy: 360)
            return PlanarPoint(x: turned, y: reached.latitude)
        }
    }

    private func members(_ cluster: ScanCluster) throws -> Geometry? {
        guard zoning.positions != nil else { return nil }
        let features = try locations.units.features()
        let shapes = cluster.members.compactMap { features[locations.rows[$0]].geometry }
        let (polygons, lines) = (shapes.flatMap(\.polygons), shapes.flatMap(\.lines))
        if !polygons.isEmpty { return .multiPolygon(MultiPolygon(polygons)) }
        return lines.isEmpty ? .multiPoint(shapes.flatMap(\.points)) : .multiLineString(lines)
    }
}
