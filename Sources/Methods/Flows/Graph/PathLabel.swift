/// What a way costs: cost first, then the number of links.
struct PathLabel: Comparable, Sendable {
    /// In the graph's cost units.
    var cost: Int
    var links: Int32

    static let zero = PathLabel(cost: 0, links: 0)
    static let unreached = PathLabel(cost: .max, links: .max)

    var isReached: Bool { cost != .max }

    static func < (a: PathLabel, b: PathLabel) -> Bool { a.cost != b.cost ? a.cost < b.cost : a.links < b.links }

    static func + (a: PathLabel, b: PathLabel) -> PathLabel {
        PathLabel(cost: a.cost + b.cost, links: a.links + b.links)
    }

    /// One link further.
    func adding(_ units: Int) -> PathLabel { PathLabel(cost: cost + units, links: links + 1) }
}

/// A heap with four children a node, smallest key first.
///
/// Places whose key has become smaller are pushed again; whoever pops must pass over the old entries.
struct SearchHeap<Key: Comparable & Sendable>: Sendable {
    private var items: [(key: Key, place: Int32)] = []

    /// The smallest key.
    var least: Key? { items.first?.key }

    mutating func removeAll() { items.removeAll(keepingCapacity: true) }

    mutating func push(_ key: Key, _ place: Int32) {
        items.append((key, place))
        let last = items.count - 1
        items.withUnsafeMutableBufferPointer { items in
            var hole = last
            while hole > 0 {
                let parent = (hole - 1) >> 2
                guard key < items[parent].key else { break }
                items[hole] = items[parent]
                hole = parent
            }
            items[hole] = (key, place)
        }
    }

    mutating func pop() -> (key: Key, place: Int32)? {
        guard let last = items.popLast() else { return nil }
        guard let top = items.first else { return last }
        items.withUnsafeMutableBufferPointer { items in
            let count = items.count
            var hole = 0
            while 4 * hole + 1 < count {
                let first = 4 * hole + 1
                var child = first
                for other in (first + 1)..<max(first + 1, min(first + 4, count))
                where items[other].key < items[child].key {
                    child = other
                }
                guard items[child].key < last.key else { break }
                items[hole] = items[child]
                hole = child
            }
            items[hole] = last
        }
        return top
    }
}
