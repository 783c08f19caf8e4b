import Export
import Glibc
import Incidents
import Ingest
import Network
import SpatialEngine
import Surfaces

/// The ground that people walk on, one surface for each group of months, and what it was made from.
struct LandSurfaces: Sendable {
    let source: TerrainSource
    var slope: SlopeFunction
    /// One for each month group of the region, in its order.
    let byMonthGroup: [TravelSurface]
    /// Standard deviation of the heights' error in metres, cell by cell.
    let errorDeviation: [Float]
    /// Length over which errors stay alike.
    let errorCorrelation: Metres
    /// The first season's surface, for places.
    let ground: Ground
    /// The same land without hills, for roads.
    let evenGround: Ground
    /// The whole region's land on a coarse grid without hills, for roads that leave the terrain's window.
    let overview: Ground

    var grid: Grid { ground.surface.grid }

    /// The same ground, walked as another function has it; nil keeps the one it has.
    func with(_ slope: SlopeFunction?) -> LandSurfaces {
        var land = self
        land.slope = slope ?? self.slope
        return land
    }
}

/// A surface and its connected parts.
struct Ground: Sendable {
    let surface: TravelSurface
    let components: OpenComponents

    init(_ surface: TravelSurface) {
        self.surface = surface
        components = surface.components(of: .n16)
    }

    /// The open cell of the largest part nearest to a place, with the distance to its centre.
    func mainlandCell(near place: GeographicPoint) -> (cell: Int, distance: Metres)? {
        guard let mainland = components.largest else { return nil }
        return surface.nearestOpenCell(to: place, in: mainland, of: components)
    }
}

extension RiskJob {
    /// Composes slope, ground and season into surfaces.
    static func composeLand(_ inputs: JobInputs) throws(JobError) -> LandSurfaces {
        let pack = inputs.pack
        let cell = try inputs.parameter("terrain_cell_arcsec") / 3600
        let grid = Grid(covering: pack.settings.terrainExtent, cellDegrees: cell)
        let terrain = try elevation(on: grid, inputs)
        let ford = try inputs.parameter("river_ford_multiplier")
        do {
            var surfaces: [TravelSurface] = []
            for group in pack.settings.monthGroups {
                let mud = try inputs.parameter("mud_multiplier_\(group.id)")
                surfaces.append(
                    try TravelSurface.land(
                        elevation: terrain.heights, land: pack.coast, rivers: pack.rivers.map(\.line),
                        factors: GroundFactors(ford: ford, mud: mud),
                        // Where a user's model ends, beyond the corridors, nobody is led.
                        closesVoids: inputs.settings.elevationModel != nil))
            }
            return LandSurfaces(
                source: inputs.settings.elevationModel == nil ? .sketch : .dem, slope: .irmischerClarkeOffPath,
                byMonthGroup: surfaces, errorDeviation: terrain.deviation, errorCorrelation: terrain.correlation,
                ground: Ground(surfaces[0]),
                evenGround: Ground(
                    surfaces[0].withElevation([Float](repeating: 0, count: surfaces[0].grid.shape.count))),
                overview: try overview(of: pack))
        } catch let error as SurfaceError {
            throw .surface(error)
        } catch let error as JobError {
            throw error
        } catch {
            throw .method(stage: JobStage.land.rawValue, problem: "\(error)")
        }
    }

    private static func elevation(
        on grid: Grid, _ inputs: JobInputs
    ) throws(JobError) -> (heights: Raster, deviation: [Float], correlation: Metres) {
        if let path = inputs.settings.elevationModel {
            let heights = try ElevationModel(path: path, inputs: inputs).heights(on: grid)
            let rmse = Float(try inputs.parameter("dem_error_rmse_m"))
            let correlation = Metres(try inputs.parameter("dem_error_correlation_m"))
            return (heights, [Float](repeating: rmse, count: grid.shape.count), correlation)
        }
        let model = try sketchErrors(inputs)
        var parameters = SketchParameters()
        parameters.exponent = try inputs.parameter("sketch_exponent")
        parameters.coastSpacing = Metres(try inputs.parameter("sketch_coast_spacing_m"))
        let extent = grid.extent
        parameters.metresPerDegreeOfLongitude = cos((extent.south + extent.north) / 2 * .pi / 180) * 111_320
        let heights = inputs.pack.spotHeights.map {
            Surfaces.SpotHeight(id: $0.name, point: $0.position, elevation: $0.elevation)
        }
        do {
            let sketch = try SketchTerrain(spotHeights: heights, land: inputs.pack.coast, parameters: parameters)
            let terrain = sketch.elevation(
                on: grid, cover: grid.cover(of: inputs.pack.coast), threads: inputs.settings.threads)
            return (terrain, model.deviations(of: terrain).map { $0.isFinite ? $0 : 0 }, model.correlationLength)
        } catch {
            throw .surface(error)
        }
    }

    /// The sketch terrain's error by height, as the region's parameters give it: each band's figure at its middle.
    private static func sketchErrors(_ inputs: JobInputs) throws(JobError) -> SketchErrorModel {
        let scale = try inputs.parameter("sketch_error_sd_scale")
        let bands: [(middle: Double, name: String)] = [
            (30, "below_60"), (105, "60_to_150"), (225, "150_to_300"), (450, "300_to_600"), (800, "600_to_1000"),
            (1000, "above_1000"),
        ]
        var deviations: [(height: Metres, deviation: Metres)] = []
        for band in bands {
            let deviation = try inputs.parameter("sketch_error_sd_\(band.name)_m")
            deviations.append((Metres(band.middle), Metres(deviation * scale)))
        }
        return SketchErrorModel(
            standardDeviations: deviations,
            correlationLength: Metres(try inputs.parameter("sketch_error_correlation_m")))
    }

    /// The land of the whole region in cells of one minute, each wholly on land, without hills.
    private static func overview(of pack: RegionPack) throws(SurfaceError) -> Ground {
        let grid = Grid(covering: pack.settings.extent, cellDegrees: 1.0 / 60)
        let multiplier = grid.cover(of: pack.coast).map { $0 == .inside ? Float(1) : .infinity }
        let flat = [Float](repeating: 0, count: grid.shape.count)
        return Ground(try TravelSurface(grid: grid, elevation: flat, timeMultiplier: multiplier))
    }
}
