/// What makes a list of places and links no graph.
public enum RoutingError: Error, Equatable, CustomStringConvertible {
    case repeatedPlace(id: String)
    case repeatedLink(id: String)
    case unknownPlace(link: String, index: Int, places: Int)
    case badNumber(link: String, field: String, value: Double)
    case badParameter(name: String, value: Double, allowed: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .repeatedPlace(let id): "place \(id) is listed twice; give every place its own id"
        case .repeatedLink(let id): "link \(id) is listed twice; give every link its own id"
        case .unknownPlace(let link, let index, let places):
            "link \(link) leads to place number \(index) but there are \(places); list its places first"
        case .badNumber(let link, let field, let value):
            "link \(link) has \(field) \(value); give a finite number that is not negative"
        case .badParameter(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        }
    }
}
