public import SpatialEngine
public import Surfaces

/// A ``CostField`` in double precision.
public typealias CostDistance = CostField<Double>

/// The cheapest cost from a set of cells to every cell of a grid, or from every cell to them, and the way it is reached.
///
/// In `Float` a search takes 8 bytes a cell and its sums differ from those in `Double` by some 1e−6 of the cost; slope
/// functions are then read from a table that keeps to 2e−7.
public struct CostField<Value: CostValue>: Sendable {
    /// The frame of the result.
    public let grid: Grid
    /// The steps allowed.
    public let neighbourhood: Neighbourhood
    /// Whether the cost is that of going to the sources rather than away from them.
    public let isToward: Bool
    /// Seconds, or the slope function's or the friction's unit, row-major; 0 at sources, `.infinity` where nothing leads.
    public let cost: [Value]
    let geometry: StepGeometry
    /// The step that led into each cell (toward: the reverse of the one that leads on), ``noStep`` at sources.
    ///
    /// Empty when
    /// only costs were asked for.
    let steps: [UInt8]

    static var noStep: UInt8 { 0x3F }
}

/// What a search is to do besides the surface that it runs over.
public struct SearchPlan: Sendable {
    /// The steps allowed.
    public var neighbourhood: Neighbourhood
    /// What lengths mean.
    public var lengths: LengthRule
    /// Cell indices, row-major; duplicates are harmless.
    public var sources: [Int]
    /// Cost from each cell to the nearest source instead of from it.
    public var toward: Bool
    /// Stop as soon as this cell's cost is known; cells that cost more then hold `.infinity`.
    public var target: Int?
    /// Leave cells beyond this cost at `.infinity`.
    public var limit: Double
    /// Remember the way to each cell: a byte more a cell.
    public var recordsWays: Bool
    /// Told how many cells are settled.
    public var progress: SearchProgress?

    /// A search from `sources` to every cell.
    public init(
        sources: [Int], neighbourhood: Neighbourhood = .n16, lengths: LengthRule = .ground, toward: Bool = false,
        target: Int? = nil, limit: Double = .infinity, recordsWays: Bool = true, progress: SearchProgress? = nil
    ) {
        self.sources = sources
        self.neighbourhood = neighbourhood
        self.lengths = lengths
        self.toward = toward
        self.target = target
        self.limit = limit
        self.recordsWays = recordsWays
        self.progress = progress
    }
}

extension CostField {
    /// Accumulates the cheapest walking time, or energy, over a surface with heights.
    ///
    /// A step costs its length times the slope function at the slope between its two end cells, signed in the direction
    /// of travel, times the mean of the time multiplier along the straight line between the centres. A step is closed
    /// when that line passes through the interior of a closed cell. Equal costs keep the predecessor of the lowest index,
    /// so results repeat exactly.
    ///
    /// - Throws: ``NetworkError/startOnBarrier(row:column:nearestOpen:distance:)`` for the first closed source, and the
    ///   other cases of ``NetworkError``.
    /// - Complexity: O(*n*·*k*) for *n* cells and *k* neighbours. Besides the surface, in `Float` 8 bytes a cell, 4 more
    ///   with time multipliers, 1 more with ways, and 4 for the result; twice that but for the ways in `Double`.
    /// - Note: Grid ways overstate the distance over open ground by up to ``Neighbourhood/elongationBound(cellAspect:)``.
    public static func accumulate<Weight>(
        surface: consuming TravelField<Weight>, slope: SlopeFunction, plan: SearchPlan
    ) throws(NetworkError) -> CostField {
        let geometry = try StepGeometry(grid: surface.grid, neighbourhood: plan.neighbourhood, rule: plan.lengths)
        return try accumulate(surface: consume surface, slope: slope, geometry: geometry, plan: plan)
    }

    /// Accumulates the cheapest sum of friction × length.
    ///
    /// A step costs the sum, over the cells that the straight line between the centres crosses, of friction × length
    /// inside: for neighbours the mean of the two cells × length, as in GRASS r.cost and scikit-image. The rest is as in
    /// ``accumulate(surface:slope:plan:)``; a tie is settled among cells that are strictly nearer to the source, which
    /// matters only where friction is 0.
    public static func accumulate<Weight>(
        friction: consuming FrictionField<Weight>, plan: SearchPlan
    ) throws(NetworkError) -> CostField {
        let geometry = try StepGeometry(grid: friction.grid, neighbourhood: plan.neighbourhood, rule: plan.lengths)
        return try accumulate(friction: consume friction, geometry: geometry, plan: plan)
    }

    /// ``accumulate(surface:slope:plan:)`` with the plan's parts as arguments.
    public static func accumulate(
        surface: TravelSurface, slope: SlopeFunction, neighbourhood: Neighbourhood = .n16, sources: [Int],
        toward: Bool = false, until target: Int? = nil, limit: Double = .infinity, lengths: LengthRule = .ground
    ) throws(NetworkError) -> CostField {
        try accumulate(
            surface: surface, slope: slope,
            plan: SearchPlan(
                sources: sources, neighbourhood: neighbourhood, lengths: lengths, toward: toward, target: target,
                limit: limit))
    }

    /// ``accumulate(friction:plan:)`` with the plan's parts as arguments.
    public static func accumulate(
        friction: FrictionSurface, neighbourhood: Neighbourhood = .n16, sources: [Int], toward: Bool = false,
        until target: Int? = nil, limit: Double = .infinity, lengths: LengthRule = .ground
    ) throws(NetworkError) -> CostField {
        try accumulate(
            friction: friction,
            plan: SearchPlan(
                sources: sources, neighbourhood: neighbourhood, lengths: lengths, toward: toward, target: target,
                limit: limit))
    }

    /// The cell before `cell` on the cheapest way (toward: the cell after it); nil at sources and where nothing leads.
    public func predecessor(of cell: Int) -> Int? {
        let step = steps[cell]
        return step == Self.noStep ? nil : cell - geometry.jumps[Int(step)]
    }

    /// ``predecessor(of:)`` for every cell, row-major: −1 at sources, −9999 where nothing leads.
    public var predecessors: [Int32] {
        @_specialize(where Value == Float)
        @_specialize(where Value == Double)
        get {
            steps.indices.map { cell in
                guard let before = predecessor(of: cell) else { return cost[cell] == 0 ? -1 : -9999 }
                return Int32(before)
            }
        }
    }

    /// How many cells have a cost, and the highest of them.
    public var reach: (cells: Int, highest: Value) {
        @_specialize(where Value == Float)
        @_specialize(where Value == Double)
        get {
            cost.reduce(into: (0, 0)) { reach, cost in
                if cost < .infinity { reach = (reach.0 + 1, max(reach.1, cost)) }
            }
        }
    }
}
