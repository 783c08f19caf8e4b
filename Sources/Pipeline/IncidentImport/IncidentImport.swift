internal import Export
internal import Foundation
internal import SpatialFormats

/// Reads foreign incident files into the one table of incidents, and accounts for every record.
///
/// Two passes over each file: the first finds what only a whole column or all files can tell (the order of day and month and of
/// axes, duplicates, repeated ids), the second writes. Memory is some 40 bytes a record.
public struct IncidentImport: Sendable {
    /// Paths of delimited text, `.xlsx`, `.geojson` and other vector files; `-` is standard input.
    public var inputs: [String]
    /// What the files are; `auto` tells each by its header.
    public var schema = ImportSchema.auto
    /// Fields with the names of their columns, which go before what the header says.
    public var columns: [(field: String, header: String)] = []
    /// Where the incidents go: `.csv`, `.geojson`, `.geojsonl`, `.gpkg` or `.fgb`.
    public var output: String
    /// Where the row report goes: `.csv`.
    public var report: String?
    /// Replace what is there.
    public var overwrite = false

    /// An import of files.
    public init(inputs: [String], output: String) { (self.inputs, self.output) = (inputs, output) }

    /// Imports; both outputs appear whole or not at all.
    ///
    /// - Parameter progress: Called now and then with a stage, the bytes done and all bytes.
    /// - Throws: ``RequestError`` for wrong options and for a file that holds no incidents at all; ``FormatError`` for one that
    ///   is missing or damaged; ``OutputError``.
    public func run(_ progress: (String, Int, Int) -> Void = { _, _, _ in }) throws -> ImportOutcome {
        let mapped = try mappedFields()
        if let report, report == output {
            throw RequestError(.wrongUsage, "-o and --report name the same file; name two")
        }
        var writer = try IncidentWriter(path: output, overwrite: overwrite)
        var reporter: ReportWriter? = try report.map { try ReportWriter(path: $0, overwrite: overwrite) }
        let names = Self.names(of: inputs)
        let layouts = try layouts(mapped)
        let bytes = layouts.reduce(0) { $0 + $1.source.size }

        var countries = Countries.all
        let land = CountryLand.all
        var keys = RecordKeys()
        var done = 0
        var readings: [FileReading] = []
        for layout in layouts {
            var reading = FileReading(layout)
            try Self.survey(&reading, &keys, &countries, land) { progress("reading", done + $0, bytes) }
            done += layout.source.size
            readings.append(reading)
        }
        keys.settle()

        var outcome = ImportOutcome()
        var counts: [Problem: Int] = [:]
        done = 0
        for (reading, name) in zip(readings, names) {
            var file = Self.file(reading, name)
            var interpreter = RecordInterpreter(reading, fileName: name, land: land)
            try Self.forEachRecord(of: reading) { number, record, fault, consumed throws in
                let status: RecordStatus
                var findings: [Finding]
                if let fault {
                    findings = [Finding(problem: .malformedRecord, field: "", repair: "not kept: \(fault)")]
                    status = .rejected
                } else {
                    interpreter.read(record, number: number, keys: &keys, countries: &countries)
                    (findings, status) = (interpreter.findings, interpreter.status)
                    try writer.write(interpreter.row)
                }
                file.tally.add(status)
                Self.count(findings, &counts)
                try reporter?.write(file: name, row: number, status: status, findings: findings)
                if number % 4096 == 0 { progress("writing", done + consumed, bytes) }
            }
            done += reading.layout.source.size
            outcome.files.append(file)
        }
        try reporter.take()?.commit()
        try writer.commit()
        outcome.settle(counts)
        return outcome
    }
}

extension IncidentImport {
    /// The files' layouts; a mapped column must be in one of them at least.
    private func layouts(_ mapped: [(field: Field, header: String)]) throws -> [FileLayout] {
        let layouts = try inputs.map { try FileLayout(of: SourceText.opening($0), schema: schema, mapped: mapped) }
        for (field, name) in mapped where !layouts.contains(where: { ColumnMap.column(name, in: $0.header) != nil }) {
            throw RequestError(
                .badData,
                "\(layouts.first?.source.name ?? ""), line 1: there is no column \"\(name)\" for --map \(field.name)=\(name); "
                    + "the header reads: \(layouts.first.map { FileLayout.list($0.header) } ?? "")")
        }
        return layouts
    }

    private func mappedFields() throws -> [(field: Field, header: String)] {
        guard !inputs.isEmpty else { throw RequestError(.wrongUsage, "no file is given; name at least one") }
        var mapped: [(field: Field, header: String)] = []
        for (name, header) in columns {
            guard let field = Field(mapped: name) else {
                let known = Field.names.joined(separator: ", ")
                throw RequestError(.wrongUsage, "--map \(name)=\(header): there is no such field; fields are \(known)")
            }
            if mapped.contains(where: { $0.field == field }) {
                throw RequestError(.wrongUsage, "--map names the field \(name) twice; name one column")
            }
            mapped.append((field, header))
        }
        return mapped
    }

    /// What the files are called in the outputs: their last names, or their paths where those are the same.
    private static func names(of paths: [String]) -> [String] {
        let names = paths.map { $0 == "-" ? "-" : ($0 as NSString).lastPathComponent }
        return zip(paths, names).map { path, name in names.filter { $0 == name }.count > 1 ? path : name }
    }

    private static func survey(
        _ reading: inout FileReading, _ keys: inout RecordKeys, _ countries: inout Countries, _ land: CountryLand,
        _ progress: (Int) -> Void
    ) throws {
        var scanner = try reading.layout.records()
        var record = RecordText()
        var number = 0
        scan: while true {
            switch try scanner.next(into: &record) {
            case .end: break scan
            case .malformed: number += 1
            case .record:
                number += 1
                if !record.isBlank { reading.survey(record, keys: &keys, countries: &countries, land: land) }
            }
            if number % 4096 == 0 { progress(scanner.consumed) }
        }
    }

    /// Hands every record to `body`: its number, its fields or what is wrong with it, and the bytes consumed.
    private static func forEachRecord(
        of reading: FileReading, _ body: (Int, RecordText, String?, Int) throws -> Void
    ) throws {
        var scanner = try reading.layout.records()
        var record = RecordText()
        var number = 0
        while true {
            let step = try scanner.next(into: &record)
            number += 1
            switch step {
            case .end: return
            case .malformed(let fault): try body(number, record, fault, scanner.consumed)
            case .record:
                record.decode(isUTF8: reading.survey.isUTF8)
                try body(number, record, record.isBlank ? "all its fields are blank" : nil, scanner.consumed)
            }
        }
    }

    private static func file(_ reading: FileReading, _ name: String) -> ImportOutcome.File {
        let layout = reading.layout
        let votes = reading.survey.dates[0]
        let isAsked = votes.dayFirst + votes.monthFirst + votes.undecided > 0
        let order = reading.survey.isDayFirst(column: 0).map { $0 ? "day first" : "month first" } ?? "undecided"
        return ImportOutcome.File(
            name: name, schema: layout.schema, columns: layout.columnNames, dateOrder: isAsked ? order : nil)
    }

    private static func count(_ findings: [Finding], _ counts: inout [Problem: Int]) {
        for (i, finding) in findings.enumerated()
        where !findings[..<i].contains(where: { $0.problem == finding.problem }) {
            counts[finding.problem, default: 0] += 1
        }
    }
}

extension FileLayout {
    /// Each field with the column that it is read from; a cell with both coordinates stands for both.
    fileprivate var columnNames: [(field: String, header: String)] {
        columns.assigned.flatMap { field, column -> [(field: String, header: String)] in
            if schema == .acled && field == .subType { return [] }
            if schema == .acled && field == .incidentType {
                // Both kinds of an event are its categories.
                return [("categories", [header[column], name(.subType)].compactMap(\.self).joined(separator: ";"))]
            }
            guard field == .coordinates else { return [(field.name, header[column])] }
            return columns[.latitude] == nil
                ? [("lon", header[column]), ("lat", header[column])] : [("coordinates", header[column])]
        }
    }
}

extension ImportOutcome {
    fileprivate mutating func settle(_ counts: [Problem: Int]) {
        problems = Problem.allCases.compactMap { problem in counts[problem].map { (problem.rawValue, $0) } }
        for file in files {
            tally.accepted += file.tally.accepted
            tally.repaired += file.tally.repaired
            tally.rejected += file.tally.rejected
        }
    }
}
