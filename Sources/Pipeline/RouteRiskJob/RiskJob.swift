public import Export
import Incidents
import Ingest
import SpatialEngine

/// The main job: from a region pack to a finished folder of layers, rasters and a report.
public enum RiskJob {
    /// Told as the job goes on: the stage, and how many of its steps are done.
    public typealias Progress = @Sendable (_ stage: JobStage, _ done: Int, _ total: Int) -> Void

    /// Reads, models and assesses; writes nothing.
    ///
    /// - Parameters:
    ///   - parts: What is wanted; stages that nothing wanted rests on are left out, and their layers with them.
    ///   - results: What earlier runs with the same inputs found; equal stages are worked out once.
    ///   - progress: Called on the caller's thread when a stage begins.
    /// - Throws: ``JobError``; nothing that a user gives can make it trap.
    /// - Complexity: Some 20 CPU seconds for the Darién pack; memory grows with the cells of the terrain.
    public static func run(
        _ settings: JobSettings, parts: JobParts = .all, reusing results: StageResults = StageResults(),
        progress: @escaping Progress = { _, _, _ in }
    ) throws(JobError) -> Assessment {
        var clock = StageClock(progress)
        let inputs = try clock.time(.ingest) { () throws(JobError) in try ingest(settings) }
        let land = try clock.time(.land) { () throws(JobError) in try composeLand(inputs) }
        let sea = try clock.time(.sea) { () throws(JobError) in try chartSea(inputs) }
        let corridors = try clock.time(.corridors) { () throws(JobError) in try traceCorridors(inputs, over: land) }
        let segments = try clock.time(.legs) { () throws(JobError) in try traceLegs(inputs, over: land, and: sea) }
        let traversals = try clock.time(.ensemble) { () throws(JobError) in try traceEnsembles(inputs, over: land) }
        let monthly = try clock.time(.monthlyFlows) { () throws(JobError) in
            try estimateMonthlyFlows(inputs, over: segments)
        }
        let flows = try clock.time(.flows) { () throws(JobError) in gatherFlows(inputs, over: segments, monthly) }
        let closures = try clock.time(.closures) { () throws(JobError) in
            try forecastClosures(inputs, over: segments, monthly)
        }
        let selection = try clock.time(.incidents) { () throws(JobError) in
            selectIncidents(inputs, segments: segments)
        }
        let rates = try clock.time(.rates) { () throws(JobError) in
            try scoreRates(inputs, segments: segments, flows: flows, used: selection.used)
        }
        let skill = try clock.time(.skill) { () throws(JobError) in
            try validate(inputs, segments, flows, rates)
        }
        let hotspots = try clock.time(.hotspots) { () throws(JobError) in
            try findHotspots(inputs, segments: segments, used: selection.used)
        }
        let priorities = try clock.time(.priorities) { () throws(JobError) in
            try prioritise(inputs, segments: segments, flows: flows, rates: rates)
        }
        let found = Findings(
            land: land, sea: sea, corridors: corridors, segments: segments, traversals: traversals, flows: flows,
            monthlyFlows: monthly, closures: closures, selection: selection, rates: rates, skill: skill,
            hotspots: hotspots,
            priorities: priorities)
        return try clock.time(.layers) { () throws(JobError) in
            try assemble(found, inputs)
        }.with(stages: clock.stages)
    }
}

/// What all stages found.
struct Findings {
    let land: LandSurfaces
    let sea: SeaSurfaces
    let corridors: [TracedCorridor]
    let segments: [Segment]
    let traversals: [CorridorTraversal]
    let flows: NetworkFlows
    let monthlyFlows: MonthlyFlowFindings
    let closures: [ClosureForecast]
    let selection: IncidentSelection
    let rates: SegmentRates
    let skill: SkillFindings?
    let hotspots: HotspotMap
    let priorities: PriorityFindings
}
