internal import Connectivity
internal import SpatialEngine
internal import SpatialFormats

/// The targets to solve for, and what is wanted of each.
struct SpreadPlan {
    /// A node and its weight.
    struct Weighted {
        let node: Int
        let weight: Double
    }

    /// A place between which distances are wanted; its node is nil outside the part.
    struct Point {
        let id: String
        let node: Int?
    }

    let sources: [Weighted]
    let targets: [Weighted]
    let points: [Point]
    let hasDistances: Bool

    /// Whether any source can reach a target.
    var isConnected: Bool { !sources.isEmpty && !targets.isEmpty }

    /// Finds the nodes of the places that a job names.
    init(_ job: PathSpread, _ network: SpreadNetwork, _ rasters: inout AlignedRasters) throws {
        switch job.ends {
        case .pair(let from, let to)?:
            let ends = try Self.nodes(of: [(from, "--from"), (to, "--to")], job, network)
            let isInside = ends.allSatisfy { $0.node != nil }
            sources = isInside ? [Weighted(node: ends[0].node ?? 0, weight: 1)] : []
            targets = isInside ? [Weighted(node: ends[1].node ?? 0, weight: 1)] : []
        case .weights(let sourcePath, let targetPath)?:
            sources = try Self.weights(sourcePath, network, &rasters)
            targets = try Self.weights(targetPath, network, &rasters)
        case nil: (sources, targets) = ([], [])
        }
        hasDistances = job.distances != nil
        points = try job.distances.map { try Self.points($0.points, job, network) } ?? []
    }

    private static func nodes(
        of ends: [(text: String, option: String)], _ job: PathSpread, _ network: SpreadNetwork
    ) throws -> [Point] {
        guard let grid = network.grid else {
            return try ends.map { end in
                guard let label = network.names.firstIndex(of: end.text) else {
                    throw RequestError(.badData, "\(end.option) \(end.text) is no id of the network")
                }
                return Point(id: end.text, node: network.node(label))
            }
        }
        let reader = PlaceReader(grid: grid, system: job.system)
        let places = try ends.map { try reader.place($0.text, option: $0.option) }
        try network.requireOpen(places, in: job.system)
        return places.map { Point(id: $0.id, node: network.node($0.cell)) }
    }

    private static func points(_ text: String, _ job: PathSpread, _ network: SpreadNetwork) throws -> [Point] {
        if let grid = network.grid {
            let places = try PlaceReader(grid: grid, system: job.system).places(text, option: "--points")
            try network.requireOpen(places, in: job.system)
            return places.map { Point(id: $0.id, node: network.node($0.cell)) }
        }
        let table = try TableInput(text)
        let column = try table.column("id")
        let labels = Dictionary(uniqueKeysWithValues: zip(network.names, network.names.indices))
        return try table.rows.map { row in
            let id = try table.text(row, column)
            guard let label = labels[id] else { throw table.fault(row, column, "\(id) is no id of the network") }
            return Point(id: id, node: network.node(label))
        }
    }

    private static func weights(
        _ path: String, _ network: SpreadNetwork, _ rasters: inout AlignedRasters
    ) throws -> [Weighted] {
        guard let grid = network.grid else {
            throw RequestError(.wrongUsage, "--sources and --targets are rasters; a network takes --from and --to")
        }
        let values = try rasters.doubles(path)
        if let cell = values.firstIndex(where: { $0 < 0 || $0 == .infinity }) {
            let (row, column) = (cell / grid.shape.columns, cell % grid.shape.columns)
            throw RequestError(
                .badData,
                "\(path): the cell at row \(row), column \(column) holds \(values[cell]); "
                    + "a weight is 0 or more and finite")
        }
        return network.network.labels.enumerated().compactMap { node, label in
            values[Int(label)] > 0 ? Weighted(node: node, weight: values[Int(label)]) : nil
        }
    }

    /// The mean of the least costs over all pairs of source and target, by the product of their weights.
    func meanLeastCost(_ network: WalkNetwork) -> Double {
        var (sum, weights) = (0.0, 0.0)
        for target in targets {
            let least = network.leastCosts(to: target.node)
            for source in sources {
                sum += target.weight * source.weight * least[source.node]
                weights += target.weight * source.weight
            }
        }
        return sum / weights
    }
}
