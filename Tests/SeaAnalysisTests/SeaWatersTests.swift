import Foundation
import Ingest
import Network
import SeaAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

private func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

/// A folder of files that goes away with the value.
final class WaterFiles {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waters-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// A GeoJSON file with one geometry, given as text.
    func land(_ geometry: String, _ name: String = "land.geojson") throws -> String {
        let feature = #"{"type":"Feature","properties":{},"geometry":\#(geometry)}"#
        let text = #"{"type":"FeatureCollection","features":[\#(feature)]}"#
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    func raster(_ rows: [[Float]], cell: Double, crs: String) throws -> String {
        let grid = Grid(
            shape: GridShape(rows: rows.count, columns: rows[0].count),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: cell, cellHeight: cell),
            crs: CoordinateReferenceSystem(crs))
        try CloudOptimizedGeoTIFF.write(
            [.init(raster: Raster(grid: grid, values: rows.flatMap(\.self)), description: "water", unit: "")],
            to: path("water.tif"))
        return path("water.tif")
    }
}

private let square = #"{"type":"Polygon","coordinates":[[[0,-50],[10,-50],[10,50],[0,50],[0,-50]]]}"#

private func route(_ waters: SeaWaters, _ from: GeographicPoint, _ to: GeographicPoint) throws -> SeaPassage? {
    if case .route(let passage) = try waters.passage(from: from, to: to, snap: Metres(0)) { passage } else { nil }
}

/// The text of the error that reading ends in.
private func problem(_ options: SeaWaters.Options, ends: [GeographicPoint] = []) -> String {
    do {
        _ = try SeaWaters(options, region: nil, ends: ends)
        return "read without complaint"
    } catch {
        return "\(error)"
    }
}

@Suite struct SeaWatersTests {
    let files: WaterFiles

    init() throws { files = try WaterFiles() }

    @Test func `land on a plane is rounded within the ends' box grown by half its side`() throws {
        let ends = [at(-100, 0), at(100, 0)]
        let options = SeaWaters.Options(land: try files.land(square), system: "planar")
        let waters = try SeaWaters(options, region: nil, ends: ends)
        #expect(waters.extent == BoundingBox(west: -200, south: -100, east: 200, north: 100))
        let length = try #require(try route(waters, ends[0], ends[1])).length.value
        let (before, after) = ((100.0 * 100 + 50 * 50).squareRoot(), (90.0 * 90 + 50 * 50).squareRoot())
        #expect(isClose(length, 10 + before + after, within: 1e-9))
    }

    @Test func `no land is open sea and a window is taken as given`() throws {
        let options = SeaWaters.Options(land: "none", extent: "-1, -2, 3, 4", system: "planar")
        let waters = try SeaWaters(options, region: nil, ends: [])
        #expect(waters.extent == BoundingBox(west: -1, south: -2, east: 3, north: 4))
        #expect(try route(waters, at(0, 0), at(3, 4))?.length == Metres(5))
    }

    @Test(arguments: [
        (#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}"#, "Self-intersection"),
        (#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#, "feature 1 is a LineString, not a polygon"),
        (#"{"type":"Polygon","coordinates":[[[8.1,-95],[8.2,-95],[8.2,-94],[8.1,-95]]]}"#, "seem to be swapped"),
        (#"{"type":"Polygon","coordinates":[[[5e5,9e5],[6e5,9e5],[6e5,8e5],[5e5,9e5]]]}"#, "--crs planar for metres"),
        (#"{"type":"Polygon","coordinates":[[[8,-79],[9,-79],[9,-78],[8,-79]]]}"#, "when x and y are exchanged"),
        (#"{"type":"Polygon","coordinates":[[[-179,0],[179,0],[179,1],[-179,0]]]}"#, "crosses the antimeridian"),
        (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#, "feature 1"),
        ("null", "holds no polygon"),
    ])
    func `land that is none is refused with the feature and a way to mend it`(geometry: String, words: String) throws {
        let path = try files.land(geometry)
        let text = problem(SeaWaters.Options(land: path, extent: "-80,7,-77,10"))
        #expect(text.contains(words) && text.hasPrefix(path), "\(text)")
        #expect(!text.contains("\n"))
    }

    @Test func `files that are missing, empty or cut off are told by name`() throws {
        let (missing, empty, cut) = (files.path("none.fgb"), files.path("empty.geojson"), files.path("cut.geojson"))
        try Data().write(to: URL(filePath: empty))
        try Data(square.utf8.prefix(30)).write(to: URL(filePath: cut))
        for path in [missing, empty, cut] {
            #expect(throws: FormatError.self) {
                _ = try SeaWaters(.init(land: path, extent: "0,0,1,1"), region: nil, ends: [])
            }
            #expect(problem(.init(waterMask: path, system: "native")).hasPrefix(path))
        }
    }

    @Test func `a mask is water where a valid value is above 0, in its own units`() throws {
        let raster = try files.raster(
            [[1, 0, 1, 1], [1, .nan, -1, 1], [1, 1, 2, 0.5]], cell: 10, crs: "EPSG:32618")
        let waters = try SeaWaters(.init(waterMask: raster, system: "native"), region: nil, ends: [])
        guard case .mask(let mask) = waters else {
            Issue.record("no mask")
            return
        }
        #expect((0..<12).filter { !mask.isWater($0) } == [1, 5, 6])
        let passage = try #require(try route(waters, at(1, -1), at(24, -6)))
        let expected = 10 * (2 + 3 * 2.0.squareRoot())
        #expect(passage.length.value <= expected + 1e-9)
        guard case .ashore(let end) = try waters.passage(from: at(14, -4), to: at(1, -1), snap: Metres(5)) else {
            Issue.record("started on land")
            return
        }
        #expect(end.nearest?.point == at(5, -5) || end.nearest?.point == at(25, -5))
        guard case .unreachable = try waters.passage(from: at(14, 4), to: at(1, -1), snap: Metres(5)) else {
            Issue.record("started outside")
            return
        }
    }

    @Test func `options that do not go together are wrong usage`() throws {
        let raster = try files.raster([[1]], cell: 10, crs: "EPSG:32618")
        let degrees = try files.raster([[1]], cell: 1, crs: "EPSG:4326")
        let cases: [(SeaWaters.Options, String)] = [
            (.init(system: "planar"), "no built-in coast"), (.init(system: "native"), "name the raster"),
            (.init(system: "EPSG:3857"), "--crs is"), (.init(land: "none", waterMask: raster), "exclude each other"),
            (.init(land: "none", extent: "1,2,3"), "minx,miny,maxx,maxy"),
            (.init(land: "none", extent: "3,0,1,1"), "minx must be less"),
            (.init(land: "none", extent: "0,0,nan,1"), "minx,miny,maxx,maxy"),
            (.init(waterMask: degrees, system: "planar"), "not on a plane"),
        ]
        for (options, words) in cases {
            do {
                _ = try SeaWaters(options, region: nil, ends: [at(0, 0)])
                Issue.record("\(options) was taken")
            } catch let error as RequestError {
                #expect(error.kind == .wrongUsage && error.description.contains(words), "\(error)")
            }
        }
    }

    @Test func `the built-in coast closes the Panama Canal`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "geodata/darien").path
        let region = try RegionPack.load(folder)
        #expect(SeaWaters.Options().needsRegion && !SeaWaters.Options(land: "none", extent: "0,0,1,1").needsRegion)
        let waters = try SeaWaters(.init(), region: region, ends: [])
        #expect(waters.extent == region.settings.extent)
        // Roads of Colón and of Balboa: 80 km by the canal; round the land there is no way inside the window.
        guard case .unreachable = try waters.passage(from: at(-79.92, 9.42), to: at(-79.52, 8.85), snap: Metres(0))
        else {
            Issue.record("went through the canal")
            return
        }
        // Gatún Lake is no water for boats at sea.
        guard case .chart(let chart) = waters else { return }
        #expect(!chart.isWater(at(-79.90, 9.18)) && !chart.isWater(at(-79.60, 9.03)))
        #expect(chart.waterBody(at: at(-79.92, 9.42)) == chart.waterBody(at: at(-77.2, 8.8)))
    }
}
