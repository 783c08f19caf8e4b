/// What flows in one solve, in terms of the nodes of the whole graph.
public struct CircuitFlow: Sendable {
    /// Amperes through each node, the larger of what enters and what leaves; 0 where nothing flows.
    public let currents: [Double]
    /// Before the node at 0 V is taken for reference: differences of these keep all their digits.
    private let potentials: [Double]
    private let remainders: [Double]
    private let levels: [(merging: NodeMerging, volts: Double)]
    /// ‖b − A·v‖ ÷ ‖b‖ of the solve.
    public let relativeResidual: Double

    init(_ parts: [(flow: ReducedFlow, merging: NodeMerging)], nodeCount: Int) {
        var currents = [Double](repeating: 0, count: nodeCount)
        var potentials = [Double](repeating: .nan, count: nodeCount)
        var remainders = parts.contains { !$0.flow.remainders.isEmpty } ? currents : []
        for (flow, merging) in parts {
            for node in 0..<nodeCount where merging.groups[node] >= 0 {
                let group = Int(merging.groups[node])
                currents[node] = flow.currents[group]
                potentials[node] = flow.volts[group]
                if !flow.remainders.isEmpty { remainders[node] = flow.remainders[group] }
            }
        }
        (self.currents, self.potentials, self.remainders) = (currents, potentials, remainders)
        levels = parts.map { ($0.merging, $0.flow.zero) }
        relativeResidual = parts.map(\.flow.relativeResidual).max() ?? 0
    }

    /// Volts of each node; NaN where nothing is connected to the solve.
    public var volts: [Double] {
        var volts = potentials
        for (merging, level) in levels {
            for node in volts.indices where merging.groups[node] >= 0 {
                volts[node] = volts[node] - level + (remainders.isEmpty ? 0 : remainders[node])
            }
        }
        return volts
    }

    /// Amperes along an edge between two nodes, without sign; 0 where nothing is connected.
    public func branchCurrent(from: Int, to: Int, conductance: Double) -> Double {
        let difference = potentials[from] - potentials[to]
        guard !difference.isNaN else { return 0 }
        let rest = remainders.isEmpty ? 0 : remainders[from] - remainders[to]
        return abs(conductance * (difference + rest))
    }
}

/// What flows in a graph whose merged nodes are one.
struct ReducedFlow {
    let currents: [Double]
    let volts: [Double]
    let remainders: [Double]
    /// The power, Σ g·(Δv)², in watts.
    let power: Double
    let relativeResidual: Double
    /// The voltage that counts as 0 V.
    var zero = 0.0

    /// - Parameters:
    ///   - grounds: Conductance of each node to 0 V; infinite for a node that is held there.
    ///   - entering: Amperes that enter each node from outside.
    /// - Complexity: O(*n* + *m*).
    init(_ graph: ConductanceGraph, grounds: [Double], entering: [Double], volts: [Double], remainders: [Double]) {
        var currents = [Double](repeating: 0, count: volts.count)
        let hasRest = !remainders.isEmpty
        var (power, lost, given) = (0.0, 0.0, 0.0)
        for node in volts.indices {
            var (into, out) = (max(entering[node], 0), max(-entering[node], 0))
            let (level, rest) = (volts[node], hasRest ? remainders[node] : 0)
            graph.withRow(node) { other, conductance in
                var difference = volts[other] - level
                if hasRest { difference += remainders[other] - rest }
                let current = conductance * difference
                power += 0.5 * current * difference
                if current > 0 { into += current } else { out -= current }
            }
            if grounds[node] < .infinity {
                let current = grounds[node] * (level + rest)
                power += current * (level + rest)
                if current < 0 { into -= current } else { out += current }
                lost += (into - out) * (into - out)
                given += entering[node] * entering[node]
            }
            currents[node] = max(into, out)
        }
        self.power = power
        (self.currents, self.volts, self.remainders) = (currents, volts, remainders)
        relativeResidual = given > 0 ? (lost / given).squareRoot() : 0
    }
}

extension ConductanceGraph {
    /// Calls `body` with each neighbour of a node and the conductance to it, in ascending order.
    @inline(__always)
    func withRow(_ node: Int, _ body: (Int, Double) -> Void) {
        for k in Int(starts[node])..<Int(starts[node + 1]) { body(Int(columns[k]), conductances[k]) }
    }

    /// Calls `body` once with each edge, in ascending order of its ends.
    public func forEachEdge(_ body: (_ from: Int, _ to: Int, _ conductance: Double) throws -> Void) rethrows {
        for node in 0..<nodeCount {
            for k in Int(starts[node])..<Int(starts[node + 1]) where Int(columns[k]) > node {
                try body(node, Int(columns[k]), conductances[k])
            }
        }
    }
}
