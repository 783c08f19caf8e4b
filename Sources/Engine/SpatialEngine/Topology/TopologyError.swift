/// An operation on shapes that could not be done.
public struct TopologyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked for, such as `union` or `buffer`.
    public let operation: String
    /// Why it failed, with the place where one is known.
    public let reason: String

    /// An error with both halves of its sentence.
    public init(operation: String, reason: String) {
        self.operation = operation
        self.reason = reason
    }

    /// Such as `union failed: the ring is not closed`.
    public var description: String { "\(operation) failed: \(reason)" }
}
