internal import Export
internal import Flows
internal import Glibc
internal import SpatialEngine
internal import SpatialFormats

/// The routes of a pair, or why it has none.
struct AlternativesAnswer: Sendable {
    let pair: PairTable.Pair
    var routes: [RouteAlternative] = []
    var choice: RouteChoice?
    var hasShares = false
    var isComplete = true
    var fault: String?

    init(pair: PairTable.Pair, fault: String) {
        self.pair = pair
        self.fault = fault
    }

    init(pair: PairTable.Pair, found: RouteAlternatives, choice: RouteChoice, hasShares: Bool) {
        self.pair = pair
        routes = found.routes
        isComplete = found.isComplete
        self.choice = choice
        self.hasShares = hasShares
    }

    var status: String { fault != nil ? "invalid" : routes.isEmpty ? "disconnected" : "ok" }
}

/// Puts answers into a table or into features.
struct AlternativesWriter {
    let table: LinkTable
    let answers: [AlternativesAnswer]
    let beta: Double

    private typealias Figures = [(name: String, value: JSONValue)]

    /// Writes a row for each route, and one for each pair without any.
    func writeTable(to path: String, overwrite: Bool) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        var hasHeader = false
        for answer in answers {
            for row in rows(answer) {
                if !hasHeader { try writer.append(record: row.map(\.name)) }
                hasHeader = true
                for (i, figure) in row.enumerated() { writer.append(figure.value, isFirst: i == 0) }
                try writer.endRecord()
            }
        }
        try writer.commit()
    }

    /// Writes a line for each route, and a feature without one for each pair without any.
    func writeFeatures(to path: String, overwrite: Bool) throws {
        var features: [Feature] = []
        for answer in answers {
            for (index, row) in rows(answer).enumerated() {
                let line = answer.routes.indices.contains(index) ? table.line(of: answer.routes[index].path.links) : nil
                features.append(
                    Feature(
                        id: .text(String(features.count + 1)), geometry: line,
                        properties: JSONObject(row.map { JSONObject.Member($0.name, $0.value) })))
            }
        }
        let isPlanar = !table.links.allSatisfy { $0.line?.points.allSatisfy(\.isOnGlobe) ?? true }
        try GeoJSONOutput(path: path, overwrite: overwrite).write(features, name: "alternatives", isPlanar: isPlanar)
    }

    /// Whether some row has to say what is wrong with it.
    private var hasFaults: Bool { answers.contains { $0.fault != nil } }

    private func rows(_ answer: AlternativesAnswer) -> [Figures] {
        answer.routes.isEmpty ? [figures(answer, nil)] : answer.routes.indices.map { figures(answer, $0) }
    }

    private func figures(_ answer: AlternativesAnswer, _ index: Int?) -> Figures {
        let route = index.map { answer.routes[$0] }
        let links = (route?.path.links ?? []).map { table.links[$0] }
        let number = { (value: Double?) -> JSONValue in value.map { .number($0) } ?? .null }
        func sum(_ figure: (NetworkLink) -> Double?) -> JSONValue {
            number(
                route.flatMap { _ in
                    links.reduce(0.0) { total, link in figure(link).flatMap { value in total.map { $0 + value } } }
                })
        }
        let hasLengths = answer.routes.allSatisfy { $0.path.links.allSatisfy { table.links[$0].lengthMetres != nil } }
        let choice = hasLengths ? answer.choice : nil
        var figures: Figures = [
            ("from", .string(answer.pair.from)), ("to", .string(answer.pair.to)),
            ("rank", index.map { .integer($0 + 1) } ?? .null), ("cost", sum(\.cost)), ("length_m", sum(\.lengthMetres)),
            ("time_s", sum(\.timeSeconds)), ("stretch", number(route?.stretch)),
            ("overlap", number(hasLengths ? route?.overlap : nil)),
            ("ps", number(index.flatMap { choice?.pathSizes[$0] })),
            ("cf", number(index.flatMap { choice?.commonality[$0] }.map { beta * log($0) })),
            ("p", number(answer.hasShares ? index.flatMap { answer.choice?.shares[$0] } : nil)),
            ("links", .string(links.map(\.id).joined(separator: " "))),
            ("places", .string((route?.path.places ?? []).map { table.placeIDs[$0] }.joined(separator: " "))),
            ("status", .string(answer.status)),
        ]
        if hasFaults { figures.append(("reason", answer.fault.map { .string($0) } ?? .null)) }
        return figures
    }
}

extension LinkTable {
    /// Fails if a link has no line to draw.
    func requireLines() throws(RequestError) {
        guard let bare = links.first(where: { $0.line == nil }) else { return }
        throw RequestError(
            .badData,
            "\(path), link \(bare.id): it has no line, so that no GeoJSON can be drawn; write a .csv, or give links as GeoJSON "
                + "with a LineString each")
    }

    /// The lines of links one after the other: one line where each begins at the end of the one before.
    func line(of route: [Int]) -> Geometry? {
        var parts: [[GeographicPoint]] = []
        for line in route.compactMap({ links[$0].line?.points }) {
            if let last = parts.indices.last, parts[last].last == line.first {
                parts[last] += line.dropFirst()
            } else {
                parts.append(line)
            }
        }
        guard let first = parts.first else { return nil }
        return parts.count == 1 ? .lineString(LineString(first)) : .multiLineString(parts.map { LineString($0) })
    }
}

extension GeographicPoint {
    fileprivate var isOnGlobe: Bool { isValid && abs(longitude) <= 180 }
}
