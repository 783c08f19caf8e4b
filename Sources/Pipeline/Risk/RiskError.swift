/// Why a rate, a score or a plan cannot be computed.
public enum RiskError: Error, Equatable, CustomStringConvertible {
    case lengthMismatch(what: String, given: Int, expected: Int)
    case badValue(what: String, index: Int, value: Double, allowed: String)
    case badSetting(name: String, value: Double, allowed: String)
    case eventsWithoutExposure(unit: Int, events: Double)
    case noExposure
    case unknownIndex(what: String, index: Int, count: Int)
    case repeatedID(what: String, id: String)
    case inconsistentPersons(od: String)
    case oneSidedNeighbours(unit: Int, other: Int)
    case sampling(String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .lengthMismatch(let what, let given, let expected):
            "there are \(given) \(what) where \(expected) are needed; give one for each"
        case .badValue(let what, let index, let value, let allowed):
            "\(what) number \(index) is \(value); it must be \(allowed)"
        case .badSetting(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        case .eventsWithoutExposure(let unit, let events):
            "unit number \(unit) has \(events) events but no exposure; mend the exposure or leave it unknown"
        case .noExposure: "no unit has any exposure; give exposures, or ask for a count density"
        case .unknownIndex(let what, let index, let count):
            "\(what) number \(index) does not exist: there are \(count), numbered from 0"
        case .repeatedID(let what, let id): "\(what) \(id) is listed twice; give each its own id"
        case .oneSidedNeighbours(let unit, let other):
            "unit number \(unit) lists number \(other) as a neighbour, but not the other way round; list both"
        case .sampling(let problem): problem
        case .inconsistentPersons(let od):
            "the routes of \(od) carry different numbers of persons; repeat the same number on each of them"
        }
    }
}
