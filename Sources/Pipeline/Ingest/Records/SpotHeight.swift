public import SpatialEngine

/// A height above sea level at a point, from which the sketch terrain is interpolated.
public struct SpotHeight: Hashable, Sendable {
    /// A gazetteer name or a label of ours; unique in the region.
    public let name: String
    /// Where the height holds.
    public let position: GeographicPoint
    /// Metres above sea level; often the mean of a cell, lower than a summit.
    public let elevation: Metres
    /// Radius in which the true point probably lies.
    public let precision: Metres
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension SpotHeight {
    static let columns = ["name", "lon", "lat", "elevation_m", "precision_m", "source_ids"]

    init(_ row: TableRow, extent: BoundingBox) throws(IngestError) {
        name = try row.needed("name")
        position = try row.position(within: extent)
        elevation = try row.metres("elevation_m", in: -450...9000)
        precision = try row.metres("precision_m", in: 1...200_000)
        sourceIDs = row.list("source_ids")
    }
}
