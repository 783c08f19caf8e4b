public import SpatialEngine
public import Surfaces

/// The cheapest cost from a set of cells to every cell of a grid, or from every cell to them, and the way it is reached.
public struct CostDistance: Sendable {
    /// The frame of the result.
    public let grid: Grid
    /// The steps allowed.
    public let neighbourhood: Neighbourhood
    /// Whether the cost is that of going to the sources rather than away from them.
    public let isToward: Bool
    /// Seconds, or the slope function's or the friction's unit, row-major; 0 at sources, `.infinity` where nothing leads.
    public let cost: [Double]
    let geometry: StepGeometry
    /// The step that led into each cell (toward: the reverse of the one that leads on); ``noStep`` at sources.
    let steps: [UInt8]

    static let noStep: UInt8 = 0x3F

    /// Accumulates the cheapest walking time, or energy, over a surface with heights.
    ///
    /// A step costs its length times the slope function at the slope between its two end cells, signed in the direction
    /// of travel, times the mean of the time multiplier along the straight line between the centres. A step is closed
    /// when that line passes through the interior of a closed cell. Equal costs keep the predecessor of the lowest index,
    /// so results repeat exactly.
    ///
    /// - Parameters:
    ///   - sources: Cell indices, row-major; duplicates are harmless.
    ///   - toward: Cost from each cell to the nearest source instead of from it.
    ///   - target: Stop as soon as this cell's cost is known; cells not yet settled then hold `.infinity`.
    ///   - limit: Leave cells beyond this cost at `.infinity`.
    /// - Throws: ``NetworkError/startOnBarrier(row:column:nearestOpen:distance:)`` for the first closed source, and the
    ///   other cases of ``NetworkError``.
    /// - Complexity: O(*n*·*k*) for *n* cells and *k* neighbours where the time multipliers lie within a factor of
    ///   10,000, else O(*n*·*k* log *n*); 13 bytes a cell.
    /// - Note: Grid ways overstate the distance over open ground by up to ``Neighbourhood/elongationBound(cellAspect:)``.
    public static func accumulate(
        surface: TravelSurface, slope: SlopeFunction, neighbourhood: Neighbourhood = .n16, sources: [Int],
        toward: Bool = false, until target: Int? = nil, limit: Double = .infinity, lengths: LengthRule = .ground
    ) throws(NetworkError) -> CostDistance {
        let geometry = try StepGeometry(grid: surface.grid, neighbourhood: neighbourhood, rule: lengths)
        return try accumulate(
            surface: surface, slope: slope, geometry: geometry, sources: sources, toward: toward, until: target,
            limit: limit)
    }

    /// Accumulates the cheapest sum of friction × length.
    ///
    /// A step costs the sum, over the cells that the straight line between the centres crosses, of friction × length
    /// inside: for neighbours the mean of the two cells × length, as in GRASS r.cost and scikit-image. The rest is as in
    /// ``accumulate(surface:slope:neighbourhood:sources:toward:until:limit:lengths:)``; a tie is settled among cells that
    /// are strictly nearer to the source, which matters only where friction is 0.
    public static func accumulate(
        friction: FrictionSurface, neighbourhood: Neighbourhood = .n16, sources: [Int], toward: Bool = false,
        until target: Int? = nil, limit: Double = .infinity, lengths: LengthRule = .ground
    ) throws(NetworkError) -> CostDistance {
        let geometry = try StepGeometry(grid: friction.grid, neighbourhood: neighbourhood, rule: lengths)
        let search = CostSearch(
            grid: friction.grid, geometry: geometry, weights: friction.friction, sources: sources, target: target,
            limit: limit)
        let found = try search.run(FrictionPrice())
        return CostDistance(
            grid: friction.grid, neighbourhood: neighbourhood, isToward: toward, cost: found.cost, geometry: geometry,
            steps: found.steps)
    }

    static func accumulate(
        surface: TravelSurface, slope: SlopeFunction, geometry: StepGeometry, sources: [Int], toward: Bool,
        until target: Int?, limit: Double = .infinity
    ) throws(NetworkError) -> CostDistance {
        let search = CostSearch(
            grid: surface.grid, geometry: geometry, weights: surface.timeMultiplier, sources: sources, target: target,
            limit: limit)
        let found = try surface.elevation.withUnsafeBufferPointer { heights throws(NetworkError) in
            try search.run(SlopePrice(heights: heights, slope: slope, isToward: toward))
        }
        return CostDistance(
            grid: surface.grid, neighbourhood: geometry.neighbourhood, isToward: toward, cost: found.cost,
            geometry: geometry, steps: found.steps)
    }

    /// The cell before `cell` on the cheapest way (toward: the cell after it); nil at sources and where nothing leads.
    public func predecessor(of cell: Int) -> Int? {
        let step = steps[cell]
        return step == Self.noStep ? nil : cell - geometry.jumps[Int(step)]
    }

    /// ``predecessor(of:)`` for every cell, row-major: −1 at sources, −9999 where nothing leads.
    public var predecessors: [Int32] {
        steps.indices.map { cell in
            guard let before = predecessor(of: cell) else { return cost[cell] == 0 ? -1 : -9999 }
            return Int32(before)
        }
    }
}
