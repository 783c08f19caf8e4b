public import Export
internal import Network
internal import SpatialFormats

/// Tells how far a job has come: the stage, what is done of it, and what there is to do.
public typealias LandProgress = @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

/// `land accumulate`: the cost from the nearest of some places to every cell, or from every cell to them.
public struct CostAccumulation: Sendable {
    /// What is walked on.
    public var surface: SurfaceInput
    /// `X,Y;…` or a CSV.
    public var places: String
    /// What the coordinates of the places mean.
    public var system = PlaceSystem.degrees
    /// Cost of going to the places rather than away from them.
    public var isToward = false
    /// Cells beyond it get no value.
    public var greatestCost: Double?
    /// Where the costs go.
    public var output: RasterDestination
    /// Where the cells before each cell go, if anywhere.
    public var predecessors: RasterDestination?

    /// What was found besides the rasters.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// Cells with a cost.
        public let reached: Int
        /// Open cells without one.
        public let unreachable: Int
        /// The highest cost of a cell.
        public let highest: Double
    }

    /// A job with the defaults of the command line.
    public init(surface: SurfaceInput, places: String, output: RasterDestination) {
        self.surface = surface
        self.places = places
        self.output = output
    }

    /// Reads, searches and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping LandProgress) throws -> Outcome {
        if let greatestCost, !(greatestCost >= 0) {
            throw RequestError(.wrongUsage, "--max-cost is \(greatestCost); it must be 0 or more")
        }
        try output.check()
        try predecessors?.check()
        progress("reading", 0, 3)
        return try surface.isExact ? search(in: Double.self, progress) : search(in: Float.self, progress)
    }

    private func search<Value: CostValue>(
        in precision: Value.Type, _ progress: @escaping LandProgress
    ) throws -> Outcome {
        let land = try LandSurface<Value>.read(surface)
        let sources = try PlaceReader(grid: land.grid, system: system).places(places, option: "--from")
        try land.requireOpen(sources, in: system)
        let (frame, grid, open) = (land.frame, land.grid, land.openCells)
        let found = try (consume land).accumulate(
            SearchPlan(
                sources: sources.map(\.cell), toward: isToward, limit: greatestCost ?? .infinity,
                recordsWays: predecessors != nil), progress)
        progress("writing", 2, 3)
        if let predecessors {
            try predecessors.write(
                [
                    CloudOptimizedGeoTIFF.Band(
                        grid: grid, values: .integers(found.predecessors),
                        description: isToward ? "next cell" : "previous cell", unit: "")
                ], hasClasses: true)
        }
        let reach = found.reach
        let values = CellValues(costs: found.cost)
        _ = consume found
        try output.write([
            CloudOptimizedGeoTIFF.Band(
                grid: grid, values: values, description: isToward ? "cost to go" : "accumulated cost",
                unit: frame.unit)
        ])
        return Outcome(
            frame: frame, reached: reach.cells, unreachable: open - reach.cells, highest: Double(reach.highest))
    }
}

extension CellValues {
    /// Costs as they are, in the precision that they have.
    init<Value: CostValue>(costs: [Value]) {
        if let floats = costs as? [Float] {
            self = .floats(floats)
        } else {
            self = .doubles(costs.map { Double($0) })
        }
    }
}
