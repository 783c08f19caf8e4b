/// Numbers of open parts of a search by their bounds: the best bound first, of equal ones the latest.
///
/// The latest of equal parts is mostly the deepest, which keeps the queue short.
struct BoundQueue {
    private var entries: [(bound: Double, item: Int)] = []

    var isEmpty: Bool { entries.isEmpty }

    /// The best bound of all that wait.
    var best: Double? { entries.first?.bound }

    /// Adds an item; larger bounds come out first.
    mutating func push(_ item: Int, bound: Double) {
        entries.append((bound, item))
        var child = entries.count - 1
        while child > 0, precedes(child, (child - 1) / 2) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes the item of the best bound out.
    mutating func pop() -> (bound: Double, item: Int)? {
        guard let top = entries.first else { return nil }
        let last = entries.removeLast()
        guard !entries.isEmpty else { return top }
        entries[0] = last
        var hole = 0
        while true {
            var first = hole
            for child in [2 * hole + 1, 2 * hole + 2] where child < entries.count && precedes(child, first) {
                first = child
            }
            guard first != hole else { return top }
            entries.swapAt(first, hole)
            hole = first
        }
    }

    private func precedes(_ a: Int, _ b: Int) -> Bool {
        entries[a].bound > entries[b].bound
            || (entries[a].bound == entries[b].bound && entries[a].item > entries[b].item)
    }
}
