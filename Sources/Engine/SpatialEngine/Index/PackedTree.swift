import Glibc

/// Boxes in degrees, ready to be searched: a static R-tree in flat arrays, sorted along a Hilbert curve.
///
/// A value: safe to search from any number of threads at once. Leaves are numbered as the boxes were given.
/// Built after Kamel and Faloutsos, "On packing R-trees" (1993), doi:10.1145/170088.170403.
public struct PackedTree: Sendable {
    /// Number of boxes.
    public let count: Int
    /// Level after level, leaves first; the last node is the root.
    private var nodes: [Node]
    /// Where each level ends in `nodes`.
    private var levelEnds: [Int]

    private static let fanOut = 16

    private struct Node {
        var west, south, east, north: Double
        /// The number of the box for a leaf; else the place of the first child.
        var link: Int

        func touches(_ box: Node) -> Bool {
            west <= box.east && east >= box.west && south <= box.north && north >= box.south
        }

        mutating func grow(_ other: Node) {
            (west, south) = (min(west, other.west), min(south, other.south))
            (east, north) = (max(east, other.east), max(north, other.north))
        }
    }

    /// Builds the tree.
    /// - Parameter boxes: `west ≤ east` each; a box across the antimeridian runs past 180.
    /// - Complexity: O(*n* log *n*).
    public init(boxes: [BoundingBox]) {
        count = boxes.count
        var leaves: [Node] = []
        for (i, b) in boxes.enumerated() {
            leaves.append(Node(west: b.west, south: b.south, east: b.east, north: b.north, link: i))
        }
        nodes = Self.sortedAlongHilbertCurve(leaves)
        levelEnds = [count]
        var levelStart = 0
        while nodes.count - levelStart > 1 {
            let level = levelStart..<nodes.count
            for first in stride(from: level.lowerBound, to: level.upperBound, by: Self.fanOut) {
                var parent = nodes[first]
                for child in first..<min(first + Self.fanOut, level.upperBound) { parent.grow(nodes[child]) }
                parent.link = first
                nodes.append(parent)
            }
            levelStart = level.upperBound
            levelEnds.append(nodes.count)
        }
    }

    /// The numbers of the boxes that share a point with `box`, in rising order.
    ///
    /// A `box` with `west > east` is searched on both sides of the antimeridian.
    public func ids(touching box: BoundingBox) -> [Int] {
        if box.west > box.east {
            let west = BoundingBox(west: box.west, south: box.south, east: 180, north: box.north)
            let east = BoundingBox(west: -180, south: box.south, east: box.east, north: box.north)
            return Array(Set(ids(touching: west) + ids(touching: east))).sorted()
        }
        guard count > 0 else { return [] }
        let sought = Node(west: box.west, south: box.south, east: box.east, north: box.north, link: 0)
        var found: [Int] = []
        var open = [nodes.count - 1]
        while let place = open.popLast() {
            let node = nodes[place]
            guard node.touches(sought) else { continue }
            if place < count { found.append(node.link) } else { open += children(of: node, at: place) }
        }
        return found.sorted()
    }

    /// Calls `visit` with box after box in order of distance from a position until it answers false.
    ///
    /// The distance is Euclidean after degrees are multiplied by the two scales; equal ones come by rising number.
    func visitNearest(
        to p: GeographicPoint, eastScale: Double, northScale: Double, _ visit: (_ id: Int, _ distance: Double) -> Bool
    ) {
        guard count > 0 else { return }
        var queue = NearestQueue()
        func push(_ place: Int) {
            let node = nodes[place]
            let dx = max(0, node.west - p.longitude, p.longitude - node.east) * eastScale
            let dy = max(0, node.south - p.latitude, p.latitude - node.north) * northScale
            queue.push(.init(distance: hypot(dx, dy), id: place < count ? node.link : -1, place: place))
        }
        push(nodes.count - 1)
        while let next = queue.pop() {
            if next.id >= 0 {
                guard visit(next.id, next.distance) else { return }
            } else {
                for child in children(of: nodes[next.place], at: next.place) { push(child) }
            }
        }
    }

    private func children(of node: Node, at place: Int) -> Range<Int> {
        // The children's level is the last one that ends at or before this node's place.
        let levelEnd = levelEnds.last { $0 <= place } ?? count
        return node.link..<min(node.link + Self.fanOut, levelEnd)
    }

    private static func sortedAlongHilbertCurve(_ leaves: [Node]) -> [Node] {
        guard var whole = leaves.first else { return [] }
        for leaf in leaves { whole.grow(leaf) }
        let (width, height) = (whole.east - whole.west, whole.north - whole.south)
        let keyed = leaves.map { leaf in
            let x = width > 0 ? ((leaf.west + leaf.east) / 2 - whole.west) / width : 0
            let y = height > 0 ? ((leaf.south + leaf.north) / 2 - whole.south) / height : 0
            return (key: hilbertIndex(x: UInt32(x * 65_535), y: UInt32(y * 65_535)), leaf: leaf)
        }
        return keyed.sorted { ($0.key, $0.leaf.link) < ($1.key, $1.leaf.link) }.map(\.leaf)
    }

    /// How far along the Hilbert curve of order 16 a cell lies.
    private static func hilbertIndex(x: UInt32, y: UInt32) -> UInt32 {
        var (x, y, index): (UInt32, UInt32, UInt32) = (x, y, 0)
        var side: UInt32 = 1 << 15
        while side > 0 {
            let (right, upper): (UInt32, UInt32) = (x & side > 0 ? 1 : 0, y & side > 0 ? 1 : 0)
            index &+= side &* side &* ((3 &* right) ^ upper)
            if upper == 0 {
                if right == 1 { (x, y) = (65_535 - x, 65_535 - y) }
                (x, y) = (y, x)
            }
            side >>= 1
        }
        return index
    }
}

/// A binary heap of nodes and boxes, nearest first, boxes by number where they are equally near.
private struct NearestQueue {
    struct Entry {
        let distance: Double
        /// The box's number, or −1 for an inner node, which comes before boxes as near.
        let id: Int
        let place: Int

        static func < (a: Entry, b: Entry) -> Bool { (a.distance, a.id) < (b.distance, b.id) }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Entry? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return first }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child] < entries[least] { least = child }
            }
            guard least != parent else { return first }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
