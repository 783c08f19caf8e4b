/// The stages of the main job, in order.
public enum JobStage: String, CaseIterable, Sendable {
    case ingest = "read and check the inputs"
    case land = "compose the land surface"
    case sea = "chart the sea"
    case corridors = "trace the corridors"
    case legs = "trace the legs"
    case ensemble = "trace the corridors over uncertain terrain"
    case monthlyFlows = "estimate the flows by month"
    case flows = "gather the flows"
    case closures = "forecast the closures"
    case incidents = "locate the incidents"
    case rates = "score the rates"
    case skill = "forecast what was held back"
    case hotspots = "find the hotspots"
    case priorities = "find the priorities"
    case layers = "draw the layers"
    case export = "write the folder"

    /// A short name for files.
    public var name: String {
        switch self {
        case .ingest: "ingest"
        case .land: "land"
        case .sea: "sea"
        case .corridors: "corridors"
        case .legs: "legs"
        case .ensemble: "ensemble"
        case .monthlyFlows: "monthly_flows"
        case .flows: "flows"
        case .closures: "closures"
        case .incidents: "incidents"
        case .rates: "rates"
        case .skill: "skill"
        case .hotspots: "hotspots"
        case .priorities: "priorities"
        case .layers: "layers"
        case .export: "export"
        }
    }
}
