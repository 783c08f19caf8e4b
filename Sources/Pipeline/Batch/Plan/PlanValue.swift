internal import SpatialEngine

/// The value of one parameter.
enum PlanValue: Hashable, Sendable {
    /// `all`, `north`, `none` …
    case text(String)
    /// A month or a seed.
    case integer(Int)
    /// A budget.
    case number(Double)
    /// Ids of closed legs, sorted.
    case legs([String])
    /// A file, or several incident tables.
    case files([PlanFile])
    case region(PlanRegion)

    static let none = PlanValue.text("none")

    /// As it stands in parameters; places of files are left out, since results do not rest on them.
    var json: JSONValue {
        switch self {
        case .text(let text): return .string(text)
        case .integer(let integer): return .integer(integer)
        case .number(let number):
            return number.rounded() == number && number < 9e15 ? .integer(Int(number)) : .number(number)
        case .legs(let ids): return .array(ids.map(JSONValue.string))
        case .files(let files):
            let items = files.map { JSONValue.object(["name": .string($0.name), "sha256": .string($0.sha256)]) }
            return items.count == 1 ? items[0] : .array(items)
        case .region(let region): return .string(region.id)
        }
    }

    /// As a field of a table.
    var field: String {
        switch self {
        case .legs(let ids): ids.joined(separator: ";")
        case .files(let files): files.map(\.name).joined(separator: ";")
        default: json.text ?? json.line
        }
    }
}

extension JSONValue {
    /// One line without blanks; every number of a batch is finite.
    var line: String {
        do { return String(decoding: try encoded(), as: UTF8.self) } catch {
            preconditionFailure("\(error): plans hold finite numbers only")
        }
    }

    /// Indented by two blanks, with a final newline.
    var page: String {
        do { return String(decoding: try encoded(indent: 2), as: UTF8.self) + "\n" } catch {
            preconditionFailure("\(error): plans hold finite numbers only")
        }
    }
}

extension JSONObject {
    /// Members in the order of their names.
    init(sorting members: [(String, JSONValue)]) {
        self.init(members.sorted { $0.0 < $1.0 }.map { Member($0.0, $0.1) })
    }
}
