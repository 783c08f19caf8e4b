import Foundation
import Hotspots
import SpatialEngine
import Testing

/// Cases of Burkitt's lymphoma in Uganda.
struct Burkitt {
    let points: [PlanarPoint]
    let days: [Double]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "burkitt", withExtension: "csv", subdirectory: "Fixtures"))
        let rows = try CommaSeparatedTable(bytes: Data(contentsOf: url)).rows.map { $0.fields.compactMap(Double.init) }
        points = rows.map { PlanarPoint(x: $0[0], y: $0[1]) }
        days = rows.map { $0[2] }
    }

    var positions: Positions { get throws { try Positions(points, metric: .euclidean) } }
}

/// Events whose places and times fall on few values, so that there are many ties.
func scatteredEvents(
    _ count: Int, seed: UInt64, metric: Metric = .euclidean, around centre: PlanarPoint = PlanarPoint(x: 0, y: 0)
) throws -> (positions: Positions, dates: [Double]) {
    var random = SplitMix64(seed: seed)
    let points = (0..<count).map { _ in
        let (x, y) = (Double(Int.random(in: 0..<12, using: &random)), Double(Int.random(in: 0..<9, using: &random)))
        let longitude = centre.x + x / 10
        return PlanarPoint(x: longitude > 180 ? longitude - 360 : longitude, y: centre.y + y / 10)
    }
    let dates = (0..<count).map { _ in Double(Int.random(in: 0..<40, using: &random)) }
    return (try Positions(points, metric: metric), dates)
}
