import Foundation
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@testable import Ingest

@Suite struct SeaStateNetCDFTests {
    enum Format: CaseIterable { case classic, netCDF4 }

    /// In the form of ERA5: descending latitudes, longitudes to 360, packed heights with a fill value in the north-west.
    private static var era: ClassicNetCDF {
        let times: [Double] = [1_078_212, 1_078_224, 1_078_956]
        let (latitudes, longitudes): ([Double], [Double]) = ([10, 9.75, 9.5], [281, 281.25, 281.5])
        var heights: [Double] = []
        for time in times.indices {
            for y in latitudes {
                for x in longitudes {
                    let height: Double = Double(time) + 1 + (x - 281) + 2 * (y - 9.5)
                    let packed: Double = ((height - 2) / 0.001).rounded()
                    heights.append(x == 281 && y == 10 ? -32_767 : packed)
                }
            }
        }
        let axes = ["time", "latitude", "longitude"]
        func variable(
            _ name: String, _ unit: String, _ values: [Double], on axes: [String] = axes,
            _ kind: ClassicNetCDF.Kind = .double, _ more: [(String, ClassicNetCDF.Attribute)] = []
        ) -> ClassicNetCDF.Variable {
            ClassicNetCDF.Variable(
                name: name, dimensions: axes, kind: kind, attributes: [("units", .text(unit))] + more, values: values)
        }
        return ClassicNetCDF(
            dimensions: [("time", 3), ("latitude", 3), ("longitude", 3)],
            variables: [
                variable("time", "hours since 1900-01-01 00:00:00.0", times, on: ["time"], .integer),
                variable("latitude", "degrees_north", latitudes, on: ["latitude"], .float),
                variable("longitude", "degrees_east", longitudes, on: ["longitude"], .float),
                variable(
                    "swh", "m", heights, .short,
                    [
                        ("scale_factor", .number(0.001, .double)), ("add_offset", .number(2, .double)),
                        ("_FillValue", .number(-32_767, .short)),
                    ]),
                variable("mwd", "Degree true", (0..<27).map { $0 % 2 == 0 ? 350 : 10 }, .float),
                variable("pp1d", "s", (0..<27).map { _ in 8 }),
                variable("u10", "m s**-1", (0..<27).map { _ in -3 }),
                variable("v10", "m s**-1", (0..<27).map { _ in -4 }),
            ])
    }

    private func read(
        _ file: ClassicNetCDF, _ format: Format = .classic, around extent: BoundingBox? = nil
    ) throws -> SeaStateGrid {
        let path = FileManager.default.temporaryDirectory.appending(path: "sea-\(UUID().uuidString).nc").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        switch format {
        case .classic: try file.write(path)
        case .netCDF4: try file.writeNetCDF4(path)
        }
        return try SeaStateTable.read(path: path, around: extent)
    }

    private func error(_ change: (inout ClassicNetCDF) -> Void) -> String {
        var file = Self.era
        change(&file)
        let error = #expect(throws: IngestError.self) { try read(file) }
        #expect(error?.kind == .content)
        return error?.description ?? ""
    }

    private func sea(_ grid: SeaStateGrid, _ longitude: Double, _ latitude: Double, month: Int = 1) throws
        -> SeaStateSample?
    {
        try grid.seaState(at: GeographicPoint(longitude: longitude, latitude: latitude), month: month)
    }

    @Test(arguments: Format.allCases)
    func `both formats give place, month, unpacked heights and directions`(_ format: Format) throws {
        let grid = try read(Self.era, format)
        #expect(grid.latitudes == [9.5, 9.75, 10] && grid.longitudes == [281, 281.25, 281.5] && grid.isSeasonal)
        #expect(grid.variables == [.significantHeight, .peakPeriod, .waveFrom, .windSpeed, .windFrom])
        // Two times fall in January 2023, one on 1 February.
        let here = try #require(try sea(grid, -78.6, 9.55))
        #expect(isClose(here.significantHeight.value, 1.5 + 0.4 + 0.1, within: 1e-6))
        #expect(isClose(try #require(try sea(grid, -78.6, 9.55, month: 2)).significantHeight.value, 3.5, within: 1e-6))
        #expect(isClose(try #require(here.windMetresPerSecond), 5, within: 1e-12))
        #expect(isClose(try #require(here.windFromDegrees), atan2(3, 4) * 180 / .pi, within: 1e-9))
        #expect(here.peakPeriod == Seconds(8))
        let from = try #require(here.waveFromDegrees)
        #expect(min(from, 360 - from) <= 10)
        #expect(grid.monthsWithout(.significantHeight) == Array(3...12))
        // The fill value of the corner is a gap: the next value lies south of it, or east.
        #expect(isClose(try #require(try sea(grid, -79, 9.95)).significantHeight.value, 1.5 + 0.5, within: 1e-6))
        #expect(try sea(grid, -79, 9.99) == nil)
    }

    @Test func `only the window round the extent is kept`() throws {
        let box = BoundingBox(west: -78.6, south: 9.6, east: -78.4, north: 9.7)
        var file = Self.era
        file.dimensions[2].size = 40
        let count = 9 * 40
        file.change("longitude") { $0.values = (0..<40).map { 275 + 0.25 * Double($0) } }
        for name in ["swh", "mwd", "pp1d", "u10", "v10"] {
            file.change(name) { $0.values = (0..<count).map { name == "pp1d" ? 8 : Double($0 % 40) } }
        }
        let grid = try read(file, around: box)
        #expect(grid.longitudes == (0..<9).map { 280.5 + 0.25 * Double($0) })
        let whole = try read(file)
        #expect(whole.longitudes.count == 40)
        #expect(try sea(grid, -78.55, 9.62) == sea(whole, -78.55, 9.62))
    }

    @Test func `axes in another order, one place long or turned give the same seas`() throws {
        var file = Self.era
        file.dimensions.append(("number", 1))
        file.change("pp1d") { $0.dimensions.insert("number", at: 1) }
        file.change("swh") { variable in
            // Longitude first, then latitude, then time.
            let old = variable.values
            variable.dimensions.reverse()
            variable.values = (0..<27).map { i in old[(i % 3) * 9 + (i / 3 % 3) * 3 + i / 9] }
        }
        let (turned, plain) = (try read(file), try read(Self.era))
        for (x, y) in [(-78.9, 9.6), (-78.5, 10), (-78.61, 9.81)] {
            #expect(try sea(turned, x, y) == sea(plain, x, y))
        }
    }

    @Test func `without a time the file is the same all year`() throws {
        var file = Self.era
        file.variables.removeFirst()
        file.dimensions[0] = ("step", 1)
        for i in file.variables.indices where file.variables[i].dimensions.count == 3 {
            file.variables[i].dimensions[0] = "step"
            file.variables[i].values = Array(file.variables[i].values.prefix(9))
        }
        let grid = try read(file)
        #expect(!grid.isSeasonal)
        #expect(try sea(grid, -78.6, 9.55) == sea(grid, -78.6, 9.55, month: 11))
        #expect(isClose(try #require(try sea(grid, -78.6, 9.55)).significantHeight.value, 1.5, within: 1e-6))
    }

    @Test func `the names and units of WAVEWATCH III and Copernicus are understood`() throws {
        func rename(_ old: String, _ new: String, _ unit: String, _ values: Double? = nil, in file: inout ClassicNetCDF)
        {
            file.change(old) { variable in
                variable.name = new
                variable.attributes[0] = ("units", .text(unit))
                if let values { variable.values = variable.values.map { _ in values } }
            }
        }
        var ww3 = Self.era
        rename("swh", "hs", "cm", in: &ww3)
        rename("pp1d", "fp", "s-1", 0.125, in: &ww3)
        rename("mwd", "dir", "degree", 77, in: &ww3)
        rename("u10", "ucur", "cm s-1", 50, in: &ww3)
        rename("v10", "vcur", "kn", 1, in: &ww3)
        let here = try #require(try sea(try read(ww3), -78.6, 9.55))
        #expect(isClose(here.significantHeight.value, 0.02, within: 1e-8))
        #expect(here.peakPeriod == Seconds(8) && here.windMetresPerSecond == nil)
        #expect(isClose(try #require(here.waveFromDegrees), 77, within: 1e-9))
        #expect(isClose(here.currentEastMetresPerSecond, 0.5, within: 1e-12))
        #expect(isClose(here.currentNorthMetresPerSecond, 1852.0 / 3600, within: 1e-12))
        var copernicus = Self.era
        rename("swh", "VHM0", "m", in: &copernicus)
        rename("pp1d", "VTM02", "s", 6, in: &copernicus)
        rename("u10", "uo", "m s-1", 0.2, in: &copernicus)
        rename("v10", "vo", "m/s", 0.1, in: &copernicus)
        let there = try #require(try sea(try read(copernicus), -78.6, 9.55))
        #expect(there.meanPeriod == Seconds(6) && there.peakPeriod == nil)
        #expect(isClose(there.currentEastMetresPerSecond, 0.2, within: 1e-12))
    }

    @Test func `a wind that is called like a current is none`() throws {
        var file = Self.era
        for (old, new) in [("u10", "u"), ("v10", "v")] {
            file.change(old) { variable in
                variable.name = new
                variable.attributes.append(("standard_name", .text(new == "u" ? "eastward_wind" : "northward_wind")))
            }
        }
        #expect(try read(file).variables == [.significantHeight, .peakPeriod, .waveFrom])
    }

    @Test func `a calm has no period, and fill values that are not declared are gaps`() throws {
        var file = Self.era
        file.change("pp1d") { $0.values = [9.969_209_968_386_869e36] + $0.values.dropFirst().map { _ in 0 } }
        #expect(try read(file).variables.contains(.peakPeriod) == false)
    }

    @Test func `what a file lacks or says wrongly is named`() {
        #expect(
            error { $0.change("swh") { $0.name = "height" } }.contains("no variable of wave height; there are time, la")
        )
        #expect(
            error { $0.change("swh") { $0.attributes[0] = ("units", .text("feet")) } }.contains(
                "field swh: the unit \"feet\" is not known; set its attribute units to one of m, cm"))
        #expect(error { $0.change("pp1d") { $0.attributes = [] } }.contains("field pp1d: has no unit"))
        #expect(error { $0.change("v10") { $0.name = "gust" } }.contains("field u10: the other part v10 is missing"))
        #expect(
            error { $0.change("longitude") { $0.values = [281, 281.25, 282] } }.contains(
                "field lon: no regular grid: longitudes 281.0 and 281.25 are not one step"))
        #expect(error { $0.change("latitude") { $0.values = [9, 9, 9] } }.contains("field lat: no regular grid"))
        #expect(
            error { $0.change("swh") { $0.values[4] = -3000 } }.contains(
                "field swh: holds -1.0, outside 0…40; check its units"))
        #expect(error { $0.change("mwd") { $0.values[4] = 999 } }.contains("field mwd: holds 999.0"))
        #expect(
            error { $0.change("time") { $0.attributes[0] = ("units", .text("months since 1900-01-01")) } }.contains(
                "field time: its units \"months since 1900-01-01\" are no time"))
        #expect(
            error { $0.change("time") { $0.attributes.append(("calendar", .text("noleap"))) } }.contains(
                "in the calendar noleap are no time"))
        #expect(
            error { $0.change("swh") { $0.attributes[1] = ("scale_factor", .number(.nan, .double)) } }.contains(
                "there is no wave height in it"))
    }

    @Test func `axes that are not those of a grid are named`() {
        let renamed = error { file in
            file.dimensions[2].name = "node"
            for i in file.variables.indices {
                file.variables[i].dimensions = file.variables[i].dimensions.map { $0 == "longitude" ? "node" : $0 }
            }
        }
        #expect(
            renamed.contains("field swh: does not lie on axes of longitude and latitude but on time, latitude, node"))
        let levels = error { file in
            file.dimensions.append(("level", 2))
            file.change("pp1d") { variable in
                variable.dimensions.insert("level", at: 0)
                variable.values += variable.values
            }
        }
        #expect(levels.contains("field pp1d: has an axis level of 2 places; select one of them"))
        let still = error { file in
            file.change("mwd") { variable in
                variable.dimensions.removeFirst()
                variable.values = Array(variable.values.prefix(9))
            }
        }
        #expect(still.contains("field mwd: has no axis time, unlike swh"))
        #expect(error { $0.variables.remove(at: 1) }.contains("field latitude: the axis has no positions"))
    }

    @Test func `a file that is cut short is no NetCDF file`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "sea-\(UUID().uuidString).nc").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Self.era.write(path)
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(200).write(to: URL(filePath: path))
        let error = #expect(throws: IngestError.self) { try SeaStateTable.read(path: path) }
        #expect(error?.kind == .content && error?.description.contains("check that it is a whole NetCDF file") == true)
    }
}
