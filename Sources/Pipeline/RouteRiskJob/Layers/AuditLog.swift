import Export
import Incidents
import Ingest
import Risk
import SpatialEngine

/// `audit.jsonl`: what was decided on the way, in order, one JSON object a line; no clock and no user in it.
struct AuditLog {
    private(set) var text = ""

    init(_ found: Findings, _ manifest: ManifestModel, _ inputs: JobInputs) {
        for input in manifest.inputs {
            add(
                "read",
                [
                    ("path", .string(input.path)), ("sha256", .string(input.sha256)),
                    ("rows", JSONValue(count: input.rows)),
                ])
        }
        let counts = manifest.incidentCounts
        add(
            "incident_rows",
            [
                ("read", .integer(counts.read)), ("accepted", .integer(counts.accepted)),
                ("repaired", .integer(counts.repaired)), ("rejected", .integer(counts.rejected)),
            ])
        exclusions(found.selection)
        for gate in manifest.gates {
            add(
                "gate",
                [
                    ("method", .string(gate.method)), ("status", .string(gate.status.rawValue)),
                    ("reason", gate.reason.map { .string($0) } ?? .null),
                ])
        }
        let hidden = found.rates.isSuppressed.count { $0 }
        add("suppressed", [("layer", .string("segments")), ("units", .integer(hidden))])
        for parameter in manifest.parameters.sorted(by: { $0.name < $1.name }) where parameter.isAssumed {
            add("assumed", [("parameter", .string(parameter.name)), ("value", value(of: parameter))])
        }
        if let priorities = found.priorities {
            let backfires = priorities.outcomes.count { $0.outcome.backfires }
            add(
                "priorities",
                [
                    ("worked_out", .integer(priorities.outcomes.count)), ("backfire", .integer(backfires)),
                    ("assumption_cases", .integer(priorities.sensitivity.cases.count)),
                ])
        }
        for warning in inputs.warnings { add("warning", [("text", .string(warning))]) }
    }

    /// Why records do not alter rates, with how many; sensitive ones by their number alone.
    private mutating func exclusions(_ selection: IncidentSelection) {
        for reason in [
            NotUsedReason.patrolDiscovered, .duplicate, .unlocated, .surveyTotal, .outsideWindow,
        ] {
            let count = selection.reasons.count { $0 == reason }
            add("not_used", [("reason", .string(reason.rawValue)), ("incidents", .integer(count))])
        }
        let withheld = selection.withholding.withheld.count
        let grouped = selection.withholding.groups.reduce(0) { $0 + $1.events.count }
        add("withheld", [("incidents", .integer(withheld)), ("told_together", .integer(grouped))])
    }

    private func value(of parameter: ParameterRecord) -> JSONValue {
        switch parameter.value {
        case .number(let number): .number(number)
        case .integer(let integer): .integer(integer)
        case .text(let text): .string(text)
        case .boolean(let boolean): .boolean(boolean)
        case .null: .null
        }
    }

    private mutating func add(_ decision: String, _ members: [(String, JSONValue)]) {
        let object = JSONObject(
            [JSONObject.Member("decision", .string(decision))] + members.map { JSONObject.Member($0.0, $0.1) })
        guard let bytes = try? JSONValue.object(object).encoded(indent: nil) else { return }
        text += String(decoding: bytes, as: UTF8.self) + "\n"
    }
}

extension JSONValue {
    fileprivate init(count: Int?) { self = count.map { .integer($0) } ?? .null }
}
