/// Why a problem of allocation cannot be posed; indices are those of the caller.
public enum AllocationError: Error, Equatable, CustomStringConvertible {
    /// A number that is negative or not finite where it must be neither.
    case badNumber(field: String, index: Int, value: Double)
    /// A number of a site, demand or place that there is not.
    case unknown(field: String, index: Int, count: Int)
    /// Fewer sites or links than none are asked for.
    case negativeBudget(Int)
    /// More resources than targets can take, or fewer than none.
    case infeasibleResources(Double, targets: Int)
    /// A journey from a place to itself.
    case sameEnds(place: Int)

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .badNumber(let field, let index, let value):
            "\(field) \(index) is \(value); it must be finite and not negative"
        case .unknown(let field, let index, let count): "\(field) \(index) is named, but there are \(count)"
        case .negativeBudget(let budget): "the budget is \(budget); it must be 0 or more"
        case .infeasibleResources(let resources, let targets):
            "\(resources) resources cannot be spread over \(targets) targets of at most 1 each; give 0 to \(targets)"
        case .sameEnds(let place): "place \(place) is both ends of the journey; name two places"
        }
    }
}
