import Ingest
import SpatialEngine
import SpatialFormats

/// A user's elevation model, brought onto the terrain's grid.
struct ElevationModel {
    private let path: String
    private let inputs: JobInputs
    private let source: Raster
    private let isGeographic: Bool

    /// Reads the file and checks its reference system: WGS 84 in degrees, or the region's analysis system.
    init(path: String, inputs: JobInputs) throws(JobError) {
        self.path = path
        self.inputs = inputs
        let found: RasterFile.Band
        do {
            found = try RasterFile.read(path)
        } catch {
            throw .format(error)
        }
        let analysis = inputs.pack.settings.analysisCRS
        guard let crs = found.crs else {
            throw .elevation(
                file: path, problem: "the raster has no reference system",
                mend: "assign one with gdal_translate -a_srs, EPSG:4326 or \(analysis)")
        }
        guard crs == .wgs84 || crs == analysis else {
            throw .elevation(
                file: path, problem: "the raster is in \(crs)",
                mend: "give it in EPSG:4326 or \(analysis), for example with gdalwarp -t_srs EPSG:4326")
        }
        isGeographic = crs == .wgs84
        source = found.raster
        try requireHeights()
    }

    /// Heights that no ground has are a fault of the file; infinite ones count as void.
    private func requireHeights() throws(JobError) {
        let odd = source.values.indices.filter {
            source.values[$0].isFinite && !Self.heightRange.contains(source.values[$0])
        }
        guard let first = odd.first else { return }
        let columns = source.grid.shape.columns
        throw .elevation(
            file: path,
            problem:
                "\(odd.count) cells lie outside \(Int(Self.heightRange.lowerBound))…\(Int(Self.heightRange.upperBound)) m, "
                + "the first, \(source.values[first]) m, at row \(first / columns), column \(first % columns)",
            mend: "set the file's nodata value or its unit (heights are metres)")
    }

    /// From the Dead Sea's shore, with room for the sea floor near a coast, to above Everest.
    private static let heightRange: ClosedRange<Float> = -12_000...9_000

    /// Heights at the centres of the grid's cells: the mean of the model's cells inside a larger grid cell, else bilinear.
    ///
    /// - Throws: ``JobError/elevation(file:problem:mend:)`` naming every corridor with land that the model leaves uncovered
    ///   or void, with the box of that part.
    func heights(on grid: Grid) throws(JobError) -> Raster {
        let positions = try sourcePositions(of: grid)
        var values = [Float](repeating: .nan, count: grid.shape.count)
        for cell in values.indices { values[cell] = height(at: positions[cell], spread: spread(on: grid)) }
        fillCoastalGaps(of: grid, &values)
        try requireCorridors(on: grid, values)
        return Raster(grid: grid, values: values)
    }

    private func sourcePositions(of grid: Grid) throws(JobError) -> [PlanarPoint] {
        let centres = (0..<grid.shape.count).map { grid.centre(of: $0) }
        guard !isGeographic else { return centres }
        var (x, y) = (centres.map(\.x), centres.map(\.y))
        var z = [Double](repeating: 0, count: x.count)
        do {
            let projection = try Transformation(from: .wgs84, to: source.grid.crs)
            _ = projection.apply(x: &x, y: &y, z: &z)
        } catch {
            throw .method(stage: JobStage.land.rawValue, problem: "\(error)")
        }
        return zip(x, y).map { PlanarPoint(x: $0, y: $1) }
    }

    /// Half the size of a grid cell in cells of the model; below one half the model is coarser than the grid.
    private func spread(on grid: Grid) -> (x: Double, y: Double) {
        let metresPerDegree = 111_320.0
        let unit = isGeographic ? 1 : metresPerDegree
        return (
            grid.transform.cellWidth * unit / source.grid.transform.cellWidth / 2,
            grid.transform.cellHeight * unit / source.grid.transform.cellHeight / 2
        )
    }

    private func height(at point: PlanarPoint, spread: (x: Double, y: Double)) -> Float {
        let frame = source.grid.transform
        let x = (point.x - frame.originX) / frame.cellWidth
        let y = (frame.originY - point.y) / frame.cellHeight
        guard x.isFinite, y.isFinite, x >= 0, y >= 0, x <= Double(source.grid.shape.columns),
            y <= Double(source.grid.shape.rows)
        else {
            return .nan
        }
        return spread.x >= 0.75 || spread.y >= 0.75 ? mean(x, y, spread) : bilinear(x - 0.5, y - 0.5)
    }

    private func value(_ row: Int, _ column: Int) -> Float {
        let shape = source.grid.shape
        let (row, column) = (min(max(row, 0), shape.rows - 1), min(max(column, 0), shape.columns - 1))
        return source.values[row * shape.columns + column]
    }

    private func mean(_ x: Double, _ y: Double, _ spread: (x: Double, y: Double)) -> Float {
        let rows = Int((y - spread.y).rounded())..<max(Int((y - spread.y).rounded()) + 1, Int((y + spread.y).rounded()))
        let columns =
            Int((x - spread.x).rounded())..<max(Int((x - spread.x).rounded()) + 1, Int((x + spread.x).rounded()))
        var (sum, count) = (0.0, 0)
        for row in rows {
            for column in columns {
                let height = value(row, column)
                guard height.isFinite else { continue }
                sum += Double(height)
                count += 1
            }
        }
        return count > 0 ? Float(sum / Double(count)) : .nan
    }

    /// The cells without a height do not count; a point with none around it has none.
    private func bilinear(_ x: Double, _ y: Double) -> Float {
        let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let (fx, fy) = (x - Double(column), y - Double(row))
        var (sum, weight) = (0.0, 0.0)
        for (dr, wy) in [(0, 1 - fy), (1, fy)] {
            for (dc, wx) in [(0, 1 - fx), (1, fx)] {
                let height = value(row + dr, column + dc)
                guard height.isFinite, wx * wy > 0 else { continue }
                sum += Double(height) * wx * wy
                weight += wx * wy
            }
        }
        return weight > 0 ? Float(sum / weight) : .nan
    }

    /// A model's coast differs from the pack's by a cell or two: land cells beside valued ones take their mean height.
    ///
    /// Voids farther inland than that stay.
    private func fillCoastalGaps(of grid: Grid, _ values: inout [Float]) {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        let isCoastal = coastalCells(of: grid)
        for _ in 0..<Self.coastalGapCells {
            let before = values
            for cell in before.indices where isCoastal[cell] && !before[cell].isFinite {
                let (row, column) = (cell / columns, cell % columns)
                var (sum, count) = (Float(0), Float(0))
                for r in max(0, row - 1)...min(rows - 1, row + 1) {
                    for c in max(0, column - 1)...min(columns - 1, column + 1) where before[r * columns + c].isFinite {
                        sum += before[r * columns + c]
                        count += 1
                    }
                }
                if count > 0 { values[cell] = sum / count }
            }
        }
    }

    /// Cells within ``coastalGapCells`` of a cell that is not wholly on land.
    private func coastalCells(of grid: Grid) -> [Bool] {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        let cover = grid.cover(of: inputs.pack.coast)
        var isCoastal = cover.map { $0 != .inside }
        for cell in cover.indices where cover[cell] != .inside {
            let (row, column, reach) = (cell / columns, cell % columns, Self.coastalGapCells)
            for r in max(0, row - reach)...min(rows - 1, row + reach) {
                for c in max(0, column - reach)...min(columns - 1, column + reach) { isCoastal[r * columns + c] = true }
            }
        }
        return isCoastal
    }

    /// How many cells the two coasts may lie apart.
    private static let coastalGapCells = 3

    private func requireCorridors(on grid: Grid, _ values: [Float]) throws(JobError) {
        let cover = grid.cover(of: inputs.pack.coast)
        var gaps: [String] = []
        for corridor in inputs.pack.settings.corridors where corridor.isTraced {
            let ends = [
                try inputs.place(corridor.originID).position, try inputs.place(corridor.destinationID).position,
            ]
            guard let box = BoundingBox(around: ends)?.expanded(byDegrees: Self.corridorMarginDegrees) else { continue }
            let empty = values.indices.filter {
                cover[$0] == .inside && !values[$0].isFinite && box.contains(grid.geographicCentre(of: $0))
            }
            guard let gap = BoundingBox(around: empty.map { grid.geographicCentre(of: $0) }) else { continue }
            gaps.append("\(corridor.id) in \(Self.text(gap))")
        }
        guard gaps.isEmpty else {
            throw .elevation(
                file: path, problem: "no heights for part of the corridors \(gaps.joined(separator: "; "))",
                mend: "give a raster that covers these boxes (west,south,east,north)")
        }
    }

    /// How far round its ends a corridor needs heights.
    private static let corridorMarginDegrees = 0.1

    private static func text(_ box: BoundingBox) -> String {
        [box.west, box.south, box.east, box.north].map { "\(($0 * 1000).rounded() / 1000)" }.joined(separator: ",")
    }
}
