import Export
import Hotspots
import Incidents
import Ingest
import Risk
import SpatialEngine
import SpatialFormats
import Surfaces

extension RiskJob {
    /// Everything in `manifest.json` but the files, which are known only when they are written.
    static func manifest(_ found: Findings, _ inputs: JobInputs) throws(JobError) -> ManifestModel {
        let settings = inputs.settings
        let terrain = found.land.source
        let selection = found.selection
        let withheld =
            selection.withholding.withheld.count + selection.withholding.groups.reduce(0) { $0 + $1.events.count }
        let rows = inputs.incidentRows
        return ManifestModel(
            version: ProductVersion.text,
            libraries: [
                Export.LibraryVersion("gdal", gdalVersion),
                Export.LibraryVersion("geos", LibraryVersions.geos),
                Export.LibraryVersion("proj", LibraryVersions.proj),
            ],
            settings: AssessmentSettings(
                region: inputs.pack.settings.id, from: inputs.months[0].description,
                to: inputs.months[inputs.months.count - 1].description,
                direction: settings.directions.count == 1 ? settings.directions[0].rawValue : "both",
                elevationModel: settings.elevationModel.map(fileName), seaState: settings.seaState.map(fileName),
                incidents: settings.incidentFiles.map(fileName), budget: settings.budget.map { Int($0) },
                seed: settings.seed, scenario: settings.scenario.map(ScenarioRecord.init)),
            terrain: terrain, seaState: found.sea.state.source, inputs: inputs.files,
            parameters: parameters(inputs, found), gates: gates(found, inputs),
            incidentCounts: IncidentCounts(
                read: rows.read, accepted: rows.accepted, repaired: rows.repaired, rejected: rows.rejected,
                used: selection.used.count,
                notUsed: rows.accepted + rows.repaired - selection.used.count - withheld, withheld: withheld),
            caveats: caveats(found, inputs))
    }

    static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The region's numbers and the methods that are chosen by name.
    private static func parameters(_ inputs: JobInputs, _ found: Findings) -> [ParameterRecord] {
        inputs.pack.settings.parameters.map { parameter in
            ParameterRecord(
                name: parameter.name, value: .number(parameter.value), unit: parameter.unit, low: parameter.low,
                high: parameter.high, isAssumed: parameter.isAssumed, sourceID: parameter.sourceID)
        } + [
            ParameterRecord(
                name: "slope_function", value: .text(found.land.slope.name), unit: "", isAssumed: true),
            ParameterRecord(name: "neighbours", value: .integer(16), unit: "", isAssumed: true),
        ] + seaParameters(found, inputs)
    }

    /// What a given sea state assumes, unless the region's parameters say it.
    private static func seaParameters(_ found: Findings, _ inputs: JobInputs) -> [ParameterRecord] {
        let name = "sea_gap_radius_m"
        guard case .given(let grid) = found.sea.state, inputs.optionalParameter(name) == nil else { return [] }
        return [ParameterRecord(name: name, value: .number(grid.gapRadius.value), unit: "m", isAssumed: true)]
    }

    private static func gates(_ found: Findings, _ inputs: JobInputs) -> [GateRecord] {
        let rates = inputs.rateStatus(found.rates)
        var gates = [
            GateRecord(method: "rates", layer: "segments", status: rates.status, reason: rates.reason),
            GateRecord(method: "route risk", layer: "routes", status: rates.status, reason: rates.reason),
        ]
        if let map = found.hotspots {
            let hotspots = inputs.hotspotGate(map)
            gates.append(
                GateRecord(
                    method: "gi", layer: "hotspots", status: hotspots.status, reason: hotspots.reason,
                    minimumDetectableRelativeRisk: map.gate.detectableRelativeRisk))
        }
        if found.priorities != nil {
            gates.append(
                GateRecord(method: "displacement", layer: "priorities", status: rates.status, reason: rates.reason))
        }
        return gates
    }

    /// What a reader must know of this run.
    private static func caveats(_ found: Findings, _ inputs: JobInputs) -> [Caveat] {
        var left: [String] = []
        if found.land.source == .dem { left.append("sketch_terrain") }
        if found.sea.state.source == .given { left.append("modelled_sea_state") }
        if !inputs.settings.incidentFiles.isEmpty { left.append("sample_incidents") }
        let losses = inputs.pack.measures.contains {
            $0.type == "observation_loss" && $0.start <= inputs.lastDay && ($0.end ?? inputs.lastDay) >= inputs.firstDay
        }
        if !losses { left.append("observation_loss") }
        return Caveat.builtIn.filter { !left.contains($0.id) } + (inputs.settings.scenario.map(Caveat.of) ?? [])
    }
}

extension ScenarioRecord {
    fileprivate init(_ scenario: Scenario) {
        self.init(
            months: scenario.months, closedLegs: scenario.closedLegs, slopeFunction: scenario.slopeFunction.name,
            lever: scenario.lever?.rawValue)
    }
}
