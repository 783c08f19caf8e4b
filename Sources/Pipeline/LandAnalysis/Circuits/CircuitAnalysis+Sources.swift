internal import Connectivity
internal import Export
internal import SpatialEngine
internal import SpatialFormats

extension CircuitAnalysis {
    /// Solves with sources and grounds of the user's own.
    func solveOpen(
        _ circuit: CircuitGraph, _ rasters: inout AlignedRasters, _ ledger: inout CircuitLedger,
        _ progress: @escaping LandProgress
    ) throws {
        var amperes = [Double](repeating: 0, count: circuit.graph.nodeCount)
        try read(sources ?? "", "--sources", circuit, &rasters) { node, value in
            guard value != 0 else { return nil }
            amperes[node] += hasUnitSources ? 1 : value
            return nil
        }
        var held = [Double](repeating: 0, count: circuit.graph.nodeCount)
        try read(grounds ?? "", "--grounds", circuit, &rasters) { node, value in
            if value < 0 { return "a ground of \(value); grounds must be 0 or above" }
            let conductance = groundQuantity == .resistance ? 1 / value : value
            if conductance > 0 { held[node] += hasDirectGrounds ? .infinity : conductance }
            return nil
        }
        try ledger.begin([], [])
        let open = OpenCircuit(
            circuit.graph, sources: amperes, grounds: held,
            conflict: GroundConflict(rawValue: conflict.rawValue) ?? .keepAll)
        let (flow, solves) = try open.solve { progress("solving", $0, $1) }
        try ledger.book(flow, solves: solves)
    }

    /// Gives the value of each node that a file names; closed cells are passed over.
    ///
    /// - Parameter take: Takes a node and a value, and tells what is wrong with it, if anything.
    private func read(
        _ path: String, _ option: String, _ circuit: CircuitGraph, _ rasters: inout AlignedRasters,
        _ take: (Int, Double) -> String?
    ) throws {
        switch circuit.nodes {
        case .names(let names):
            let table = try TableInput(path)
            let (id, column) = (try table.column("id"), try table.column("value"))
            let numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...))
            for row in table.rows {
                guard let node = numbers[try table.text(row, id)] else {
                    throw table.fault(row, id, "the network has no node \(row.fields[id])")
                }
                if let problem = take(node, try table.number(row, column)) {
                    throw table.fault(row, column, problem)
                }
            }
        case .cells(let nodes, let grid) where path.hasExtension("csv"):
            let table = try TableInput(path)
            let column = try table.column("value")
            let values = try table.rows.map { try table.number($0, column) }
            if values.isEmpty { return }
            let places = try PlaceReader(grid: grid, system: system).places(path, option: option, mayRepeat: true)
            for (place, (row, value)) in zip(places, zip(table.rows, values)) where nodes[place.cell] >= 0 {
                if let problem = take(Int(nodes[place.cell]), value) { throw table.fault(row, column, problem) }
            }
        case .cells(let nodes, let grid):
            let values = try rasters.doubles(path)
            for cell in values.indices where !values[cell].isNaN && nodes[cell] >= 0 {
                let problem = values[cell].isFinite ? take(Int(nodes[cell]), values[cell]) : "an infinite value"
                if let problem {
                    let place = "row \(cell / grid.shape.columns), column \(cell % grid.shape.columns)"
                    throw RequestError(.badData, "\(path): the cell at \(place) holds \(problem)")
                }
            }
        }
    }
}
