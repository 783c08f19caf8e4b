internal import Export
internal import SpatialEngine
public import SpatialFormats
internal import Surfaces

/// `sea hazard`: waves, limits and hazard of boats in given seas.
public struct HazardTable: Sendable {
    /// Where the states come from.
    public enum Source: Sendable {
        /// A CSV file; the second part stands in for what its rows leave empty.
        case file(String, defaults: [String: String])
        /// One state by the names of the columns.
        case options([String: String])
    }

    /// Where the states come from.
    public var source: Source
    /// Boats, coefficients and assumptions.
    public var settings = HazardSettings()
    /// A `.csv` path, or `-`.
    public var output: String
    /// Replace what is there.
    public var overwrite = false

    /// What was written.
    public struct Outcome: Sendable {
        /// How many states there were.
        public var rows = 0
        /// How many of them could not be answered.
        public var invalid = 0
        /// What is wrong with the first of these.
        public var firstFault: RequestError?
        /// Ids of boats that carry more persons than they are made for.
        public var overloaded: [String] = []
        /// Columns of the input that say nothing here.
        public var ignored: [String] = []
        /// What the hazard was computed with.
        public let coefficients: HazardCoefficients
    }

    /// Every name that a state may have, `id` first.
    public static let names = ["id"] + HazardState.columns

    /// A job with the built-in boats and coefficients.
    public init(source: Source, output: String) {
        self.source = source
        self.output = output
    }

    /// Reads, computes and writes; a row that is wrong is written with `status` `invalid` and the reason.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for options, a header or a craft or coefficient table that cannot be used;
    ///   ``SpatialFormats/FormatError`` for a missing file; ``Export/OutputError``.
    public func run() throws -> Outcome {
        try settings.check()
        _ = try OutputFormat(of: output, allowed: [.csv])
        let crafts = try CraftTable(settings.craftTable)
        var outcome = Outcome(coefficients: try HazardCoefficients(settings.coefficients))
        let states = try read(crafts, &outcome)
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        let hazard = outcome.coefficients.hazard
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: ["id", "status", "reason"] + HazardFigures.columns)
        for (id, state) in states {
            writer.append(id, isFirst: true)
            switch state {
            case .success(let state):
                if state.isOverloaded { outcome.overloaded.append(id) }
                for text in ["ok", ""] { writer.append(text) }
                for field in HazardFigures(state, hazard, settings).fields { writer.append(field) }
            case .failure(let fault):
                outcome.invalid += 1
                outcome.firstFault = outcome.firstFault ?? fault
                for text in ["invalid", fault.description] { writer.append(text) }
                for _ in HazardFigures.columns { writer.append("") }
            }
            try writer.endRecord()
        }
        try writer.commit()
        outcome.rows = states.count
        return outcome
    }

    /// The states with their ids, or what is wrong with them.
    private func read(
        _ crafts: CraftTable, _ outcome: inout Outcome
    ) throws -> [(String, Result<HazardState, RequestError>)] {
        switch source {
        case .options(let options):
            let fields = StateFields(options: options)
            return [(fields.text("id") ?? "1", try Self.result(fields, crafts, isTable: false))]
        case .file(let path, let defaults):
            let table = try TableInput(path)
            _ = try table.column("hs_m")
            var columns: [String: Int] = [:]
            for name in Self.names { columns[name] = table.optionalColumn(name) }
            outcome.ignored = table.columns(besides: Self.names)
            if let name = defaults["craft"] { _ = try crafts.craft(name) }
            return try table.rows.enumerated().map { number, row in
                let fields = StateFields(row, table, columns, defaults: defaults)
                return (fields.text("id") ?? String(number + 1), try Self.result(fields, crafts, isTable: true))
            }
        }
    }

    /// A state or its fault; wrong options end the command, wrong figures do not.
    private static func result(
        _ fields: StateFields, _ crafts: CraftTable, isTable: Bool
    ) throws -> Result<HazardState, RequestError> {
        do throws(RequestError) {
            return .success(try HazardState(fields, crafts))
        } catch {
            if !isTable && error.kind == .wrongUsage { throw error }
            return .failure(error)
        }
    }
}
