import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport

@testable import IncidentImport

/// One import in a folder of its own, with its outputs as tables.
struct ImportRun {
    let outcome: ImportOutcome
    let rows: [[String: String]]
    let report: [[String: String]]
    let bytes: Data

    /// Imports texts as files `0.csv`, `1.csv` and so on.
    init(
        _ texts: [String], schema: ImportSchema = .auto, columns: [(field: String, header: String)] = []
    ) throws {
        let folder = try TemporaryFolder()
        let paths = try texts.enumerated().map { try folder.file("\($0).csv", $1) }
        try self.init(files: paths, schema: schema, columns: columns, folder: folder)
    }

    init(_ text: String, schema: ImportSchema = .auto, columns: [(field: String, header: String)] = []) throws {
        try self.init([text], schema: schema, columns: columns)
    }

    init(bytes: [UInt8], name: String = "0.csv") throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: name)
        try Data(bytes).write(to: file)
        try self.init(files: [file.path], folder: folder)
    }

    init(
        files: [String], schema: ImportSchema = .auto, columns: [(field: String, header: String)] = [],
        folder: TemporaryFolder? = nil
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        var job = IncidentImport(inputs: files, output: folder.url.appending(path: "out.csv").path)
        (job.schema, job.columns, job.report) = (schema, columns, folder.url.appending(path: "report.csv").path)
        outcome = try job.run()
        bytes = try Data(contentsOf: folder.url.appending(path: "out.csv"))
        rows = try Self.table(bytes)
        report = try Self.table(Data(contentsOf: folder.url.appending(path: "report.csv")))
    }

    private static func table(_ bytes: Data) throws -> [[String: String]] {
        let table = try CommaSeparatedTable(bytes: bytes)
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    /// The values of a column.
    func column(_ name: String) -> [String] { rows.map { $0[name] ?? "no column \(name)" } }

    /// The problems of a record, in order.
    func problems(_ row: Int) -> [String] {
        report.filter { $0["row"] == "\(row)" }.compactMap { $0["problem"] }.filter { !$0.isEmpty }
    }

    func status(_ row: Int) -> String? { report.first { $0["row"] == "\(row)" }?["status"] }

    /// How many records have a problem.
    func count(_ problem: String) -> Int { outcome.problems.first { $0.name == problem }?.records ?? 0 }

    /// Whether records in, output rows and the row report add up, record by record.
    var isBalanced: Bool {
        let tally = outcome.tally
        var statuses: [String: Set<String>] = [:]
        for line in report {
            statuses["\(line["file"] ?? "")#\(line["row"] ?? "")", default: []].insert(line["status"] ?? "")
        }
        func records(_ status: String) -> Int { statuses.values.filter { $0 == [status] }.count }
        return statuses.count == tally.recordsIn && rows.count == tally.accepted + tally.repaired
            && records("accepted") == tally.accepted && records("repaired") == tally.repaired
            && records("rejected") == tally.rejected && Set(column("incident_id")).count == rows.count
            && outcome.files.reduce(0) { $0 + $1.tally.recordsIn } == tally.recordsIn
    }
}

extension ImportOutcome.File {
    func header(_ field: String) -> String? { columns.first { $0.field == field }?.header }
}
