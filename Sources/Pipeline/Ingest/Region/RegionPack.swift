public import Incidents
public import SpatialEngine

/// A line of a map layer and the class that the layer gives it.
public struct MapLine: Hashable, Sendable {
    /// Where it runs.
    public let line: LineString
    /// Of borders 1 (national), 2 (internal) or 3 (at sea); of rivers 0 (widest) to 4 (minor), higher for other waters.
    public let level: Int
}

/// Everything that is known of a region: settings, tables and layers, read and checked together.
public struct RegionPack: Sendable {
    /// The folder it was read from.
    public let folder: String
    /// What `region.yaml` says.
    public let settings: RegionSettings
    /// Rows of `sources.csv`, in the order of the file, as are all tables here.
    public let sources: [Source]
    /// Rows of `places.csv`.
    public let places: [Place]
    /// Rows of `legs.csv`.
    public let legs: [Leg]
    /// Rows of `crossings.csv`.
    public let crossings: [Crossing]
    /// Rows of `share_statements.csv`; none where the pack has no such file.
    public let shareStatements: [ShareStatement]
    /// Rows of `incidents.csv`.
    public let incidents: [Incident]
    /// Rows of `sea_state.csv`.
    public let seaState: [SeaStateRow]
    /// Rows of `measures.csv`.
    public let measures: [Measure]
    /// Rows of `spot_heights.csv`.
    public let spotHeights: [SpotHeight]
    /// Rows of `harm_taxonomy.csv`.
    public let harmClasses: [HarmClass]
    /// Rows of `wind.csv`.
    public let winds: [WindCell]
    /// Land, from `coast.fgb`.
    public let coast: MultiPolygon
    /// Borders between and within countries, from `borders.fgb`.
    public let borders: [MapLine]
    /// Rivers, from `rivers.fgb`.
    public let rivers: [MapLine]
}

extension RegionPack {
    /// The parameter of that name.
    ///
    /// - Throws: ``IngestError`` that names the file when `region.yaml` has none.
    public func parameter(_ name: String) throws(IngestError) -> Parameter {
        guard let parameter = settings.parameters.first(where: { $0.name == name }) else {
            throw IngestError(
                file: folder + "/" + Self.settingsFile, field: "parameters",
                problem: "parameter \"\(name)\" is missing", mend: "add {name: \(name), value: …, unit: …, assumed: …}")
        }
        return parameter
    }

    /// The place of that id.
    public func place(_ id: String) -> Place? { places.first { $0.id == id } }

    /// The corridor of that id.
    public func corridor(_ id: String) -> Corridor? { settings.corridors.first { $0.id == id } }

    /// The name of the file that every pack begins with.
    static let settingsFile = "region.yaml"
}
