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
    public var output: RasterOutput
    /// Where the cells before each cell go, if anywhere.
    public var predecessors: RasterOutput?

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
    public init(surface: SurfaceInput, places: String, output: RasterOutput) {
        self.surface = surface
        self.places = places
        self.output = output
    }

    /// Reads, searches and writes.
    ///
    /// - Throws: ``LandError`` and the errors of the files.
    public func run(_ progress: LandProgress) throws -> Outcome {
        if let greatestCost, !(greatestCost >= 0) {
            throw LandError(.wrongUsage, "--max-cost is \(greatestCost); it must be 0 or more")
        }
        try output.check()
        try predecessors?.check()
        progress("reading", 0, 3)
        let land = try LandSurface.read(surface)
        let sources = try PlaceReader(grid: land.grid, system: system).places(places, option: "--from")
        try land.requireOpen(sources, in: system)
        progress("searching", 1, 3)
        let found = try land.accumulate(
            from: sources.map(\.cell), toward: isToward, limit: greatestCost ?? .infinity)
        progress("writing", 2, 3)
        try write(found, land)
        return outcome(of: found, land)
    }

    private func write(_ found: CostDistance, _ land: LandSurface) throws {
        try predecessors?.write(
            [
                CloudOptimizedGeoTIFF.Band(
                    grid: land.grid, values: .integers(found.predecessors),
                    description: isToward ? "next cell" : "previous cell", unit: "")
            ], hasClasses: true)
        try output.write([
            CloudOptimizedGeoTIFF.Band(
                grid: land.grid,
                values: surface.isExact ? .doubles(found.cost) : .floats(found.cost.map { Float($0) }),
                description: isToward ? "cost to go" : "accumulated cost", unit: land.unit)
        ])
    }

    private func outcome(of found: CostDistance, _ land: LandSurface) -> Outcome {
        var (reached, unreachable, highest) = (0, 0, 0.0)
        for (cell, cost) in found.cost.enumerated() {
            if cost < .infinity {
                (reached, highest) = (reached + 1, max(highest, cost))
            } else if land.isOpen(cell) {
                unreachable += 1
            }
        }
        return Outcome(frame: land.frame, reached: reached, unreachable: unreachable, highest: highest)
    }
}
