internal import ArgumentParser
internal import SpatialEngine

/// `trocha transform`.
struct TransformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transform",
        abstract: "Carries the positions of a CSV table from one coordinate reference system to another.",
        discussion: """
            Needs x, y (optional z); adds to_x, to_y (to_z). x is east or longitude and y north or latitude, whatever the \
            authority's axis order.

            Example: trocha transform --from EPSG:4326 --to EPSG:32618 places.csv -o places_utm.csv
            """)

    @Option(name: .customLong("from"), help: ArgumentHelp("System of x, y.", valueName: "crs"))
    var source: String

    @Option(name: .customLong("to"), help: ArgumentHelp("System of to_x, to_y.", valueName: "crs"))
    var target: String

    @Flag(help: "Leave to_x, to_y empty where a position cannot be transformed, instead of stopping.")
    var keepGoing = false

    @OptionGroup var table: TableArguments
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: table.output) }

    func run() throws {
        let transformation = try Transformation(
            from: CoordinateReferenceSystem(source), to: CoordinateReferenceSystem(target))
        var operations: [Transformation.Operation] = []
        var (rows, failed) = (0, 0)
        try adder(for: transformation).run { (values, results) throws(ColumnAdder.RowProblem) in
            rows += 1
            let z = values.count > 2 ? values[2] : 0
            guard let moved = transformation.apply(x: values[0], y: values[1], z: z) else {
                guard keepGoing else {
                    throw ColumnAdder.RowProblem(problem: problem(x: values[0], y: values[1], transformation))
                }
                failed += 1
                for i in results.indices { results[i] = .nan }
                return
            }
            results[0] = moved.x
            results[1] = moved.y
            if results.count > 2 { results[2] = moved.z }
            if common.json { note(transformation, row: rows, in: &operations) }
        }
        try summarise(rows: rows, failed: failed, operations)
    }

    private func adder(for transformation: borrowing Transformation) -> ColumnAdder {
        let isGeocentric = transformation.sourceNeedsZ || transformation.targetNeedsZ
        return ColumnAdder(
            needs: transformation.sourceNeedsZ ? ["x", "y", "z"] : ["x", "y"],
            uses: transformation.sourceNeedsZ ? nil : "z",
            adds: isGeocentric ? ["to_x", "to_y", "to_z"] : ["to_x", "to_y"],
            addsIfUsed: isGeocentric ? nil : "to_z",
            input: table.input, output: table.output, options: common)
    }

    private func problem(x: Double, y: Double, _ transformation: borrowing Transformation) -> String {
        "x \(x), y \(y) cannot be transformed from \(source) to \(target) (\(transformation.failureReason(x: x, y: y))); "
            + "are x and y swapped? --keep-going leaves such rows empty"
    }

    /// Keeps the operation of this row if it is a new one; asked for each of the first rows, then for every hundredth.
    private func note(
        _ transformation: borrowing Transformation, row: Int, in operations: inout [Transformation.Operation]
    ) {
        guard row <= 100 || row % 100 == 0, let used = transformation.lastUsedOperation else { return }
        if !operations.contains(used) { operations.append(used) }
    }

    /// `operation` and `accuracy_m` are those of the first row; `operations` lists all that were met.
    private func summarise(rows: Int, failed: Int, _ operations: [Transformation.Operation]) throws {
        guard common.json else { return }
        func accuracy(_ operation: Transformation.Operation?) -> SummaryValue {
            operation?.accuracy.map { .number($0.value) } ?? .null
        }
        let all = operations.map { operation -> SummaryValue in
            .object([("operation", .text(operation.name)), ("accuracy_m", accuracy(operation))])
        }
        try SummaryValue.object([
            ("method", "transform"), ("from", .text(source)), ("to", .text(target)),
            ("operation", operations.first.map { .text($0.name) } ?? .null),
            ("accuracy_m", accuracy(operations.first)), ("operations", .list(all)),
            ("rows", .integer(rows)), ("failed", .integer(failed)),
        ]).write()
    }
}
