import Connectivity
import SpatialEngine
import TestSupport
import Testing

@Suite struct CircuitTerminalTests {
    /// 0 – 1 – 2 – 3 – 4 in ones, and 5 – 6 apart.
    private func chain() throws -> ConductanceGraph {
        try CircuitFixtures.graph([(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 4, 1), (5, 6, 1)])
    }

    @Test func `a terminal of several nodes is one node only while it is in use`() throws {
        let outcomes = try CircuitFixtures.pairs(
            try chain(), [[0, 2], [4], [1]], [(0, 1), (0, 2), (1, 2)])
        let resistances = outcomes.sorted { ($0.terminal, $0.partner ?? 0) < ($1.terminal, $1.partner ?? 0) }
            .map { $0.resistance ?? .nan }
        for (found, expected) in zip(resistances, [2, 0.5, 3]) { #expect(isClose(found, expected, within: 1e-12)) }
    }

    @Test func `terminals apart, on no node or on one node need no solve`() throws {
        let outcomes = try CircuitFixtures.pairs(
            try chain(), [[0], [5], [], [0, 3]], [(0, 1), (0, 2), (0, 3)])
        #expect(outcomes.map(\.isConnected) == [false, false, true])
        #expect(outcomes.map(\.resistance) == [nil, nil, 0])
        #expect(outcomes.allSatisfy { $0.flow == nil })
    }

    @Test func `currents, voltages and branches follow Ohm and Kirchhoff`() throws {
        let graph = try CircuitFixtures.graph([(0, 1, 1), (0, 2, 1), (1, 3, 1), (2, 3, 3)])
        let flow = try #require(try CircuitFixtures.pairs(graph, [[0], [3]], [(0, 1)]).first?.flow)
        for (node, amperes) in [1, 2 / 3.0, 1 / 3.0, 1].enumerated() {
            #expect(isClose(flow.currents[node], amperes, within: 1e-12))
        }
        for (node, volts) in [4 / 3.0, 2 / 3.0, 1, 0].enumerated() {
            #expect(isClose(flow.volts[node], volts, within: 1e-12))
        }
        #expect(isClose(flow.branchCurrent(from: 2, to: 3, conductance: 1 / 3.0), 1 / 3.0, within: 1e-12))
    }

    @Test func `the same bytes at any number of threads`() throws {
        let graph = try CircuitFixtures.random(nodes: 900, edges: 1500, decades: 3, seed: 2)
        let terminals = (0..<9).map { [Int32($0 * 100)] }
        let pairs = (0..<9).flatMap { a in (a + 1..<9).map { (a, $0) } }
        let one = try CircuitFixtures.pairs(graph, terminals, pairs).map { $0.flow?.volts }
        for threads in [2, 5] {
            #expect(try CircuitFixtures.pairs(graph, terminals, pairs, threads: threads).map { $0.flow?.volts } == one)
        }
    }

    @Test func `one feeds all, and all feed one`() throws {
        let terminals = [
            CircuitTerminal(nodes: [2], amperes: 2), CircuitTerminal(nodes: [0]), CircuitTerminal(nodes: [4]),
        ]
        let circuit = TerminalCircuit(try chain(), terminals: terminals)
        let partners = [[1, 2], [0, 2], [0, 1]]
        var (found, drained): ([TerminalCircuit.Outcome], [TerminalCircuit.Outcome]) = ([], [])
        try circuit.oneToAll(partners) { found.append($0) }
        try circuit.allToOne(partners) { drained.append($0) }
        #expect(isClose(found[0].resistance ?? .nan, 1, within: 1e-12))
        #expect(isClose(found[0].flow?.currents[1] ?? .nan, 1, within: 1e-12))
        #expect(isClose(found[0].flow?.volts[2] ?? .nan, 2, within: 1e-12))
        // At 0 both others arrive: 2 A over two ohms, 1 A over four.
        #expect(isClose(drained[1].flow?.volts[2] ?? .nan, 6, within: 1e-11))
        #expect(isClose(drained[1].flow?.volts[4] ?? .nan, 8, within: 1e-11))
        #expect(isClose(drained[1].flow?.currents[0] ?? .nan, 3, within: 1e-11))
        #expect(drained.allSatisfy { $0.resistance == nil && $0.isConnected })
    }

    @Test(arguments: zip(GroundConflict.allCases, [1.0, .nan, 2, .nan]))
    func `a node with source and ground obeys the rule`(_ rule: GroundConflict, _ volts: Double) throws {
        // Node 0: 1 A and 2 Ω to ground; node 1: 0 V through 1 Ω when its ground is there.
        let graph = try CircuitFixtures.graph([(0, 1, 1)])
        let open = OpenCircuit(graph, sources: [1, 0], grounds: [0.5, 1], conflict: rule)
        let flow = try open.solve().flow
        #expect(volts.isNaN ? flow.volts[0].isNaN : isClose(flow.volts[0], volts, within: 1e-12))
    }

    @Test func `a source on a node at 0 V wins over it`() throws {
        let graph = try CircuitFixtures.graph([(0, 1, 1)])
        let open = OpenCircuit(graph, sources: [1, 0], grounds: [.infinity, 0.25], conflict: .keepAll)
        let (flow, solves) = try open.solve()
        #expect(solves == 1 && isClose(flow.volts[0], 5, within: 1e-12) && isClose(flow.volts[1], 4, within: 1e-12))
    }
}
