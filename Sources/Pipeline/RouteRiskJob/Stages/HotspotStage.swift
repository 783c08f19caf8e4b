import Export
import Glibc
import Hotspots
import Incidents
import Ingest
import Risk
import SpatialEngine

/// One cell of the hotspot grid.
struct HotspotCell: Sendable {
    let id: String
    let outline: Polygon
    /// Expected number of harm events, each spread over its stated error.
    let events: Double
    /// Whether anybody reports from here.
    let isObserved: Bool
    let isSuppressed: Bool
    /// nil where nobody reports or the gate refuses.
    let result: LocalGStarResult?
}

/// The clustering of harm events, and whether the data carry the method.
struct HotspotMap: Sendable {
    let cells: [HotspotCell]
    let gate: Gate
    /// Harm events a square kilometre on land and at sea.
    let landDensity: Raster
    let seaDensity: Raster
}

extension RiskJob {
    /// Looks for clusters among the cells that the network passes through.
    static func findHotspots(
        _ inputs: JobInputs, segments: [Segment], used: [Int]
    ) throws(JobError) -> HotspotMap {
        let grid = Grid(covering: inputs.pack.settings.extent, cellDegrees: try inputs.parameter("hotspot_cell_deg"))
        let network = networkCells(of: grid, segments)
        let outlines = network.map { grid.outline(of: $0) }
        let counts = try expectedEvents(inputs, used, in: outlines)
        let observed = observedCells(inputs, grid)
        let isObserved = network.map { observed[$0] }
        let watched = network.indices.filter { isObserved[$0] }
        let gate = Gate.localStatistic(
            values: watched.map { counts[$0] }, minimumUnits: Int(try inputs.parameter("gi_minimum_units")))
        var results = [LocalGStarResult?](repeating: nil, count: network.count)
        if gate.state != .refused {
            let found = try localStatistics(
                inputs, cells: watched.map { network[$0] }, counts: watched.map { counts[$0] }, grid)
            for (index, result) in zip(watched, found) { results[index] = result }
        }
        let isSuppressed = try suppressed(counts, inputs)
        let cells = network.indices.map { index in
            HotspotCell(
                id: "r\(network[index] / grid.shape.columns)c\(network[index] % grid.shape.columns)",
                outline: outlines[index], events: counts[index], isObserved: isObserved[index],
                isSuppressed: isSuppressed[index], result: results[index])
        }
        let density = try densities(inputs, used)
        return HotspotMap(cells: cells, gate: gate, landDensity: density.land, seaDensity: density.sea)
    }

    private static func localStatistics(
        _ inputs: JobInputs, cells: [Int], counts: [Double], _ grid: Grid
    ) throws(JobError) -> [LocalGStarResult] {
        let permutations = Int(try inputs.parameter("gi_permutations"))
        do {
            let weights = try SpatialWeights.contiguity(
                neighbours: queenNeighbours(of: cells, columns: grid.shape.columns))
            return try LocalGStar.compute(
                values: counts, weights: weights, permutations: permutations, random: inputs.random(.hotspots),
                threads: inputs.settings.threads)
        } catch {
            throw .method(stage: JobStage.hotspots.rawValue, problem: "\(error)")
        }
    }

    /// Cells that a segment runs through, in row-major order.
    private static func networkCells(of grid: Grid, _ segments: [Segment]) -> [Int] {
        var touched = [CellCover](repeating: .outside, count: grid.shape.count)
        for segment in segments { grid.markCells(touchedBy: segment.line, in: &touched) }
        return touched.indices.filter { touched[$0] == .edge }
    }

    private static func expectedEvents(
        _ inputs: JobInputs, _ used: [Int], in outlines: [Polygon]
    ) throws(JobError) -> [Double] {
        let events = used.map {
            LocatableEvent(position: inputs.incidents[$0].position, precision: inputs.incidents[$0].precision)
        }
        var settings = LocationSettings()
        settings.draws = 0
        settings.estimation = .kernelOnly
        settings.sharedMinimum = Int(try inputs.parameter("default_point_minimum"))
        settings.sharedFactor = try inputs.parameter("default_point_factor")
        do {
            return try LocationUncertainty.locate(
                events: events, areas: outlines.map { MultiPolygon([$0]) },
                exposure: [Double?](repeating: nil, count: outlines.count), settings: settings,
                random: inputs.random(.location)
            ).expectedCounts(units: outlines.count)
        } catch {
            throw .method(stage: JobStage.hotspots.rawValue, problem: "\(error)")
        }
    }

    /// Cells from which somebody reports: a record of any kind points there, or a post, station, port or landing stands there.
    private static func observedCells(_ inputs: JobInputs, _ grid: Grid) -> [Bool] {
        var observed = [Bool](repeating: false, count: grid.shape.count)
        let posts: Set<String> = ["border_post", "embarkation", "port", "reception_centre", "settlement"]
        let reporters = inputs.pack.places.filter { posts.contains($0.kind) }.map(\.position)
        for position in inputs.incidents.compactMap(\.position) + reporters {
            if let cell = grid.cell(containing: position) { observed[cell] = true }
        }
        return observed
    }

    /// Cells that share an edge or a corner, by position in the list.
    private static func queenNeighbours(of cells: [Int], columns: Int) -> [[Int]] {
        var position: [Int: Int] = [:]
        for (index, cell) in cells.enumerated() { position[cell] = index }
        return cells.map { cell in
            let (row, column) = (cell / columns, cell % columns)
            var neighbours: [Int] = []
            for dr in -1...1 {
                for dc in -1...1 where (dr, dc) != (0, 0) && (0..<columns).contains(column + dc) {
                    if let index = position[(row + dr) * columns + column + dc] { neighbours.append(index) }
                }
            }
            return neighbours
        }
    }

    private static func densities(_ inputs: JobInputs, _ used: [Int]) throws(JobError) -> (land: Raster, sea: Raster) {
        let extent = inputs.pack.settings.extent
        let middle = (extent.south + extent.north) / 2 * Double.pi / 180
        let cell = try inputs.parameter("kde_cell_m") / 111_320 / cos(middle)
        let grid = Grid(covering: extent, cellDegrees: cell)
        let ground = grid.cover(of: inputs.pack.coast)
        let bandwidth = Metres(try inputs.parameter("kde_bandwidth_m"))
        func density(_ wanted: (Incident) -> Bool, on mask: [Bool]) throws -> Raster {
            let points = used.filter { wanted(inputs.incidents[$0]) }.compactMap { inputs.incidents[$0].position }
            return try KernelDensity.quartic(
                points: points, weights: [Double](repeating: 1, count: points.count), bandwidth: bandwidth, grid: grid,
                mask: mask, threads: inputs.settings.threads)
        }
        do {
            return (
                try density({ $0.mode != .sea }, on: ground.map { $0 != .outside }),
                try density({ $0.mode == .sea }, on: ground.map { $0 != .inside })
            )
        } catch {
            throw .method(stage: JobStage.hotspots.rawValue, problem: "\(error)")
        }
    }
}

extension Grid {
    /// The cell as a polygon, counter-clockwise from its south-western corner.
    func outline(of cell: Int) -> Polygon {
        let (row, column) = (cell / shape.columns, cell % shape.columns)
        let west = transform.originX + Double(column) * transform.cellWidth
        let north = transform.originY - Double(row) * transform.cellHeight
        let (east, south) = (west + transform.cellWidth, north - transform.cellHeight)
        return Polygon(
            exterior: [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                GeographicPoint(longitude: $0.0, latitude: $0.1)
            })
    }
}
