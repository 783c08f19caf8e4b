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

    /// The locations in order, equally distant ones by number, each with whether a zone ends with it.
    ///
    /// - Parameter found: Locations with their distances from the centre; all that may be within reach.
    func chain(_ found: [(distance: Double, location: Int)]) -> [(location: Int, ends: Bool)] {
        let limit = limit(found)
        let order = found.filter { $0.distance <= limit }.sorted {
            $0.distance == $1.distance ? $0.location < $1.location : $0.distance < $1.distance
        }
        var chain: [(location: Int, ends: Bool)] = []
        var sum = 0.0
        var index = 0
        while index < order.count {
            var end = index
            let limit = order[index].distance * (1 + Self.tie)
            while end < order.count, order[end].distance <= limit {
                sum += measure[order[end].location]
                end += 1
            }
            if sum > most || end > reach.locations ?? Int.max { break }
            for position in index..<end { chain.append((order[position].location, position == end - 1)) }
            index = end
        }
        return chain
    }

    /// The distance beyond which none can be within reach.
    private func limit(_ found: [(distance: Double, location: Int)]) -> Double {
        let limit = reach.radius.map { $0 * (1 + 1e-12) } ?? Double.infinity
        guard let count = reach.locations, count < found.count else { return limit }
        // One more than may be, so that a tie at the end is seen.
        return min(limit, Self.smallest(count + 1, of: found) * (1 + Self.tie))
    }

    /// The `count`-th smallest distance, by a heap of the smallest ones so far.
    private static func smallest(_ count: Int, of found: [(distance: Double, location: Int)]) -> Double {
        var heap = found[0..<count].map(\.distance).sorted(by: >)
        for item in found[count...] where item.distance < heap[0] {
            var hole = 0
            while true {
                var child = 2 * hole + 1
                guard child < count else { break }
                if child + 1 < count, heap[child + 1] > heap[child] { child += 1 }
                guard heap[child] > item.distance else { break }
                heap[hole] = heap[child]
                hole = child
            }
            heap[hole] = item.distance
        }
        return heap[0]
    }
}
