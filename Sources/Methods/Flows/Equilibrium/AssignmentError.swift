/// What keeps demand from being assigned to a network.
public enum AssignmentError: Error, Equatable, CustomStringConvertible {
    /// A link ends at no place.
    case unknownPlace(link: Int, places: Int)
    /// A link has a number outside its range.
    case badNumber(link: Int, field: String, value: Double)
    /// A parameter is outside its range.
    case badParameter(name: String, value: Double, allowed: String)
    /// The cost of a link is beyond all numbers at the flow that it would carry.
    case costOverflow(link: Int, flow: Double)
    /// More routes than may be listed, between two places.
    case tooManyRoutes(from: Int, to: Int, limit: Int)
    /// The weights of all walks to a place do not add up.
    case divergentWalks(to: Int)

    /// What is wrong and where; links and places are numbered from 0.
    public var description: String {
        switch self {
        case .unknownPlace(let link, let places): "link number \(link) ends outside the \(places) places"
        case .badNumber(let link, let field, let value): "link number \(link) has \(field) \(value)"
        case .badParameter(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        case .costOverflow(let link, let flow): "the cost of link number \(link) is not finite at flow \(flow)"
        case .tooManyRoutes(let from, let to, let limit):
            "there are more than \(limit) simple routes from place number \(from) to place number \(to)"
        case .divergentWalks(let to): "the weights of the walks to place number \(to) have no finite sum"
        }
    }
}
