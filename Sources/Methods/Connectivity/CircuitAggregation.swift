/// Groups strongly coupled nodes two by two, for the next coarser level of the solver.
///
/// The partner of a node is the free neighbour with the best bound on the two-grid condition number of Napov & Notay
/// (2012, doi:10.1137/100818509): the harmonic mean of the two diagonals over the conductance between them. Only edges
/// that are strong for both ends make pairs, so that no weak tie ever splits a strong one; who is left over joins the
/// neighbour that it is tied to best.
struct CircuitAggregation {
    /// Group of each node, −1 for a node that its ground holds and that needs no coarse level.
    private var groups: [Int32]
    /// Number of groups.
    private var count = 0

    /// The share of a node's strongest conductance from which a pair counts as strong.
    private static let strong = 0.25
    private static let alone: Int32 = -2
    private static let held: Int32 = -1

    /// Groups of two, rarely a few more, and the graph and grounds of the groups.
    static func coarser(
        _ graph: ConductanceGraph, grounds: [Double]
    ) -> (groups: [Int32], graph: ConductanceGraph, grounds: [Double]) {
        let pairs = CircuitAggregation(graph, grounds: grounds)
        var (coarse, sums) = graph.contracted(by: pairs.groups, count: pairs.count)
        for node in pairs.groups.indices where pairs.groups[node] >= 0 {
            sums[Int(pairs.groups[node])] += grounds[node]
        }
        return (pairs.groups, coarse, sums)
    }

    private init(_ graph: ConductanceGraph, grounds: [Double]) {
        let nodes = graph.nodeCount
        groups = [Int32](repeating: Self.alone, count: nodes)
        let diagonals = graph.diagonals(grounds: grounds)
        var strongest = [Double](repeating: 0, count: nodes)
        groups.withUnsafeMutableBufferPointer { groups in
            for node in 0..<nodes where grounds[node] * 4 >= diagonals[node] { groups[node] = Self.held }
            graph.withTables { graph in
                strongest.withUnsafeMutableBufferPointer { strongest in
                    for node in 0..<nodes {
                        var most = 0.0
                        for k in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
                            most = max(most, graph.conductances[k])
                        }
                        strongest[node] = most
                    }
                    diagonals.withUnsafeBufferPointer { diagonals in
                        Self.pair(graph, diagonals, UnsafeBufferPointer(strongest), groups, &count)
                    }
                }
                Self.join(graph, groups, &count)
            }
            for node in 0..<nodes where groups[node] == Self.alone {
                groups[node] = Int32(truncatingIfNeeded: count)
                count += 1
            }
        }
    }

    /// Pairs of nodes that are strong for each other, the best of them by the bound.
    private static func pair(
        _ graph: GraphTables, _ diagonals: UnsafeBufferPointer<Double>, _ strongest: UnsafeBufferPointer<Double>,
        _ groups: UnsafeMutableBufferPointer<Int32>, _ count: inout Int
    ) {
        for node in 0..<graph.count where groups[node] == alone {
            var (partner, best) = (-1, Double.infinity)
            let diagonal = diagonals[node]
            for k in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
                let other = Int(graph.columns[k])
                let conductance = graph.conductances[k]
                guard groups[other] == alone, conductance >= strong * max(strongest[node], strongest[other])
                else { continue }
                let bound = diagonal * diagonals[other] / ((diagonal + diagonals[other]) * conductance)
                if bound < best { (best, partner) = (bound, other) }
            }
            guard partner >= 0 else { continue }
            groups[node] = Int32(truncatingIfNeeded: count)
            groups[partner] = groups[node]
            count += 1
        }
    }

    /// Each node left over joins the neighbour that it is tied to best, or its group.
    private static func join(_ graph: GraphTables, _ groups: UnsafeMutableBufferPointer<Int32>, _ count: inout Int) {
        for node in 0..<graph.count where groups[node] == alone {
            var (nearest, best) = (-1, 0.0)
            for k in Int(graph.starts[node])..<Int(graph.starts[node + 1]) {
                let other = Int(graph.columns[k])
                guard groups[other] != held, graph.conductances[k] > best else { continue }
                (best, nearest) = (graph.conductances[k], other)
            }
            guard nearest >= 0 else { continue }
            if groups[nearest] == alone {
                groups[nearest] = Int32(truncatingIfNeeded: count)
                count += 1
            }
            groups[node] = groups[nearest]
        }
    }
}

extension ConductanceGraph {
    /// The sum of the conductances at each node, its ground included.
    func diagonals(grounds: [Double]) -> [Double] {
        var sums = grounds
        withTables { graph in
            for node in 0..<graph.count {
                var sum = sums[node]
                for k in Int(graph.starts[node])..<Int(graph.starts[node + 1]) { sum += graph.conductances[k] }
                sums[node] = sum
            }
        }
        return sums
    }
}
