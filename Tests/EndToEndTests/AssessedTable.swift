import Foundation
import SpatialEngine
import Testing

/// A table that `assess` wrote.
struct AssessedTable {
    let header: [String]
    let rows: [[String]]

    init(_ assessed: Assessed, _ name: String) throws {
        let table = try CommaSeparatedTable(bytes: Array(try assessed.text("tables/\(name).csv").utf8))
        header = table.header
        rows = table.rows.map(\.fields)
    }

    func text(_ row: [String], _ column: String) throws -> String {
        row[try #require(header.firstIndex(of: column))]
    }
    func number(_ row: [String], _ column: String) throws -> Double {
        try #require(Double(try text(row, column)))
    }
}
