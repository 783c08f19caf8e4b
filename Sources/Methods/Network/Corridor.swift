public import SpatialEngine
public import Surfaces

/// A ``CorridorField`` in double precision.
public typealias Corridor = CorridorField<Double>

/// How much dearer the best way from A to B becomes if it must pass through each cell.
public struct CorridorField<Value: CostValue>: Sendable {
    /// The frame of the result.
    public let grid: Grid
    /// From A to every cell.
    public let forward: CostField<Value>
    /// From every cell to B.
    public let backward: CostField<Value>
    /// The cost of the cheapest way from A to B; `.infinity` if none leads there.
    public let leastCost: Double
    /// The cheapest way; nil if none leads there.
    public let path: LeastCostPath?

    /// Searches from A and back from B.
    ///
    /// - Throws: As ``CostField/accumulate(surface:slope:plan:)``; both ends must be open.
    public init<Weight>(
        surface: TravelField<Weight>, slope: SlopeFunction, neighbourhood: Neighbourhood = .n16, from: Int, to: Int,
        lengths: LengthRule = .ground, progress: SearchProgress? = nil
    ) throws(NetworkError) {
        let geometry = try StepGeometry(grid: surface.grid, neighbourhood: neighbourhood, rule: lengths)
        let plan = SearchPlan(sources: [from], neighbourhood: neighbourhood, lengths: lengths, progress: progress)
        let forward = try CostField<Value>.accumulate(surface: surface, slope: slope, geometry: geometry, plan: plan)
        let backward = try CostField<Value>.accumulate(
            surface: surface, slope: slope, geometry: geometry, plan: plan.back(from: to))
        self.init(grid: surface.grid, forward: forward, backward: backward, to: to)
    }

    /// The same over friction.
    public init<Weight>(
        friction: FrictionField<Weight>, neighbourhood: Neighbourhood = .n16, from: Int, to: Int,
        lengths: LengthRule = .ground, progress: SearchProgress? = nil
    ) throws(NetworkError) {
        let geometry = try StepGeometry(grid: friction.grid, neighbourhood: neighbourhood, rule: lengths)
        let plan = SearchPlan(sources: [from], neighbourhood: neighbourhood, lengths: lengths, progress: progress)
        let forward = try CostField<Value>.accumulate(friction: friction, geometry: geometry, plan: plan)
        let backward = try CostField<Value>.accumulate(
            friction: friction, geometry: geometry, plan: plan.back(from: to))
        self.init(grid: friction.grid, forward: forward, backward: backward, to: to)
    }

    private init(grid: Grid, forward: CostField<Value>, backward: CostField<Value>, to: Int) {
        self.grid = grid
        self.forward = forward
        self.backward = backward
        leastCost = Double(forward.cost[to])
        path = forward.path(to: to)
    }

    /// Cost of the cheapest way through `cell`.
    private func through(_ cell: Int) -> Double { Double(forward.cost[cell]) + Double(backward.cost[cell]) }

    /// Cost through `cell` less the least cost, never below 0; `.infinity` where no way from A to B passes.
    ///
    /// Both searches round their sums, each in its own order: on the cheapest way the difference may be some 1e−12 of
    /// the cost, and is 0 here.
    public func excess(at cell: Int) -> Double {
        let through = through(cell)
        guard through < .infinity else { return .infinity }
        return max(0, through - leastCost)
    }

    /// ``excess(at:)`` of every cell; `.infinity` where no way passes.
    public var excesses: [Value] {
        @_specialize(where Value == Float)
        @_specialize(where Value == Double)
        get { forward.cost.indices.map { Value(excess(at: $0)) } }
    }

    /// ``excess(at:)`` of every cell; NaN where no way passes.
    public var excessRaster: Raster {
        Raster(grid: grid, values: excesses.map { $0 < .infinity ? Float($0) : .nan })
    }

    /// The least cost through any cell, added up from both ends: ``leastCost`` but for rounding.
    public var leastThrough: Double {
        @_specialize(where Value == Float)
        @_specialize(where Value == Double)
        get { forward.cost.indices.reduce(Double.infinity) { min($0, through($1)) } }
    }

    /// How far two sums over the same way may lie apart, relative to it.
    private static var rounding: Double { Value.self == Double.self ? 1e-9 : 1e-5 }

    /// Which cells lie on a way at most `percent` dearer than the cheapest; a smaller band lies inside a larger.
    ///
    /// Cells of the cheapest way belong to every band from 0 % on.
    @_specialize(where Value == Float)
    @_specialize(where Value == Double)
    public func band(percent: Double) -> [Bool] {
        guard leastCost < .infinity else { return [Bool](repeating: false, count: grid.shape.count) }
        let most = leastCost * (1 + percent / 100) + leastCost * Self.rounding
        return forward.cost.indices.map { through($0) <= most }
    }
}

extension SearchPlan {
    /// The search that leads back from the other end; it need not remember the ways.
    fileprivate func back(from end: Int) -> SearchPlan {
        var plan = self
        plan.sources = [end]
        plan.toward = true
        plan.recordsWays = false
        return plan
    }
}
