/// Places that wait in a search, by cost, then by number.
struct CostHeap {
    private var entries: [(cost: Double, place: Int32)] = []

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    mutating func push(_ cost: Double, _ place: Int32) {
        var hole = entries.count
        entries.append((cost, place))
        entries.withUnsafeMutableBufferPointer { heap in
            while hole > 0 {
                let parent = (hole - 1) >> 1
                guard Self.precedes((cost, place), heap[parent]) else { break }
                heap[hole] = heap[parent]
                hole = parent
            }
            heap[hole] = (cost, place)
        }
    }

    mutating func pop() -> (cost: Double, place: Int32)? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        let count = entries.count
        guard count > 0 else { return top }
        entries.withUnsafeMutableBufferPointer { heap in
            var hole = 0
            while 2 * hole + 1 < count {
                var child = 2 * hole + 1
                if child + 1 < count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
                guard Self.precedes(heap[child], last) else { break }
                heap[hole] = heap[child]
                hole = child
            }
            heap[hole] = last
        }
        return top
    }

    @inline(__always)
    private static func precedes(_ a: (cost: Double, place: Int32), _ b: (cost: Double, place: Int32)) -> Bool {
        a.cost < b.cost || (a.cost == b.cost && a.place < b.place)
    }
}
