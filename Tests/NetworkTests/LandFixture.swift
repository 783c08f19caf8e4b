import Foundation
import SpatialEngine

/// A CSV file of `Fixtures`, field by field.
struct LandFixture {
    let table: CommaSeparatedTable

    init(_ name: String) throws {
        let url = Bundle.module.bundleURL.appending(path: "Fixtures/\(name)")
        table = try CommaSeparatedTable(bytes: try Data(contentsOf: url))
    }

    /// A column of numbers, `empty` for empty fields.
    func numbers(_ column: String, empty: Double) throws -> [Double] {
        guard let position = table.column(column) else { throw CocoaError(.fileReadCorruptFile) }
        return table.rows.map { Double($0.fields[position]) ?? empty }
    }
}

/// A geographic grid of square cells.
func landGrid(rows: Int, columns: Int, west: Double = -77.6, north: Double = 8.4, cell: Double = 0.01) -> Grid {
    Grid(
        shape: GridShape(rows: rows, columns: columns),
        transform: GeoTransform(originX: west, originY: north, cellWidth: cell, cellHeight: cell))
}
