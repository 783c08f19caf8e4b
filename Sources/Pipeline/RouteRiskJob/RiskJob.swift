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
        let basis = StageBasis(settings)
        var clock = StageClock(progress, results)
        let inputs = try clock.time(.ingest, basis.inputs) { () throws(JobError) in try ingest(settings) }
            .with(settings)
        try check(settings.scenario, inputs)
        let land = try clock.time(.land, basis.terrain) { () throws(JobError) in try composeLand(inputs) }
            .with(settings.scenario?.slopeFunction)
        let sea = try clock.time(.sea, basis.sea) { () throws(JobError) in try chartSea(inputs) }
        let corridors = try clock.time(.corridors, basis.walking, if: parts.needsCorridors) { () throws(JobError) in
            try traceCorridors(inputs, over: land)
        }
        let segments = try clock.time(.legs, basis.travel) { () throws(JobError) in
            try traceLegs(inputs, over: land, and: sea)
        }
        let traversals = try clock.time(
            .ensemble, "\(basis.draws) \(inputs.shownGroup)", if: parts.rasters || parts.report
        ) { () throws(JobError) in try traceEnsembles(inputs, over: land) }
        let monthly = try clock.time(.monthlyFlows, basis.draws) { () throws(JobError) in
            try estimateMonthlyFlows(inputs, over: segments)
        }
        let flows = try clock.time(.flows, basis.scenario) { () throws(JobError) in
            try gatherFlows(inputs, over: segments, monthly)
        }
        let closures = try clock.time(.closures, basis.draws, if: parts.report) { () throws(JobError) in
            try forecastClosures(inputs, over: segments, monthly)
        }
        let selection = try clock.time(.incidents, basis.draws) { () throws(JobError) in
            selectIncidents(inputs, segments: segments)
        }
        let rates = try clock.time(.rates, basis.draws) { () throws(JobError) in
            try scoreRates(inputs, segments: segments, flows: flows, used: selection.used)
        }
        let skill = try clock.time(.skill, basis.draws, if: parts.report) { () throws(JobError) in
            try validate(inputs, segments, flows, rates)
        }
        let hotspots = try clock.time(
            .hotspots, "\(basis.draws) \(parts.report)", if: parts.needsHotspots
        ) { () throws(JobError) in
            try findHotspots(inputs, segments: segments, used: selection.used, diagnosing: parts.report)
        }
        let travelled = rates.inMonths(settings.scenario?.months, segments)
        let priorities = try clock.time(
            .priorities, basis.measures(settings), if: parts.needsPriorities
        ) { () throws(JobError) in
            try prioritise(inputs, segments: segments, flows: flows, rates: travelled)
        }
        let found = Findings(
            land: land, sea: sea, corridors: corridors ?? [], segments: segments, traversals: traversals ?? [],
            flows: flows, monthlyFlows: monthly, closures: closures ?? [], selection: selection, rates: rates,
            travelled: travelled, skill: skill ?? nil, hotspots: hotspots, priorities: priorities)
        let assessment = try clock.time(.layers) { () throws(JobError) in
            try assemble(found, inputs, parts, LayerReuse(basis: basis, results: results))
        }
        return assessment.with(stages: clock.stages)
    }
}

/// What the stages found that were wanted.
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
    /// Rates as the whole year has them.
    let rates: SegmentRates
    /// Rates in the scenario's months.
    let travelled: SegmentRates
    let skill: SkillFindings?
    let hotspots: HotspotMap?
    let priorities: PriorityFindings?
}

extension JobParts {
    fileprivate func needs(_ layer: LayerSchema) -> Bool { report || layers.contains(layer.name) }

    fileprivate var needsCorridors: Bool { rasters || needs(.corridors) }
    fileprivate var needsHotspots: Bool { rasters || needs(.hotspots) }
    fileprivate var needsPriorities: Bool { needs(.priorities) }
}
