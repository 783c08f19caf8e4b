import Ingest
import Network
import SpatialEngine
import Surfaces

/// The water that boats use, and its state.
struct SeaSurfaces: Sendable {
    let chart: SeaChart
}

extension RiskJob {
    /// Charts the region's water.
    static func chartSea(_ inputs: JobInputs) throws(JobError) -> SeaSurfaces {
        do {
            return SeaSurfaces(
                chart: try SeaChart(
                    land: inputs.pack.coast, extent: inputs.pack.settings.extent,
                    clearance: Metres(try inputs.parameter("coast_clearance_m"))))
        } catch let error as SeaError {
            throw .sea(error)
        } catch let error as JobError {
            throw error
        } catch {
            throw .method(stage: JobStage.sea.rawValue, problem: "\(error)")
        }
    }

    static func seaLine(
        _ leg: Leg, _ ends: (from: GeographicPoint, to: GeographicPoint), _ inputs: JobInputs, _ sea: SeaSurfaces
    ) throws(JobError) -> TracedLine {
        let found: SeaPassageResult
        do {
            found = try sea.chart.passage(
                from: ends.from, to: ends.to, snap: Metres(try inputs.parameter("sea_snap_max_m")))
        } catch let error as JobError {
            throw error
        } catch let error as SeaError {
            throw .sea(error)
        } catch {
            throw .method(stage: JobStage.legs.rawValue, problem: "\(leg.id): \(error)")
        }
        switch found {
        case .unreachable(let reason):
            throw .method(
                stage: JobStage.legs.rawValue, problem: "sea leg \(leg.id): \(reason); check its places in places.csv")
        case .route(let passage):
            let seconds = passage.length.value / (try inputs.parameter("skiff_speed_mps"))
            return TracedLine(
                line: passage.line, basis: .seaRoute, fromGap: passage.fromGap, toGap: passage.toGap,
                seconds: inputs.pack.settings.monthGroups.map { _ in seconds })
        }
    }
}
