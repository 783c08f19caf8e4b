/// Why a job cannot be done as asked: one sentence that says what is wrong, where, and how to mend it.
public struct RequestError: Error, Equatable, CustomStringConvertible {
    /// What the caller can do about it.
    public enum Kind: Sendable {
        /// An option has a value that it cannot have.
        case wrongUsage
        /// An input holds something that it must not.
        case badData
    }

    /// What the caller can do about it.
    public let kind: Kind
    /// The sentence.
    public let description: String

    /// An error of a kind.
    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
