internal import Export
internal import SpatialFormats

/// Writes the row report: for every record at least one line.
struct ReportWriter: ~Copyable {
    private var output: TextOutput

    init(path: String, overwrite: Bool) throws {
        output = try Self.opened(path, overwrite)
    }

    private static func opened(_ path: String, _ overwrite: Bool) throws -> TextOutput {
        _ = try OutputFormat(of: path, allowed: [.csv])
        var output = try TextOutput(path: path, overwrite: overwrite)
        output.append("file,row,status,field,problem,repair" as StaticString)
        try output.endLine()
        return output
    }

    /// Writes the lines of a record.
    mutating func write(file: String, row: Int, status: RecordStatus, findings: [Finding]) throws(OutputError) {
        guard !findings.isEmpty else {
            begin(file, row, status)
            output.append(",,," as StaticString)
            return try output.endLine()
        }
        for finding in findings {
            begin(file, row, status)
            for text in [finding.field, finding.problem.rawValue, finding.repair ?? ""] {
                output.append(byte: 0x2C)
                output.append(field: text)
            }
            try output.endLine()
        }
    }

    consuming func commit() throws(OutputError) { try output.commit() }

    private mutating func begin(_ file: String, _ row: Int, _ status: RecordStatus) {
        output.append(field: file)
        output.append(byte: 0x2C)
        output.append(row)
        output.append(byte: 0x2C)
        output.append(status.rawValue)
    }
}
