import SpatialEngine

extension KFunction {
    /// What makes up for the shape of a network.
    public enum NetworkCorrection: String, CaseIterable, Sendable {
        /// Each pair counts 1.
        case none
        /// A pair counts 1/m, m being the number of places on the network exactly as far from the first event as the second
        /// (Ang, Baddeley & Nair 2012, doi:10.1111/j.1467-9469.2011.00752.x), so that K(r) = r by chance.
        case ang
    }

    /// K(r) = L/(n(n − 1)) Σ_{i≠j} w_ij [d_ij ≤ r] with distances along the lines; with times also × T and |Δt| ≤ t.
    ///
    /// - Returns: A row a distance; NaN for fewer than two events.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)`` for times that do not match.
    /// - Complexity: O(lines within the largest distance + events there) an event.
    public static func network(
        _ network: LineNetwork, events: [LineNetwork.Place], distances: [Double], correction: NetworkCorrection,
        times: Times? = nil, threads: Int
    ) throws(HotspotError) -> Table {
        if let times, times.values.count != events.count {
            throw .countMismatch(expected: events.count, found: times.values.count)
        }
        var byEdge: [Int: [Int]] = [:]
        for (i, event) in events.enumerated() { byEdge[event.edge, default: []].append(i) }
        let grouped = byEdge
        let longest = distances.max() ?? 0
        let slack = network.perimeterSlack
        let counts = parallelMap(Array(events.indices), threads: threads) { i -> Cumulation in
            var cumulation = Cumulation(distances, times?.limits ?? [])
            let nodes = NodeDistances(from: events[i], on: network, within: longest * (1 + 1e-9))
            let perimeter = correction == .ang ? Perimeter(from: events[i], nodes, on: network, slack: slack) : nil
            let stretches = network.stretches(from: events[i], nodes)
            var last = -1
            for stretch in stretches where stretch.edge != last {
                last = stretch.edge
                for j in grouped[stretch.edge] ?? [] where j != i {
                    let distance = network.distance(from: events[i], nodes, to: events[j])
                    let step = times.map { abs($0.values[i] - $0.values[j]) } ?? 0
                    guard cumulation.isWanted(distance, step) else { continue }
                    let weight = times?.weight(of: i, j, correction == .none ? .none : .isotropic) ?? 1
                    cumulation.add(distance, step, weight / (perimeter?.count(at: distance) ?? 1))
                }
            }
            return cumulation
        }
        let n = Double(events.count)
        let duration = times.map { $0.period.upperBound - $0.period.lowerBound } ?? 1
        return Cumulation.table(
            counts, distances, times?.limits ?? [], scale: network.length * duration / (n * (n - 1)))
    }
}

/// How many places of a network lie at a given distance from a place.
///
/// Events that were put on a node are seldom exactly there, so that distances to it and past it differ by roundings. As in
/// spatstat, a node within a thousandth of the network's shortest segment of the distance counts as one place, and no line
/// beyond it.
struct Perimeter {
    /// Where stretches that run away from the place begin and end, sorted.
    private var begins: [Double] = []
    private var ends: [Double] = []
    /// Distances of nodes, sorted: one place each.
    private var nodes: [Double] = []
    private let slack: Double

    init(from place: LineNetwork.Place, _ nodes: NodeDistances, on network: LineNetwork, slack: Double) {
        self.slack = slack
        self.nodes = nodes.nodes.map(\.distance) + [0]
        for stretch in network.stretches(from: place, nodes) where stretch.length > 0 {
            let (near, far) = (stretch.near, stretch.far)
            let peak =
                near.isInfinite
                ? far + stretch.length
                : far.isInfinite ? near + stretch.length : (near + far + stretch.length) / 2
            // Where two ways meet on a line both end; at a node one ends before it.
            let isAtNode = peak - near <= slack || peak - far <= slack
            for start in [near, far] where start + slack < peak - (isAtNode ? slack : 0) {
                begins.append(start + slack)
                ends.append(isAtNode ? peak - slack : peak)
            }
        }
        begins.sort()
        ends.sort()
        self.nodes.sort()
    }

    /// The number of places at a distance: at least 1.
    func count(at distance: Double) -> Double {
        let open = begins.count(below: distance) - ends.count(upTo: distance)
        let single = nodes.count(upTo: distance + slack) - nodes.count(below: distance - slack)
        return Double(max(1, open + single))
    }
}

extension LineNetwork {
    /// A thousandth of the shortest segment between two vertices.
    var perimeterSlack: Double {
        var shortest = Double.infinity
        for (edge, line) in lines.enumerated() {
            for vertex in 1..<line.count {
                let length = offset(ofVertex: vertex, on: edge) - offset(ofVertex: vertex - 1, on: edge)
                if length > 0 { shortest = min(shortest, length) }
            }
        }
        return shortest / 1000
    }
}

extension [Double] {
    /// How many of the sorted numbers are less than a limit.
    fileprivate func count(below limit: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many of the sorted numbers are at most a limit.
    fileprivate func count(upTo limit: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
