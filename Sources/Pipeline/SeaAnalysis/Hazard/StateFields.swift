internal import Foundation
internal import SpatialEngine
internal import SpatialFormats

/// The named fields of one sea state, from a row of a table or from options.
struct StateFields {
    /// The trimmed text of a field; nil where it is empty or not there.
    let text: (String) -> String?
    /// An error in a field.
    let fault: (String, String) -> RequestError

    /// What a number must be.
    enum Bound: String {
        case any = "a finite number"
        case notNegative = "0 or more"
        case positive = "above 0"
        case direction = "degrees within -360…360"

        func allows(_ number: Double) -> Bool {
            switch self {
            case .any: true
            case .notNegative: number >= 0
            case .positive: number > 0
            case .direction: abs(number) <= 360
            }
        }
    }

    /// The number in a field; nil where it is empty.
    func number(_ name: String, _ bound: Bound) throws(RequestError) -> Double? {
        guard let text = text(name) else { return nil }
        guard let number = Double(text), number.isFinite, !text.lowercased().contains("x") else {
            throw fault(name, "\"\(text.prefix(40))\" is not a finite number; write it like 1.5, or leave it empty")
        }
        guard bound.allows(number) else { throw fault(name, "\(text) is not \(bound.rawValue)") }
        return number
    }

    /// The whole number of persons in a field; nil where it is empty.
    func persons(_ name: String) throws(RequestError) -> Int? {
        guard let number = try number(name, .notNegative) else { return nil }
        guard let persons = Int(exactly: number) else { throw fault(name, "\(number) is no whole number of persons") }
        return persons
    }

    /// `true` or `false`; nil where the field is empty.
    func truth(_ name: String) throws(RequestError) -> Bool? {
        guard let text = text(name) else { return nil }
        switch text.lowercased() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw fault(name, "\"\(text.prefix(40))\" is neither true nor false")
        }
    }

    /// How much of the time is night: true is 1, false 0, a number within 0…1 a share; nil where the field is empty.
    func night() throws(RequestError) -> Double? {
        guard let text = text("night") else { return nil }
        if let share = Double(text), (0...1).contains(share) { return share }
        switch text.lowercased() {
        case "true": return 1
        case "false": return 0
        default: throw fault("night", "\"\(text.prefix(40))\" is neither true, false nor a share within 0…1")
        }
    }
}

extension StateFields {
    /// The fields of a row; `defaults` where it leaves one empty.
    init(
        _ row: CommaSeparatedTable.Row, _ table: TableInput, _ columns: [String: Int], defaults: [String: String] = [:]
    ) {
        self.init(
            text: { name in
                let field = columns[name].map { row.fields[$0].trimmingCharacters(in: .whitespaces) } ?? ""
                return field.isEmpty ? defaults[name] : field
            },
            fault: { name, problem in
                columns[name].map { table.fault(row, $0, problem) }
                    ?? RequestError(.badData, "\(table.path), line \(row.line): \(name): \(problem)")
            })
    }

    /// Fields given as options, whose faults are wrong usage.
    init(options: [String: String]) {
        self.init(
            text: { options[$0].flatMap { $0.isEmpty ? nil : $0 } },
            fault: { name, problem in
                RequestError(.wrongUsage, "--\(name.replacing("_", with: "-")): \(problem)")
            })
    }
}
