/// Why results could not be exported.
public enum ExportError: Error, Equatable, CustomStringConvertible {
    /// A feature that breaks the layer's schema or the rules of its keys.
    case invalidLayer(layer: String, feature: String, problem: String)
    /// A part of the folder that contradicts another, or a name that no file may have.
    case invalidFolder(part: String, problem: String)
    /// The folder or one of its files could not be written.
    case output(OutputError)
    /// A file that a format library could not write.
    case format(path: String, reason: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .invalidLayer(let layer, let feature, let problem): "layer \(layer), feature \(feature): \(problem)"
        case .invalidFolder(let part, let problem): "\(part): \(problem)"
        case .output(let error): error.description
        case .format(let path, let reason): "cannot write \(path): \(reason); check the free space and the permissions"
        }
    }
}
