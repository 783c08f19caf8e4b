extension Grid {
    /// The ellipsoid of a grid in degrees of longitude and latitude; nil for any other.
    public var geographicEllipsoid: Ellipsoid? {
        if crs == .wgs84 { return .wgs84 }
        guard !crs.identifier.isEmpty else { return nil }
        return try? Ellipsoid(of: crs)
    }

    /// Width and height of the middle cell in metres on the ellipsoid; in units of the grid where its reference system
    /// does not tell where on Earth it lies.
    public var metresPerCell: (width: Double, height: Double) {
        let centre = transform.centre(row: shape.rows / 2, column: shape.columns / 2)
        let (width, height) = (transform.cellWidth, transform.cellHeight)
        if let ellipsoid = geographicEllipsoid {
            func metres(_ x: Double, _ y: Double) -> Double {
                ellipsoid.inverse(
                    from: GeographicPoint(longitude: centre.x - x / 2, latitude: centre.y - y / 2),
                    to: GeographicPoint(longitude: centre.x + x / 2, latitude: centre.y + y / 2)
                ).distance.value
            }
            return (metres(width, 0), metres(0, height))
        }
        guard !crs.identifier.isEmpty, let toWGS84 = try? Transformation(from: crs, to: .wgs84) else {
            return (width, height)
        }
        func metres(_ x: Double, _ y: Double) -> Double? {
            guard let from = toWGS84.apply(x: centre.x - x / 2, y: centre.y - y / 2),
                let to = toWGS84.apply(x: centre.x + x / 2, y: centre.y + y / 2)
            else { return nil }
            return Geodesic.distance(
                GeographicPoint(longitude: from.x, latitude: from.y), GeographicPoint(longitude: to.x, latitude: to.y)
            ).value
        }
        guard let groundWidth = metres(width, 0), let groundHeight = metres(0, height) else { return (width, height) }
        return (groundWidth, groundHeight)
    }
}
