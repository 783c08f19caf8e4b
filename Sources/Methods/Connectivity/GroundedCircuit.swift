/// A circuit with conductances to ground, some of them perhaps infinite, ready to be solved many times.
struct GroundedCircuit: Sendable {
    let graph: ConductanceGraph
    /// Conductance of each node to 0 V; infinite for a node that is held there.
    let grounds: [Double]
    private let solver: CircuitSolver
    /// Place of each node among those that are not held at 0 V, −1 for one that is.
    private let places: [Int32]
    private let freeCount: Int

    /// - Complexity: O(*n* + *m*).
    init(_ graph: ConductanceGraph, grounds: [Double]? = nil) {
        let grounds = grounds ?? [Double](repeating: 0, count: graph.nodeCount)
        (self.graph, self.grounds) = (graph, grounds)
        let free = NodeMerging(nodeCount: graph.nodeCount, joining: []) { grounds[$0] < .infinity }
        (places, freeCount) = (free.groups, free.count)
        if free.isIdentity {
            solver = CircuitSolver(graph, grounds: grounds)
        } else {
            var (rest, leaks) = graph.contracted(by: free.groups, count: free.count)
            for node in grounds.indices where free.groups[node] >= 0 { leaks[Int(free.groups[node])] += grounds[node] }
            solver = CircuitSolver(rest, grounds: leaks)
        }
    }

    /// The voltages for amperes that enter the nodes; what enters a node at 0 V does nothing.
    ///
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``.
    func solve(_ entering: [Double]) throws(ConnectivityError) -> CircuitVoltages {
        if freeCount == graph.nodeCount { return try solver.solve(entering) }
        var currents = [Double](repeating: 0, count: freeCount)
        for node in entering.indices where places[node] >= 0 { currents[Int(places[node])] = entering[node] }
        let found = try solver.solve(currents)
        func spread(_ values: [Double]) -> [Double] {
            values.isEmpty ? [] : places.map { $0 >= 0 ? values[Int($0)] : 0 }
        }
        return CircuitVoltages(
            volts: spread(found.volts), remainders: spread(found.remainders), relativeResidual: found.relativeResidual)
    }

    /// What flows when `entering` enters and the voltages are `found`.
    func flow(_ entering: [Double], _ found: CircuitVoltages) -> ReducedFlow {
        ReducedFlow(graph, grounds: grounds, entering: entering, volts: found.volts, remainders: found.remainders)
    }
}

extension CircuitVoltages {
    /// The voltages less `other`'s, both rounded as one number would be.
    func subtracting(_ other: CircuitVoltages) -> CircuitVoltages {
        let difference = zip(volts, other.volts).map { $0 - $1 }
        guard !remainders.isEmpty || !other.remainders.isEmpty else {
            return CircuitVoltages(volts: difference, remainders: [], relativeResidual: 0)
        }
        let rests = difference.indices.map { k -> Double in
            let (a, b, rounded) = (volts[k], other.volts[k], difference[k])
            // The rounding error of a − b, exactly (Knuth's two-sum).
            let back = rounded - a
            let error = (a - (rounded - back)) - (b + back)
            return error + (remainders.isEmpty ? 0 : remainders[k])
                - (other.remainders.isEmpty ? 0 : other.remainders[k])
        }
        return CircuitVoltages(volts: difference, remainders: rests, relativeResidual: 0)
    }
}
