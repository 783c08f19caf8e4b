internal import Glibc
internal import SpatialEngine

/// The cells of a search with a border of closed cells, so that no step need ask whether it leaves the grid.
///
/// One border column on the right serves as that on the left of the next row.
struct SearchGrid<Value: CostValue>: ~Copyable {
    let shape: GridShape
    let reach: Int
    /// Cells from one row to the next.
    let pitch: Int
    let count: Int
    let cells: UnsafeMutablePointer<SearchCell<Value>>

    /// - Parameter weights: Row-major; a cell is closed where `isOpen` says no.
    /// - Throws: ``NetworkError/noMemory(bytes:)``.
    init(
        shape: GridShape, reach: Int, weights: [some BinaryFloatingPoint], isOpen: (Int) -> Bool
    ) throws(NetworkError) {
        let pitch = shape.columns + reach
        let count = (shape.rows + 2 * reach) * pitch + reach
        cells = try Self.allocate(count)
        self.shape = shape
        self.reach = reach
        self.pitch = pitch
        self.count = count
        let border = SearchCell(weight: .infinity, cost: -Value.infinity)
        cells.initialize(repeating: border, count: (reach * pitch) + reach)
        var at = reach * pitch + reach
        for row in 0..<shape.rows {
            let start = row * shape.columns
            for cell in start..<start + shape.columns {
                let cost = isOpen(cell) ? Value.infinity : -Value.infinity
                (cells + at).initialize(to: SearchCell(weight: Value(weights[cell]), cost: cost))
                at += 1
            }
            (cells + at).initialize(repeating: border, count: reach)
            at += reach
        }
        (cells + at).initialize(repeating: border, count: count - at)
    }

    deinit { free(cells) }

    /// Memory in large pages where the system has them: a search that leaps from row to row spends a tenth of its time
    /// on looking up small ones.
    private static func allocate(
        _ count: Int
    ) throws(NetworkError) -> UnsafeMutablePointer<SearchCell<Value>> {
        let page = 1 << 21
        let bytes = count * MemoryLayout<SearchCell<Value>>.stride
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, bytes < page ? 64 : page, bytes) == 0, let memory else {
            throw .noMemory(bytes: bytes)
        }
        if bytes >= page { madvise(memory, bytes, MADV_HUGEPAGE) }
        return memory.bindMemory(to: SearchCell<Value>.self, capacity: count)
    }

    /// The place of a cell here.
    func place(of cell: Int) -> Int {
        (cell / shape.columns + reach) * pitch + cell % shape.columns + reach
    }

    /// The costs row-major, `.infinity` for closed cells and those that cost more than `most`.
    func costs(upTo most: Value) -> [Value] {
        [Value](unsafeUninitializedCapacity: shape.count) { costs, initialized in
            var to = 0
            for row in 0..<shape.rows {
                let start = (row + reach) * pitch + reach
                for from in start..<start + shape.columns {
                    let cost = cells[from].cost
                    (costs.baseAddress.unsafelyUnwrapped + to).initialize(
                        to: cost >= 0 && cost <= most ? cost : .infinity)
                    to += 1
                }
            }
            initialized = shape.count
        }
    }
}
