/// Collects what is wrong with the ids of one table.
struct ReferenceCheck {
    let file: String
    private(set) var faults: [IngestError] = []

    init(file: String) { self.file = file }

    mutating func add(_ row: Int, _ field: String, _ problem: String, mend: String) {
        faults.append(IngestError(file: file, row: row, field: field, problem: problem, mend: mend))
    }

    /// Adds a fault for each value whose id an earlier row has.
    mutating func unique<Value>(
        _ rows: [Row<Value>], _ field: String, taken: Set<String> = [], _ id: (Value) -> String
    ) {
        var first: [String: Int] = [:]
        for row in rows {
            let id = id(row.value)
            if taken.contains(id) {
                add(row.row, field, "\"\(id)\" is already in another table of this run", mend: "rename it")
            } else if let earlier = first[id] {
                add(row.row, field, "\"\(id)\" is already in row \(earlier)", mend: "rename one or take one out")
            } else {
                first[id] = row.row
            }
        }
    }

    /// Adds a fault when `id` is given and `known` does not hold it.
    mutating func known(_ id: String?, in known: Set<String>, _ field: String, _ place: String, row: Int) {
        guard let id, !known.contains(id) else { return }
        add(row, field, "\"\(id)\" is not in \(place)", mend: "correct the id or add it to \(place)")
    }
}
