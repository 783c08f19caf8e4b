/// A file that could not be read or written.
public enum FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// The file is there, but is not of a known format, is damaged, or may not be read.
    case unreadable(path: String, reason: String)
    /// The file can be read, but does not hold what is needed.
    case unsuitable(path: String, reason: String)
    /// The file cannot be written.
    case unwritable(path: String, reason: String)

    /// Whether a file is missing, which a command reports with an exit code of its own.
    public var isMissingFile: Bool {
        if case .missing = self { true } else { false }
    }

    /// The file in question.
    public var path: String {
        switch self {
        case .missing(let path), .unreadable(let path, _), .unsuitable(let path, _), .unwritable(let path, _): path
        }
    }

    /// What is wrong, in which file, and how to mend it.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file; check the name"
        case .unreadable(let path, let reason):
            "\(path): cannot be read: \(reason); check that the file is whole and of a format that GDAL reads"
        case .unsuitable(let path, let reason): "\(path): \(reason)"
        case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
        }
    }
}
