internal import SpatialEngine

/// The box of an item or a collection, in ten-millionths of a degree.
struct CatalogueExtent {
    /// West, south, east, north, in degrees.
    let edges: [Double]

    /// The box round boxes; the globe for none.
    ///
    /// One that runs past ±180° becomes all longitudes.
    init(_ boxes: [BoundingBox]) {
        let corners = boxes.flatMap { box in
            let crosses = box.west > box.east || box.west < -180 || box.east > 180
            return [
                GeographicPoint(longitude: crosses ? -180 : box.west, latitude: max(-90, box.south)),
                GeographicPoint(longitude: crosses ? 180 : box.east, latitude: min(90, box.north)),
            ]
        }
        let box = BoundingBox(around: corners) ?? BoundingBox(west: -180, south: -90, east: 180, north: 90)
        edges = [box.west, box.south, box.east, box.north].map { ($0 * 1e7).rounded() / 1e7 }
    }

    /// The box as STAC has it.
    var json: JSONValue { .array(edges.map(JSONValue.shortest)) }

    /// The box as a GeoJSON polygon, counter-clockwise.
    var polygon: JSONValue {
        let (west, south, east, north) = (edges[0], edges[1], edges[2], edges[3])
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return .members([
            ("type", .string("Polygon")),
            ("coordinates", .array([.array(ring.map { .array($0.map(JSONValue.shortest)) })])),
        ])
    }
}

extension RasterOutput {
    /// The longitudes and latitudes between which the raster lies.
    ///
    /// - Throws: ``ExportError/invalidFolder(part:problem:)`` for a system that has no way to WGS 84.
    func box() throws(ExportError) -> BoundingBox {
        let (grid, extent) = (raster.grid, raster.grid.extent)
        guard grid.crs != .wgs84 else { return extent }
        // Edges bend on the way: twenty places on each will do for a box.
        let steps = (0...20).map { Double($0) / 20 }
        let edge = steps.flatMap { step in
            let x = extent.west + step * (extent.east - extent.west)
            let y = extent.south + step * (extent.north - extent.south)
            return [(x, extent.south), (x, extent.north), (extent.west, y), (extent.east, y)]
        }
        let moved: [PlanarPoint]
        do {
            let way = try Transformation(from: grid.crs, to: .wgs84)
            moved = way.transformed(edge.map { PlanarPoint(x: $0.0, y: $0.1) })
        } catch {
            throw .invalidFolder(part: "raster \(name)", problem: "\(error)")
        }
        let points = moved.filter { $0.x.isFinite && $0.y.isFinite }
        guard let box = BoundingBox(around: points.map { GeographicPoint(longitude: $0.x, latitude: $0.y) }) else {
            throw .invalidFolder(part: "raster \(name)", problem: "its frame is not on the globe")
        }
        return box
    }
}
