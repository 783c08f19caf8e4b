import Export
import Foundation
import Incidents
import Ingest
import Network
import Risk
import SpatialEngine
import Surfaces

/// Layers that runs with the same basis share.
struct LayerReuse {
    let basis: StageBasis
    let results: StageResults

    func layer(
        _ schema: LayerSchema, _ basis: String, _ make: () throws(JobError) -> Layer
    ) throws(JobError) -> Layer {
        try results.value(.layers, "\(schema.name) \(basis)", make)
    }
}

extension RiskJob {
    /// Layers, rasters, tables, report and manifest from what the stages found.
    static func assemble(
        _ found: Findings, _ inputs: JobInputs, _ parts: JobParts, _ reuse: LayerReuse
    ) throws(JobError) -> Assessment {
        let manifest = try manifest(found, inputs)
        let assembly = LayerAssembly(
            inputs: inputs,
            frame: ScoreFrame(
                windowStart: inputs.firstDay, windowEnd: inputs.lastDay, parameterHash: manifest.parameterHash,
                dataHash: manifest.dataHash),
            terrain: found.land.source, slopeFunction: found.land.slope.name)
        let layers = try layers(found, assembly, parts, reuse)
        var contents = AssessmentContents(
            region: inputs.pack.settings.id, manifest: manifest, layers: layers,
            rasters: parts.rasters || parts.report ? rasters(found, inputs) : [], report: "",
            tables: found.flows.change.map { change in
                [ScenarioTable(inputs: inputs, segments: found.segments, change: change, rates: found.travelled).table]
            } ?? [], dataDate: try dataDate(inputs))
        if parts.report { try explain(&contents, found, assembly, inputs) }
        return Assessment(contents: contents, stages: [], warnings: inputs.warnings)
    }

    /// The wanted layers; all where a report shows them.
    private static func layers(
        _ found: Findings, _ assembly: LayerAssembly, _ parts: JobParts, _ reuse: LayerReuse
    ) throws(JobError) -> [Layer] {
        let basis = reuse.basis
        var layers: [Layer] = []
        for schema in LayerSchema.all where parts.report || parts.layers.contains(schema.name) {
            switch schema {
            case .corridors:
                layers.append(
                    try reuse.layer(schema, basis.season(assembly.inputs)) { () throws(JobError) in
                        try assembly.corridors(found.corridors)
                    })
            case .routes:
                layers.append(
                    try reuse.layer(schema, basis.scenario) { () throws(JobError) in
                        try assembly.routes(found.flows, found.segments, found.travelled)
                    })
            case .segments:
                layers.append(
                    try reuse.layer(schema, basis.season(assembly.inputs)) { () throws(JobError) in
                        try assembly.segments(found.segments, found.flows, found.rates)
                    })
            case .hotspots:
                guard let map = found.hotspots else { continue }
                layers.append(
                    try reuse.layer(schema, basis.draws) { () throws(JobError) in try assembly.hotspots(map) })
            case .priorities:
                guard let priorities = found.priorities else { continue }
                layers.append(
                    try reuse.layer(schema, basis.measures(assembly.inputs.settings)) { () throws(JobError) in
                        try assembly.priorities(priorities, found.segments, found.flows, found.rates)
                    })
            default:
                layers.append(
                    try reuse.layer(schema, basis.draws) { () throws(JobError) in
                        try assembly.incidents(found.selection)
                    })
            }
        }
        return layers
    }

    /// Adds what explains the layers: report, tables, context and documents.
    private static func explain(
        _ contents: inout AssessmentContents, _ found: Findings, _ assembly: LayerAssembly, _ inputs: JobInputs
    ) throws(JobError) {
        let manifest = contents.manifest
        let passages = seaPassages(found.segments, inputs)
        let contributions = RouteContributions(
            inputs: inputs, segments: found.segments, flows: found.flows, rates: found.travelled,
            routeID: assembly.routeID)
        contents.context = [try assembly.measures(found.segments)]
        contents.report = report(contents.layers, manifest, found, passages, inputs)
        contents.tables += [
            crossingsTable(inputs), crossingTimesTable(inputs, found.segments), seaTable(found),
            passageTable(passages, found),
        ]
        contents.tables += MonthlyFlowTables(inputs: inputs, segments: found.segments, flows: found.monthlyFlows).all
        contents.tables += MeasureTables(inputs: inputs, closures: found.closures).all
        contents.tables += found.priorities.map { [sensitivityTable($0)] } ?? []
        contents.tables += found.skill.map { [$0.table] } ?? []
        contents.tables += try contributions.all
        let title = Bilingual(inputs.pack.settings.name, inputs.pack.settings.nameSpanish)
        contents.documents = [
            DocumentOutput(
                name: "model_card.md",
                text: ModelCard(manifest: manifest, region: title, skill: found.skill?.lines ?? []).text,
                mediaType: "text/markdown"),
            DocumentOutput(
                name: "audit.jsonl", text: AuditLog(found, manifest, inputs).text, mediaType: "application/jsonl"),
        ]
    }

    /// One direction of each corridor in the first season of the run, their traversal, and the densities.
    private static func rasters(_ found: Findings, _ inputs: JobInputs) -> [RasterOutput] {
        let shown = Set(representativeTasks(inputs).map { "\($0.corridor.id):\($0.direction.rawValue)" })
        let season = inputs.pack.settings.monthGroups[inputs.shownGroup].name.lowercased()
        var rasters = found.corridors.filter { item in
            item.monthGroup == inputs.shownGroup && shown.contains("\(item.corridor.id):\(item.direction.rawValue)")
        }.map { item in
            RasterOutput(
                name: "corridor_\(item.corridor.id)", raster: item.excess,
                description: "time above the least time, \(item.direction.rawValue), \(season)", unit: "s",
                theme: .timeAboveLeast)
        }
        rasters += found.traversals.map { item in
            RasterOutput(
                name: "traversal_\(item.corridorID)", raster: item.probability,
                description: "share of \(item.members) terrains whose best way enters the cell", unit: "1",
                theme: .probability)
        }
        guard let hotspots = found.hotspots else { return rasters }
        rasters.append(
            RasterOutput(
                name: "density_land", raster: hotspots.landDensity, description: "harm events on land",
                unit: "events/km2", theme: .density))
        rasters.append(
            RasterOutput(
                name: "density_sea", raster: hotspots.seaDensity, description: "harm events at sea",
                unit: "events/km2", theme: .density))
        return rasters
    }

    /// The counts behind the exposure, month by month.
    private static func crossingsTable(_ inputs: JobInputs) -> TableOutput {
        var text = "month,direction,persons,persons_low,persons_high,basis\n"
        for direction in [TravelDirection.north, .south] {
            for count in inputs.crossings[direction]?.months ?? [] {
                let figures = [count.persons, count.low, count.high].map { $0.map { "\(rounded($0))" } ?? "" }
                text += CommaSeparatedTable.line(
                    [count.month.description, direction.rawValue] + figures + [count.basis.rawValue])
            }
        }
        return TableOutput(name: "crossings", text: text)
    }

    /// What a boat meets on each sea leg in each month: modelled from winds of many years, or given by the user.
    private static func seaTable(_ found: Findings) -> TableOutput {
        var text = "segment_id,month,time_s,hs_mean_m,hs_max_m,hazard,origin,critical_wave\n"
        for segment in found.segments {
            for month in segment.seaMonths {
                let timing = month.timing
                let figures = [
                    timing.time.value, timing.meanSignificantHeight.value, timing.maximumSignificantHeight.value,
                    timing.hazard,
                ].map { "\(rounded($0))" }
                text += CommaSeparatedTable.line(
                    [segment.id, String(month.month)] + figures
                        + [found.sea.state.source.rawValue, month.criticalWave.map { "\(rounded($0))" } ?? ""])
            }
        }
        return TableOutput(name: "sea_months", text: text)
    }

    /// The same for the whole way of each sea corridor, with its worst and best month by hazard.
    private static func passageTable(_ passages: [SeaCorridorPassage], _ found: Findings) -> TableOutput {
        var text = "corridor_id,month,segments,time_s,hs_mean_m,hs_max_m,hazard,critical_wave,extreme,origin\n"
        for passage in passages {
            let segments = passage.segments.map(\.id).joined(separator: ";")
            let (worst, best) = SeaPassageMonth.extremes(passage.months)
            for month in passage.months {
                let figures = [month.seconds, month.meanHeightMetres, month.highestHeightMetres, month.hazard]
                let extreme = month.month == worst ? "worst" : month.month == best ? "best" : ""
                text += CommaSeparatedTable.line(
                    [passage.corridor.id, String(month.month), segments] + figures.map { "\(rounded($0))" }
                        + [month.criticalWave.map { "\(rounded($0))" } ?? "", extreme, found.sea.state.source.rawValue])
            }
        }
        return TableOutput(name: "sea_passages", text: text)
    }

    /// Each priority with one assumption after the other at the ends of its range.
    private static func sensitivityTable(_ found: PriorityFindings) -> TableOutput {
        var text = "area_id,lever,parameter,end,value,unit,net_harm_per_year,rank\n"
        for (site, outcome) in found.outcomes.enumerated() {
            let area = found.areas[outcome.area].place.id
            for item in found.sensitivity.cases {
                text += CommaSeparatedTable.line([
                    area, outcome.lever.rawValue, item.parameter, item.isHigh ? "high" : "low", "\(item.value)",
                    item.unit, "\(rounded(item.nets[site]))", String(item.ranks[site]),
                ])
            }
        }
        return TableOutput(name: "priority_sensitivity", text: text)
    }

    /// The newest day that the data speak of.
    private static func dataDate(_ inputs: JobInputs) throws(JobError) -> DataDate {
        let days = inputs.incidents.map(\.dateEnd) + inputs.pack.crossings.map(\.end)
        let newest = days.max() ?? inputs.lastDay
        do {
            return try DataDate(
                newestYear: newest.year, month: newest.month, day: newest.day,
                sourceDateEpoch: ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"])
        } catch {
            throw .export(error)
        }
    }
}
