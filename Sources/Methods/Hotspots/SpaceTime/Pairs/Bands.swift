/// Bands of distance or time between rising edges; the last edge may be infinite.
public struct Bands: Hashable, Sendable {
    /// Rising; one more than there are bands.
    public let edges: [Double]
    /// Whether a band holds its upper edge and not its lower one (the first holds both), instead of the reverse.
    public let isRightClosed: Bool

    /// Bands between edges; nil for fewer than two edges, a negative one, or edges that do not rise.
    public init?(edges: [Double], isRightClosed: Bool = false) {
        let rises = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
        guard edges.count >= 2, rises, edges[0] >= 0 else { return nil }
        self.edges = edges
        self.isRightClosed = isRightClosed
    }

    /// How many bands there are.
    public var count: Int { edges.count - 1 }

    /// The greatest edge that is finite.
    var reach: Double { edges.last(where: \.isFinite) ?? 0 }

    /// Whether the last band has no end.
    var isOpen: Bool { edges[edges.count - 1] == .infinity }

    /// The band that holds a value; −1 before the first, ``count`` beyond the last.
    func band(of value: Double) -> Int {
        var passed = -1
        for edge in edges { passed += isRightClosed ? (edge < value ? 1 : 0) : (edge <= value ? 1 : 0) }
        return isRightClosed && value == edges[0] ? 0 : passed
    }

    /// For each band the number of pairs whose difference it holds.
    ///
    /// - Parameter sorted: Rising.
    /// - Complexity: O(*n* · bands).
    func pairCounts(ofSorted sorted: [Double]) -> [Int] {
        (0..<count).map { band in
            pairs(ofSorted: sorted, below: edges[band + 1], including: isRightClosed)
                - pairs(ofSorted: sorted, below: edges[band], including: isRightClosed && band > 0)
        }
    }

    /// Pairs whose difference is less than `edge`, or also equal to it.
    private func pairs(ofSorted sorted: [Double], below edge: Double, including: Bool) -> Int {
        var (first, pairs) = (0, 0)
        for (last, value) in sorted.enumerated() {
            while first < last, including ? value - sorted[first] > edge : value - sorted[first] >= edge { first += 1 }
            pairs += last - first
        }
        return pairs
    }

    /// How many of the sorted values lie in a band around `value`, itself counted if the band holds 0.
    func neighbours(of value: Double, inSorted sorted: [Double], band: Int) -> Int {
        let beyond = within(edges[band + 1], of: value, inSorted: sorted, including: isRightClosed)
        return beyond - within(edges[band], of: value, inSorted: sorted, including: isRightClosed && band > 0)
    }

    /// How many of the sorted values differ from `value` by less than `edge`, or also by just that.
    private func within(_ edge: Double, of value: Double, inSorted sorted: [Double], including: Bool) -> Int {
        let low = sorted.firstPlace { including ? value - $0 <= edge : value - $0 < edge }
        let high = sorted.firstPlace { including ? $0 - value > edge : $0 - value >= edge }
        return max(0, high - low)
    }
}

extension [Double] {
    /// The first place of a partitioned array at which `holds` is true.
    fileprivate func firstPlace(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
