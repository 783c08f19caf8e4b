import Foundation
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@testable import Ingest

@Suite struct MetoceanReaderTests {
    private func with<Result>(_ name: String, _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    private func read(
        _ text: String, as role: MetoceanReader.Role = .seaState, _ reader: MetoceanReader = MetoceanReader()
    ) throws -> MetoceanFile {
        try with("sea.csv") { path in
            try Data(text.utf8).write(to: URL(filePath: path))
            return try reader.read(path, as: role)
        }
    }

    private func read(
        _ file: ClassicNetCDF, as role: MetoceanReader.Role = .seaState, _ reader: MetoceanReader = MetoceanReader()
    ) throws -> MetoceanFile {
        try with("sea.nc") { path in
            try file.write(path)
            return try reader.read(path, as: role)
        }
    }

    private func error(
        _ text: String, as role: MetoceanReader.Role = .seaState, _ reader: MetoceanReader = MetoceanReader()
    ) -> String {
        let error = #expect(throws: IngestError.self) { try read(text, as: role, reader) }
        #expect(error?.kind == .content)
        return error?.description ?? ""
    }

    private func sample(_ file: MetoceanFile, _ x: Double, _ y: Double, _ time: Double = 0, month: Int = 1)
        -> SeaStateSample?
    {
        file.metocean(over: .calm, month: month).sample(at: GeographicPoint(longitude: x, latitude: y), time: time)
    }

    /// Heights 1…4 at the corners of a degree, or of a metre.
    private func square(_ header: String, _ rows: [String]) -> String {
        ([header]
            + ["-79,9,1", "-78,9,2", "-79,10,3", "-78,10,4"].map { corner in
                rows.map { corner + $0 }.joined(separator: "\n")
            }).joined(separator: "\n") + "\n"
    }

    // MARK: - Tables

    @Test func `a grid without time holds always, one with time changes linearly`() throws {
        let still = try read(square("lon,lat,hs_m", [""]))
        #expect(still.span == nil && still.warnings.isEmpty)
        #expect(isClose(try #require(sample(still, -78.25, 9.5)).significantHeight.value, 2.75, within: 1e-12))
        let moving = try read(
            square(
                "lon,lat,hs_m,time,wind_u_mps,wind_v_mps", [",2026-01-01T00:00Z,0,4", ",2026-01-01T06:00+01:00,8,4"]))
        let start = 1_767_225_600.0
        #expect(moving.span == start...start + 5 * 3600)
        let here = try #require(sample(moving, -78.5, 9.5, start + 2.5 * 3600))
        #expect(isClose(try #require(here.windMetresPerSecond), 32.0.squareRoot(), within: 1e-12))
        #expect(isClose(try #require(here.windFromDegrees), 225, within: 1e-9))
        #expect(moving.variables.map(\.variable) == ["hs_m", "wind_u_mps", "wind_v_mps"])
    }

    @Test func `wind and current files give their own quantity only, and other columns are named`() throws {
        let text = square(
            "lon,lat,hs_m,wind_mps,wind_from_deg,current_u_mps,current_v_mps,colour", [",7,350,0.5,-0.25,red"])
        let wind = try #require(sample(try read(text, as: .wind), -78.5, 9.5))
        #expect(wind.significantHeight == Metres(0) && wind.currentEastMetresPerSecond == 0)
        #expect(isClose(try #require(wind.windFromDegrees), 350, within: 1e-9) && wind.windMetresPerSecond == 7)
        let current = try read(text, as: .currents)
        #expect(sample(current, -78.5, 9.5)?.currentNorthMetresPerSecond == -0.25)
        #expect(current.warnings.count == 1 && current.warnings[0].hasSuffix("columns left alone: colour"))
        #expect(error(square("lon,lat,hs_m", [""]), as: .wind).contains("--wind needs wind_mps or wind_u_mps"))
        #expect(error("lon,lat,tp_s\n-79,9,8\n").contains("--sea-state needs hs_m"))
        #expect(
            try read(text.replacing("hs_m", with: "height")).warnings.contains { $0.contains("the sea counts as flat") }
        )
    }

    @Test func `on a plane positions are x and y`() throws {
        var reader = MetoceanReader()
        reader.isPlanar = true
        let file = try read(
            "x,y,current_u_mps,current_v_mps\n0,0,0,0\n200000,0,0,0\n0,100000,1,0\n200000,100000,1,0\n", as: .currents,
            reader)
        #expect(sample(file, 150_000, 25_000)?.currentEastMetresPerSecond == 0.25)
        #expect(error(square("lon,lat,hs_m", [""]), as: .seaState, reader).contains("column \"x\" is missing"))
        #expect(error("x,y,hs_m\n0,0,1\n").contains("or add --crs planar if x,y are metres"))
        #expect(
            error("x,y,hs_m\n0,0,1\n1,0,1\n3,0,1\n0,1,1\n1,1,1\n3,1,1\n", as: .seaState, reader).contains("field x"))
    }

    @Test func `a time without zone is refused unless it is said to be universal`() throws {
        let text = square("lon,lat,hs_m,time", [",2026-01-01T00:00"])
        #expect(
            error(text).hasSuffix(
                "row 2, field time: \"2026-01-01T00:00\" has no zone; end it with Z or ±hh:mm, or say what it is with --tz UTC"
            ))
        var reader = MetoceanReader()
        reader.assumesUTC = true
        #expect(try read(text, as: .seaState, reader).span == 1_767_225_600...1_767_225_600)
    }

    @Test func `rows that make no regular grid are refused`() {
        #expect(error("lon,lat,hs_m\n-79,9,1\n-78,9,1\n-77.5,9,1\n").contains("field lon: no regular grid"))
        #expect(error("lon,lat,hs_m\n-79,9,1\n-78,9,2\n-79,10,3\n").contains("there is no row for -78.0,10.0"))
        #expect(
            error(square("lon,lat,hs_m", [""]) + "-78,10,4\n").contains("row 6, field lon: row 5 has the same position")
        )
        #expect(error("lon,lat,hs_m\n-79,9,nan\n").contains("row 2, field hs_m: \"nan\" is not a finite number"))
        #expect(error("lon,lat,hs_m\n-79,9,inf\n").contains("row 2, field hs_m"))
        #expect(error("lon,lat,hs_m\n").contains("no row below the header"))
        #expect(error("").contains("the file is empty"))
        #expect(error("lon,lat,hs_m\n-79,9,\n-78,9,\n-79,10,\n-78,10,\n").contains("no wave height in it, only gaps"))
    }

    // MARK: - Zones

    private let zones = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"zone_id":"gulf"},"geometry":{"type":"Polygon","coordinates":[[[-79,8],[-78,8],[-78,9],[-79,9],[-79,8]]]}},
        {"type":"Feature","properties":{"zone_id":2},"geometry":{"type":"Polygon","coordinates":[[[-78,8],[-77,8],[-77,9],[-78,9],[-78,8]]]}}]}
        """

    private func reader(_ zones: String) throws -> MetoceanReader {
        try with("zones.geojson") { path in
            try Data(zones.utf8).write(to: URL(filePath: path))
            var reader = MetoceanReader()
            reader.zones = try SeaZoneAreas(path)
            return reader
        }
    }

    @Test func `zones hold by month`() throws {
        let text = "zone_id,month,hs_m,wave_from_deg\ngulf,1,1.5,45\n2,1,0.5,90\ngulf,2,1,50\n"
        let file = try read(text, as: .seaState, try reader(zones))
        #expect(file.isMonthly && file.span == nil)
        #expect(sample(file, -78.5, 8.5)?.significantHeight == Metres(1.5))
        #expect(sample(file, -77.5, 8.5)?.significantHeight == Metres(0.5))
        #expect(isClose(try #require(sample(file, -78.5, 8.5, month: 2)?.waveFromDegrees), 50, within: 1e-9))
        #expect(sample(file, -77.5, 8.5, month: 2) == nil)
    }

    @Test func `zones at fault are named`() throws {
        let reader = try reader(zones)
        func fault(_ rows: String) -> String { error("zone_id,month,hs_m\n" + rows, as: .seaState, reader) }
        #expect(fault("bay,1,1\n").contains("row 2, field zone_id: there is no zone bay in "))
        #expect(fault("gulf,1,1\ngulf,1,2\n").contains("row 3, field month: the zone gulf has month 1 twice"))
        #expect(fault("gulf,13,1\n").contains("row 2, field month: 13 lies outside 1…12"))
        #expect(fault("gulf,1.5,1\n").contains("field month: 1.5 is no month"))
        #expect(error("zone_id,month,hs_m\ngulf,1,1\n").contains("give their polygons with --zones"))
        #expect(throws: IngestError.self) { try self.reader("{\"type\":\"FeatureCollection\",\"features\":[]}") }
        #expect(throws: IngestError.self) { try self.reader(zones.replacing("\"gulf\"", with: "2")) }
        #expect(throws: IngestError.self) { try self.reader(zones.replacing("zone_id", with: "name")) }
        #expect(throws: IngestError.self) { try self.reader("[") }
    }

    // MARK: - NetCDF

    /// Three hours on 3 × 3 places, latitudes from the north, longitudes to 360, packed heights with a fill value.
    private var era: ClassicNetCDF {
        let axes = ["valid_time", "latitude", "longitude"]
        func variable(
            _ name: String, _ unit: String, _ values: [Double], on axes: [String], _ kind: ClassicNetCDF.Kind = .double,
            _ more: [(String, ClassicNetCDF.Attribute)] = []
        ) -> ClassicNetCDF.Variable {
            ClassicNetCDF.Variable(
                name: name, dimensions: axes, kind: kind, attributes: [("units", .text(unit))] + more, values: values)
        }
        var heights: [Double] = []
        for hour in 0..<3 {
            for y in [10, 9.75, 9.5] {
                for x in [281, 281.25, 281.5] {
                    let height: Double = Double(hour) + (x - 281) + 2 * (y - 9.5)
                    heights.append(x == 281 && y == 10 ? -32_767 : ((height - 2) / 0.001).rounded())
                }
            }
        }
        return ClassicNetCDF(
            dimensions: [("valid_time", 3), ("latitude", 3), ("longitude", 3)],
            variables: [
                variable("valid_time", "seconds since 1970-01-01", [0, 3600, 7200], on: ["valid_time"], .integer),
                variable("latitude", "degrees_north", [10, 9.75, 9.5], on: ["latitude"], .float),
                variable("longitude", "degrees_east", [281, 281.25, 281.5], on: ["longitude"], .float),
                variable(
                    "swh", "m", heights, on: axes, .short,
                    [
                        ("scale_factor", .number(0.001, .double)), ("add_offset", .number(2, .double)),
                        ("_FillValue", .number(-32_767, .short)),
                    ]),
                variable("mwp", "s", (0..<27).map { _ in 6 }, on: axes),
                variable("mwd", "Degree true", (0..<27).map { _ in 45 }, on: axes, .float),
                variable("u10", "cm s**-1", (0..<27).map { _ in -300 }, on: axes),
                variable("v10", "kn", (0..<27).map { _ in -10 }, on: axes),
            ])
    }

    @Test func `hours of a file in the form of ERA5 are read as they are, with what was done told`() throws {
        let file = try read(era)
        #expect(file.span == 0...7200 && file.warnings.isEmpty)
        let here = try #require(sample(file, -78.6, 9.55, 5400))
        #expect(isClose(here.significantHeight.value, 1.5 + 0.4 + 0.1, within: 1e-6))
        #expect(here.meanPeriod == Seconds(6) && here.peakPeriod == nil)
        #expect(isClose(try #require(here.waveFromDegrees), 45, within: 1e-9))
        let north = 10 * 1852.0 / 3600
        #expect(isClose(try #require(here.windMetresPerSecond), (9 + north * north).squareRoot(), within: 1e-12))
        // The corner is a gap: what lies east of it is nearer than what lies south.
        #expect(isClose(try #require(sample(file, -78.95, 10, 0)).significantHeight.value, 1.25, within: 1e-6))
        #expect(sample(file, -79, 10.2, 0) == nil)
        let repairs = Dictionary(uniqueKeysWithValues: file.variables.map { ($0.variable, $0.repairs) })
        #expect(
            repairs["swh"] == [
                "latitude runs from north to south: turned", "longitude runs to 360: turned to -180…180",
                "unpacked: times 0.001 plus 2", "fill value -32767 read as a gap",
            ])
        #expect(repairs["mwp"]?.last == "mean wave period mwp taken as the zero-crossing period Tz")
        #expect(repairs["u10"]?.last == "cm s**-1 to m/s: times 0.01")
        #expect(file.variables.map(\.unit) == ["m", "s", "Degree true", "cm s**-1", "kn"])
    }

    @Test func `only the times and places that are needed are read`() throws {
        var reader = MetoceanReader()
        var file = era
        let hours = 100
        file.dimensions[0].size = hours
        file.change("valid_time") { $0.values = (0..<hours).map { Double($0) * 3600 } }
        for name in ["swh", "mwp", "mwd", "u10", "v10"] {
            file.change(name) { $0.values = (0..<hours * 9).map { _ in name == "swh" ? 0 : 5 } }
        }
        reader.times = 50 * 3600...51 * 3600
        let part = try read(file, as: .seaState, reader)
        // Six hours to either side may stand in for a gap.
        #expect(part.grids[0].times == (44...57).map { Double($0) * 3600 })
        #expect(part.span == 0...356_400)
        #expect(sample(part, -78.6, 9.55, 50.5 * 3600) == sample(try read(file), -78.6, 9.55, 50.5 * 3600))
    }

    @Test func `the mean of a month leaves other months out`() throws {
        var file = era
        // The last moment of January and two of February 1970.
        file.change("valid_time") { $0.values = [31 * 86_400 - 1, 31 * 86_400, 31 * 86_400 + 60] }
        let series = try read(file)
        let sea = try series.means(over: .calm, month: 2)
        #expect(sea.span == nil)
        let here = try #require(sea.sample(at: GeographicPoint(longitude: -78.6, latitude: 9.55), time: 0))
        #expect(isClose(here.significantHeight.value, 1.5 + 0.4 + 0.1, within: 1e-6))
        let missing = #expect(throws: IngestError.self) { try series.means(over: .calm, month: 3) }
        #expect(missing?.description.contains("no time of the series lies in month 3") == true)
    }

    @Test func `a file without what is asked for says so`() throws {
        let text = #expect(throws: IngestError.self) { try read(era, as: .currents) }
        #expect(text?.description.contains("no variable of current; there are valid_time, la") == true)
        var wrong = era
        wrong.change("u10") { $0.attributes[0] = ("units", .text("mph")) }
        let unit = #expect(throws: IngestError.self) { try read(wrong, as: .wind) }
        #expect(unit?.description.contains("field u10: the unit \"mph\" is not known") == true)
        var turned = era
        turned.change("valid_time") { $0.values.reverse() }
        let times = #expect(throws: IngestError.self) { try read(turned) }
        #expect(times?.description.contains("field time: no regular grid: the times do not ascend") == true)
        var plane = MetoceanReader()
        plane.isPlanar = true
        #expect(throws: Never.self) { try read(era, as: .wind, plane) }
    }
}
