internal import SpatialEngine

/// How large zones may be.
public struct ScanReach: Sendable {
    /// The largest share of all measure in a zone, itself included.
    public var share: Double
    /// The farthest a member may be from the centre (for ellipses: the short half axis), itself included.
    public var radius: Double?
    /// The most members, the centre included.
    public var locations: Int?

    /// Limits of zones.
    public init(share: Double = 0.5, radius: Double? = nil, locations: Int? = nil) {
        self.share = share
        self.radius = radius
        self.locations = locations
    }
}

/// Puts locations in order of their distance from a centre, as far as zones reach.
struct NearestOrder {
    /// Measure of each location.
    let measure: [Double]
    let reach: ScanReach
    /// The most measure of a zone; sums in another order differ by rounding only.
    private let most: Double
    /// Two distances are equal when they differ by less than this share: more than rounding, less than any survey.
    static let tie = 1e-10

    init(measure: [Double], reach: ScanReach) {
        self.measure = measure
        self.reach = reach
        most = measure.reduce(0, +) * reach.share * (1 + 1e-12)
    }

    /// Whether a zone of one location can be.
    func admits(_ location: Int) -> Bool { measure[location] <= most && (reach.locations ?? 1) >= 1 }

    /// The locations in order, equally distant ones by number, each with whether a zone ends with it.
    ///
    /// - Parameter distances: From the centre to every location; the centre's own is 0.
    func chain(_ distances: UnsafeBufferPointer<Double>) -> [(location: Int, ends: Bool)] {
        var order = candidates(distances)
        order.sort { distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1] }
        var chain: [(location: Int, ends: Bool)] = []
        var sum = 0.0
        var index = 0
        while index < order.count {
            var end = index
            let limit = distances[order[index]] * (1 + Self.tie)
            while end < order.count, distances[order[end]] <= limit {
                sum += measure[order[end]]
                end += 1
            }
            if sum > most || end > reach.locations ?? Int.max { break }
            for position in index..<end { chain.append((order[position], position == end - 1)) }
            index = end
        }
        return chain
    }

    /// Those that may be within reach, in order of number.
    private func candidates(_ distances: UnsafeBufferPointer<Double>) -> [Int] {
        var limit = reach.radius.map { $0 * (1 + 1e-12) } ?? Double.infinity
        if let count = reach.locations, count < distances.count {
            // One more than may be, so that a tie at the end is seen.
            limit = min(limit, Self.smallest(count + 1, of: distances) * (1 + Self.tie))
        }
        return distances.indices.filter { distances[$0] <= limit }
    }

    /// The `count`-th smallest number, by a heap of the smallest ones so far.
    static func smallest(_ count: Int, of values: UnsafeBufferPointer<Double>) -> Double {
        var heap = Array(values[0..<count]).sorted(by: >)
        for value in values[count...] where value < heap[0] {
            var hole = 0
            while true {
                var child = 2 * hole + 1
                guard child < count else { break }
                if child + 1 < count, heap[child + 1] > heap[child] { child += 1 }
                guard heap[child] > value else { break }
                heap[hole] = heap[child]
                hole = child
            }
            heap[hole] = value
        }
        return heap[0]
    }
}
