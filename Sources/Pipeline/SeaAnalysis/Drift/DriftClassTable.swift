internal import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// The drifting objects that `--class` may name.
public struct DriftClassTable: Sendable {
    let classes: [LeewayClass]

    /// The columns of a table of classes; slopes in %, all else in cm/s.
    public static let columns = [
        "class", "description", "dw_slope", "dw_offset", "dw_sd", "cwr_slope", "cwr_offset", "cwr_sd", "cwl_slope",
        "cwl_offset", "cwl_sd",
    ]

    /// The published classes, or those of a file.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of bad data for a figure that is none, a deviation below 0, two rows with one
    ///   name or no row; ``SpatialFormats/FormatError`` for a file that is missing.
    public init(_ path: String?) throws {
        guard let path else {
            classes = LeewayClass.published
            return
        }
        let table = try TableInput(path)
        let columns = try Self.columns.map { try table.column($0) }
        var classes: [LeewayClass] = []
        for row in table.rows {
            let name = try table.text(row, columns[0])
            if classes.contains(where: { $0.name == name }) {
                throw table.fault(row, columns[0], "the class \(name) appears twice; names must differ")
            }
            let figures = try columns.dropFirst(2).map { try table.number(row, $0) }
            for k in [2, 5, 8] where figures[k] < 0 {
                throw table.fault(row, columns[k + 2], "\(figures[k]) is no standard deviation; give 0 or more")
            }
            func line(_ first: Int) -> LeewayClass.Line {
                .init(figures[first], figures[first + 1], figures[first + 2])
            }
            classes.append(
                LeewayClass(
                    name: name, description: row.fields[columns[1]], downwind: line(0), right: line(3), left: line(6)))
        }
        if classes.isEmpty { throw RequestError(.badData, "\(path) holds no class; add rows below the header") }
        self.classes = classes
    }

    /// The class of a name, in whatever case.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage that says how to see the names.
    func object(_ name: String) throws(RequestError) -> LeewayClass {
        let found = classes.first { $0.name == name } ?? classes.first { $0.name.uppercased() == name.uppercased() }
        if let found { return found }
        throw RequestError(.wrongUsage, "there is no class \"\(name)\"; --class list prints the names")
    }

    /// Writes the table to a `.csv` path or `-`.
    ///
    /// - Throws: ``Export/OutputError``.
    public func write(to path: String, overwrite: Bool) throws {
        _ = try OutputFormat(of: path, allowed: [.csv])
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: Self.columns)
        for item in classes {
            writer.append(item.name, isFirst: true)
            writer.append(item.description)
            for line in [item.downwind, item.right, item.left] {
                for figure in [line.slopePercent, line.offsetCentimetres, line.deviationCentimetres] {
                    writer.append(figure)
                }
            }
            try writer.endRecord()
        }
        try writer.commit()
    }
}
