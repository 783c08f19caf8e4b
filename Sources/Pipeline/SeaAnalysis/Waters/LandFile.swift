internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// Polygons of land in a vector file.
struct LandFile {
    let path: String
    let space: SeaSpace
    let extent: BoundingBox

    /// The land, in degrees on WGS 84 or on the plane as it is.
    ///
    /// - Throws: ``RequestError`` of bad data that names the feature: no polygon, a ring that is open, crosses itself or holds
    ///   no numbers, a side across the antimeridian, latitudes beyond a pole.
    func polygons() throws -> MultiPolygon {
        let layer = try VectorFile.read(path, idColumn: nil, in: space == .globe ? .wgs84 : nil)
        let topology = TopologyContext()
        var land: [Polygon] = []
        for (index, feature) in layer.features.enumerated() {
            for polygon in try areas(of: feature, index) {
                try check(polygon, index, topology)
                land.append(polygon)
            }
        }
        guard !land.isEmpty else {
            throw RequestError(.badData, "\(path) holds no polygon; give polygons of land, or --land none for open sea")
        }
        try requireNotSwapped(land)
        return MultiPolygon(land)
    }

    private func areas(of feature: Feature, _ index: Int) throws(RequestError) -> [Polygon] {
        switch feature.geometry {
        case nil: return []
        case .polygon(let polygon)?: return polygon.rings.allSatisfy(\.isEmpty) ? [] : [polygon]
        case .multiPolygon(let multi)?: return multi.polygons
        case let other?:
            throw fault(
                index, "is a \(other.typeName), not a polygon",
                "give areas; a closed coastline becomes one with ogr2ogr -dialect sqlite and ST_Polygonize")
        }
    }

    private func check(_ polygon: Polygon, _ index: Int, _ topology: TopologyContext) throws {
        for p in polygon.rings.joined() where !space.isPosition(p) {
            let place = "\(p.longitude),\(p.latitude)"
            guard p.longitude.isFinite, p.latitude.isFinite else {
                throw fault(index, "has the position \(place), which is no number", "mend or remove it")
            }
            throw fault(
                index, "has the position \(place), whose latitude lies beyond a pole",
                abs(p.longitude) <= 90
                    ? "longitude and latitude seem to be swapped; write longitude first"
                    : "give degrees, or --crs planar for metres")
        }
        if let wrong = try topology.validityFault(of: .polygon(polygon)) {
            throw fault(index, "is no valid polygon: \(wrong)", "mend it, for instance with ogr2ogr -makevalid")
        }
        guard space == .globe else { return }
        for ring in polygon.rings {
            for (a, b) in zip(ring, ring.dropFirst()) where abs(a.longitude - b.longitude) > 180 {
                throw fault(
                    index,
                    "crosses the antimeridian between \(a.longitude),\(a.latitude) and \(b.longitude),\(b.latitude)",
                    "cut it there, for instance with ogr2ogr -wrapdateline")
            }
        }
    }

    /// Land that meets the window only when its coordinates are exchanged was written the wrong way round.
    private func requireNotSwapped(_ land: [Polygon]) throws(RequestError) {
        guard let box = BoundingBox(around: land.flatMap(\.exterior)), !box.meets(extent) else { return }
        let swapped = BoundingBox(west: box.south, south: box.west, east: box.north, north: box.east)
        guard swapped.meets(extent) else { return }
        throw RequestError(
            .badData,
            "\(path): the land lies at \(box.west)…\(box.east), \(box.south)…\(box.north), outside the sea window, but inside it "
                + "when x and y are exchanged; write longitude or easting first")
    }

    private func fault(_ index: Int, _ problem: String, _ mend: String) -> RequestError {
        RequestError(.badData, "\(path): feature \(index + 1) \(problem); \(mend)")
    }
}

extension BoundingBox {
    fileprivate func meets(_ other: BoundingBox) -> Bool {
        west <= other.east && east >= other.west && south <= other.north && north >= other.south
    }
}
