/// A binary heap of node numbers; equal keys leave in order of entry.
struct SeaQueue {
    private struct Entry {
        var key: Double
        var item: Int

        @inline(__always) func precedes(_ other: Entry) -> Bool {
            key < other.key || (key == other.key && item < other.item)
        }
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    mutating func insert(_ item: Int, key: Double) {
        let entry = Entry(key: key, item: item)
        entries.append(entry)
        var i = entries.count - 1
        while i > 0, entry.precedes(entries[(i - 1) / 2]) {
            entries[i] = entries[(i - 1) / 2]
            i = (i - 1) / 2
        }
        entries[i] = entry
    }

    mutating func popFirst() -> Int? { popFirstWithKey()?.item }

    mutating func popFirstWithKey() -> (item: Int, key: Double)? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return (first.item, first.key) }
        var i = 0
        while true {
            var child = 2 * i + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(last) else { break }
            entries[i] = entries[child]
            i = child
        }
        entries[i] = last
        return (first.item, first.key)
    }
}
