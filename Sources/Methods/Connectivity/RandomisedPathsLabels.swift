internal import Glibc

/// How long an edge is to a search.
protocol EdgeMeasure {
    func length(of edge: Int, tail: Int, head: Int, in network: WalkPointers) -> Double
}

/// The cost of the edge.
struct CostMeasure: EdgeMeasure {
    @inline(__always)
    func length(of edge: Int, tail: Int, head: Int, in network: WalkPointers) -> Double { network.costs[edge] }
}

/// −ln W, so that the shortest way is the likeliest path.
struct LikelihoodMeasure: EdgeMeasure {
    let theta: Double

    @inline(__always)
    func length(of edge: Int, tail: Int, head: Int, in network: WalkPointers) -> Double {
        max(0, -network.logWeight(edge, tail: tail, theta: theta))
    }
}

/// The mean of two values of the nodes.
struct NodeMeasure: EdgeMeasure {
    let values: UnsafePointer<Double>

    @inline(__always)
    func length(of edge: Int, tail: Int, head: Int, in network: WalkPointers) -> Double {
        (values[tail] + values[head]) / 2
    }
}

extension WalkNetwork {
    /// The cost of the cheapest way from each node to `target`; `.infinity` where there is none.
    ///
    /// - Complexity: O(*m* log *m*) for *m* edges (Dijkstra 1959, doi:10.1007/BF01386390).
    public func leastCosts(to target: Int) -> [Double] { lengths(to: target, CostMeasure()) }

    /// The length of the shortest way from each node to `target`.
    func lengths(to target: Int, _ measure: some EdgeMeasure) -> [Double] {
        var lengths = [Double](repeating: .infinity, count: nodeCount)
        lengths[target] = 0
        var queue = LabelQueue()
        queue.push(Int32(target), 0)
        withPointers { network in
            lengths.withUnsafeMutableBufferPointer { lengths in
                while let (node, key) = queue.pop() {
                    let head = Int(node)
                    guard key <= lengths[head] else { continue }
                    for slot in Int(network.inStarts[head])..<Int(network.inStarts[head + 1]) {
                        let tail = Int(network.tails[slot])
                        guard lengths[tail] > key else { continue }
                        let edge = Int(network.arrivals[slot])
                        let offer = key + measure.length(of: edge, tail: tail, head: head, in: network)
                        if offer < lengths[tail] {
                            lengths[tail] = offer
                            queue.push(Int32(tail), offer)
                        }
                    }
                }
            }
        }
        return lengths
    }
}

/// Nodes by the length of the way to them, the shortest first; a heap of four children a node.
struct LabelQueue {
    private var keys: [Double] = []
    private var nodes: [Int32] = []

    mutating func push(_ node: Int32, _ key: Double) {
        keys.append(key)
        nodes.append(node)
        var hole = keys.count - 1
        keys.withUnsafeMutableBufferPointer { keys in
            nodes.withUnsafeMutableBufferPointer { nodes in
                while hole > 0 {
                    let parent = (hole - 1) >> 2
                    guard keys[parent] > key else { break }
                    keys[hole] = keys[parent]
                    nodes[hole] = nodes[parent]
                    hole = parent
                }
                keys[hole] = key
                nodes[hole] = node
            }
        }
    }

    mutating func pop() -> (node: Int32, key: Double)? {
        guard let node = nodes.first, let key = keys.first, let lastKey = keys.popLast(), let last = nodes.popLast()
        else { return nil }
        guard !keys.isEmpty else { return (node, key) }
        keys.withUnsafeMutableBufferPointer { keys in
            nodes.withUnsafeMutableBufferPointer { nodes in
                let end = keys.count
                var hole = 0
                while true {
                    let first = hole << 2 + 1
                    guard first < end else { break }
                    var least = first
                    for child in first + 1..<max(first + 1, min(first + 4, end)) where keys[child] < keys[least] {
                        least = child
                    }
                    guard keys[least] < lastKey else { break }
                    keys[hole] = keys[least]
                    nodes[hole] = nodes[least]
                    hole = least
                }
                keys[hole] = lastKey
                nodes[hole] = last
            }
        }
        return (node, key)
    }
}
