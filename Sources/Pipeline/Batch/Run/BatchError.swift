public import Export

/// Why a batch cannot be run, or its folder not be looked at.
public enum BatchError: Error, CustomStringConvertible {
    /// The plan is not the one in the folder.
    case otherPlan(path: String, difference: String)
    /// The folder holds a batch already, and going on with it was not asked for.
    case begun(path: String)
    /// The folder holds something else.
    case foreign(path: String, name: String)
    /// There is no folder, or no batch in it.
    case noBatch(path: String, isThere: Bool)
    /// A file that cannot be read or written.
    case output(OutputError)
    /// The catalogue cannot be written.
    case catalogue(ExportError)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .otherPlan(let path, let difference):
            "\(path) holds another plan (\(difference)); choose another folder, or run the plan that is there"
        case .begun(let path): "\(path) holds a batch already; pass --resume to go on with it or choose another folder"
        case .foreign(let path, let name):
            "\(path) holds \(name), which is no part of a batch; choose an empty or a new folder"
        case .noBatch(let path, let isThere):
            isThere
                ? "\(path) holds no batch; name the folder of a batch run"
                : "there is no folder \(path); check the path"
        case .output(let error): error.description
        case .catalogue(let error): error.description
        }
    }
}
