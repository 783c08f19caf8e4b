import Ingest
import Network
import SpatialEngine
import Surfaces

/// How often the best way of a corridor passes through each cell when the heights are only known with an error.
struct CorridorTraversal: Sendable {
    let corridorID: String
    let probability: Raster
    let members: Int
}

extension RiskJob {
    /// Traces each corridor, in its own direction and in the first season of the run, over terrains drawn from the error model.
    static func traceEnsembles(_ inputs: JobInputs, over land: LandSurfaces) throws(JobError) -> [CorridorTraversal] {
        let members = Int(try inputs.parameter("ensemble_members"))
        var result: [CorridorTraversal] = []
        for (index, task) in representativeTasks(inputs).enumerated() {
            let ends = try corridorEnds(task, inputs, land)
            do {
                let traversal = try TerrainEnsemble.traversal(
                    surface: land.byMonthGroup[inputs.shownGroup], slope: land.slope, from: ends.from, to: ends.to,
                    errorSD: land.errorDeviation, correlation: land.errorCorrelation, members: members,
                    random: inputs.random(.ensemble).stream(UInt64(index)), threads: inputs.settings.threads)
                result.append(
                    CorridorTraversal(
                        corridorID: task.corridor.id,
                        probability: Raster(grid: land.grid, values: traversal.probability.map { Float($0) }),
                        members: members))
            } catch {
                throw .network(error)
            }
        }
        return result
    }
}
