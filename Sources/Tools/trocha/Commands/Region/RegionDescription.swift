internal import Ingest
internal import SpatialEngine

/// What `region info` says of a pack.
struct RegionDescription {
    private let pack: RegionPack
    private let manifest: RegionManifest

    init(_ pack: RegionPack, _ manifest: RegionManifest) {
        (self.pack, self.manifest) = (pack, manifest)
    }

    /// Rows of each table, in the order in which the pack is documented.
    private var tables: [(String, Int)] {
        [
            ("sources", pack.sources.count), ("places", pack.places.count), ("legs", pack.legs.count),
            ("crossings", pack.crossings.count), ("incidents", pack.incidents.count),
            ("sea_state", pack.seaState.count), ("measures", pack.measures.count),
            ("spot_heights", pack.spotHeights.count), ("harm_taxonomy", pack.harmClasses.count),
            ("wind", pack.winds.count), ("share_statements", pack.shareStatements.count),
        ]
    }

    /// Shapes of each map layer and how many positions they have.
    private var layers: [(name: String, shapes: Int, positions: Int)] {
        func positions(_ lines: [MapLine]) -> Int { lines.reduce(0) { $0 + $1.line.points.count } }
        let land = pack.coast.polygons
        return [
            ("coast", land.count, land.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } }),
            ("borders", pack.borders.count, positions(pack.borders)),
            ("rivers", pack.rivers.count, positions(pack.rivers)),
        ]
    }

    /// The licences of the sources and how many sources have each, sorted.
    private var licences: [(String, Int)] {
        var counts: [String: Int] = [:]
        for source in pack.sources { counts[source.licence, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private var edges: [Double] {
        let extent = pack.settings.extent
        return [extent.west, extent.south, extent.east, extent.north]
    }

    // MARK: Text

    /// Some lines for a reader.
    var text: String {
        let settings = pack.settings
        var lines = [
            "region     \(settings.id) (\(settings.name))", "folder     \(pack.folder)",
            "extent     \(edges.map { "\($0)" }.joined(separator: ", ")) degrees west, south, east, north",
            "analysis   \(settings.analysisCRS)",
            "window     \(settings.window.lowerBound) to \(settings.window.upperBound)",
            "parameters \(settings.parameters.count), \(settings.parameters.filter(\.isAssumed).count) of them assumed",
        ]
        lines.append("corridors")
        lines += settings.corridors.map { "  \($0.id): \($0.name) (\($0.kind.rawValue))" }
        lines.append("tables")
        lines += tables.map { "  \($0.0).csv: \($0.1) rows" }
        lines.append("layers")
        lines += layers.map { "  \($0.name).fgb: \($0.shapes) shapes, \($0.positions) positions" }
        lines.append("files and licences")
        lines += manifest.files.map { "  \($0.path): \($0.title); \($0.publisher); \($0.licence)" }
        lines.append("sources by licence")
        lines += licences.map { "  \($0.1): \($0.0)" }
        return lines.joined(separator: "\n")
    }

    // MARK: JSON

    /// The same for a program; every source is listed.
    var summary: SummaryValue {
        let settings = pack.settings
        return .object([
            ("command", "region info"), ("region", .text(settings.id)), ("name", .text(settings.name)),
            ("name_es", .text(settings.nameSpanish)), ("folder", .text(pack.folder)),
            ("extent", .list(edges.map { .number($0) })), ("analysis_crs", .text(settings.analysisCRS.identifier)),
            (
                "window",
                .object([
                    ("start", .text("\(settings.window.lowerBound)")), ("end", .text("\(settings.window.upperBound)")),
                ])
            ),
            ("corridors", .list(settings.corridors.map(Self.corridor))),
            ("parameters", .integer(settings.parameters.count)),
            ("rows", .object(tables.map { ($0.0, .integer($0.1)) })),
            (
                "layers",
                .object(
                    layers.map {
                        ($0.name, .object([("shapes", .integer($0.shapes)), ("positions", .integer($0.positions))]))
                    })
            ),
            ("files", .list(manifest.files.map(Self.file))),
            ("licences", .object(licences.map { ($0.0, .integer($0.1)) })),
            ("sources", .list(pack.sources.map(Self.source))),
        ])
    }

    private static func corridor(_ corridor: Corridor) -> SummaryValue {
        .object([
            ("id", .text(corridor.id)), ("name", .text(corridor.name)), ("name_es", .text(corridor.nameSpanish)),
            ("kind", .text(corridor.kind.rawValue)),
        ])
    }

    private static func file(_ entry: RegionManifest.Entry) -> SummaryValue {
        .object([
            ("path", .text(entry.path)), ("title", .text(entry.title)), ("publisher", .text(entry.publisher)),
            ("licence", .text(entry.licence)), ("date", .text(entry.date)), ("sha256", .text(entry.sha256)),
            ("bytes", .integer(entry.bytes)),
        ])
    }

    private static func source(_ source: Source) -> SummaryValue {
        .object([
            ("source_id", .text(source.id)), ("title", .text(source.title)), ("publisher", .text(source.publisher)),
            ("url", source.url.map { .text($0) } ?? .null), ("date", source.date.map { .text($0) } ?? .null),
            ("licence", .text(source.licence)),
        ])
    }
}
