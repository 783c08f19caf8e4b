public import SpatialEngine

/// How the position of a place is known.
public enum PlaceBasis: String, CaseIterable, Sendable {
    case gazetteer, centroid, estimate, secondary
}

/// A named place of the region; above its precision it is an area, never a pin.
public struct Place: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// The name as the gazetteer has it.
    public let name: String
    /// Other names in use.
    public let alternativeNames: [String]
    /// What it is, such as `embarkation`, `settlement` or `reception_centre`.
    public let kind: String
    /// ISO 3166 codes; two on a border.
    public let countries: [String]
    /// The stated position.
    public let position: GeographicPoint
    /// Radius in which the true place probably lies.
    public let precision: Metres
    /// How the position is known.
    public let basis: PlaceBasis
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
    /// What is not sure about it.
    public let doubt: String?
}

extension Place {
    static let columns = [
        "place_id", "name", "alt_names", "kind", "country", "lon", "lat", "precision_m", "basis", "source_ids", "doubt",
    ]

    init(_ row: TableRow, extent: BoundingBox) throws(IngestError) {
        id = try row.identifier("place_id")
        name = try row.needed("name")
        alternativeNames = row.list("alt_names")
        kind = try row.identifier("kind")
        countries = row.list("country")
        position = try row.position(within: extent)
        precision = try row.metres("precision_m", in: 1...200_000)
        basis = try row.choice("basis")
        sourceIDs = row.list("source_ids")
        doubt = row.text("doubt")
    }
}
