/// Why wind, sea-state or craft figures were refused.
public enum SeaStateError: Error, Equatable, CustomStringConvertible {
    /// The cells of a climatology do not lie on a regular grid, repeat, or leave out a month.
    case irregularGrid(String)
    /// A number that is not finite or out of range; `row` counts from 0.
    case badValue(row: Int, field: String)
    /// A month outside 1…12.
    case badMonth(Int)
    /// A craft's figure that no boat has.
    case badCraft(name: String, field: String, value: Double, needed: String)
    /// More than twice as many persons as the craft is made for, or fewer than none.
    case tooManyPersons(craft: String, persons: Int, designPersons: Int)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .irregularGrid(let what):
            "wind climatology: \(what); give values on a regular grid, each once"
        case .badValue(let row, let field): "wind climatology, row \(row + 1): \(field) is not a usable number"
        case .badMonth(let month): "month \(month) is not within 1…12"
        case .badCraft(let name, let field, let value, let needed):
            "craft \"\(name)\": \(field) is \(value); it must be \(needed)"
        case .tooManyPersons(let craft, let persons, let design):
            "\(persons) persons on a \"\(craft)\" made for \(design); give 0 to \(2 * design)"
        }
    }
}
