public import SpatialEngine
public import Surfaces

/// Where the cheapest way runs when the heights are uncertain: one search for each of many terrains that might be true.
public struct TerrainEnsemble: Sendable {
    /// The frame of the result.
    public let grid: Grid
    /// Number of terrains drawn.
    public let members: Int
    /// For each cell, how many members' ways enter it.
    public let visits: [Int32]
    /// The cost of each member's way, `.infinity` where none leads to the end.
    public let costs: [Double]

    /// Share of all members whose way enters each cell, row-major.
    public var probability: [Double] { visits.map { Double($0) / Double(members) } }

    /// Members with a way to the end.
    public var membersReachable: Int { costs.count { $0 < .infinity } }

    /// ``probability`` with Wilson's bounds, row-major; each number of visits is worked out once.
    public func interval(confidence: Double = 0.95) -> (low: [Double], high: [Double]) {
        let bounds = (0...members).map { WilsonInterval(successes: $0, trials: members, confidence: confidence) }
        return (visits.map { bounds[Int($0)].low }, visits.map { bounds[Int($0)].high })
    }

    /// Draws `members` terrains and finds the cheapest way from one cell to another over each.
    ///
    /// Member 2*i* and 2*i*+1 take their errors from stream *i* of `random`, so the result has the same bytes at any
    /// number of threads. The cells stay open or closed as they are.
    /// - Parameters:
    ///   - errorSD: Standard deviation of each cell's height, in metres, 0 or more.
    ///   - correlation: Where the error's autocorrelation has fallen to 1/e.
    ///   - members: At least 1.
    ///   - isExact: Search in double precision.
    /// - Throws: ``NetworkError/badParameter(name:value:range:)``, ``NetworkError/surface(_:)`` when no field fits the
    ///   grid, and as ``CostField/accumulate(surface:slope:plan:)``.
    /// - Complexity: A search and half a Fourier transform a member; each thread holds one terrain.
    public static func traversal(
        surface: TravelSurface, slope: SlopeFunction, neighbourhood: Neighbourhood = .n16, from: Int, to: Int,
        errorSD: [Float], correlation: Metres, covariance: GaussianRandomField.Covariance = .exponential,
        members: Int = 200, random: SplitMix64, threads: Int, lengths: LengthRule = .ground, isExact: Bool = false,
        progress: (@Sendable (_ finishedMembers: Int) -> Void)? = nil
    ) throws(NetworkError) -> TerrainEnsemble {
        guard members >= 1 else { throw .badParameter(name: "members", value: Double(members), range: "at least 1") }
        let count = surface.grid.shape.count
        guard errorSD.count == count else {
            throw .wrongCellCount(layer: "error deviation", count: errorSD.count, expected: count)
        }
        if let bad = errorSD.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .badParameter(name: "error deviation", value: Double(bad), range: "a number of metres, 0 or more")
        }
        let field: GaussianRandomField
        do {
            field = try GaussianRandomField(grid: surface.grid, correlationLength: correlation, covariance: covariance)
        } catch {
            throw .surface(error)
        }
        let geometry = try StepGeometry(grid: surface.grid, neighbourhood: neighbourhood, rule: lengths)
        let work = EnsembleWork(
            surface: surface, slope: slope, geometry: geometry, from: from, to: to, errorSD: errorSD, field: field,
            members: members, random: random, isExact: isExact, progress: progress)
        return try work.run(threads: threads)
    }
}

/// The searches of one ensemble.
private struct EnsembleWork: Sendable {
    let surface: TravelSurface
    let slope: SlopeFunction
    let geometry: StepGeometry
    let from: Int
    let to: Int
    let errorSD: [Float]
    let field: GaussianRandomField
    let members: Int
    let random: SplitMix64
    let isExact: Bool
    /// Told of every finished member, from any thread.
    let progress: (@Sendable (Int) -> Void)?

    func run(threads: Int) throws(NetworkError) -> TerrainEnsemble {
        let pairs = (members + 1) / 2
        let workers = min(max(threads, 1), pairs)
        let tallies = try parallelMap(Array(0..<workers), threads: workers) { worker throws(NetworkError) in
            var tally = emptyTally
            for pair in stride(from: worker, to: pairs, by: workers) { try add(pair, to: &tally) }
            return tally
        }
        var visits = emptyTally.visits
        var costs = [Double](repeating: .infinity, count: members)
        for tally in tallies {
            for cell in visits.indices { visits[cell] += tally.visits[cell] }
            for (member, cost) in tally.costs { costs[member] = cost }
        }
        return TerrainEnsemble(grid: surface.grid, members: members, visits: visits, costs: costs)
    }

    private var emptyTally: Tally { Tally(visits: [Int32](repeating: 0, count: surface.grid.shape.count), costs: []) }

    /// Searches the two terrains of a pair.
    private func add(_ pair: Int, to tally: inout Tally) throws(NetworkError) {
        let errors = field.pair(random.stream(UInt64(pair)))
        for (member, error) in [(2 * pair, errors.first), (2 * pair + 1, errors.second)] where member < members {
            let heights = surface.elevation.indices.map { surface.elevation[$0] + errorSD[$0] * error[$0] }
            let way = try isExact ? way(over: heights, in: Double.self) : way(over: heights, in: Float.self)
            tally.costs.append((member, way?.cost ?? .infinity))
            for cell in way?.cells ?? [] { tally.visits[cell] += 1 }
            progress?(1)
        }
    }

    private func way<Value: CostValue>(
        over heights: [Float], in precision: Value.Type
    ) throws(NetworkError) -> LeastCostPath? {
        try CostField<Value>.accumulate(
            surface: surface.withElevation(heights), slope: slope, geometry: geometry,
            plan: SearchPlan(sources: [from], target: to)
        ).path(to: to)
    }
}

/// What one thread has counted.
private struct Tally: Sendable {
    var visits: [Int32]
    var costs: [(member: Int, cost: Double)]
}
