public import Export
public import Ingest
public import Network
public import SpatialFormats
public import Surfaces

/// Why an assessment could not be made; each case says what is wrong, where, and how to mend it.
public enum JobError: Error, CustomStringConvertible {
    /// An option that the data do not allow.
    case badOption(name: String, problem: String, mend: String)
    /// A file of the region or of the user.
    case ingest(IngestError)
    /// A raster or layer that cannot be read.
    case format(FormatError)
    /// An elevation model that does not fit.
    case elevation(file: String, problem: String, mend: String)
    /// A surface that cannot be composed from the inputs.
    case surface(SurfaceError)
    /// A search over land that cannot begin.
    case network(NetworkError)
    /// A search over the sea that cannot begin.
    case sea(SeaError)
    /// A stage that met figures it cannot work with.
    case method(stage: String, problem: String)
    /// An output that cannot be written.
    case export(ExportError)

    /// One line: what, where, and how to mend it.
    public var description: String {
        switch self {
        case .badOption(let name, let problem, let mend): "\(name): \(problem); \(mend)"
        case .ingest(let error): error.description
        case .format(let error): error.description
        case .elevation(let file, let problem, let mend): "\(file): \(problem); \(mend)"
        case .surface(let error): "land surface: \(error)"
        case .network(let error): "land routes: \(error)"
        case .sea(let error): "sea routes: \(error)"
        case .method(let stage, let problem): "\(stage): \(problem)"
        case .export(let error): error.description
        }
    }
}
