internal import SpatialEngine

/// The links of a network file, with the places that they join.
public struct LinkTable: Sendable {
    /// The file's name, for messages.
    public let path: String
    /// In the order of the file.
    public let links: [NetworkLink]
    /// The ids of all places that a link touches, sorted; for a TNTP file all its nodes in the order of their numbers.
    public let placeIDs: [String]
    /// The numbers of the links' ends in ``placeIDs``.
    public let ends: [(from: Int, to: Int)]
    /// Places before this one in ``placeIDs`` are ends of journeys and are not passed through; 0 for none.
    public internal(set) var firstThroughPlace = 0
    /// Columns that say nothing to us.
    public let ignoredColumns: [String]

    /// The columns that mean something here.
    static let columns = [
        "link_id", "from", "to", "mode", "length_m", "time_s", "cost", "capacity", "b", "power", "fee", "wait_s",
        "hazard", "delay", "valid_from", "valid_to", "leg_id", "time_low_s", "time_high_s", "evidence", "confidence",
    ]

    /// Reads a `.csv`, `.geojson`, `.json` or `.tntp` file.
    ///
    /// - Throws: ``FormatError`` for a file that cannot be read, ``RequestError`` that names line or feature and column for
    ///   a missing or repeated id, a number that is negative or not finite, or a capacity of 0.
    public init(_ path: String) throws {
        let name = path.lowercased()
        if name.hasSuffix(".geojson") || name.hasSuffix(".json") {
            try self.init(layer: try VectorFile.read(path, idColumn: nil), path: path)
        } else if name.hasSuffix(".tntp") {
            try self.init(try TransportationNetworkFile(path))
        } else {
            try self.init(table: try TableInput(path))
        }
    }

    /// Links that are checked already.
    init(path: String, links: [NetworkLink], placeIDs: [String], ignoredColumns: [String] = []) {
        self.path = path
        self.links = links
        self.placeIDs = placeIDs
        self.ignoredColumns = ignoredColumns
        let rank = Dictionary(uniqueKeysWithValues: placeIDs.enumerated().map { ($1, $0) })
        ends = links.map { (rank[$0.from] ?? 0, rank[$0.to] ?? 0) }
    }

    private init(path: String, links: [NetworkLink], ignoredColumns: [String]) {
        let places = Set(links.flatMap { [$0.from, $0.to] }).sorted()
        self.init(path: path, links: links, placeIDs: places, ignoredColumns: ignoredColumns)
    }

    private init(table: TableInput) throws {
        let id = try table.column("link_id")
        let ends = (try table.column("from"), try table.column("to"))
        let mode = table.optionalColumn("mode")
        let figures = LinkFigure.all.compactMap { figure in table.optionalColumn(figure.name).map { (figure, $0) } }
        var lines: [String: Int] = [:]
        var links: [NetworkLink] = []
        links.reserveCapacity(table.rows.count)
        for row in table.rows {
            var link = NetworkLink(
                id: try table.text(row, id), from: try table.text(row, ends.0), to: try table.text(row, ends.1))
            if let earlier = lines.updateValue(row.line, forKey: link.id) {
                throw table.fault(
                    row, id, "link \(link.id) stands in line \(earlier) already; give every link its own id")
            }
            if let mode, !row.fields[mode].isEmpty { link.mode = row.fields[mode] }
            for (figure, column) in figures {
                guard let value = try table.optionalNumber(row, column) else { continue }
                if let problem = figure.set(value, &link) { throw table.fault(row, column, problem) }
            }
            links.append(link)
        }
        guard !links.isEmpty else { throw RequestError(.badData, "\(table.path) holds no link below its header") }
        self.init(path: table.path, links: links, ignoredColumns: table.columns(besides: Self.columns))
    }

    private init(layer: VectorLayer, path: String) throws {
        var seen = Set<String>()
        var links: [NetworkLink] = []
        for (index, feature) in layer.features.enumerated() {
            func fault(_ problem: String) -> RequestError {
                RequestError(.badData, "\(path), feature \(index + 1), \(problem)")
            }
            func text(_ name: String) throws -> String {
                switch feature.properties[name] {
                case .string(let text)? where !text.isEmpty: return text
                case .integer(let number)?: return String(number)
                default: throw fault("property \(name): a text is needed")
                }
            }
            var link = NetworkLink(id: try text("link_id"), from: try text("from"), to: try text("to"))
            guard seen.insert(link.id).inserted else {
                throw fault(
                    "property link_id: \(link.id) stands in an earlier feature already; give every link its own id")
            }
            link.mode = try? text("mode")
            for figure in LinkFigure.all {
                guard let property = feature.properties[figure.name], property != .null else { continue }
                guard let value = property.double else { throw fault("property \(figure.name): a number is needed") }
                if let problem = figure.set(value, &link) { throw fault("property \(figure.name): \(problem)") }
            }
            if case .lineString(let line)? = feature.geometry { link.line = line }
            links.append(link)
        }
        guard !links.isEmpty else { throw RequestError(.badData, "\(path) holds no feature") }
        let ignored = layer.fields.map(\.name).filter { !Self.columns.contains($0) }
        self.init(path: path, links: links, ignoredColumns: ignored)
    }
}

/// A number that a link may have.
private struct LinkFigure: Sendable {
    let name: String
    /// Puts it into the link; what is wrong with it otherwise.
    let set: @Sendable (Double, inout NetworkLink) -> String?

    static let all: [LinkFigure] = [
        figure("length_m") { $1.lengthMetres = $0 }, figure("time_s") { $1.timeSeconds = $0 },
        figure("cost") { $1.cost = $0 },
        LinkFigure(name: "capacity") { value, link in
            guard value > 0 else { return "the capacity is \(value); it must be above 0, or empty for no limit" }
            link.capacity = value
            return nil
        },
        figure("b") { $1.b = $0 }, figure("power") { $1.power = $0 }, figure("delay") { $1.delay = $0 },
    ]

    private static func figure(_ name: String, _ put: @escaping @Sendable (Double, inout NetworkLink) -> Void)
        -> LinkFigure
    {
        LinkFigure(name: name) { value, link in
            guard value >= 0, value.isFinite else { return "\(value) is not a finite number of 0 or more" }
            put(value, &link)
            return nil
        }
    }
}
