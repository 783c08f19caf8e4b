/// What happens to a node that has both a source and a ground.
public enum GroundConflict: String, CaseIterable, Sendable {
    /// Both stay; a source on a node at 0 V wins.
    case keepAll = "keep-all"
    /// The ground stays.
    case removeSource = "remove-source"
    /// The source stays.
    case removeGround = "remove-ground"
    /// Neither stays.
    case removeBoth = "remove-both"
}

/// A graph with sources and grounds of the user's own.
public struct OpenCircuit: Sendable {
    private let graph: ConductanceGraph
    private var sources: [Double]
    private var grounds: [Double]

    /// - Parameters:
    ///   - sources: Amperes that enter each node; below 0 they leave.
    ///   - grounds: Conductance of each node to 0 V: 0 for none, infinite for 0 V itself.
    public init(_ graph: ConductanceGraph, sources: [Double], grounds: [Double], conflict: GroundConflict) {
        (self.graph, self.sources, self.grounds) = (graph, sources, grounds)
        for node in sources.indices where sources[node] != 0 && grounds[node] > 0 {
            switch conflict {
            case .keepAll: if grounds[node] == .infinity { self.grounds[node] = 0 }
            case .removeSource: self.sources[node] = 0
            case .removeGround: self.grounds[node] = 0
            case .removeBoth: (self.sources[node], self.grounds[node]) = (0, 0)
            }
        }
    }

    /// Solves every component that has both a source and a ground; elsewhere nothing flows.
    ///
    /// - Returns: What flows, and how many components were solved.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``.
    public func solve(
        progress: TerminalCircuit.Progress = { _, _ in }
    ) throws(ConnectivityError) -> (flow: CircuitFlow, solves: Int) {
        let (labels, count) = graph.components()
        var (hasSource, hasGround) = ([Bool](repeating: false, count: count), [Bool](repeating: false, count: count))
        for node in labels.indices {
            if sources[node] != 0 { hasSource[Int(labels[node])] = true }
            if grounds[node] > 0 { hasGround[Int(labels[node])] = true }
        }
        let solved = (0..<count).filter { hasSource[$0] && hasGround[$0] }
        var parts: [(flow: ReducedFlow, merging: NodeMerging)] = []
        for (done, component) in solved.enumerated() {
            progress(done, solved.count)
            let part = NodeMerging(nodeCount: graph.nodeCount, joining: []) { Int(labels[$0]) == component }
            func restricted(_ values: [Double]) -> [Double] {
                values.indices.filter { part.groups[$0] >= 0 }.map { values[$0] }
            }
            let circuit = GroundedCircuit(graph.merged(part), grounds: restricted(grounds))
            let entering = restricted(sources)
            parts.append((circuit.flow(entering, try circuit.solve(entering)), part))
        }
        progress(solved.count, solved.count)
        return (CircuitFlow(parts, nodeCount: graph.nodeCount), solved.count)
    }
}
