internal import Export

/// Copies a CSV table row by row and adds columns computed from some of its own.
///
/// Every column is kept in place as it was written; one that already has the name of an added column gets the new values.
struct ColumnAdder {
    /// Columns that must hold finite numbers, in the order in which `compute` gets them.
    var needs: [String]
    /// A column that `compute` gets last if the table has it.
    var uses: String?
    /// Columns that `compute` fills, in order.
    var adds: [String]
    /// A column that `compute` fills last if the table has ``uses``.
    var addsIfUsed: String?
    let input: String
    let output: String
    let options: CommonOptions

    /// What is wrong with a row: which of its columns (nil: the row as a whole), and what.
    struct RowProblem: Error {
        var column: String?
        var problem: String
    }

    /// Runs through the table.
    ///
    /// - Parameter compute: Fills the added values (NaN leaves a field empty) from the needed ones.
    /// - Returns: How many rows there were.
    @discardableResult
    func run(
        _ compute: (_ values: [Double], _ results: inout [Double]) throws(RowProblem) -> Void
    ) throws -> Int {
        var reader = try RecordReader(try InputFile(path: input))
        var writer = try TableWriter(path: output, overwrite: options.overwrite)
        let columns = try TableColumns(headerOf: &reader)
        let (sources, plan) = try plan(columns, reader)
        try writeHeader(reader, plan, &writer)
        let progress = options.makeProgress()
        defer { progress.finish() }
        var values = [Double](repeating: 0, count: sources.count)
        var results = [Double](repeating: 0, count: plan.names.count)
        var rows = 0
        while try reader.advance() {
            try columns.requireAllFields(in: reader)
            for (i, source) in sources.enumerated() {
                values[i] = try reader.number(reader.fields[source], column: columns.names[source])
            }
            do throws(RowProblem) {
                try compute(values, &results)
            } catch {
                throw reader.failure(error.problem, column: error.column)
            }
            try writeRow(reader, plan, results, &writer)
            rows += 1
            if rows % 8192 == 0, let size = reader.input.size {
                progress.update("bytes read", done: reader.consumed, of: size)
            }
        }
        try writer.commit()
        return rows
    }

    /// Where the added values go: for each column of the input the index of the value that replaces it, or −1; then the
    /// values that come behind.
    private struct Plan {
        var names: [String]
        var replacing: [Int]
        var appended: [Int] = []
    }

    private func plan(
        _ columns: TableColumns, _ reader: borrowing RecordReader
    ) throws(CommandFailure) -> (sources: [Int], plan: Plan) {
        var sources: [Int] = []
        for name in needs { sources.append(try columns.require(name, in: reader)) }
        var plan = Plan(names: adds, replacing: [Int](repeating: -1, count: columns.names.count))
        if let uses, let source = try columns.find(uses, in: reader) {
            sources.append(source)
            plan.names += addsIfUsed.map { [$0] } ?? []
        }
        for (index, name) in plan.names.enumerated() {
            if let column = try columns.find(name, in: reader) {
                plan.replacing[column] = index
            } else {
                plan.appended.append(index)
            }
        }
        return (sources, plan)
    }

    private func writeHeader(
        _ reader: borrowing RecordReader, _ plan: Plan, _ writer: inout TableWriter
    ) throws(OutputError) {
        for (i, field) in reader.fields.enumerated() {
            writer.append(raw: reader.bytes[field.start..<field.end], isFirst: i == 0)
        }
        for index in plan.appended { writer.append(raw: plan.names[index].utf8) }
        try writer.endRecord()
    }

    private func writeRow(
        _ reader: borrowing RecordReader, _ plan: Plan, _ results: [Double], _ writer: inout TableWriter
    ) throws(OutputError) {
        for (i, field) in reader.fields.enumerated() {
            if plan.replacing[i] >= 0 {
                writer.append(results[plan.replacing[i]], isFirst: i == 0)
            } else {
                writer.append(raw: reader.bytes[field.start..<field.end], isFirst: i == 0)
            }
        }
        for index in plan.appended { writer.append(results[index]) }
        try writer.endRecord()
    }
}
