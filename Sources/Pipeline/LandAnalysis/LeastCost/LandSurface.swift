internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// A surface read and checked, ready to be searched in the precision in which it was read.
struct LandSurface<Value: CostValue>: Sendable {
    enum Ground: Sendable {
        case friction(FrictionField<Value>)
        case travel(TravelField<Value>, SlopeFunction)
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
        var frame = ResultFrame(
            unit: unit, neighbourhood: neighbourhood,
            cellAspect: grid.transform.cellHeight / grid.transform.cellWidth, lengths: lengths)
        if case .travel(_, let slope) = ground { frame.slopeFunction = slope.name }
        return frame
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
    /// - Throws: ``RequestError`` with the nearest open cell, in the coordinates of `system`, and its distance.
    func requireOpen(_ places: [Place], in system: PlaceSystem) throws {
        try grid.requireOpen(places, in: system) { isOpen($0) }
    }
}
