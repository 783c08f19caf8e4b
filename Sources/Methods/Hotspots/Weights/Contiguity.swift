public import SpatialEngine

/// Which areas border on each other.
public enum Contiguity: String, Hashable, Sendable, CaseIterable {
    /// Boundaries share a point.
    case queen
    /// Boundaries share a piece of positive length.
    case rook

    /// The neighbours of each area in rising order.
    ///
    /// Boundaries are compared exactly as their coordinates stand, vertex or not: a corner on another area's edge counts,
    /// and so do edges that cover each other in part. Holes are boundary too.
    /// - Parameters:
    ///   - areas: The rings of each area, closed; an area without rings has no neighbours.
    ///   - isGeographic: Whether x = −180 and x = 180 are one meridian.
    /// - Complexity: O(vertices · log) for areas that meet along their borders only.
    public func neighbours(of areas: [[[PlanarPoint]]], isGeographic: Bool, threads: Int = 1) -> [[Int]] {
        var boundaries = areas.enumerated().map { Boundary(area: $0, rings: $1) }
        // Areas at −180° are seen a second time at +180°, where others may border on them.
        if isGeographic { boundaries += boundaries.filter { $0.box.west == -180 }.map { $0.turned() } }
        let used = boundaries.filter { !$0.segments.isEmpty }
        let tree = PackedTree(boxes: used.map(\.box))
        let pairs = parallelMap(Array(used.indices), threads: threads) { first in
            tree.ids(touching: used[first].box).compactMap { second -> (Int, Int)? in
                guard second > first, used[first].area != used[second].area,
                    used[first].meets(used[second], alongLength: self == .rook)
                else { return nil }
                return (used[first].area, used[second].area)
            }
        }
        var lists = [[Int]](repeating: [], count: areas.count)
        for (a, b) in pairs.joined() {
            lists[a].append(b)
            lists[b].append(a)
        }
        return lists.map { Array(Set($0)).sorted() }
    }
}

/// The boundary of an area as segments, by rising west.
private struct Boundary: Sendable {
    struct Segment {
        /// From west to east, and from south to north where it runs due north.
        var from, to: PlanarPoint
        var south: Double { min(from.y, to.y) }
        var north: Double { max(from.y, to.y) }
    }

    let area: Int
    private(set) var segments: [Segment] = []
    private(set) var box = BoundingBox(west: 0, south: 0, east: 0, north: 0)

    init(area: Int, rings: [[PlanarPoint]]) {
        self.area = area
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where a != b {
                let isEastward = (a.x, a.y) < (b.x, b.y)
                segments.append(isEastward ? Segment(from: a, to: b) : Segment(from: b, to: a))
            }
        }
        segments.sort { ($0.from.x, $0.from.y) < ($1.from.x, $1.from.y) }
        guard let first = segments.first else { return }
        box = BoundingBox(west: first.from.x, south: first.south, east: first.to.x, north: first.north)
        for segment in segments {
            box.east = max(box.east, segment.to.x)
            box.south = min(box.south, segment.south)
            box.north = max(box.north, segment.north)
        }
    }

    /// The same a whole turn further east.
    func turned() -> Boundary {
        var turned = self
        for index in segments.indices {
            turned.segments[index].from.x += 360
            turned.segments[index].to.x += 360
        }
        turned.box.west += 360
        turned.box.east += 360
        return turned
    }

    /// Whether the boundaries share a point, or a piece of positive length.
    func meets(_ other: Boundary, alongLength: Bool) -> Bool {
        let window = BoundingBox(
            west: max(box.west, other.box.west), south: max(box.south, other.box.south),
            east: min(box.east, other.box.east), north: min(box.north, other.box.north))
        let near = other.segments(in: window)
        guard !near.isEmpty else { return false }
        var first = 0
        for mine in segments(in: window) {
            // Whoever ends west of this one may still reach a later one only if it reaches this one's west.
            while first < near.count && near[first].to.x < mine.from.x && near[first].from.x < mine.from.x {
                first += 1
            }
            for index in first..<near.count {
                let theirs = near[index]
                if theirs.from.x > mine.to.x { break }
                guard theirs.to.x >= mine.from.x, theirs.south <= mine.north, theirs.north >= mine.south else {
                    continue
                }
                if mine.meets(theirs, alongLength: alongLength) { return true }
            }
        }
        return false
    }

    private func segments(in window: BoundingBox) -> [Segment] {
        segments.filter { segment in
            segment.from.x <= window.east && segment.to.x >= window.west && segment.south <= window.north
                && segment.north >= window.south
        }
    }
}

extension Boundary.Segment {
    /// Whether two segments whose boxes touch share a point, or a piece of positive length.
    fileprivate func meets(_ other: Self, alongLength: Bool) -> Bool {
        if alongLength {
            if from == other.from && to == other.to { return true }
            guard orientation(from, to, other.from) == 0, orientation(from, to, other.to) == 0 else { return false }
            let start = (from.x, from.y) < (other.from.x, other.from.y) ? other.from : from
            let end = (to.x, to.y) < (other.to.x, other.to.y) ? to : other.to
            return (start.x, start.y) < (end.x, end.y)
        }
        if from == other.from || from == other.to || to == other.from || to == other.to { return true }
        let (a, b) = (orientation(from, to, other.from), orientation(from, to, other.to))
        guard a * b <= 0 else { return false }
        let (c, d) = (orientation(other.from, other.to, from), orientation(other.from, other.to, to))
        // Collinear segments with boxes that touch share a point.
        return c * d <= 0
    }
}
