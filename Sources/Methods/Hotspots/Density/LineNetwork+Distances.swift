import SpatialEngine

/// How far nodes are from a place, along the lines.
struct NodeDistances {
    /// Nodes within the limit, in order of distance, equally far ones by number.
    let nodes: [(node: Int, distance: Double)]
    private let byNode: [Int: Double]

    /// The distance of a node; infinite beyond the limit.
    subscript(node: Int) -> Double { byNode[node] ?? .infinity }

    /// Dijkstra's search from a place to all nodes within `limit`.
    ///
    /// - Complexity: O(*m* log *m*) for the *m* lines within the limit.
    init(from place: LineNetwork.Place, on network: LineNetwork, within limit: Double) {
        var heap = SmallestFirst<Int>()
        heap.push(place.offset, network.ends[place.edge].from)
        heap.push(network.lengths[place.edge] - place.offset, network.ends[place.edge].to)
        var found: [Int: Double] = [:]
        var nodes: [(node: Int, distance: Double)] = []
        while let (distance, node) = heap.pop(), distance <= limit {
            guard found[node] == nil else { continue }
            found[node] = distance
            nodes.append((node, distance))
            for departure in network.leaving[node] {
                let end = network.ends[departure.edge]
                let next = departure.isForward ? end.to : end.from
                if found[next] == nil { heap.push(distance + network.lengths[departure.edge], next) }
            }
        }
        (self.nodes, byNode) = (nodes, found)
    }
}

extension LineNetwork {
    /// The shortest way along the lines from the place that `nodes` were measured from; infinite beyond their limit.
    func distance(from source: Place, _ nodes: NodeDistances, to place: Place) -> Double {
        let end = ends[place.edge]
        let byNodes = min(nodes[end.from] + place.offset, nodes[end.to] + lengths[place.edge] - place.offset)
        return place.edge == source.edge ? min(byNodes, abs(place.offset - source.offset)) : byNodes
    }

    /// The stretches of the network between nodes and the place itself, each with the distances of its two ends, as far as
    /// one of them is known.
    func stretches(
        from source: Place, _ nodes: NodeDistances
    ) -> [(edge: Int, length: Double, near: Double, far: Double)] {
        var edges = Set([source.edge])
        for (node, _) in nodes.nodes { for departure in leaving[node] { edges.insert(departure.edge) } }
        var found: [(edge: Int, length: Double, near: Double, far: Double)] = []
        for edge in edges.sorted() {
            let (from, to) = (nodes[ends[edge].from], nodes[ends[edge].to])
            if edge == source.edge {
                found.append((edge, source.offset, from, 0))
                found.append((edge, lengths[edge] - source.offset, 0, to))
            } else {
                found.append((edge, lengths[edge], from, to))
            }
        }
        return found
    }
}

/// A binary heap, smallest key first, equal keys by value.
struct SmallestFirst<Value: Comparable> {
    private var entries: [(key: Double, value: Value)] = []

    mutating func push(_ key: Double, _ value: Value) {
        entries.append((key, value))
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (key: Double, value: Value)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child] < entries[least]
            {
                least = child
            }
            guard least != parent else { return first }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
