internal import SpatialEngine

/// Lines joined at their end points, as a scan walks along them.
public struct ScanNetwork: Sendable {
    /// End nodes and length of each line.
    let lines: [(from: Int, to: Int, length: Double)]
    /// Lines at each node.
    private let atNode: [[Int]]

    /// - Parameter lines: End nodes (numbered from 0) and length of each line.
    public init(_ lines: [(from: Int, to: Int, length: Double)]) {
        self.lines = lines
        let nodes = lines.reduce(0) { max($0, $1.from + 1, $1.to + 1) }
        var atNode = [[Int]](repeating: [], count: nodes)
        for (index, line) in lines.enumerated() {
            atNode[line.from].append(index)
            if line.to != line.from { atNode[line.to].append(index) }
        }
        self.atNode = atNode
    }

    /// The distance along the network from the midpoint of one line to the midpoints of all; infinite where cut off.
    ///
    /// A line's own other end may be nearer by another way, so both of its ends start the search at half its length.
    public func distances(from centre: Int) -> [Double] {
        var toNode = [Double](repeating: .infinity, count: atNode.count)
        var queue = [(distance: Double, node: Int)]()
        func offer(_ node: Int, _ distance: Double) {
            guard distance < toNode[node] else { return }
            toNode[node] = distance
            queue.append((distance, node))
            var child = queue.count - 1
            while child > 0, queue[(child - 1) / 2].distance > queue[child].distance {
                queue.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }
        offer(lines[centre].from, lines[centre].length / 2)
        offer(lines[centre].to, lines[centre].length / 2)
        while let (distance, node) = Self.popFirst(&queue) {
            guard distance <= toNode[node] else { continue }
            for line in atNode[node] {
                let other = lines[line].from == node ? lines[line].to : lines[line].from
                offer(other, distance + lines[line].length)
            }
        }
        return lines.indices.map { index in
            let line = lines[index]
            return index == centre ? 0 : min(toNode[line.from], toNode[line.to]) + line.length / 2
        }
    }

    private static func popFirst(_ queue: inout [(distance: Double, node: Int)]) -> (distance: Double, node: Int)? {
        guard let first = queue.first, let last = queue.popLast() else { return nil }
        guard !queue.isEmpty else { return first }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < queue.count else { break }
            if child + 1 < queue.count, queue[child + 1].distance < queue[child].distance { child += 1 }
            guard queue[child].distance < last.distance else { break }
            queue[hole] = queue[child]
            hole = child
        }
        queue[hole] = last
        return first
    }
}

extension ScanZones {
    /// For every line those whose midpoints lie within a distance of its own along the network.
    public static func network(
        _ network: ScanNetwork, measure: [Double], reach: ScanReach, threads: Int
    ) throws(ScanError) -> ScanZones {
        let order = NearestOrder(
            measure: measure,
            reach: ScanReach(
                share: reach.share, radius: reach.radius ?? .greatestFiniteMagnitude, locations: reach.locations))
        let chains = parallelMap(Array(network.lines.indices), threads: threads) { centre in
            order.chain(network.distances(from: centre).enumerated().map { ($1, $0) })
        }
        guard chains.reduce(0, { $0 + $1.count }) <= limit else { throw .tooManyNeighbours(limit: limit) }
        var zones = ScanZones(.network)
        for (centre, chain) in chains.enumerated() where !chain.isEmpty {
            zones.begin(Family(centre: centre, start: 0))
            for item in chain { zones.add(item.location, endsZone: item.ends) }
        }
        return zones
    }
}
