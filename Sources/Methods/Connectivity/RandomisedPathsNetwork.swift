internal import Glibc

/// A directed network on which paths are drawn: each edge has an affinity (how likely it is to be taken) and a cost.
///
/// Edges of affinity 0 are none. Parallel edges and edges from a node to itself are allowed. Nodes are numbered from 0.
public struct WalkNetwork: Sendable {
    /// One directed edge.
    public struct Edge: Sendable {
        /// The node where the edge begins.
        public var from: Int32
        /// The node where it ends.
        public var to: Int32
        /// Relative readiness to take the edge, at least 0 and finite.
        public var affinity: Double
        /// Cost of the edge, at least 0 and finite.
        public var cost: Double

        /// An edge of a given affinity and cost.
        public init(from: Int32, to: Int32, affinity: Double, cost: Double) {
            self.from = from
            self.to = to
            self.affinity = affinity
            self.cost = cost
        }
    }

    /// What each node was called where the network was made: a row-major cell index, or a node of the larger network.
    public internal(set) var labels: [Int32]
    /// Row and column of each node; empty for a network that lies on no grid.
    var places: [GridPlace]
    /// The edges that leave node *i* are `starts[i]..<starts[i + 1]`.
    private(set) var starts: [Int32]
    private(set) var heads: [Int32]
    private(set) var affinities: [Double]
    private(set) var costs: [Double]
    /// Sum of the affinities of the edges that leave each node.
    private(set) var affinitySums: [Double]
    /// The edges that enter node *i* are `arrivals[k]`, from node `tails[k]`, for *k* in `inStarts[i]..<inStarts[i + 1]`.
    private(set) var inStarts: [Int32]
    private(set) var arrivals: [Int32]
    private(set) var tails: [Int32]

    /// How many nodes there are.
    public var nodeCount: Int { labels.count }
    /// How many edges there are.
    public var edgeCount: Int { heads.count }

    /// A network of `nodeCount` nodes whose labels are their numbers.
    ///
    /// - Precondition: Ends lie in `0..<nodeCount`; affinities and costs are finite and not negative.
    /// - Complexity: O(nodes + edges).
    public init(nodeCount: Int, edges: [Edge]) {
        var starts = [Int32](repeating: 0, count: nodeCount + 1)
        for edge in edges where edge.affinity > 0 { starts[Int(edge.from) + 1] += 1 }
        for i in 0..<nodeCount { starts[i + 1] += starts[i] }
        let count = Int(starts[nodeCount])
        var next = starts
        var heads = [Int32](repeating: 0, count: count)
        var affinities = [Double](repeating: 0, count: count)
        var costs = affinities
        for edge in edges where edge.affinity > 0 {
            precondition(edge.affinity < .infinity && edge.cost >= 0 && edge.cost < .infinity, "edge \(edge)")
            let slot = Int(next[Int(edge.from)])
            next[Int(edge.from)] += 1
            heads[slot] = edge.to
            affinities[slot] = edge.affinity
            costs[slot] = edge.cost
        }
        self.init(
            labels: (0..<nodeCount).map { Int32($0) }, places: [], starts: starts, heads: heads,
            affinities: affinities, costs: costs)
    }

    /// A network from its edges in the order of their tails.
    init(
        labels: [Int32], places: [GridPlace], starts: [Int32], heads: [Int32], affinities: [Double], costs: [Double]
    ) {
        let count = labels.count
        var inStarts = [Int32](repeating: 0, count: count + 1)
        for head in heads { inStarts[Int(head) + 1] += 1 }
        for i in 0..<count { inStarts[i + 1] += inStarts[i] }
        var next = inStarts
        var arrivals = [Int32](repeating: 0, count: heads.count)
        var tails = arrivals
        var sums = [Double](repeating: 0, count: count)
        for node in 0..<count {
            for edge in Int(starts[node])..<Int(starts[node + 1]) {
                let head = Int(heads[edge])
                let slot = Int(next[head])
                next[head] += 1
                arrivals[slot] = Int32(truncatingIfNeeded: edge)
                tails[slot] = Int32(truncatingIfNeeded: node)
                sums[node] += affinities[edge]
            }
        }
        self.labels = labels
        self.places = places
        self.starts = starts
        self.heads = heads
        self.affinities = affinities
        self.costs = costs
        affinitySums = sums
        self.inStarts = inStarts
        self.arrivals = arrivals
        self.tails = tails
    }
}

/// Where on the grid a node lies.
struct GridPlace: Sendable {
    var row: Int32
    var column: Int32
}

/// The arrays of a ``WalkNetwork``, unchecked, for the length of one call.
struct WalkPointers {
    let starts: UnsafePointer<Int32>
    let heads: UnsafePointer<Int32>
    let affinities: UnsafePointer<Double>
    let costs: UnsafePointer<Double>
    let sums: UnsafePointer<Double>
    let inStarts: UnsafePointer<Int32>
    let arrivals: UnsafePointer<Int32>
    let tails: UnsafePointer<Int32>

    /// ln W of an edge: the log of its share of the affinities of its tail, less θ times its cost.
    @inline(__always)
    func logWeight(_ edge: Int, tail: Int, theta: Double) -> Double {
        log(affinities[edge] / sums[tail]) - theta * costs[edge]
    }
}

extension WalkNetwork {
    func withPointers<Result>(_ body: (WalkPointers) -> Result) -> Result {
        // Arrays converted at the call stay alive until it returns.
        func call(
            _ starts: UnsafePointer<Int32>, _ heads: UnsafePointer<Int32>, _ affinities: UnsafePointer<Double>,
            _ costs: UnsafePointer<Double>, _ sums: UnsafePointer<Double>, _ inStarts: UnsafePointer<Int32>,
            _ arrivals: UnsafePointer<Int32>, _ tails: UnsafePointer<Int32>
        ) -> Result {
            body(
                WalkPointers(
                    starts: starts, heads: heads, affinities: affinities, costs: costs, sums: sums,
                    inStarts: inStarts, arrivals: arrivals, tails: tails))
        }
        return call(starts, heads, affinities, costs, affinitySums, inStarts, arrivals, tails)
    }
}
