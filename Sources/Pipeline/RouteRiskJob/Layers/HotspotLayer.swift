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
                    status: gate.status, reason: gate.reason?.en, events: hidden ? nil : cell.events, exposure: nil,
                    stability: "not_assessed")
                let shown = cell.isSuppressed || gate.status == .refused ? nil : cell.result
                let properties: [String: PropertyValue] = [
                    "unit": "cell", "unit_id": .text(cell.id), "measure": "count_density",
                    "value": PropertyValue(hidden ? nil : rounded(cell.events)), "value_unit": "harm events",
                    "z": PropertyValue(shown?.z.map(rounded)), "p_norm": PropertyValue(shown?.pNorm.map(rounded)),
                    "p_sim": PropertyValue(shown?.pSim.map(rounded)), "q_fdr": PropertyValue(shown?.q.map(rounded)),
                    "bin": PropertyValue(shown.flatMap { $0.z == nil ? nil : $0.bin }),
                    "observed": .boolean(cell.isObserved),
                    "suppressed": .boolean(cell.isSuppressed),
                ]
                return ("hotspot:\(cell.id)", .polygon(cell.outline), properties + score.properties(frame))
            })
    }
}

extension JobInputs {
    /// Positions of the records repeat at gazetteer points, so clusters among them describe the records only.
    func hotspotGate(_ map: HotspotMap) -> (status: GateStatus, reason: Bilingual?) {
        let events = map.cells.reduce(0) { $0 + $1.events }
        let least = optionalParameter("gi_minimum_events") ?? 0
        guard events >= least else {
            return (
                .refused,
                Bilingual(
                    "\(rounded(events)) events where \(Int(least)) are needed",
                    "\(rounded(events)) sucesos; se necesitan \(Int(least))")
            )
        }
        let reason = map.gate.reason.map { reason in
            Bilingual(
                reason, "\(map.gate.n) celdas observadas; el método necesita \(map.gate.minimumN) y valores que varíen")
        }
        switch map.gate.state {
        case .refused: return (.refused, reason)
        case .descriptive: return (.descriptive, reason)
        case .supported:
            guard settings.incidentFiles.isEmpty else { return (.supported, nil) }
            return (
                .descriptive,
                Bilingual(
                    "positions of the sample repeat at gazetteer points; clusters describe the records",
                    "las posiciones de la muestra se repiten en puntos de nomenclátor; las agrupaciones describen los registros"
                )
            )
        }
    }
}
