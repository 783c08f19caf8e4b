public import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// `land corridor`: how much dearer the best way between two places becomes if it must pass through each cell.
public struct CorridorTracing: Sendable {
    /// What is walked on.
    public var surface: SurfaceInput
    /// Where the way begins, as `X,Y`.
    public var from: String
    /// Where the way ends, as `X,Y`.
    public var to: String
    /// What the coordinates of the places mean.
    public var system = PlaceSystem.degrees
    /// Percentages above the least cost for polygons, 0 or more.
    public var bands: [Double] = [1, 2, 5, 10]
    /// A `.tif` for the raster, or a `.geojson` for the polygons; its packing counts for the raster only.
    public var output: RasterDestination

    /// What was found.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// Least cost through any cell, and the cost of the least-cost path; nil if no way leads from one to the other.
        public let least: (through: Double, path: Double)?
    }

    /// A job with the defaults of the command line.
    public init(surface: SurfaceInput, from: String, to: String, output: RasterDestination) {
        self.surface = surface
        self.from = from
        self.to = to
        self.output = output
    }

    /// Reads, searches from both ends and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping LandProgress) throws -> Outcome {
        if let bad = bands.first(where: { !($0 >= 0 && $0.isFinite) }) {
            throw RequestError(.wrongUsage, "--bands holds \(bad); percentages must be 0 or more")
        }
        let format = try OutputFormat(of: output.path, allowed: [.tif, .geojson])
        if format == .tif {
            try output.check()
        } else {
            try OutputFormat.requirePlace(output.path, overwrite: output.overwrite)
        }
        progress("reading", 0, 3)
        return try surface.isExact
            ? search(in: Double.self, format, progress) : search(in: Float.self, format, progress)
    }

    private func search<Value: CostValue>(
        in precision: Value.Type, _ format: OutputFormat, _ progress: @escaping LandProgress
    ) throws -> Outcome {
        let land = try LandSurface<Value>.read(surface, searches: 2)
        let (start, end) = try land.ends(from, to, in: system)
        let corridor = try land.corridor(from: start, to: end, progress)
        progress("writing", 2, 3)
        if format == .tif {
            try output.write([
                CloudOptimizedGeoTIFF.Band(
                    grid: land.grid, values: CellValues(costs: corridor.excesses), description: "cost above the least",
                    unit: land.unit)
            ])
        } else {
            try writeBands(corridor, land)
        }
        guard corridor.leastCost < .infinity else { return Outcome(frame: land.frame, least: nil) }
        return Outcome(frame: land.frame, least: (corridor.leastThrough, corridor.leastCost))
    }

    private func writeBands<Value>(_ corridor: CorridorField<Value>, _ land: LandSurface<Value>) throws {
        let isReachable = corridor.leastCost < .infinity
        let features = Set(bands).sorted().map { percent in
            let area = isReachable ? land.grid.unionOfCells(corridor.band(percent: percent)) : nil
            return Feature(
                id: .text("band:\(ShortestNumber.text(percent))"),
                geometry: area.map { .multiPolygon(land.grid.crs == .wgs84 ? $0 : $0.withCorners(of: land.grid)) },
                properties: [
                    "band_percent": .number(percent), "reachable": .boolean(isReachable),
                    "min_cost": isReachable ? .number(corridor.leastCost) : .null,
                    "max_cost": isReachable ? .number(corridor.leastCost * (1 + percent / 100)) : .null,
                    "unit": .string(land.unit),
                ])
        }
        try GeoJSONOutput(path: output.path, overwrite: output.overwrite)
            .write(features, name: "corridor", on: land.grid)
    }
}

extension MultiPolygon {
    /// The same area with a vertex at every corner of the grid along its sides, so that areas that share a side still do
    /// when they are bent into another system.
    fileprivate func withCorners(of grid: Grid) -> MultiPolygon {
        func dense(_ ring: [GeographicPoint]) -> [GeographicPoint] {
            var points: [GeographicPoint] = []
            for (a, b) in zip(ring, ring.dropFirst()) {
                let (x, y) = (b.longitude - a.longitude, b.latitude - a.latitude)
                let steps = max(
                    1, Int((abs(x) / grid.transform.cellWidth + abs(y) / grid.transform.cellHeight).rounded()))
                for step in 0..<steps {
                    let share = Double(step) / Double(steps)
                    points.append(GeographicPoint(longitude: a.longitude + x * share, latitude: a.latitude + y * share))
                }
            }
            return points + points.prefix(1)
        }
        return MultiPolygon(
            polygons.map { Polygon(exterior: dense($0.exterior), holes: $0.holes.map(dense)) })
    }
}
