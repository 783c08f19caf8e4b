import Connectivity
import SpatialEngine
import TestSupport
import Testing

@Suite struct CircuitTests {
    @Test func `resistances in series add up, however far apart they lie`() throws {
        let values = (0..<1000).map { [1e-6, 1, 1e6][$0 % 3] }
        let chain = try CircuitFixtures.graph(values.enumerated().map { ($0.offset, $0.offset + 1, $0.element) })
        let sum = values.reduce(0, +)
        let found = try #require(try CircuitFixtures.resistance(chain, 0, 1000))
        #expect(isClose(found, sum, within: 1e-9 * sum))
        let first = try #require(try CircuitFixtures.resistance(chain, 0, 1))
        #expect(isClose(first, 1e-6, within: 1e-15))
    }

    @Test func `parallel edges add their conductances and loops do nothing`() throws {
        let graph = try CircuitFixtures.graph([(0, 1, 2), (1, 0, 2), (0, 0, 1), (0, 1, 1)])
        #expect(try CircuitFixtures.resistance(graph, 0, 1) == 0.5)
    }

    @Test func `a long ladder of ones comes to the square root of three less one`() throws {
        // R = 2 + R/(1 + R) without end has the root 1 + √3; the first two rails belong to it.
        var edges: [(Int, Int, Double)] = []
        for k in 0..<400 {
            edges += [(2 * k, 2 * k + 2, 1), (2 * k + 1, 2 * k + 3, 1), (2 * k + 2, 2 * k + 3, 1)]
        }
        let found = try #require(try CircuitFixtures.resistance(try CircuitFixtures.graph(edges), 0, 1))
        #expect(isClose(found, 1 + 3.0.squareRoot(), within: 1e-12))
    }

    @Test func `neighbours in the middle of a wide square grid are half an ohm apart`() throws {
        let shape = GridShape(rows: 301, columns: 301)
        let ones = [Double](repeating: 1, count: shape.count)
        let (graph, nodes) = try ConductanceGraph.raster(ones, shape: shape, ties: CellTies(hasDiagonals: false))
        let middle = Int(nodes[150 * 301 + 150])
        let found = try #require(try CircuitFixtures.resistance(graph, middle, middle + 1))
        // The border is 150 cells away; its share falls with the square of that.
        #expect(isClose(found, 0.5, within: 2e-5) && found > 0.5)
        let diagonal = try #require(try CircuitFixtures.resistance(graph, middle, middle + 302))
        #expect(isClose(diagonal, 2 / Double.pi, within: 1e-4))
    }

    @Test(arguments: [0.0, 6, 12]) func `conductance times resistance over all edges is the number of nodes less one`(
        _ decades: Double
    ) throws {
        // Foster 1949.
        let graph = try CircuitFixtures.random(nodes: 600, edges: 900, decades: decades, seed: 7)
        var edges: [(from: Int, to: Int, conductance: Double)] = []
        graph.forEachEdge { edges.append(($0, $1, $2)) }
        let outcomes = try CircuitFixtures.pairs(
            graph, (0..<600).map { [Int32($0)] }, edges.map { ($0.from, $0.to) }, threads: 2)
        var sum = 0.0
        for (edge, outcome) in zip(edges, outcomes) { sum += edge.conductance * (outcome.resistance ?? .nan) }
        #expect(isClose(sum, 599, within: 599e-9))
    }

    @Test func `a voltage is the same when current and meter change places`() throws {
        let graph = try CircuitFixtures.random(nodes: 400, edges: 500, decades: 4, seed: 11)
        let terminals: [[Int32]] = [[3], [250], [77], [399]]
        let outcomes = try CircuitFixtures.pairs(graph, terminals, [(0, 1), (2, 3)])
        let (a, b) = (try #require(outcomes[0].flow).volts, try #require(outcomes[1].flow).volts)
        #expect(isClose(a[77] - a[399], b[3] - b[250], within: 1e-9))
    }

    @Test func `one more edge never raises a resistance`() throws {
        let graph = try CircuitFixtures.random(nodes: 300, edges: 200, decades: 3, seed: 5)
        var (from, to, conductances) = ([Int32](), [Int32](), [Double]())
        graph.forEachEdge { a, b, conductance in
            from.append(Int32(a))
            to.append(Int32(b))
            conductances.append(conductance)
        }
        let more = try ConductanceGraph(
            nodeCount: 300, from: from + [10], to: to + [200], conductances: conductances + [5])
        for pair in [(0, 299), (10, 200), (4, 50)] {
            let before = try #require(try CircuitFixtures.resistance(graph, pair.0, pair.1))
            let after = try #require(try CircuitFixtures.resistance(more, pair.0, pair.1))
            #expect(after <= before * (1 + 1e-12))
        }
    }

    @Test func `barriers, islands and contrasts of a million converge to the tolerance`() throws {
        var random = SplitMix64(seed: 3)
        let shape = GridShape(rows: 150, columns: 150)
        let cells = (0..<shape.count).map { cell -> Double in
            let draw = random.next() % 10
            if cell % 150 == 75 && cell / 150 != 20 { return 0 }
            return draw < 3 ? 0 : draw < 6 ? 1e6 : 1
        }
        let (graph, nodes) = try ConductanceGraph.raster(cells, shape: shape, ties: CellTies())
        let labels = graph.components().labels
        let biggest = Dictionary(grouping: labels.indices) { labels[$0] }.values.max { $0.count < $1.count } ?? []
        let ends = [[Int32(biggest[0])], [Int32(biggest[biggest.count - 1])]]
        let outcome = try #require(try CircuitFixtures.pairs(graph, ends, [(0, 1)]).first)
        #expect(try #require(outcome.flow).relativeResidual <= 2e-11)
        #expect(nodes.contains(-1) && (outcome.resistance ?? 0) > 0)
    }
}
