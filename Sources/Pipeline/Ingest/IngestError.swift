/// What is wrong with an input, where, and how to mend it.
public struct IngestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What sort of fault it is; a command line turns it into an exit code.
    public enum Kind: String, Sendable {
        /// A file or folder that is needed is not there.
        case missing
        /// The content breaks a rule.
        case content
        /// The content differs from what the pack's manifest says.
        case mismatch
    }

    /// What sort of fault it is.
    public let kind: Kind
    /// The path of the file as it was asked for.
    public let file: String
    /// The line of the file, counted from 1; in a table the header is row 1.
    public let row: Int?
    /// The column of a table or the key path of a document.
    public let field: String?
    /// What is wrong, with the value that is.
    public let problem: String
    /// What the owner of the file can do.
    public let mend: String

    /// An error in `file`, at a row and field where it has one.
    public init(
        _ kind: Kind = .content, file: String, row: Int? = nil, field: String? = nil, problem: String, mend: String
    ) {
        self.kind = kind
        self.file = file
        self.row = row
        self.field = field
        self.problem = problem
        self.mend = mend
    }

    /// One line: `FILE, row N, field F: problem; mend`.
    public var description: String {
        var place = file
        if let row { place += ", row \(row)" }
        if let field { place += ", field \(field)" }
        return "\(place): \(problem); \(mend)"
    }
}
