internal import Network
internal import SpatialEngine
internal import Surfaces

/// A surface read and checked, ready to be searched.
struct LandSurface: Sendable {
    enum Ground: Sendable {
        case friction(FrictionSurface)
        case travel(TravelSurface, SlopeFunction)
    }

    let ground: Ground
    let neighbourhood: Neighbourhood
    let lengths: LengthRule

    var grid: Grid {
        switch ground {
        case .friction(let surface): surface.grid
        case .travel(let surface, _): surface.grid
        }
    }

    /// What costs add up to.
    var unit: String {
        switch ground {
        case .friction: "cost"
        case .travel(_, let slope): slope.accumulatedUnit
        }
    }

    var frame: ResultFrame {
        ResultFrame(
            unit: unit, neighbourhood: neighbourhood,
            cellAspect: grid.transform.cellHeight / grid.transform.cellWidth, lengths: lengths)
    }

    func isOpen(_ cell: Int) -> Bool {
        switch ground {
        case .friction(let surface): surface.friction[cell] < .infinity
        case .travel(let surface, _): surface.isOpen(cell)
        }
    }

    /// The cells of two places that must be open.
    ///
    /// - Throws: As ``PlaceReader/place(_:option:)`` and ``requireOpen(_:in:)``.
    func ends(_ from: String, _ to: String, in system: PlaceSystem) throws -> (start: Int, end: Int) {
        let reader = PlaceReader(grid: grid, system: system)
        let start = try reader.place(from, option: "--from")
        let end = try reader.place(to, option: "--to")
        try requireOpen([start, end], in: system)
        return (start.cell, end.cell)
    }

    /// Number of cells that are no barrier.
    var openCells: Int {
        switch ground {
        case .friction(let surface): surface.friction.count { $0 < .infinity }
        case .travel(let surface, _): surface.timeMultiplier.count { $0 < .infinity }
        }
    }

    /// Fails for the first place that lies on a barrier.
    ///
    /// - Throws: ``LandError`` with the nearest open cell, in the coordinates of `system`, and its distance.
    func requireOpen(_ places: [Place], in system: PlaceSystem) throws {
        guard let closed = places.first(where: { !isOpen($0.cell) }) else { return }
        guard let nearest = try nearestOpenCell(to: closed.cell) else {
            throw LandError(.badData, "\(closed.name) lies on a barrier, and so does every other cell of the raster")
        }
        let centre = try system.carry([grid.centre(of: nearest.cell)], to: grid.crs, inverse: true)[0]
        let place = "\(ShortestNumber.text(centre.x)),\(ShortestNumber.text(centre.y))"
        let distance = ShortestNumber.text((nearest.distance.value * 10).rounded() / 10)
        throw LandError(
            .badData,
            "\(closed.name) lies on a barrier; the nearest open cell is at \(place), "
                + "\(distance) \(grid.isUnplaced ? "units" : "m") away; name that instead")
    }

    private func nearestOpenCell(to cell: Int) throws -> (cell: Int, distance: Metres)? {
        let count = grid.shape.count
        let open = try TravelSurface(
            grid: grid, elevation: [Float](repeating: 0, count: count),
            timeMultiplier: (0..<count).map { isOpen($0) ? 1 : .infinity })
        let centre = grid.centre(of: cell)
        return open.nearestOpenCell(to: GeographicPoint(longitude: centre.x, latitude: centre.y))
    }
}
