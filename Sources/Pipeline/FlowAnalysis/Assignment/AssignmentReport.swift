internal import Export
internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// An assignment on its way to files.
struct AssignmentReport {
    let links: LinkTable
    let demand: [TripDemand]
    let found: Assignment
    /// Cost of each link at its flow.
    let costs: [Double]

    init(_ links: LinkTable, _ demand: [TripDemand], _ found: Assignment, costs: [Double]) {
        self.links = links
        self.demand = demand
        self.found = found
        self.costs = costs
    }

    /// Writes `link_id,from,to,flow,cost` in the order of the links.
    func write(to path: String, as format: OutputFormat, overwrite: Bool) throws {
        if format == .geojson { return try writeFeatures(to: path, overwrite: overwrite) }
        var table = try TableWriter(path: path, overwrite: overwrite)
        try table.append(record: ["link_id", "from", "to", "flow", "cost"])
        for (index, link) in links.links.enumerated() {
            table.append(link.id, isFirst: true)
            table.append(link.from)
            table.append(link.to)
            table.append(found.flows[index])
            table.append(costs[index])
            try table.endRecord()
        }
        try table.commit()
    }

    private func writeFeatures(to path: String, overwrite: Bool) throws {
        let features = links.links.enumerated().map { index, link in
            Feature(
                id: .text(link.id), geometry: link.line.map { .lineString($0) },
                properties: [
                    "link_id": .string(link.id), "from": .string(link.from), "to": .string(link.to),
                    "flow": .number(found.flows[index]), "cost": .number(costs[index]),
                ])
        }
        let isPlanar = !features.allSatisfy { $0.geometry?.points.allSatisfy(\.isValid) ?? true }
        try GeoJSONOutput(path: path, overwrite: overwrite).write(features, name: "flows", isPlanar: isPlanar)
    }

    /// Writes `from,to,route,share,flow,cost,links`: the routes of each pair by flow, the greatest first.
    ///
    /// The cost is the sum of the links' costs as written, the share that of all persons of the pair.
    func writeRoutes(to path: String, overwrite: Bool) throws {
        var table = try TableWriter(path: path, overwrite: overwrite)
        try table.append(record: ["from", "to", "route", "share", "flow", "cost", "links"])
        for (pair, routes) in found.routes.enumerated() {
            let ordered = routes.enumerated().sorted { ($1.element.flow, $0.offset) < ($0.element.flow, $1.offset) }
            for (rank, (_, route)) in ordered.enumerated() {
                table.append(links.placeIDs[demand[pair].from], isFirst: true)
                table.append(links.placeIDs[demand[pair].to])
                table.append(rank + 1)
                table.append(route.flow / demand[pair].persons)
                table.append(route.flow)
                table.append(route.links.reduce(0) { $0 + costs[Int($1)] })
                table.append(route.links.map { links.links[Int($0)].id }.joined(separator: " "))
                try table.endRecord()
            }
        }
        try table.commit()
    }
}
