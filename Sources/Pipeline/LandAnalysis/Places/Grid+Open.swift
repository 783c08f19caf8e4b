internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

extension Grid {
    /// Fails for the first place that lies on a closed cell.
    ///
    /// - Throws: ``RequestError`` with the nearest open cell, in the coordinates of `system`, and its distance.
    func requireOpen(_ places: [Place], in system: PlaceSystem, isOpen: (Int) -> Bool) throws {
        guard let closed = places.first(where: { !isOpen($0.cell) }) else { return }
        guard let nearest = try nearestOpenCell(to: closed.cell, isOpen) else {
            throw RequestError(.badData, "\(closed.name) lies on a barrier, and so does every other cell of the raster")
        }
        let centre = try system.carry([centre(of: nearest.cell)], to: crs, inverse: true)[0]
        let place = "\(ShortestNumber.text(centre.x)),\(ShortestNumber.text(centre.y))"
        let distance = ShortestNumber.text((nearest.distance.value * 10).rounded() / 10)
        throw RequestError(
            .badData,
            "\(closed.name) lies on a barrier; the nearest open cell is at \(place), "
                + "\(distance) \(isUnplaced ? "units" : "m") away; name that instead")
    }

    private func nearestOpenCell(to cell: Int, _ isOpen: (Int) -> Bool) throws -> (cell: Int, distance: Metres)? {
        let open = try TravelSurface(
            grid: self, elevation: [Float](repeating: 0, count: shape.count),
            timeMultiplier: (0..<shape.count).map { isOpen($0) ? 1 : .infinity })
        let centre = centre(of: cell)
        return open.nearestOpenCell(to: GeographicPoint(longitude: centre.x, latitude: centre.y))
    }
}
