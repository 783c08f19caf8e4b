/// Why a statistic does not exist for the data given.
public enum HotspotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Every unit has the same value, so nothing can stand out.
    case constantValue
    /// No unit has a neighbour.
    case noNeighbours
    /// A value that is not finite.
    case invalidValue(unit: Int)
    /// Weights and values, or points and their weights, are for different numbers of units.
    case countMismatch(expected: Int, found: Int)
    /// More neighbours are asked for than there are other units, or none.
    case neighbourCount(Int, units: Int)
    /// A neighbour list names a unit that is not there, or the unit itself.
    case unknownNeighbour(Int, of: Int)
    /// A neighbour's weight that is negative or not finite.
    case invalidWeight(Double, of: Int)
    /// Lists of neighbours that would not fit into memory.
    case tooManyLinks(Int)
    /// A distance, bandwidth or weight that must be above 0 and finite.
    case notPositive(String, Double)
    /// More pairs lie within the greatest finite distance than are kept.
    case tooManyPairs(limit: Int)

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .constantValue:
            "constant value: every unit has the same, so no local statistic exists; choose another field"
        case .noNeighbours:
            "no unit has a neighbour; widen the band or choose other weights"
        case .invalidValue(let unit):
            "the value of unit \(unit + 1) is not a finite number; mend or leave out that unit"
        case .countMismatch(let expected, let found):
            "\(found) values for \(expected) units; give one a unit"
        case .neighbourCount(let count, let units):
            "\(count) nearest neighbours cannot be found among \(units) units; choose 1…\(max(1, units - 1))"
        case .unknownNeighbour(let neighbour, let unit):
            "unit \(unit + 1) has unit \(neighbour + 1) as neighbour, which is itself or not there; mend the list"
        case .invalidWeight(let weight, let unit):
            "unit \(unit + 1) has a neighbour with weight \(weight); weights are finite and not negative"
        case .tooManyLinks(let count):
            "\(count) pairs of neighbours are too many to hold; choose a shorter distance or fewer neighbours"
        case .notPositive(let name, let value):
            "\(name) must be above 0, got \(value)"
        case .tooManyPairs(let limit):
            "more than \(limit / 1_000_000) million pairs are nearer than the greatest finite distance; choose shorter ones"
        }
    }
}
