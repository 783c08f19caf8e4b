import Foundation
import Ingest
import Network
import SeaAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// The region's own water, with some 60,000 vertices of coast.
private enum FullCoast {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "geodata/darien").path
    static let region = try? RegionPack.load(folder)
    static let waters = region.flatMap { try? SeaWaters(.init(), region: $0, ends: []) }
}

@Suite struct FullCoastTests {
    @Test func `passages between ports and beaches enter the full coast nowhere, by GEOS`() throws {
        let (region, waters) = try (#require(FullCoast.region), #require(FullCoast.waters))
        let coast = try PreparedRegion(region.coast, in: TopologyContext())
        var random = SplitMix64(seed: 40)
        func place() -> GeographicPoint {
            if random.next() % 4 == 0 {
                return region.places[Int(random.next() % UInt64(region.places.count))].position
            }
            let polygon = region.coast.polygons[Int(random.next() % UInt64(region.coast.polygons.count))]
            return polygon.exterior[Int(random.next() % UInt64(polygon.exterior.count))]
        }
        var (ways, segments) = (0, 0)
        for _ in 0..<120 {
            guard case .route(let passage) = try waters.passage(from: place(), to: place(), snap: Metres(20_000)) else {
                continue
            }
            ways += 1
            let points = passage.line.points
            for (a, b) in zip(points, points.dropFirst()) where a != b {
                segments += 1
                #expect(try !coast.crossesInterior(from: a, to: b), "\(a) to \(b)")
            }
        }
        #expect(ways > 40 && segments > 400)
    }

    @Test func `beaches on the coast's own vertices are water and stay where they are`() throws {
        let (region, waters) = try (#require(FullCoast.region), #require(FullCoast.waters))
        guard case .chart(let chart) = waters else { return }
        let extent = chart.extent
        for polygon in region.coast.polygons.prefix(300) {
            // Vertices on the window's border are no beach.
            for p in polygon.exterior.prefix(3)
            where p.longitude > extent.west && p.longitude < extent.east && p.latitude > extent.south
                && p.latitude < extent.north
            {
                #expect(chart.isWater(p))
            }
        }
    }
}

@Suite struct PreparedSeaTests {
    private func islands(_ east: Double) throws -> SeaWaters {
        let files = try WaterFiles()
        let ring = [[0.4, 0.2], [0.6, 0.1], [east, 0.7], [0.5, 0.9], [0.3, 0.6], [0.4, 0.2]]
        let land = try files.land(#"{"type":"Polygon","coordinates":[\#(ring)]}"#)
        return try SeaWaters(.init(land: land, extent: "0,0,1,1", system: "planar"), region: nil, ends: [])
    }

    @Test func `a prepared sea is written, read and answers like the water`() throws {
        let (waters, files) = (try islands(0.8), try WaterFiles())
        let path = files.path("sea.bin")
        let size = try PreparedSea(preparing: waters, threads: 2).write(to: path, overwrite: false)
        #expect(try Data(contentsOf: URL(filePath: path)).count == size)
        #expect(throws: (any Error).self) {
            try PreparedSea(preparing: waters, threads: 2).write(to: path, overwrite: false)
        }
        let sea = try PreparedSea(path, for: waters)
        let (from, to) = (
            GeographicPoint(longitude: 0.1, latitude: 0.5), GeographicPoint(longitude: 0.9, latitude: 0.5)
        )
        #expect(
            try sea.passage(from: from, to: to, snap: Metres(0)) == waters.passage(from: from, to: to, snap: Metres(0)))
    }

    @Test func `files that do not fit are refused by name`() throws {
        let (waters, files) = (try islands(0.8), try WaterFiles())
        let path = files.path("sea.bin")
        try PreparedSea(preparing: waters, threads: 1).write(to: path, overwrite: false)
        #expect(throws: FormatError.missing(path: files.path("none"))) {
            try PreparedSea(files.path("none"), for: waters)
        }
        #expect(throws: FormatError.self) { try PreparedSea(files.folder.path, for: waters) }
        func problem(_ path: String, _ waters: SeaWaters) -> String {
            do {
                _ = try PreparedSea(path, for: waters)
                return "read without complaint"
            } catch { return "\(error)" }
        }
        #expect(problem(path, try islands(0.7)).contains("was prepared for other water"))
        let whole = try Data(contentsOf: URL(filePath: path))
        for (bytes, words) in [
            (Data(), "is no prepared sea"), (Data("lon,lat".utf8), "is no prepared sea"),
            (whole.dropLast(5), "prepare it again"), (whole.dropLast() + [7], "is damaged"),
        ] {
            try bytes.write(to: URL(filePath: path))
            #expect(problem(path, waters).hasPrefix(path) && problem(path, waters).contains(words))
        }
        let mask = SeaWaters.mask(
            try SeaMask(
                grid: Grid(covering: BoundingBox(west: 0, south: 0, east: 1, north: 1), cellDegrees: 0.5),
                isWater: [true, true, true, true]))
        #expect(throws: RequestError.self) { try PreparedSea(preparing: mask, threads: 1) }
    }
}
