internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Lines as the command line names them.
public struct NetworkSource: Sendable {
    /// `--network`.
    public var path: String
    /// `--network-id`; nil for the number of the line.
    public var idField: String?

    /// A file of lines.
    public init(path: String, idField: String? = nil) { (self.path, self.idField) = (path, idField) }
}

/// A network with places on it that tables name.
struct NetworkFrame {
    let units: UnitTable
    let network: LineNetwork
    let edgeIDs: [String]
    /// Where the events lie on the lines.
    let events: [LineNetwork.Place]
    /// How far the farthest event was moved; nil where places were given by line and offset.
    let snappedMost: Double?
    private let source: NetworkSource
    private let request: HotspotRequest
    private let edges: [String: Int]

    /// Reads events and lines.
    init(_ request: HotspotRequest, _ source: NetworkSource, verb: String) throws {
        let units = try UnitTable(request.source)
        guard units.metric != .manhattan else {
            throw RequestError(.wrongUsage, "\(verb) measures along lines; choose another metric than manhattan")
        }
        let layer = try ShapeLayer(source.path, like: units, request.source)
        (network, edgeIDs) = try layer.network(metric: units.metric, idField: source.idField)
        edges = Dictionary(edgeIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        (self.units, self.source, self.request) = (units, source, request)
        (events, snappedMost) = try Self.places(of: units, network, edges, source, request.threads)
    }

    /// The places of a second table and how far the farthest was moved.
    func places(_ path: String) throws -> (table: UnitTable, places: [LineNetwork.Place], snapped: Double?) {
        var other = UnitSource(path: path)
        (other.crs, other.distance) = (request.source.crs, request.source.distance)
        var table = try UnitTable(other)
        if !table.namesEdges, (try? table.positions()) == nil {
            other.positionFields = request.source.positionFields
            table = try UnitTable(other)
        }
        let (places, snapped) = try Self.places(of: table, network, edges, source, request.threads)
        return (table, places, snapped)
    }

    /// Columns `edge_id,offset` come before positions.
    private static func places(
        of table: UnitTable, _ network: LineNetwork, _ edges: [String: Int], _ source: NetworkSource, _ threads: Int
    ) throws -> ([LineNetwork.Place], Double?) {
        guard table.namesEdges else {
            guard let positions = try? table.positions() else {
                throw RequestError(
                    .badData,
                    "\(table.path) has no places on the network; add columns edge_id,offset, or x,y (lon,lat) to be snapped"
                )
            }
            let snapped = network.snapped(positions.points, threads: threads)
            return (snapped.map(\.place), snapped.map(\.distance).max() ?? 0)
        }
        let (names, offsets) = (try table.texts("edge_id"), try table.numbers("offset"))
        let places = try names.indices.map { row in
            guard let edge = edges[names[row]] else {
                throw table.fault(row, "edge_id", "\(source.path) has no line \(names[row])")
            }
            let length = network.lengths[edge]
            // An offset that was written with fewer digits may lie a little beyond the end.
            guard offsets[row] >= -1e-9 * length, offsets[row] <= length * (1 + 1e-6) else {
                throw table.fault(
                    row, "offset",
                    "\(ShortestNumber.text(offsets[row])) lies outside 0…\(ShortestNumber.text(length)), the length of line \(names[row])"
                )
            }
            return LineNetwork.Place(edge: edge, offset: min(length, max(0, offsets[row])))
        }
        return (places, nil)
    }
}

extension UnitTable {
    /// Whether places are given by line and offset.
    var namesEdges: Bool { fields.contains("edge_id") && fields.contains("offset") }
}
