/// The logarithm of a density on unbounded real numbers, up to a constant, with its gradient.
public struct LogDensity: Sendable {
    /// How many numbers a position has, 1 or more.
    public let dimensions: Int
    /// Gives ln p at the position and writes all of its partial derivatives.
    ///
    /// The second buffer comes with what an earlier call left in it. A value that is not finite bars the position.
    /// Several chains call it at the same time, so it keeps nothing between calls.
    public let evaluate: @Sendable (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Double

    /// A density by its function.
    public init(
        dimensions: Int,
        evaluate: @escaping @Sendable (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Double
    ) {
        precondition(dimensions >= 1, "a density needs one dimension or more, got \(dimensions)")
        self.dimensions = dimensions
        self.evaluate = evaluate
    }

    func value(at position: [Double], gradient: inout [Double]) -> Double {
        position.withUnsafeBufferPointer { position in
            gradient.withUnsafeMutableBufferPointer { evaluate(position, $0) }
        }
    }
}

/// What stops a sampler before its first draw.
public enum SamplingError: Error, Equatable, CustomStringConvertible {
    case badSetting(name: String, value: Double, allowed: String)
    case noStart(chain: Int, tries: Int)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .badSetting(let name, let value, let allowed): "\(name) is \(value); it must be \(allowed)"
        case .noStart(let chain, let tries):
            "chain \(chain) found no position of finite density in \(tries) tries; start nearer to the bulk of the target"
        }
    }
}
