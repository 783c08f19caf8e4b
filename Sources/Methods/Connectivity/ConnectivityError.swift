/// Why a circuit or a distribution of paths cannot be computed.
public enum ConnectivityError: Error, Equatable, CustomStringConvertible {
    /// A parameter outside its range.
    case badParameter(name: String, value: Double, range: String)
    /// The iteration did not reach its tolerance.
    case notConverged(residual: Double, iterations: Int)
    /// More edges than 32-bit indices can number.
    case tooManyEdges(Int)

    /// What is wrong and how to mend it.
    public var description: String {
        switch self {
        case .badParameter(let name, let value, let range):
            "\(name) is \(value); it must be \(range)"
        case .notConverged(let residual, let iterations):
            "the solver stopped after \(iterations) steps at a relative residual of \(residual); "
                + "bring the values of the cells closer together"
        case .tooManyEdges(let count):
            "\(count) edges are too many for one circuit; the limit is \(1 << 30): use coarser cells or a part of them"
        }
    }
}
