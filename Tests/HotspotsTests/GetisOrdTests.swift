import Foundation
import Hotspots
import SpatialEngine
import Testing

/// The remotely sensed scene of Getis and Ord (1996), against R spdep 1.2-7.
@Suite struct GetisOrdTests {
    private let values: [Double]
    private let units: NearestUnits
    private let rows: [[String: String]]
    private static let bands = [30, 60, 90, 120, 150]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "getis_ord", withExtension: "csv", subdirectory: "Fixtures"))
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: url))
        rows = table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
        func column(_ name: String) -> [Double] { Self.column(name, of: table) }
        values = column("value")
        units = NearestUnits(
            try Positions(zip(column("x"), column("y")).map { PlanarPoint(x: $0, y: $1) }, metric: .euclidean))
    }

    private static func column(_ name: String, of table: CommaSeparatedTable) -> [Double] {
        table.rows.map { Double($0.fields[table.header.firstIndex(of: name) ?? 0]) ?? .nan }
    }

    private func z(within distance: Int, includesSelf: Bool, style: SpatialWeights.Style = .binary) throws -> [Double?]
    {
        let weights = try SpatialWeights.distanceBand(of: units, within: Double(distance), style: style)
        return try LocalGStar.compute(
            values: values, weights: weights, includesSelf: includesSelf, permutations: 0, random: SplitMix64(seed: 1),
            threads: 1
        ).map(\.z)
    }

    @Test(arguments: [30, 90, 150], SpatialWeights.Style.allCases)
    func `Gi and Gi star of all 256 cells are those of spdep`(_ distance: Int, _ style: SpatialWeights.Style) throws {
        #expect(values.count == 256)
        for (includesSelf, name) in [(false, "gi"), (true, "gi_star")] {
            let found = try z(within: distance, includesSelf: includesSelf, style: style)
            for (cell, row) in rows.enumerated() {
                let expected = try #require(Double(row["\(name)_\(distance)"] ?? ""))
                #expect(agree(found[cell], expected, relative: 1e-9), "\(name) \(distance) m, cell \(cell + 1)")
            }
        }
    }

    /// The cell that the book discusses on page 267, as the example of `localG` in spdep prints it.
    @Test func `the cell of the book has the printed values at every distance`() throws {
        let gi = [1.221979, 1.748098, 1.986135, 1.893374, 1.237454]
        let star = [1.450780, 1.900559, 2.096939, 1.981907, 1.306698]
        for (index, distance) in Self.bands.enumerated() {
            #expect(abs((try z(within: distance, includesSelf: false)[119] ?? .nan) - gi[index]) < 0.51e-6)
            #expect(abs((try z(within: distance, includesSelf: true)[119] ?? .nan) - star[index]) < 0.51e-6)
        }
    }
}
