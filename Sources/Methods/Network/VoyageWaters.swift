internal import SpatialEngine

/// The water that voyages are planned on.
public enum VoyageWaters: Sendable {
    /// Exact to polygons of land.
    case chart(SeaChart)
    /// The water cells of a raster; vertices lie at their centres.
    case mask(SeaMask)

    /// What positions mean.
    public var space: SeaSpace {
        switch self {
        case .chart(let chart): chart.space
        case .mask(let mask): mask.space
        }
    }

    /// Where passages may go.
    var extent: BoundingBox {
        switch self {
        case .chart(let chart): chart.extent
        case .mask(let mask): mask.grid.extent
        }
    }

    /// Whether the straight segment keeps to the water.
    func isClear(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
        switch self {
        case .chart(let chart): return chart.isClear(from: a, to: b)
        case .mask(let mask):
            guard let from = mask.grid.cell(containing: a), let to = mask.grid.cell(containing: b) else { return false }
            return mask.isClear(from: from, to: to)
        }
    }

    /// The position that a vertex near `p` is written at.
    func rounded(_ p: GeographicPoint) -> GeographicPoint {
        switch self {
        case .chart(let chart): return chart.rounded(p)
        case .mask(let mask):
            guard let cell = mask.grid.cell(containing: p) else { return p }
            let centre = mask.grid.centre(of: cell)
            return GeographicPoint(longitude: centre.x, latitude: centre.y)
        }
    }

    /// Metres to the coast; nil for more than `limit`, and on a mask, which has cells and no coast.
    func distanceToShore(from p: GeographicPoint, within limit: Double) -> Double? {
        guard case .chart(let chart) = self else { return nil }
        return chart.distanceToShore(from: p, within: Metres(limit))?.value
    }

    /// The places of a search; see the initialisers of ``VoyageGraph``.
    func graph(
        places: [GeographicPoint], largest: Double, threads: Int,
        isNeeded: @escaping @Sendable (GeographicPoint, Double) -> Bool
    ) throws(SeaError) -> VoyageGraph {
        switch self {
        case .chart(let chart):
            try VoyageGraph(over: chart, places: places, largest: largest, threads: threads, isNeeded: isNeeded)
        case .mask(let mask):
            VoyageGraph(over: mask, places: places, largest: largest, isNeeded: isNeeded)
        }
    }
}
