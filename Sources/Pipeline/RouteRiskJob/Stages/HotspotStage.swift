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
    /// What stands behind the clusters; nil where the gate refuses, or where nobody asked.
    let diagnostics: HotspotDiagnostics?
}

extension RiskJob {
    /// Looks for clusters among the cells that the network passes through.
    ///
    /// - Parameter diagnosing: Whether to work out what stands behind them, which takes most of the time.
    static func findHotspots(
        _ inputs: JobInputs, segments: [Segment], used: [Int], diagnosing: Bool
    ) throws(JobError) -> HotspotMap {
        let grid = Grid(covering: inputs.pack.settings.extent, cellDegrees: try inputs.parameter("hotspot_cell_deg"))
        let network = networkCells(of: grid, segments)
        let outlines = network.map { grid.outline(of: $0) }
        let located = try locateEvents(inputs, used, in: outlines)
        let counts = located.expectedCounts(units: outlines.count)
        let observed = observedCells(inputs, grid)
        let isObserved = network.map { observed[$0] }
        let isSuppressed = try suppressed(counts, inputs)
        let watched = try watchedCells(network.indices.filter { isObserved[$0] }, network, counts, isSuppressed, grid)
        let gate = Gate.localStatistic(
            values: watched.counts, minimumUnits: Int(try inputs.parameter("gi_minimum_units")))
        let ids = network.map { "r\($0 / grid.shape.columns)c\($0 % grid.shape.columns)" }
        var results = [LocalGStarResult?](repeating: nil, count: network.count)
        var diagnostics: HotspotDiagnostics?
        if gate.state != .refused {
            for (index, result) in zip(watched.indices, try localStatistics(inputs, watched)) {
                results[index] = result
            }
        }
        if diagnosing, gate.state != .refused {
            diagnostics = try HotspotDiagnosis(
                inputs: inputs, watched: watched, ids: ids, outlines: outlines, used: used, located: located
            ).run()
        }
        let cells = network.indices.map { index in
            HotspotCell(
                id: ids[index], outline: outlines[index], events: counts[index], isObserved: isObserved[index],
                isSuppressed: isSuppressed[index], result: results[index])
        }
        let density = try densities(inputs, used)
        return HotspotMap(
            cells: cells, gate: gate, landDensity: density.land, seaDensity: density.sea, diagnostics: diagnostics)
    }

    private static func watchedCells(
        _ indices: [Int], _ network: [Int], _ counts: [Double], _ isSuppressed: [Bool], _ grid: Grid
    ) throws(JobError) -> WatchedCells {
        do {
            return WatchedCells(
                indices: indices, counts: indices.map { counts[$0] },
                weights: try SpatialWeights.contiguity(
                    neighbours: queenNeighbours(of: indices.map { network[$0] }, columns: grid.shape.columns)),
                isSuppressed: indices.map { isSuppressed[$0] })
        } catch {
            throw .method(stage: JobStage.hotspots.rawValue, problem: "\(error)")
        }
    }

    private static func localStatistics(
        _ inputs: JobInputs, _ watched: WatchedCells
    ) throws(JobError) -> [LocalGStarResult] {
        let permutations = Int(try inputs.parameter("gi_permutations"))
        do {
            return try LocalGStar.compute(
                values: watched.counts, weights: watched.weights, permutations: permutations,
                random: inputs.random(.hotspots), threads: inputs.settings.threads)
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

    private static func locateEvents(
        _ inputs: JobInputs, _ used: [Int], in outlines: [Polygon]
    ) throws(JobError) -> LocationResult {
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
                random: inputs.random(.location))
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
