internal import Glibc

extension PathElimination {
    /// The log of the survival of each node: of Σ over all paths to the target of the product of their weights.
    ///
    /// - Returns: 0 at the target; nil if the numbers leave the range of a `Double`.
    func logSurvivals() -> [Double]? {
        var logs = [Double](repeating: 0, count: network.nodeCount)
        for front in sequence.reversed() {
            let factors = FrontFactors(self, front)
            var values = factors.nodes.map { logs[Int($0)] }
            if let potential = factors.potential {
                for (index, node) in factors.nodes.enumerated() { values[index] -= potential[Int(node)] }
            }
            for index in stride(from: factors.count - 1, through: 0, by: -1) {
                let node = Int(factors.nodes[index])
                guard let sum = factors.logSum(ofRow: index, values) else { return nil }
                values[index] = sum - log(pivots[node])
                logs[node] = values[index] + (factors.potential?[node] ?? 0)
            }
        }
        return logs
    }

    /// The share of walks from each node that end on the way, 1 − survival, to every digit.
    ///
    /// - Precondition: The weights are not scaled.
    func losses() -> [Double] {
        var losses = [Double](repeating: 0, count: network.nodeCount)
        for front in sequence.reversed() {
            let factors = FrontFactors(self, front)
            for index in stride(from: factors.count - 1, through: 0, by: -1) {
                let row = factors.upper + index * factors.size
                let node = Int(factors.nodes[index])
                var sum = deficits[node]
                for later in (index + 1)..<factors.size { sum += row[later] * losses[Int(factors.nodes[later])] }
                losses[node] = sum / pivots[node]
            }
        }
        return losses
    }

    /// Solves E = b + P̃E, where P̃ = W·exp(u(j) − u(i)) are the steps of the paths that reach the target.
    ///
    /// - Parameters:
    ///   - steps: b, at least 0 for each node; what it holds at the target is of no effect.
    ///   - logs: u, the result of ``logSurvivals()``.
    func sums(of steps: [Double], logs: [Double]) -> [Double] {
        var sums = steps
        for front in sequence {
            let factors = FrontFactors(self, front)
            var scales = FrontScales(factors, logs)
            for k in 0..<factors.count {
                let unit = scales.refer(to: k)
                let carried = sums[Int(factors.nodes[k])] * unit
                guard carried > 0 else { continue }
                for i in (k + 1)..<factors.size {
                    let share = factors.share(of: k, in: i)
                    if share > 0 { sums[Int(factors.nodes[i])] += share * carried / scales[i] }
                }
            }
        }
        sums[fronts.target] = 0
        for front in sequence.reversed() {
            let factors = FrontFactors(self, front)
            var scales = FrontScales(factors, logs)
            for k in stride(from: factors.count - 1, through: 0, by: -1) {
                let unit = scales.refer(to: k)
                let row = factors.upper + k * factors.size
                var sum = 0.0
                for j in (k + 1)..<factors.size where row[j] > 0 {
                    sum += row[j] * (scales[j] * sums[Int(factors.nodes[j])])
                }
                let node = Int(factors.nodes[k])
                sums[node] = (sums[node] + sum / unit) / pivots[node]
            }
        }
        return sums
    }

    /// Solves n = q + nP̃: how often each node is visited by paths that start with the weights q and end at the target.
    ///
    /// - Returns: Visits, the start counted; 0 at the target.
    func visits(from starts: [Double], logs: [Double]) -> [Double] {
        var visits = starts
        for front in sequence {
            let factors = FrontFactors(self, front)
            var scales = FrontScales(factors, logs)
            for k in 0..<factors.count {
                let node = Int(factors.nodes[k])
                guard visits[node] > 0 else { continue }
                let carried = visits[node] / (pivots[node] * scales.refer(to: k))
                let row = factors.upper + k * factors.size
                for j in (k + 1)..<factors.size where row[j] > 0 {
                    visits[Int(factors.nodes[j])] += carried * row[j] * scales[j]
                }
            }
        }
        visits[fronts.target] = 0
        for front in sequence.reversed() {
            let factors = FrontFactors(self, front)
            var scales = FrontScales(factors, logs)
            for k in stride(from: factors.count - 1, through: 0, by: -1) {
                let unit = scales.refer(to: k)
                var sum = 0.0
                for i in (k + 1)..<factors.size {
                    let share = factors.share(of: k, in: i)
                    let later = visits[Int(factors.nodes[i])]
                    if share > 0, later > 0 { sum += later / scales[i] * share }
                }
                let node = Int(factors.nodes[k])
                visits[node] = visits[node] / pivots[node] + sum * unit
            }
        }
        return visits
    }
}

/// The triangles of one front, unchecked.
private struct FrontFactors {
    let nodes: [Int32]
    /// How many of the nodes the front eliminates; the rest is its border.
    let count: Int
    let size: Int
    /// `count` rows over all nodes of the front: below the diagonal the shares l, above it the weights u.
    let upper: UnsafeMutablePointer<Double>
    /// A row of `count` shares l for each node of the border.
    let lower: UnsafeMutablePointer<Double>
    /// What the weights are scaled with; nil if they are not.
    let potential: [Double]?

    init(_ elimination: PathElimination, _ front: Int) {
        (nodes, count) = elimination.fronts.nodes(of: front)
        size = nodes.count
        upper = elimination.factors + elimination.factorStarts[front]
        lower = upper + count * size
        potential = elimination.potential(of: front)
    }

    /// l(i,k).
    @inline(__always)
    func share(of k: Int, in i: Int) -> Double {
        i < count ? upper[i * size + k] : lower[(i - count) * count + k]
    }

    /// ln Σ over the later nodes *j* of u(row, *j*)·exp(values(*j*)); nil if there is none.
    @inline(__always)
    func logSum(ofRow index: Int, _ values: [Double]) -> Double? {
        let row = upper + index * size
        var greatest = -Double.infinity
        for later in (index + 1)..<size where row[later] > 0 { greatest = max(greatest, values[later]) }
        guard greatest > -.infinity else { return nil }
        var sum = 0.0
        for later in (index + 1)..<size where row[later] > 0 { sum += row[later] * exp(values[later] - greatest) }
        guard sum > 0, sum < .infinity else { return nil }
        return greatest + log(sum)
    }
}

/// What turns the weights of a front into steps of the paths: the survival of its nodes over their potentials.
///
/// Where the nodes of a front lie too far apart for one scale, each row has its own.
private struct FrontScales {
    private let logs: [Double]
    private let isWide: Bool
    private var scales: [Double]

    private static let range = 500.0

    init(_ factors: FrontFactors, _ logs: [Double]) {
        var values = factors.nodes.map { logs[Int($0)] }
        if let potential = factors.potential {
            for (index, node) in factors.nodes.enumerated() { values[index] -= potential[Int(node)] }
        }
        let greatest = values.max() ?? 0
        isWide = greatest - (values.min() ?? 0) > Self.range
        self.logs = values
        scales = isWide ? values : values.map { exp($0 - greatest) }
    }

    subscript(index: Int) -> Double { scales[index] }

    /// Makes the scales right for the row or column of a node, and gives that of the node itself.
    mutating func refer(to index: Int) -> Double {
        guard isWide else { return scales[index] }
        // Beyond this range either way a weight has no effect.
        for other in logs.indices { scales[other] = exp(min(700, max(-700, logs[other] - logs[index]))) }
        return 1
    }
}
