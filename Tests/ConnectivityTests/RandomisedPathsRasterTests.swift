import Connectivity
import Glibc
import SpatialEngine
import TestSupport
import Testing

/// Rasters against a dense solution of the same equations, written down as they stand in the papers.
struct RandomisedPathsRasterTests {
    /// A raster of random values with closed cells.
    private struct Cells {
        let rows = 6
        let columns = 5
        var affinities: [Double] = []
        var costs: [Double] = []

        init(seed: UInt64) {
            var random = SplitMix64(seed: seed)
            for _ in 0..<rows * columns {
                affinities.append(random.nextUnit() < 0.15 ? 0 : 0.05 + 0.9 * random.nextUnit())
                costs.append(random.nextUnit() < 0.1 ? .nan : 0.1 + 3 * random.nextUnit())
            }
        }

        /// Affinity and cost of the edge between two cells; nil if there is none.
        func edge(_ from: Int, _ to: Int, corners: Bool, rule: CellEdgeRule, minusLog: Bool) -> (Double, Double)? {
            let (down, right) = (abs(from / columns - to / columns), abs(from % columns - to % columns))
            guard max(down, right) == 1, corners || down + right == 1 else { return nil }
            guard affinities[to] > 0, affinities[from] > 0 else { return nil }
            guard minusLog || (!costs[from].isNaN && !costs[to].isNaN) else { return nil }
            let length = Double(down + right).squareRoot()
            let isMean = rule == .mean
            let (a, b) = (affinities[from], affinities[to])
            let affinity = (isMean ? 2 * a * b / (a + b) : b) / length
            let cost = (isMean ? (costs[from] + costs[to]) / 2 : costs[to]) * length
            return (affinity, minusLog ? -log(affinity) : cost)
        }
    }

    /// Solves A·x = b with partial pivoting.
    private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (a, b) = (matrix, right)
        for k in b.indices {
            let best = (k..<b.count).max { abs(a[$0][k]) < abs(a[$1][k]) } ?? k
            a.swapAt(k, best)
            b.swapAt(k, best)
            for i in (k + 1)..<max(b.count, k + 1) {
                let share = a[i][k] / a[k][k]
                for j in k..<b.count { a[i][j] -= share * a[k][j] }
                b[i] -= share * b[k]
            }
        }
        for k in b.indices.reversed() {
            for j in (k + 1)..<max(b.count, k + 1) { b[k] -= a[k][j] * b[j] }
            b[k] /= a[k][k]
        }
        return b
    }

    /// Column or row of (I − W)⁻¹.
    private func fundamental(_ w: [[Double]], column: Int? = nil, row: Int? = nil) -> [Double] {
        let count = w.count
        let at = column ?? row ?? 0
        var system = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for i in 0..<count {
            for j in 0..<count { system[i][j] = row == nil ? -w[i][j] : -w[j][i] }
            system[i][i] += 1
        }
        var right = [Double](repeating: 0, count: count)
        right[at] = 1
        return solve(system, right)
    }

    @Test(arguments: [true, false], [CellEdgeRule.target, .mean])
    func `every entry agrees with the dense formulas`(corners: Bool, rule: CellEdgeRule) throws {
        let cases: [(UInt64, Double, Bool)] = [(1, 0.3, false), (2, 2, false), (3, 0.3, true), (4, 1e-2, true)]
        for (seed, theta, minusLog) in cases {
            let cells = Cells(seed: seed)
            let network = WalkNetwork.raster(
                columns: cells.columns, affinities: cells.affinities, costs: minusLog ? nil : cells.costs,
                corners: corners, rule: rule
            ).largestStrongPart()
            let labels = network.labels.map { Int($0) }
            let edges = labels.map { from in
                labels.map { cells.edge(from, $0, corners: corners, rule: rule, minusLog: minusLog) }
            }
            let w = edges.map { row -> [Double] in
                let sum = row.reduce(0) { $0 + ($1?.0 ?? 0) }
                return row.map { edge in edge.map { $0.0 / sum * exp(-theta * $0.1) } ?? 0 }
            }
            let (s, t) = (0, labels.count - 1)
            let paths = try RandomisedPaths(network, theta: theta).toward(t)
            let (toTarget, fromSource) = (fundamental(w, column: t), fundamental(w, row: s))
            let fromTarget = fundamental(w, row: t)
            let passage = paths.passage(from: labels.indices.map { $0 == s ? 1 : 0 })
            for i in labels.indices where i != t {
                // z(s,i)·z(i,t)/z(s,t) − z(t,i)·z(i,t)/z(t,t).
                let all = fromSource[i] * toTarget[i] / toTarget[s]
                let visits = all - fromTarget[i] * toTarget[i] / toTarget[t]
                #expect(isClose(passage[i], visits, within: all * 1e-11))
                let free = -log(toTarget[i] / toTarget[t]) / theta
                #expect(isClose(paths.freeEnergy(from: i), free, within: free * 1e-10))
            }
            #expect(passage[t] == 0 && paths.survival(from: t) == 1 && paths.freeEnergy(from: t) == 0)
            // Expected cost: −d ln z / dθ of both z, by the formula Z(C∘W)Z.
            let costly = labels.indices.map { i in labels.indices.map { j in w[i][j] * (edges[i][j]?.1 ?? 0) } }
            func mean(_ row: [Double]) -> Double {
                var sum = 0.0
                for i in labels.indices { for j in labels.indices { sum += row[i] * costly[i][j] * toTarget[j] } }
                return sum
            }
            let expected = mean(fromSource) / toTarget[s] - mean(fromTarget) / toTarget[t]
            #expect(isClose(paths.expectedCosts()[s], expected, within: expected * 1e-10))
        }
    }

    @Test func `a path enters and leaves every cell as often`() throws {
        let cells = Cells(seed: 9)
        let network = WalkNetwork.raster(
            columns: cells.columns, affinities: cells.affinities, costs: nil, corners: true, rule: .target
        ).largestStrongPart()
        // Expected cost equals the sum over cells of visits × mean cost of the next step only if flow is conserved.
        for theta in [1e-4, 1, 50, 1e5] {
            let paths = try RandomisedPaths(network, theta: theta).toward(3)
            var starts = [Double](repeating: 0, count: network.nodeCount)
            starts[network.nodeCount - 1] = 1
            let visits = paths.passage(from: starts)
            #expect(visits[3] == 0 && visits[network.nodeCount - 1] >= 1 && visits.allSatisfy { $0 >= 0 })
            // Weighted starts add up.
            let more = paths.passage(from: starts.map { $0 * 7 })
            for (one, seven) in zip(visits, more) { #expect(isClose(seven, 7 * one, within: 1e-12 * seven)) }
        }
    }

    @Test func `a great theta leaves the cheapest path`() throws {
        var random = SplitMix64(seed: 5)
        let costs = (0..<400).map { _ in 0.5 + random.nextUnit() }
        let network = WalkNetwork.raster(
            columns: 20, affinities: costs.map { _ in 1 }, costs: costs, corners: true, rule: .target)
        let least = network.leastCosts(to: 399)[0]
        for product in [1e4, 1e5, 1e8] {
            let paths = try RandomisedPaths(network, theta: product / least).toward(399)
            // ln of the shares along a path of some 20 steps is all that is added.
            #expect(isClose(paths.freeEnergy(from: 0), least, within: 80 / (product / least)))
            #expect(isClose(paths.expectedCosts()[0], least, within: 20 / (product / least)))
        }
        let passage = try RandomisedPaths(network, theta: 1e6).toward(399).passage(
            from: (0..<400).map { $0 == 0 ? 1 : 0 })
        #expect(passage.allSatisfy { isClose($0, $0.rounded(), within: 1e-6) })
    }
}
