internal import Connectivity
internal import SpatialEngine
internal import SpatialFormats

/// A circuit with what its nodes are called.
struct CircuitGraph {
    let graph: ConductanceGraph
    let nodes: Nodes

    /// What the nodes stand for.
    enum Nodes {
        /// The node of each cell, −1 where it is closed.
        case cells([Int32], Grid)
        /// The name of each node, in ascending order.
        case names([String])
    }

    var isNetwork: Bool {
        if case .names = nodes { true } else { false }
    }
}

/// The order of ids: numbers by value, then texts by their characters.
func precedes(_ a: String, _ b: String) -> Bool {
    switch (Double(a), Double(b)) {
    case (let x?, let y?) where x != y: x < y
    case (.some, nil): true
    case (nil, .some): false
    default: a < b
    }
}

extension CircuitAnalysis {
    /// Reads what conducts.
    func read(_ rasters: inout AlignedRasters) throws -> CircuitGraph {
        switch ground {
        case .network(let path, let quantity): try readNetwork(path, quantity)
        case .raster(let path, let quantity): try readRaster(path, quantity, &rasters)
        }
    }

    private func readNetwork(_ path: String, _ quantity: Quantity) throws -> CircuitGraph {
        let table = try TableInput(path)
        let (from, to, value) = (
            try table.column("id_from"), try table.column("id_to"), try table.column("value")
        )
        if table.rows.isEmpty { throw RequestError(.badData, "\(path) holds no edge; add rows below the header") }
        var names: Set<String> = []
        for row in table.rows {
            names.insert(try table.text(row, from))
            names.insert(try table.text(row, to))
        }
        let ordered = names.sorted(by: precedes)
        let numbers = Dictionary(uniqueKeysWithValues: zip(ordered, Int32(0)...))
        var (starts, ends, conductances) = ([Int32](), [Int32](), [Double]())
        for row in table.rows {
            let number = try table.number(row, value)
            let conductance = quantity == .resistance ? 1 / number : number
            guard number > 0, conductance > 0, conductance.isFinite else {
                throw table.fault(row, value, "the value is \(row.fields[value]); it must be above 0")
            }
            starts.append(numbers[try table.text(row, from)] ?? 0)
            ends.append(numbers[try table.text(row, to)] ?? 0)
            conductances.append(conductance)
        }
        let graph = try ConductanceGraph(
            nodeCount: ordered.count, from: starts, to: ends, conductances: conductances)
        return CircuitGraph(graph: graph, nodes: .names(ordered))
    }

    private func readRaster(
        _ path: String, _ quantity: Quantity, _ rasters: inout AlignedRasters
    ) throws -> CircuitGraph {
        var values = try rasters.doubles(path)
        let grid = try rasters.requiredGrid()
        try requireConducting(values, path, quantity, grid)
        if quantity == .resistance {
            for cell in values.indices { values[cell] = values[cell].isFinite ? 1 / values[cell] : 0 }
        }
        if let mask {
            let kept = try rasters.doubles(mask)
            for cell in values.indices where !(kept[cell] > 0) { values[cell] = 0 }
        }
        let ties = CellTies(hasDiagonals: neighbours == 8, mean: average == .resistance ? .resistance : .conductance)
        var (graph, nodes) = try ConductanceGraph.raster(values, shape: grid.shape, ties: ties)
        if let regions {
            let merging = try Self.join(try rasters.ids(regions), &nodes, graph.nodeCount)
            graph = graph.merged(merging)
        }
        return CircuitGraph(graph: graph, nodes: .cells(nodes, grid))
    }

    private func requireConducting(
        _ values: [Double], _ path: String, _ quantity: Quantity, _ grid: Grid
    ) throws(RequestError) {
        func isBad(_ value: Double) -> Bool {
            switch quantity {
            case .resistance: value <= 0 || (value.isFinite && !((1 / value).isFinite && 1 / value > 0))
            case .conductance: value < 0 || value == .infinity || (value > 0 && !(1 / value).isFinite)
            }
        }
        guard let first = values.firstIndex(where: isBad) else { return }
        let rule =
            quantity == .resistance
            ? "resistance must be above 0; no-data closes a cell, and --regions makes perfect conductors"
            : "conductance must be 0 (closed) or above, and finite"
        throw RequestError(
            .badData,
            "\(path): \(values.count(where: isBad)) cells hold values such as \(values[first]), the first at row "
                + "\(first / grid.shape.columns), column \(first % grid.shape.columns); \(rule)")
    }

    /// Makes one node of each region with an open cell; its closed cells belong to it too.
    private static func join(_ regions: [Int32], _ nodes: inout [Int32], _ count: Int) throws -> NodeMerging {
        var members: [Int32: [Int32]] = [:]
        for cell in regions.indices where regions[cell] > 0 && nodes[cell] >= 0 {
            members[regions[cell], default: []].append(nodes[cell])
        }
        let ordered = members.keys.sorted().compactMap { members[$0] }
        let merging = NodeMerging(nodeCount: count, joining: ordered)
        for cell in nodes.indices {
            if nodes[cell] >= 0 {
                nodes[cell] = merging.groups[Int(nodes[cell])]
            }
        }
        let firsts = members.mapValues { merging.groups[Int($0[0])] }
        for cell in nodes.indices where nodes[cell] < 0 && regions[cell] > 0 {
            if let node = firsts[regions[cell]] { nodes[cell] = node }
        }
        return merging
    }
}
