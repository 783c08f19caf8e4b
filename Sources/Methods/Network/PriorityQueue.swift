/// Cells in the order of their keys, for a search whose keys never fall below the last one taken.
///
/// A cell may be in the queue several times; the search skips the later copies.
protocol CellQueue: ~Copyable {
    mutating func push(_ cell: Int32, key: Double)
    mutating func pop() -> Int32?
}

/// A heap of four children a node: right for any keys, at O(log *n*) an operation.
struct QuaternaryHeap: CellQueue {
    private var keys: [Double] = []
    private var cells: [Int32] = []

    mutating func push(_ cell: Int32, key: Double) {
        keys.append(key)
        cells.append(cell)
        let end = keys.count
        keys.withUnsafeMutableBufferPointer { keys in
            cells.withUnsafeMutableBufferPointer { cells in
                var hole = end - 1
                while hole > 0 {
                    let parent = (hole - 1) >> 2
                    guard keys[parent] > key else { break }
                    keys[hole] = keys[parent]
                    cells[hole] = cells[parent]
                    hole = parent
                }
                keys[hole] = key
                cells[hole] = cell
            }
        }
    }

    mutating func pop() -> Int32? {
        guard let cell = cells.first, let key = keys.popLast(), let moved = cells.popLast() else { return nil }
        guard !keys.isEmpty else { return cell }
        keys.withUnsafeMutableBufferPointer { keys in
            cells.withUnsafeMutableBufferPointer { cells in
                let end = keys.count
                var hole = 0
                while true {
                    let first = hole << 2 + 1
                    guard first < end else { break }
                    var least = first
                    for child in first + 1..<max(first + 1, min(first + 4, end)) where keys[child] < keys[least] {
                        least = child
                    }
                    guard keys[least] < key else { break }
                    keys[hole] = keys[least]
                    cells[hole] = cells[least]
                    hole = least
                }
                keys[hole] = key
                cells[hole] = moved
            }
        }
        return cell
    }
}
