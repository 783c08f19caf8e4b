import Connectivity
import Glibc
import SpatialEngine
import TestSupport
import Testing

/// Small networks whose paths are known by hand.
struct RandomisedPathsTests {
    private func edge(_ from: Int32, _ to: Int32, _ affinity: Double = 1, _ cost: Double = 1) -> WalkNetwork.Edge {
        WalkNetwork.Edge(from: from, to: to, affinity: affinity, cost: cost)
    }

    /// Both directions of the edges along a line of `count` nodes.
    private func line(_ count: Int32) -> WalkNetwork {
        WalkNetwork(
            nodeCount: Int(count),
            edges: (0..<count - 1).flatMap { [edge($0, $0 + 1), edge($0 + 1, $0)] })
    }

    @Test func `two ways of equal affinity are taken as exp(-theta cost)`() throws {
        // 0 → 1 → 3 costs 3, 0 → 2 → 3 costs 5; 3 → 0 closes the circle.
        let network = WalkNetwork(
            nodeCount: 4, edges: [edge(0, 1), edge(0, 2, 1, 2), edge(1, 3, 1, 2), edge(2, 3, 1, 3), edge(3, 0)])
        let theta = 0.7
        let paths = try RandomisedPaths(network, theta: theta).toward(3)
        let (cheap, dear) = (exp(-3 * theta) / 2, exp(-5 * theta) / 2)
        let passage = paths.passage(from: [1, 0, 0, 0])
        let share = cheap / (cheap + dear)
        #expect(isClose(paths.survival(from: 0), cheap + dear, within: 1e-16))
        #expect(isClose(passage[0], 1, within: 1e-15) && isClose(passage[1], share, within: 1e-15))
        #expect(isClose(passage[2], 1 - share, within: 1e-15) && passage[3] == 0)
        #expect(isClose(paths.expectedCosts()[0], 3 * share + 5 * (1 - share), within: 1e-14))
    }

    @Test func `survival on a line is the reciprocal of a Chebyshev polynomial`() throws {
        // z(i) = (z(i−1) + z(i+1))·w/2 inside, z(0) = w·z(1): z(i) / z(0) = T_i(1/w), so z(0) = 1/T_n(1/w).
        for theta in [1e-6, 0.01, 0.5, 3] {
            let count: Int32 = 12
            let paths = try RandomisedPaths(line(count), theta: theta).toward(Int(count) - 1)
            let expected = cosh(Double(count - 1) * acosh(exp(theta)))
            #expect(isClose(paths.survival(from: 0) * expected, 1, within: 1e-9))
        }
    }

    @Test func `a vanishing theta leaves the random walk and its hitting times`() throws {
        // From the end of a line to the other n² steps; on a cycle k·(n − k).
        let count: Int32 = 30
        let paths = try RandomisedPaths(line(count), theta: 1e-12).toward(Int(count) - 1)
        let steps = Double((count - 1) * (count - 1))
        #expect(isClose(paths.expectedCosts()[0], steps, within: 1e-6))
        #expect(isClose(paths.freeEnergy(from: 0), steps, within: 1e-6))
        let cycle = WalkNetwork(
            nodeCount: 20, edges: (0..<20).flatMap { [edge($0, ($0 + 1) % 20), edge($0, ($0 + 19) % 20)] })
        let around = try RandomisedPaths(cycle, theta: 1e-12).toward(0)
        for k in 1..<20 { #expect(isClose(around.freeEnergy(from: k), Double(k * (20 - k)), within: 1e-6)) }
    }

    @Test func `nothing underflows at any theta`() throws {
        let network = line(200)
        for theta in [1e3, 1e5, 1e9] {
            let paths = try RandomisedPaths(network, theta: theta).toward(199)
            // Only the straight way is left: ln W = −θ at the end, −θ − ln 2 inside.
            let free = 199 + 198 * log(2) / theta
            #expect(isClose(paths.freeEnergy(from: 0), free, within: free * 1e-12))
            #expect(isClose(paths.expectedCosts()[0], 199, within: 1e-5))
            #expect(paths.passage(from: [1] + [Double](repeating: 0, count: 199)).dropLast().allSatisfy { $0 > 0.999 })
        }
    }

    @Test func `a long line keeps its closed form where the survival is far below a double`() throws {
        let count: Int32 = 3000
        for theta in [0.01, 0.2] {
            let free = try RandomisedPaths(line(count), theta: theta).toward(Int(count) - 1).freeEnergy(from: 0)
            let expected = (Double(count - 1) * acosh(exp(theta)) - log(2)) / theta
            #expect(isClose(free, expected, within: expected * 1e-10))
        }
    }

    @Test func `an edge to itself keeps a path where it is`() throws {
        let network = WalkNetwork(nodeCount: 2, edges: [edge(0, 0, 3, 0), edge(0, 1), edge(1, 0)])
        let paths = try RandomisedPaths(network, theta: 1).toward(1)
        // W(0,0) = 3/4, W(0,1) = 1/(4e): visits 1/(1 − 3/4).
        #expect(isClose(paths.survival(from: 0), exp(-1), within: 1e-15))
        #expect(isClose(paths.passage(from: [1, 0])[0], 4, within: 1e-13))
        #expect(isClose(paths.expectedCosts()[0], 1, within: 1e-13))
    }

    @Test func `parallel edges are both taken`() throws {
        let network = WalkNetwork(nodeCount: 2, edges: [edge(0, 1, 1, 1), edge(0, 1, 3, 2), edge(1, 0)])
        let paths = try RandomisedPaths(network, theta: 1).toward(1)
        #expect(isClose(paths.survival(from: 0), exp(-1) / 4 + exp(-2) * 3 / 4, within: 1e-16))
    }

    @Test func `a theta that is not above 0 is refused`() {
        for theta in [0, -1, .infinity, .nan] {
            #expect(throws: ConnectivityError.self) { _ = try RandomisedPaths(line(3), theta: theta) }
        }
    }

    @Test func `only the largest strongly connected part is kept`() {
        // 0 → 1 ⇄ 2 ⇄ 3 → 4.
        let network = WalkNetwork(
            nodeCount: 5,
            edges: [edge(0, 1), edge(1, 2), edge(2, 1), edge(2, 3), edge(3, 2), edge(3, 4)])
        let part = network.largestStrongPart()
        #expect(part.labels == [1, 2, 3] && part.edgeCount == 4)
    }

    @Test func `relabelling changes nothing`() throws {
        var random = SplitMix64(seed: 3)
        let count = 60
        var edges: [WalkNetwork.Edge] = []
        for node in 0..<count {
            edges.append(edge(Int32(node), Int32((node + 1) % count), random.nextUnit() + 0.1, random.nextUnit()))
            for _ in 0..<3 {
                let other = Int32(truncatingIfNeeded: Int(random.next() % UInt64(count)))
                edges.append(edge(Int32(node), other, random.nextUnit(), random.nextUnit() * 5))
            }
        }
        let moved = edges.map { edge(($0.from * 7 + 5) % 60, ($0.to * 7 + 5) % 60, $0.affinity, $0.cost) }
        for theta in [1e-3, 1, 1e3] {
            let one = try RandomisedPaths(WalkNetwork(nodeCount: count, edges: edges), theta: theta).toward(10)
            let two = try RandomisedPaths(WalkNetwork(nodeCount: count, edges: moved), theta: theta).toward(15)
            for node in 0..<count where node != 10 {
                let expected = one.freeEnergy(from: node)
                #expect(isClose(two.freeEnergy(from: (node * 7 + 5) % 60), expected, within: expected * 1e-12))
            }
        }
    }
}
