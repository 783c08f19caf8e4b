import Incidents
import Ingest
import Network
import SpatialEngine
import Surfaces

/// One corridor in one direction and season: the ground that costs little more than the best way.
struct TracedCorridor: Sendable {
    let corridor: RegionCorridor
    let direction: TravelDirection
    let originID: String
    let destinationID: String
    let monthGroup: Int
    let leastSeconds: Double
    /// Seconds above the least time; NaN where no way passes.
    let excess: Raster
    /// Bands in the order of ``percents``; a smaller band lies inside a larger.
    let bands: [MultiPolygon]

    static let percents = [1.0, 2, 5, 10]
}

extension RiskJob {
    /// Follows every traced corridor forward from its origin and back from its destination.
    static func traceCorridors(_ inputs: JobInputs, over land: LandSurfaces) throws(JobError) -> [TracedCorridor] {
        try parallelMap(
            corridorTasks(inputs), threads: inputs.settings.threads
        ) { task throws(JobError) in
            let ends = try corridorEnds(task, inputs, land)
            do {
                let corridor = try Corridor(
                    surface: land.byMonthGroup[task.monthGroup], slope: land.slope, from: ends.from, to: ends.to)
                guard corridor.leastCost < .infinity else {
                    throw JobError.method(
                        stage: JobStage.corridors.rawValue,
                        problem: "no way over land joins \(task.originID) and \(task.destinationID) of corridor "
                            + "\(task.corridor.id); check the terrain and its barriers")
                }
                let bands = TracedCorridor.percents.map { land.grid.unionOfCells(corridor.band(percent: $0)) }
                return TracedCorridor(
                    corridor: task.corridor, direction: task.direction, originID: task.originID,
                    destinationID: task.destinationID, monthGroup: task.monthGroup,
                    leastSeconds: corridor.leastCost, excess: corridor.excessRaster, bands: bands)
            } catch let error as JobError {
                throw error
            } catch let error as NetworkError {
                throw .network(error)
            } catch {
                throw .method(stage: JobStage.corridors.rawValue, problem: "\(task.corridor.id): \(error)")
            }
        }
    }

    /// What to trace: a corridor in the directions in which its legs are used.
    struct CorridorTask: Sendable {
        let corridor: RegionCorridor
        let direction: TravelDirection
        let monthGroup: Int
        let originID: String
        let destinationID: String
        /// Whether this is the direction in which the region names the corridor's ends.
        let isNatural: Bool
    }

    static func corridorTasks(_ inputs: JobInputs) -> [CorridorTask] {
        var tasks: [CorridorTask] = []
        for corridor in inputs.pack.settings.corridors where corridor.isTraced {
            let legs = inputs.pack.legs.filter { $0.corridorID == corridor.id }
            let natural: TravelDirection = legs.contains { $0.allows(.north) } ? .north : .south
            for direction in inputs.settings.directions {
                let isNatural = direction == natural
                // A way back that has its own corridor is not traced twice.
                if !isNatural && natural == .south { continue }
                for group in inputs.pack.settings.monthGroups.indices {
                    tasks.append(
                        CorridorTask(
                            corridor: corridor, direction: direction, monthGroup: group,
                            originID: isNatural ? corridor.originID : corridor.destinationID,
                            destinationID: isNatural ? corridor.destinationID : corridor.originID, isNatural: isNatural)
                    )
                }
            }
        }
        return tasks
    }

    /// One direction of each corridor for its rasters, in the first season that the run speaks of: its own where that is
    /// traced.
    static func representativeTasks(_ inputs: JobInputs) -> [CorridorTask] {
        let first = corridorTasks(inputs).filter { $0.monthGroup == inputs.shownGroup }
        return first.filter { task in
            task.isNatural || !first.contains { $0.corridor.id == task.corridor.id && $0.isNatural }
        }
    }

    static func corridorEnds(
        _ task: CorridorTask, _ inputs: JobInputs, _ land: LandSurfaces
    ) throws(JobError) -> (from: Int, to: Int) {
        guard let from = land.ground.mainlandCell(near: try inputs.place(task.originID).position),
            let to = land.ground.mainlandCell(near: try inputs.place(task.destinationID).position)
        else {
            throw .method(
                stage: JobStage.corridors.rawValue,
                problem: "the terrain window has no land to walk on; check terrain_extent of region.yaml")
        }
        return (from.cell, to.cell)
    }
}
