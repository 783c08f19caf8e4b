/// A column of a layer on its way from one file to another.
public struct StreamColumn: Sendable {
    /// The property's name.
    public let name: String
    /// What it holds.
    public let kind: ColumnKind
    /// Whether CSV must say that it is text, because it looks like something else.
    let looksTyped: Bool
}

/// What is known of a layer before its features are written.
public struct LayerSurvey: Sendable {
    /// The layer's name.
    public internal(set) var name: String
    /// The properties, in order of first appearance.
    public internal(set) var columns: [StreamColumn] = []
    /// How many features there are.
    public internal(set) var features = 0
    /// The types of geometry, by name, sorted.
    public internal(set) var geometryTypes: [String] = []
    /// What is lost or noteworthy, one sentence each.
    public internal(set) var notes: [String] = []
    /// What the ids are; nil if no feature has one.
    public internal(set) var idKind: ColumnKind?
    var idLooksTyped = false
    var kinds = Set<GeometryRecord.Kind>()
    var hasHeights = false
    /// How many features have no geometry.
    var missingGeometries = 0
    var box: [Int]?

    /// Whether the geometry fits columns of positions.
    var isOfPoints: Bool { kinds.isSubset(of: [.point]) }
}
