import Foundation
import Hotspots
import SpatialEngine
import Testing

/// Crime in the 49 districts of Columbus, with what R spdep says of it.
struct Columbus {
    let crime: [Double]
    let neighbours: [[Int]]
    private let rows: [[String: String]]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "columbus", withExtension: "csv", subdirectory: "Fixtures"))
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: url))
        rows = table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
        crime = rows.map { Double($0["crime"] ?? "") ?? .nan }
        neighbours = rows.map { row in
            (row["neighbours"] ?? "").split(separator: " ").compactMap { Int($0).map { $0 - 1 } }
        }
    }

    func weights(_ style: SpatialWeights.Style) throws -> SpatialWeights {
        try .contiguity(neighbours: neighbours, style: style)
    }

    func number(_ unit: Int, _ name: String) -> Double { Double(rows[unit][name] ?? "") ?? .nan }

    func text(_ unit: Int, _ name: String) -> String { rows[unit][name] ?? "" }
}

/// Whether two numbers agree to a share of the second.
func agree(_ a: Double?, _ b: Double, relative: Double = 1e-10) -> Bool {
    abs((a ?? .nan) - b) <= relative * max(abs(b), 1e-6)
}

/// All orders of 0 ..< count.
func allOrders(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return allOrders(count - 1).flatMap { order in
        (0...order.count).map { place in
            var longer = order
            longer.insert(count - 1, at: place)
            return longer
        }
    }
}
