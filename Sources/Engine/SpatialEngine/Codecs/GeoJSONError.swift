/// What is wrong with a GeoJSON text, or with features that are to become one.
public enum GeoJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is not JSON.
    case notJSON(JSONError)
    /// The text is JSON, but not a feature collection, feature or geometry.
    case notGeoJSON(problem: String)
    /// A feature is at fault; `number` counts from 1.
    case feature(number: Int, id: Feature.ID?, problem: String)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .notJSON(let error): "not JSON: \(error)"
        case .notGeoJSON(let problem): problem
        case .feature(let number, let id?, let problem): "feature \(number) (id \(id)): \(problem)"
        case .feature(let number, nil, let problem): "feature \(number): \(problem)"
        }
    }
}
