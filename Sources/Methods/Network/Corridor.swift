public import SpatialEngine
public import Surfaces

/// How much dearer the best way from A to B becomes if it must pass through each cell.
public struct Corridor: Sendable {
    /// The frame of the result.
    public let grid: Grid
    /// From A to every cell.
    public let forward: CostDistance
    /// From every cell to B.
    public let backward: CostDistance
    /// The cost of the cheapest way from A to B; `.infinity` if none leads there.
    public let leastCost: Double
    /// The cheapest way; nil if none leads there.
    public let path: LeastCostPath?

    /// Searches from A and back from B.
    ///
    /// - Throws: As ``CostDistance/accumulate(surface:slope:neighbourhood:sources:toward:until:limit:lengths:)``; both
    ///   ends must be open.
    public init(
        surface: TravelSurface, slope: SlopeFunction, neighbourhood: Neighbourhood = .n16, from: Int, to: Int,
        lengths: LengthRule = .ground
    ) throws(NetworkError) {
        let geometry = try StepGeometry(grid: surface.grid, neighbourhood: neighbourhood, rule: lengths)
        let forward = try CostDistance.accumulate(
            surface: surface, slope: slope, geometry: geometry, sources: [from], toward: false, until: nil)
        let backward = try CostDistance.accumulate(
            surface: surface, slope: slope, geometry: geometry, sources: [to], toward: true, until: nil)
        self.init(grid: surface.grid, forward: forward, backward: backward, to: to)
    }

    /// The same over friction.
    public init(
        friction: FrictionSurface, neighbourhood: Neighbourhood = .n16, from: Int, to: Int,
        lengths: LengthRule = .ground
    ) throws(NetworkError) {
        let forward = try CostDistance.accumulate(
            friction: friction, neighbourhood: neighbourhood, sources: [from], lengths: lengths)
        let backward = try CostDistance.accumulate(
            friction: friction, neighbourhood: neighbourhood, sources: [to], toward: true, lengths: lengths)
        self.init(grid: friction.grid, forward: forward, backward: backward, to: to)
    }

    private init(grid: Grid, forward: CostDistance, backward: CostDistance, to: Int) {
        self.grid = grid
        self.forward = forward
        self.backward = backward
        leastCost = forward.cost[to]
        path = forward.path(to: to)
    }

    /// Cost through `cell` less the least cost, never below 0; `.infinity` where no way from A to B passes.
    ///
    /// Both searches round their sums, each in its own order: on the cheapest way the difference may be some 1e−12 of
    /// the cost, and is 0 here.
    public func excess(at cell: Int) -> Double {
        let through = forward.cost[cell] + backward.cost[cell]
        guard through < .infinity else { return .infinity }
        return max(0, through - leastCost)
    }

    /// ``excess(at:)`` of every cell; NaN where no way passes.
    public var excessRaster: Raster {
        Raster(
            grid: grid,
            values: forward.cost.indices.map { cell in
                let excess = excess(at: cell)
                return excess < .infinity ? Float(excess) : .nan
            })
    }

    /// Which cells lie on a way at most `percent` dearer than the cheapest; a smaller band lies inside a larger.
    ///
    /// Cells of the cheapest way belong to every band from 0 % on.
    public func band(percent: Double) -> [Bool] {
        guard leastCost < .infinity else { return [Bool](repeating: false, count: grid.shape.count) }
        let most = leastCost * (1 + percent / 100) + leastCost * 1e-9
        return forward.cost.indices.map { forward.cost[$0] + backward.cost[$0] <= most }
    }
}
