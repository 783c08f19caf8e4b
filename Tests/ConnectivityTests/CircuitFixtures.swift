import Connectivity
import SpatialEngine

/// Small circuits of the tests.
enum CircuitFixtures {
    /// A graph from edges of resistances.
    static func graph(_ edges: [(Int, Int, Double)]) throws -> ConductanceGraph {
        let count = (edges.flatMap { [$0.0, $0.1] }.max() ?? -1) + 1
        return try ConductanceGraph(
            nodeCount: count, from: edges.map { Int32($0.0) }, to: edges.map { Int32($0.1) },
            conductances: edges.map { 1 / $0.2 })
    }

    /// A connected graph of random edges whose conductances span `decades` powers of ten.
    static func random(nodes: Int, edges: Int, decades: Double, seed: UInt64) throws -> ConductanceGraph {
        var random = SplitMix64(seed: seed)
        func number(below count: Int) -> Int { Int(random.next() % UInt64(count)) }
        func resistance() -> Double {
            let share = Double(random.next() >> 11) / 9_007_199_254_740_992
            return exponential((share - 0.5) * decades)
        }
        var list = (1..<nodes).map { ($0, number(below: $0), resistance()) }
        for _ in 0..<edges { list.append((number(below: nodes), number(below: nodes), resistance())) }
        return try graph(list)
    }

    private static func exponential(_ decades: Double) -> Double {
        var (power, rest) = (1.0, decades)
        while rest > 1 { (power, rest) = (power * 10, rest - 1) }
        while rest < 0 { (power, rest) = (power / 10, rest + 1) }
        return power * (1 + 9 * rest)
    }

    /// Resistances and flows of pairs of nodes, each a terminal.
    static func pairs(
        _ graph: ConductanceGraph, _ nodes: [[Int32]], _ pairs: [(Int, Int)], threads: Int = 1
    ) throws -> [TerminalCircuit.Outcome] {
        var outcomes: [TerminalCircuit.Outcome] = []
        let circuit = TerminalCircuit(graph, terminals: nodes.map { CircuitTerminal(nodes: $0) }, threads: threads)
        try circuit.pairwise(pairs.map { ($0.0, $0.1) }) { outcomes.append($0) }
        return outcomes
    }

    /// The resistance between two nodes.
    static func resistance(_ graph: ConductanceGraph, _ from: Int, _ to: Int) throws -> Double? {
        try pairs(graph, [[Int32(from)], [Int32(to)]], [(0, 1)]).first?.resistance
    }
}
