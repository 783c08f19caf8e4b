import Incidents
import Ingest
import Risk
import SpatialEngine

/// Why a record is shown but no rate rests on it.
enum NotUsedReason: String, Sendable {
    case patrolDiscovered = "patrol_discovered"
    case duplicate, unlocated
    case surveyTotal = "survey_total"
    case outsideWindow = "outside_window"
}

/// What is done with each record of the incident tables.
struct IncidentSelection: Sendable {
    /// Records that rates and hotspots rest on, as indices into the job's incidents.
    let used: [Int]
    /// Why each of the others is not used; nil for those that are.
    let reasons: [NotUsedReason?]
    /// What may be shown singly, together, or not at all.
    let withholding: Withholding
}

extension RiskJob {
    /// Sorts the records: patrol finds, totals, repeats and those without a usable place or date make no rates.
    static func selectIncidents(_ inputs: JobInputs, segments: [Segment]) -> IncidentSelection {
        let ids = Set(inputs.incidents.map(\.id))
        let reasons = inputs.incidents.map { incident -> NotUsedReason? in
            if incident.reportKind == .surveyTotal { return .surveyTotal }
            if incident.channel == .patrolDiscovered { return .patrolDiscovered }
            if let original = incident.duplicateOf, ids.contains(original) { return .duplicate }
            if incident.dateEnd < inputs.firstDay || incident.dateStart > inputs.lastDay { return .outsideWindow }
            guard incident.position != nil, segments.contains(where: { mayLie(incident, on: $0) }) else {
                return .unlocated
            }
            return nil
        }
        let withholding = Withholding(inputs.incidents)
        let single = Set(withholding.single)
        // Sexual violence and kidnapping alter no unit's figures: they are told by corridor and quarter or not at all.
        let used = reasons.indices.filter { reasons[$0] == nil && single.contains($0) }
        return IncidentSelection(used: used, reasons: reasons, withholding: withholding)
    }
}
