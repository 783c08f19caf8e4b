/// A binary heap of node numbers; equal keys leave in order of entry.
struct SeaQueue {
    private var keys: [Double] = []
    private var items: [Int] = []

    private func precedes(_ i: Int, _ j: Int) -> Bool {
        keys[i] < keys[j] || (keys[i] == keys[j] && items[i] < items[j])
    }

    private mutating func swap(_ i: Int, _ j: Int) {
        keys.swapAt(i, j)
        items.swapAt(i, j)
    }

    mutating func insert(_ item: Int, key: Double) {
        keys.append(key)
        items.append(item)
        var i = keys.count - 1
        while i > 0, precedes(i, (i - 1) / 2) {
            swap(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    mutating func popFirst() -> Int? {
        guard let first = items.first else { return nil }
        swap(0, items.count - 1)
        items.removeLast()
        keys.removeLast()
        var i = 0
        while true {
            var least = i
            for child in [2 * i + 1, 2 * i + 2] where child < keys.count && precedes(child, least) { least = child }
            if least == i { return first }
            swap(i, least)
            i = least
        }
    }
}
