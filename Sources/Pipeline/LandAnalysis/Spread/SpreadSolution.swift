internal import Connectivity
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// The distance from one point to another.
struct SpreadDistance {
    let from: String
    let to: String
    /// nil where they are not connected.
    let values: (expectedCost: Double, freeEnergy: Double, survival: Double)?
}

/// What was found for a ``SpreadPlan``.
struct SpreadSolution {
    /// Expected visits of each node.
    var passage: [Double]
    var totals = SpreadTotals()
    /// For every ordered pair of points, by the first and then by the second.
    var distances: [SpreadDistance] = []
}

extension SpreadPlan {
    /// One solve for each target and for each point.
    ///
    /// - Throws: ``RequestError`` if a solve does not converge.
    func solve(_ network: WalkNetwork, theta: Double, _ progress: LandProgress) throws -> SpreadSolution {
        var solution = SpreadSolution(passage: [Double](repeating: 0, count: network.nodeCount))
        var found = [(expectedCost: Double, freeEnergy: Double, survival: Double)?](
            repeating: nil, count: points.count * points.count)
        let weights = Dictionary(uniqueKeysWithValues: targets.map { ($0.node, $0.weight) })
        var nodes = targets.map(\.node)
        for case let node? in points.map(\.node) where weights[node] == nil && !nodes.contains(node) {
            nodes.append(node)
        }
        do throws(ConnectivityError) {
            let paths = try RandomisedPaths(network, theta: theta)
            for (index, node) in nodes.enumerated() {
                progress("solving", index, nodes.count)
                let toNode = try paths.toward(node)
                let costs = toNode.expectedCosts()
                if let weight = weights[node] { add(toNode, costs, node, weight, network, theta, to: &solution) }
                for (to, point) in points.enumerated() where point.node == node {
                    for (from, other) in points.enumerated() {
                        guard let start = other.node else { continue }
                        found[from * points.count + to] = (
                            costs[start], toNode.freeEnergy(from: start), toNode.survival(from: start)
                        )
                    }
                }
            }
        } catch {
            throw RequestError(.badData, "\(error)")
        }
        solution.distances = distances { found[$0 * points.count + $1] }
        return solution
    }

    /// Every ordered pair of points without values.
    func unconnected() -> [SpreadDistance] { distances { _, _ in nil } }

    private func distances(
        _ values: (Int, Int) -> (expectedCost: Double, freeEnergy: Double, survival: Double)?
    ) -> [SpreadDistance] {
        points.indices.flatMap { from in
            points.indices.filter { $0 != from }.map { to in
                SpreadDistance(from: points[from].id, to: points[to].id, values: values(from, to))
            }
        }
    }

    /// Adds the paths to one target.
    private func add(
        _ paths: PathsToTarget, _ costs: [Double], _ node: Int, _ weight: Double, _ network: WalkNetwork,
        _ theta: Double, to solution: inout SpreadSolution
    ) {
        var starts = [Double](repeating: 0, count: network.nodeCount)
        let least = network.leastCosts(to: node)
        for source in sources {
            starts[source.node] += source.weight
            let product = source.weight * weight
            let energy = paths.freeEnergy(from: source.node)
            solution.totals.leastCost += product * least[source.node]
            solution.totals.expectedCost += product * costs[source.node]
            solution.totals.freeEnergy += product * energy
            solution.totals.divergence += product * (theta * (energy - costs[source.node]))
        }
        let visits = paths.passage(from: starts)
        for other in visits.indices { solution.passage[other] += weight * visits[other] }
    }
}

extension PathSpread {
    /// Writes what was asked for.
    ///
    /// - Parameter passage: nil if no source can reach a target.
    func write(passage: [Double]?, distances: [SpreadDistance], of network: SpreadNetwork) throws {
        if let output, let grid = network.grid {
            try writeRaster(passage, output, network, grid)
        } else if let output {
            var table = try TableWriter(path: output.path, overwrite: overwrite)
            try table.append(record: ["id", "passage"])
            for (node, visits) in (passage ?? []).enumerated() {
                table.append(network.names[Int(network.network.labels[node])], isFirst: true)
                table.append(visits)
                try table.endRecord()
            }
            try table.commit()
        }
        guard let path = self.distances?.path else { return }
        var table = try TableWriter(path: path, overwrite: overwrite)
        try table.append(record: ["from", "to", "expected_cost", "free_energy", "survival"])
        for distance in distances {
            table.append(distance.from, isFirst: true)
            table.append(distance.to)
            table.append(distance.values?.expectedCost ?? .nan)
            table.append(distance.values?.freeEnergy ?? .nan)
            table.append(distance.values?.survival ?? .nan)
            try table.endRecord()
        }
        try table.commit()
    }

    private func writeRaster(
        _ passage: [Double]?, _ output: RasterDestination, _ network: SpreadNetwork, _ grid: Grid
    ) throws {
        let labels = network.network.labels
        let values: CellValues
        if isExact {
            var cells = [Double](repeating: .nan, count: grid.shape.count)
            for (node, visits) in (passage ?? []).enumerated() { cells[Int(labels[node])] = visits }
            values = .doubles(cells)
        } else {
            var cells = [Float](repeating: .nan, count: grid.shape.count)
            for (node, visits) in (passage ?? []).enumerated() { cells[Int(labels[node])] = Float(visits) }
            values = .floats(cells)
        }
        try output.write([
            CloudOptimizedGeoTIFF.Band(grid: grid, values: values, description: "passage", unit: "visits")
        ])
    }
}
