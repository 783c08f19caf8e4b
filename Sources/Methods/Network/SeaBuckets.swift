/// Cells waiting in a ring of buckets of equal width, the lowest first, the last in first out within a bucket
/// (Dial 1969, doi:10.1145/363269.363610).
///
/// For keys that never fall below the lowest one waiting nor exceed it by more than the reach.
struct SeaBuckets {
    private struct Entry {
        var cell: Int32
        var next: Int32
    }

    private var entries: [Entry] = []
    private var spare = Int32(-1)
    private var heads: [Int32]
    private let perUnit: Double
    private var current = 0
    private var waiting = 0

    init(width: Double, reach: Double) {
        perUnit = 1 / width
        var size = 16
        while Double(size) < reach * perUnit + 4 { size *= 2 }
        heads = [Int32](repeating: -1, count: size)
    }

    @inline(__always)
    mutating func push(_ cell: Int32, key: Double) {
        let bucket = Int(key * perUnit)
        // The first key sets the place of the ring; rounding may put a key just below the current bucket.
        if waiting == 0, current == 0 { current = bucket }
        let slot = max(bucket, current) & (heads.count &- 1)
        let entry = Entry(cell: cell, next: heads[slot])
        if spare >= 0 {
            heads[slot] = spare
            spare = entries[Int(spare)].next
            entries[Int(heads[slot])] = entry
        } else {
            heads[slot] = Int32(truncatingIfNeeded: entries.count)
            entries.append(entry)
        }
        waiting &+= 1
    }

    /// Takes a cell of the lowest bucket; nil when none waits, or only buckets that begin above `limit`.
    @inline(__always)
    mutating func pop(upTo limit: Double) -> Int32? {
        guard waiting > 0 else { return nil }
        while heads[current & (heads.count &- 1)] < 0 { current &+= 1 }
        guard limit == .infinity || Double(current) <= limit * perUnit else { return nil }
        let slot = current & (heads.count &- 1)
        let index = Int(heads[slot])
        let entry = entries[index]
        heads[slot] = entry.next
        entries[index].next = spare
        spare = Int32(truncatingIfNeeded: index)
        waiting &-= 1
        return entry.cell
    }
}
