/// Why a result could not be written.
public enum ExportError: Error, Equatable, CustomStringConvertible {
    /// A feature that breaks the layer's schema.
    case invalidLayer(layer: String, feature: String, problem: String)
    /// The output exists already.
    case exists(path: String)
    /// The output is being written by another run.
    case inUse(path: String, process: Int)
    /// The folder that should hold the output does not exist.
    case parentMissing(path: String)
    /// The folder or file may not be written.
    case notPermitted(path: String)
    /// The disk, quota or file size limit is used up.
    case noSpace(path: String)
    /// Any other failure of the system.
    case cannotWrite(path: String, reason: String)
    /// The run was interrupted before the output was complete.
    case interrupted(path: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .invalidLayer(let layer, let feature, let problem):
            "layer \(layer), feature \(feature): \(problem)"
        case .exists(let path):
            "\(path) exists already; choose another output or add --overwrite"
        case .inUse(let path, let process):
            "\(path) is being written by process \(process); wait for it to end or choose another output"
        case .parentMissing(let path):
            "\(path) does not exist; create the folder first"
        case .notPermitted(let path):
            "\(path) may not be written; choose a folder that you may write to"
        case .noSpace(let path):
            "\(path): no space left to write; free some space or choose another disk"
        case .cannotWrite(let path, let reason):
            "\(path) cannot be written: \(reason); check the path and the disk"
        case .interrupted(let path):
            "interrupted; nothing was left at \(path)"
        }
    }
}
