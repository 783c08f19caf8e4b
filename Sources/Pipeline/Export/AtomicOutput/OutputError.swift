internal import Glibc

/// Why an output could not be written; the text names the path and says how to mend it.
public enum OutputError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Something of that name is there already and overwriting was not asked for.
    case exists(path: String)
    /// The folder that shall hold the output is not there, or is not a folder.
    case folderMissing(path: String, folder: String)
    /// A file is wanted where a folder stands, or the name is empty.
    case isFolder(path: String)
    /// A folder that holds other folders and is no earlier result; it is never replaced.
    case foreignFolder(path: String, missing: String)
    /// Another run is writing the same output now.
    case inUse(path: String, process: Int?)
    case noPermission(path: String)
    case noSpace(path: String)
    /// The reader of standard output or of a pipe has gone.
    case brokenPipe
    case failed(path: String, reason: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .exists(let path):
            "\(path) exists already; choose another name or pass --overwrite"
        case .folderMissing(let path, let folder):
            "cannot write \(path): there is no folder \(folder); create it first"
        case .isFolder(let path):
            path.isEmpty ? "the name of the output is empty; name a file" : "\(path) is a folder; name a file in it"
        case .foreignFolder(let path, let missing):
            "\(path) is not replaced: it holds folders but no \(missing), so it is no earlier result; choose another folder"
        case .inUse(let path, let process):
            "\(path) is being written by another run\(process.map { " (process \($0))" } ?? ""); wait for it or choose another name"
        case .noPermission(let path):
            "cannot write \(path): permission denied; choose a folder that you may write to"
        case .noSpace(let path):
            "cannot write \(path): no space left or a size limit is reached; free space or choose another disk"
        case .brokenPipe:
            "the reader of the output has closed it"
        case .failed(let path, let reason):
            "cannot write \(path): \(reason)"
        }
    }

    /// The error that a system call on `path` left in `errno`.
    public static func system(_ code: Int32, path: String) -> OutputError {
        switch code {
        case EACCES, EPERM, EROFS: .noPermission(path: path)
        case ENOSPC, EDQUOT, EFBIG: .noSpace(path: path)
        case EPIPE: .brokenPipe
        case EEXIST: .exists(path: path)
        case EISDIR: .isFolder(path: path)
        default: .failed(path: path, reason: String(cString: strerror(code)))
        }
    }
}
