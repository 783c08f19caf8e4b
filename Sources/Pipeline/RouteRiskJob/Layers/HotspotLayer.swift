import Export
import Hotspots
import SpatialEngine

extension LayerAssembly {
    /// The hotspot grid, with what nobody reports on left open.
    func hotspots(_ map: HotspotMap) throws(JobError) -> Layer {
        let gate = inputs.hotspotGate(map)
        return try layer(
            .hotspots,
            map.cells.map { cell in
                let hidden = cell.isSuppressed || !cell.isObserved
                let score = ScoreBlock(
                    method: "Getis–Ord Gi*, queen contiguity, conditional permutation, Benjamini–Hochberg",
                    status: gate.status, reason: gate.reason, events: hidden ? nil : cell.events, exposure: nil,
                    stability: "not_assessed")
                let shown = cell.isSuppressed ? nil : cell.result
                let properties: [String: PropertyValue] = [
                    "unit": "cell", "unit_id": .text(cell.id), "measure": "count_density",
                    "value": PropertyValue(hidden ? nil : rounded(cell.events)), "value_unit": "harm events",
                    "z": PropertyValue(shown?.z.map(rounded)), "p_norm": PropertyValue(shown?.pNorm.map(rounded)),
                    "p_sim": PropertyValue(shown?.pSim.map(rounded)), "q_fdr": PropertyValue(shown?.q.map(rounded)),
                    "bin": PropertyValue(cell.result.map(\.bin)), "observed": .boolean(cell.isObserved),
                    "suppressed": .boolean(cell.isSuppressed),
                ]
                return ("hotspot:\(cell.id)", .polygon(cell.outline), properties + score.properties(frame))
            })
    }
}

extension JobInputs {
    /// Positions of the records repeat at gazetteer points, so clusters among them describe the records only.
    func hotspotGate(_ map: HotspotMap) -> (status: GateStatus, reason: String?) {
        switch map.gate.state {
        case .refused: (.refused, map.gate.reason)
        case .descriptive: (.descriptive, map.gate.reason)
        case .supported:
            settings.incidentFiles.isEmpty
                ? (.descriptive, "positions of the sample repeat at gazetteer points; clusters describe the records")
                : (.supported, nil)
        }
    }
}
