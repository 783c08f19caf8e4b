internal import SpatialEngine
internal import Surfaces

/// A search made ready: the grid with its border, the lengths, and bounds that the search relies on.
struct SearchRun<Value: CostValue>: ~Copyable {
    private let frame: Grid
    private let geometry: StepGeometry
    private let plan: SearchPlan
    private let cells: SearchGrid<Value>

    /// - Parameter weights: Friction or height of each cell.
    /// - Throws: ``NetworkError`` for sources that are missing, outside or closed.
    init(
        grid: Grid, geometry: StepGeometry, weights: [some BinaryFloatingPoint], isOpen: (Int) -> Bool, plan: SearchPlan
    ) throws(NetworkError) {
        try Self.check(plan, on: grid, isOpen)
        cells = try SearchGrid(
            shape: grid.shape, reach: geometry.neighbourhood.reach, weights: weights, isOpen: isOpen)
        frame = grid
        self.geometry = geometry
        self.plan = plan
    }

    private static func check(
        _ plan: SearchPlan, on grid: Grid, _ isOpen: (Int) -> Bool
    ) throws(NetworkError) {
        let count = grid.shape.count
        guard !plan.sources.isEmpty else { throw .noSource }
        for cell in plan.sources + (plan.target.map { [$0] } ?? []) where !(0..<count).contains(cell) {
            throw .cellOutsideGrid(cell: cell, count: count)
        }
        for cell in plan.sources where !isOpen(cell) {
            let nearest = grid.nearestCell(to: cell, where: isOpen)
            throw .startOnBarrier(
                row: cell / grid.shape.columns, column: cell % grid.shape.columns,
                nearestOpen: nearest.map { grid.centre(of: $0.cell) }, distance: nearest?.distance)
        }
    }

    /// Values of a layer on the search's own cells; `.infinity` on its border.
    func bordered(_ layer: [some BinaryFloatingPoint]) -> UnsafeMutablePointer<Value> {
        let values = UnsafeMutablePointer<Value>.allocate(capacity: cells.count)
        values.initialize(repeating: .infinity, count: cells.count)
        for row in 0..<frame.shape.rows {
            let place = cells.place(of: row * frame.shape.columns)
            for column in 0..<frame.shape.columns {
                values[place + column] = Value(layer[row * frame.shape.columns + column])
            }
        }
        return values
    }

    /// Runs the search.
    ///
    /// - Parameters:
    ///   - least: Less than what a metre of any step costs.
    ///   - typical: What a metre costs in the mean, roughly.
    consuming func search<Price: StepPrice>(
        _ price: Price, least: Double, typical: Double
    ) throws(NetworkError) -> CostField<Value> where Price.Value == Value {
        let table = geometry.lengths
        if table.degree == 0 {
            let lengths = Self.copied(table.coefficients.map { Value($0) })
            defer { lengths.deallocate() }
            let pitch = table.rowCount == 1 ? 0 : table.stepCount
            return try search(price, RowLengths(table: lengths, pitch: pitch), least, typical)
        }
        let coefficients = Self.copied(table.coefficients)
        let shifts = Self.copied(table.columnShifts)
        defer {
            coefficients.deallocate()
            shifts.deallocate()
        }
        let lookup = SmoothLengths<Value>(
            table: coefficients, pitch: table.stepCount * (table.degree + 1), degree: table.degree, shifts: shifts,
            middle: table.middle, scale: table.scale)
        return try search(price, lookup, least, typical)
    }

    private static func copied<Element>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: values.count)
        for (i, value) in values.enumerated() { (copy + i).initialize(to: value) }
        return copy
    }

    private consuming func search<Price: StepPrice, Lengths: LengthLookup>(
        _ price: Price, _ lengths: Lengths, _ least: Double, _ typical: Double
    ) throws(NetworkError) -> CostField<Value> where Price.Value == Value, Lengths.Value == Value {
        guard plan.recordsWays else {
            try expand(price, lengths, NoRecorder(), least, typical)
            return result(steps: [])
        }
        let steps = UnsafeMutablePointer<UInt8>.allocate(capacity: cells.count)
        steps.initialize(repeating: CostField<Value>.noStep, count: cells.count)
        defer { steps.deallocate() }
        try expand(price, lengths, ByteRecorder(steps: steps), least, typical)
        let most = mostFinal
        var ways = [UInt8](repeating: CostField<Value>.noStep, count: frame.shape.count)
        for row in 0..<frame.shape.rows {
            let place = cells.place(of: row * frame.shape.columns)
            for column in 0..<frame.shape.columns where cells.cells[place + column].cost <= most {
                ways[row * frame.shape.columns + column] = steps[place + column]
            }
        }
        return result(steps: ways)
    }

    private borrowing func expand<Price: StepPrice, Lengths: LengthLookup, Recorder: StepRecorder>(
        _ price: Price, _ lengths: Lengths, _ recorder: Recorder, _ least: Double, _ typical: Double
    ) throws(NetworkError) where Price.Value == Value, Lengths.Value == Value {
        let tables = StepTables<Value>(geometry, pitch: cells.pitch)
        defer { tables.free() }
        let cheapest = least * geometry.lengths.least
        // Wider than the cheapest step only where that is cheaper by far than the rest, as where friction is 0.
        let width = max(cheapest, typical * geometry.lengths.least / 64)
        let search = CostSearch(
            price: price, lengths: lengths, recorder: recorder, tables: tables, leastPerMetre: Value(least),
            bucketWidth: width > 0 && width.isFinite ? Value(width) : 1,
            target: plan.target.map { cells.place(of: $0) } ?? -1, limit: Value(plan.limit), progress: plan.progress)
        try search.run(cells, sources: plan.sources.map { cells.place(of: $0) })
    }

    /// Costs up to here are final.
    private var mostFinal: Value {
        guard let target = plan.target else { return Value(plan.limit) }
        return min(Value(plan.limit), max(0, cells.cells[cells.place(of: target)].cost))
    }

    private borrowing func result(steps: [UInt8]) -> CostField<Value> {
        CostField(
            grid: frame, neighbourhood: geometry.neighbourhood, isToward: plan.toward,
            cost: cells.costs(upTo: mostFinal), geometry: geometry, steps: steps)
    }
}

// A generic function that another module calls would run unspecialised, tens of times slower.
extension CostField {
    @_specialize(where Value == Float, Weight == Float)
    @_specialize(where Value == Double, Weight == Float)
    @_specialize(where Value == Double, Weight == Double)
    static func accumulate<Weight>(
        friction: consuming FrictionField<Weight>, geometry: StepGeometry, plan: SearchPlan
    ) throws(NetworkError) -> CostField {
        let bounds = WeightBounds(friction.friction)
        let run = try SearchRun<Value>(friction.friction, friction.grid, geometry, plan)
        _ = consume friction
        return try run.search(FrictionPrice<Value>(), least: bounds.least, typical: bounds.mean)
    }

    @_specialize(where Value == Float, Weight == Float)
    @_specialize(where Value == Double, Weight == Float)
    @_specialize(where Value == Double, Weight == Double)
    static func accumulate<Weight>(
        surface: consuming TravelField<Weight>, slope: SlopeFunction, geometry: StepGeometry, plan: SearchPlan
    ) throws(NetworkError) -> CostField {
        let bounds = WeightBounds(surface.timeMultiplier)
        let run = try SearchRun<Value>(surface, geometry, plan)
        let multipliers = bounds.areAllOne ? nil : run.bordered(surface.timeMultiplier)
        _ = consume surface
        defer { multipliers?.deallocate() }
        let least = bounds.least * slope.leastCostPerMetre
        let typical = bounds.mean * slope.leastCostPerMetre
        let sign: Value = plan.toward ? -1 : 1
        let pace = SlopePace<Value>(slope)
        defer { pace.free() }
        let price = SlopePrice(pace: pace, sign: sign, multipliers: multipliers)
        return try run.search(price, least: least, typical: typical)
    }
}

extension SearchRun {
    fileprivate init(
        _ friction: [some BinaryFloatingPoint], _ grid: Grid, _ geometry: StepGeometry, _ plan: SearchPlan
    ) throws(NetworkError) {
        try self.init(
            grid: grid, geometry: geometry, weights: friction, isOpen: { friction[$0] < .infinity }, plan: plan)
    }

    fileprivate init(
        _ surface: borrowing TravelField<some BinaryFloatingPoint>, _ geometry: StepGeometry, _ plan: SearchPlan
    ) throws(NetworkError) {
        let multiplier = surface.timeMultiplier
        try self.init(
            grid: surface.grid, geometry: geometry, weights: surface.elevation,
            isOpen: { multiplier[$0] < .infinity }, plan: plan)
    }
}

/// The range of the weights of open cells.
struct WeightBounds {
    /// A little below the least of all; 0 when nothing is open.
    let least: Double
    let mean: Double
    let areAllOne: Bool

    init<Weight: BinaryFloatingPoint>(_ weights: [Weight]) {
        var (least, greatest, sum, count) = (Weight.infinity, Weight(0), 0.0, 0)
        for weight in weights where weight < .infinity {
            least = min(least, weight)
            greatest = max(greatest, weight)
            sum += Double(weight)
            count += 1
        }
        // Lower by more than rounding can add, so that it stays a bound.
        self.least = count > 0 ? Double(least) * (1 - 1e-6) : 0
        mean = count > 0 ? sum / Double(count) : 0
        areAllOne = least == 1 && greatest == 1
    }
}
