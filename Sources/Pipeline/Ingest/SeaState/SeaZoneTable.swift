internal import SpatialEngine
internal import Surfaces

/// The polygons that a table of zones refers to.
public struct SeaZoneAreas: Sendable {
    /// The file they are from.
    public let path: String
    /// In the order of the file.
    let areas: [(id: String, area: MultiPolygon)]

    /// Reads a GeoJSON file of polygons with a property `zone_id`.
    ///
    /// - Throws: ``IngestError`` for a file that is missing or no GeoJSON, a feature that is no polygon or has no `zone_id`, one
    ///   id twice, or no feature.
    public init(_ path: String) throws(IngestError) {
        let bytes = try FileBytes.read(path)
        let collection: FeatureCollection
        do {
            collection = try GeoJSON.decoded(bytes)
        } catch {
            throw IngestError(file: path, problem: "\(error)", mend: "give polygons as GeoJSON")
        }
        var areas: [(id: String, area: MultiPolygon)] = []
        for (i, feature) in collection.features.enumerated() {
            let (id, area) = try Self.zone(feature, "feature \(i + 1)", path)
            guard !areas.contains(where: { $0.id == id }) else {
                throw IngestError(
                    file: path, field: "zone_id", problem: "the zone \(id) appears twice",
                    mend: "join its parts in one MultiPolygon")
            }
            areas.append((id, area))
        }
        guard !areas.isEmpty else {
            throw IngestError(file: path, problem: "there is no feature in it", mend: "give a polygon for each zone")
        }
        self.path = path
        self.areas = areas
    }

    private static func zone(
        _ feature: Feature, _ name: String, _ path: String
    ) throws(IngestError) -> (String, MultiPolygon) {
        let id: String
        switch feature.properties["zone_id"] {
        case .string(let text)?: id = text
        case .integer(let number)?: id = "\(number)"
        default:
            throw IngestError(
                file: path, field: "zone_id", problem: "\(name) has no zone_id",
                mend: "add the property to each feature")
        }
        switch feature.geometry {
        case .polygon(let polygon)?: return (id, MultiPolygon([polygon]))
        case .multiPolygon(let area)?: return (id, area)
        default:
            throw IngestError(
                file: path, field: "zone_id", problem: "the zone \(id) is no polygon", mend: "give polygons")
        }
    }
}

/// What holds in each zone by month of the year.
struct SeaZoneTable: Sendable {
    private let reader: MetoceanReader
    private let areas: SeaZoneAreas
    private let quantities: [MetoceanQuantity]
    /// By place in ``SeaZoneAreas/areas`` and month.
    private let nodes: [Int: SeaStateNode]

    init(
        _ table: TableFile, _ quantities: [MetoceanQuantity], _ reader: MetoceanReader
    ) throws(IngestError) {
        guard let areas = reader.zones else {
            throw IngestError(
                file: table.file, row: 1, field: "zone_id", problem: "zones have no place of their own",
                mend: "give their polygons with --zones F.geojson")
        }
        var faults: [IngestError] = []
        let rows = table.read(&faults) { row throws(IngestError) in
            (try row.needed("zone_id"), try Self.month(row), try SeaStateNode(quantities: row))
        }
        if let first = faults.first { throw first }
        var nodes: [Int: SeaStateNode] = [:]
        for row in rows {
            let (id, month, node) = row.value
            guard let zone = areas.areas.firstIndex(where: { $0.id == id }) else {
                throw IngestError(
                    file: table.file, row: row.row, field: "zone_id",
                    problem: "there is no zone \(id) in \(areas.path)",
                    mend: "correct the id or add its polygon")
            }
            guard nodes.updateValue(node, forKey: zone * 12 + month - 1) == nil else {
                throw IngestError(
                    file: table.file, row: row.row, field: "month", problem: "the zone \(id) has month \(month) twice",
                    mend: "take one of the two out")
            }
        }
        (self.reader, self.areas, self.quantities, self.nodes) = (reader, areas, quantities, nodes)
    }

    private static func month(_ row: TableRow) throws(IngestError) -> Int {
        let number = try row.neededNumber("month", in: 1...12)
        guard let month = Int(exactly: number) else {
            throw row.fault("month", "\(number) is no month", mend: "write 1…12")
        }
        return month
    }

    /// What holds in a month.
    func zones(month: Int) -> [MetoceanZones] {
        quantities.map { quantity in
            let zones = areas.areas.indices.compactMap { zone in
                nodes[zone * 12 + month - 1].map {
                    MetoceanZones.Zone(area: areas.areas[zone].area, values: $0.lanes(of: quantity))
                }
            }
            return MetoceanZones(quantity, zones, isPlanar: reader.isPlanar, gapRadius: reader.gapRadius)
        }
    }
}
