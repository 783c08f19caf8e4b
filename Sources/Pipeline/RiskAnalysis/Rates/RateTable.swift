internal import Export
internal import SpatialEngine

/// A table of figures by unit on its way to a file, column by column.
struct RateTable {
    private enum Cells {
        case numbers([Double])
        case texts([String])
    }

    private var columns: [(name: String, cells: Cells, isAlwaysShown: Bool)] = []

    /// Adds numbers; NaN for none.
    mutating func add(_ name: String, _ numbers: [Double], isAlwaysShown: Bool = false) {
        columns.append((name, .numbers(numbers), isAlwaysShown))
    }

    /// Adds texts, which are always shown.
    mutating func add(_ name: String, _ texts: [String]) { columns.append((name, .texts(texts), true)) }

    /// Writes a CSV.
    ///
    /// - Parameter isHidden: Rows whose numbers stay empty but for the columns that are always shown.
    /// - Throws: ``OutputError``.
    func write(to path: String, overwrite: Bool, isHidden: [Bool]) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: columns.map(\.name))
        for row in isHidden.indices {
            for (place, column) in columns.enumerated() {
                switch column.cells {
                case .texts(let texts): writer.append(texts[row], isFirst: place == 0)
                case .numbers(let numbers):
                    let isShown = column.isAlwaysShown || !isHidden[row]
                    writer.append(isShown ? numbers[row] : .nan, isFirst: place == 0)
                }
            }
            try writer.endRecord()
        }
        try writer.commit()
    }
}
