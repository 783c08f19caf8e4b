extension LinkTable {
    /// Reads a TNTP network: a link for each row, named by the row's number from 1; the cost is the free-flow time.
    ///
    /// Nodes before FIRST THRU NODE are not passed through. Speed, toll and link type change nothing.
    /// - Throws: ``RequestError`` with the line of what is wrong.
    init(_ file: TransportationNetworkFile) throws {
        let nodes = try file.count("NUMBER OF NODES")
        let zones = try file.optionalCount("NUMBER OF ZONES") ?? 0
        let firstThrough = try file.optionalCount("FIRST THRU NODE") ?? 1
        guard zones <= nodes, firstThrough <= nodes + 1 else {
            throw RequestError(
                .badData, "\(file.path): \(zones) zones and a first through node \(firstThrough) among \(nodes) nodes")
        }
        var links: [NetworkLink] = []
        links.reserveCapacity(file.lines.count)
        var hasTolls = false
        for (line, text) in file.lines {
            let (link, toll) = try file.link(text, line, id: links.count + 1, nodes: nodes)
            hasTolls = hasTolls || toll
            links.append(link)
        }
        let stated = try file.count("NUMBER OF LINKS")
        guard links.count == stated else {
            throw RequestError(
                .badData,
                "\(file.path): \(links.count) links, but the metadata say \(stated); the file may be cut short")
        }
        guard !links.isEmpty else { throw RequestError(.badData, "\(file.path) holds no link") }
        // In the order of their numbers, so that the zones come first.
        self.init(
            path: file.path, links: links, placeIDs: (1...nodes).map { String($0) },
            ignoredColumns: hasTolls ? ["toll"] : [])
        firstThroughPlace = max(0, firstThrough - 1)
    }
}

extension TransportationNetworkFile {
    private static let fields = ["init_node", "term_node", "capacity", "length", "free_flow_time", "b", "power"]

    /// A row, and whether it has a toll.
    fileprivate func link(_ text: Substring, _ line: Int, id: Int, nodes: Int) throws -> (NetworkLink, Bool) {
        let record = text.prefix { $0 != ";" }
        let values = record.split(whereSeparator: \.isWhitespace)
        guard values.count >= Self.fields.count else {
            throw fault(
                line, "\(values.count) fields; a link needs \(Self.fields.joined(separator: ", "))")
        }
        var link = NetworkLink(
            id: String(id), from: String(try node(values[0], line, "init_node", of: nodes)),
            to: String(try node(values[1], line, "term_node", of: nodes)))
        let figures = try (2..<7).map { try number(values[$0], line, Self.fields[$0]) }
        guard figures[0] > 0 else { throw fault(line, "capacity is \(figures[0]); it must be above 0") }
        link.capacity = figures[0]
        link.lengthMetres = figures[1]
        link.cost = figures[2]
        link.b = figures[3]
        link.power = figures[4]
        let toll = values.count > 8 ? Double(values[8]) ?? 0 : 0
        return (link, toll != 0)
    }
}
