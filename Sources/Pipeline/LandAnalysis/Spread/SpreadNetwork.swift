internal import Connectivity
internal import SpatialEngine
internal import SpatialFormats

/// The network that paths spread over, and how its nodes are called outside.
struct SpreadNetwork {
    /// The largest strongly connected part.
    let network: WalkNetwork
    /// The grid of the rasters; nil for a network from a table.
    let grid: Grid?
    /// The ids of a network from a table, in the order of their first appearance; empty on a grid.
    let names: [String]
    /// The node of each label; −1 outside the part.
    private let nodes: [Int32]
    /// Cells that are barriers: without a value, or infinite.
    private let isBarrier: [Bool]

    private init(_ whole: WalkNetwork, labels: Int, grid: Grid?, names: [String], isBarrier: [Bool]) {
        network = whole.largestStrongPart()
        self.grid = grid
        self.names = names
        self.isBarrier = isBarrier
        var nodes = [Int32](repeating: -1, count: labels)
        for (node, label) in network.labels.enumerated() { nodes[Int(label)] = Int32(node) }
        self.nodes = nodes
    }

    /// The node of a cell or of a row of `names`; nil if it is outside the part.
    func node(_ label: Int) -> Int? { nodes[label] < 0 ? nil : Int(nodes[label]) }

    /// Fails for a place on a barrier.
    func requireOpen(_ places: [Place], in system: PlaceSystem) throws {
        try grid?.requireOpen(places, in: system) { !isBarrier[$0] }
    }
}

extension SpreadNetwork {
    /// Reads the affinities and costs of cells.
    ///
    /// - Parameter costPath: nil makes the cost of each edge −ln of its affinity.
    /// - Throws: ``RequestError`` for a negative number, a cost below 0 of an edge, or rasters on different grids; the errors of
    ///   the files.
    init(
        affinityPath: String, costPath: String?, corners: Bool, rule: CellEdgeRule, _ rasters: inout AlignedRasters
    ) throws {
        let affinities = try rasters.doubles(affinityPath)
        let costs = try costPath.map { try rasters.doubles($0) }
        guard let grid = rasters.grid else { throw RequestError(.badData, "\(affinityPath) holds no cells") }
        try Self.requireNoneNegative(affinities, affinityPath, "affinity", grid)
        if let costs, let costPath { try Self.requireNoneNegative(costs, costPath, "cost", grid) }
        let whole = WalkNetwork.raster(
            columns: grid.shape.columns, affinities: affinities, costs: costs, corners: corners, rule: rule)
        if let (from, to, cost) = whole.firstNegativeCost {
            let columns = grid.shape.columns
            func cell(_ label: Int32) -> String { "row \(Int(label) / columns), column \(Int(label) % columns)" }
            throw RequestError(
                .badData,
                "\(affinityPath): the edge from \(cell(from)) to \(cell(to)) has the cost \(cost), since −ln of an affinity "
                    + "above 1 is negative; scale the affinities to at most 1")
        }
        let isBarrier = affinities.indices.map { !affinities[$0].isFinite || !(costs?[$0].isFinite ?? true) }
        self.init(whole, labels: affinities.count, grid: grid, names: [], isBarrier: isBarrier)
    }

    private static func requireNoneNegative(_ values: [Double], _ path: String, _ what: String, _ grid: Grid) throws {
        guard let first = values.firstIndex(where: { $0 < 0 }) else { return }
        let count = values.reduce(0) { $1 < 0 ? $0 + 1 : $0 }
        let (row, column) = (first / grid.shape.columns, first % grid.shape.columns)
        throw RequestError(
            .badData,
            "\(path): \(count) cell\(count == 1 ? " has" : "s have") a negative \(what), the first \(values[first]) at row "
                + "\(row), column \(column); it must be 0 or more")
    }

    /// Reads a directed edge list `id_from,id_to,affinity,cost`.
    ///
    /// - Throws: ``RequestError`` with file, line and column for a missing or negative number.
    init(table path: String) throws {
        let table = try TableInput(path)
        let (from, to) = (try table.column("id_from"), try table.column("id_to"))
        let (affinity, cost) = (try table.column("affinity"), try table.column("cost"))
        var names: [String] = []
        var numbers: [String: Int32] = [:]
        func number(_ name: String) -> Int32 {
            if let known = numbers[name] { return known }
            let new = Int32(names.count)
            numbers[name] = new
            names.append(name)
            return new
        }
        let edges = try table.rows.map { row in
            let values = try [affinity, cost].map { column in
                let value = try table.number(row, column)
                guard value >= 0 else { throw table.fault(row, column, "\(value) is negative; it must be 0 or more") }
                return value
            }
            return WalkNetwork.Edge(
                from: number(try table.text(row, from)), to: number(try table.text(row, to)), affinity: values[0],
                cost: values[1])
        }
        if names.isEmpty { throw RequestError(.badData, "\(path) holds no edge; add rows below the header") }
        let whole = WalkNetwork(nodeCount: names.count, edges: edges)
        self.init(whole, labels: names.count, grid: nil, names: names, isBarrier: [])
    }
}
