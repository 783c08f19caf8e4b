import Foundation
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@testable import Ingest

@Suite struct SeaStateTableTests {
    private static let region = BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9)

    private func read(_ text: String, around extent: BoundingBox? = region) throws -> SeaStateGrid {
        let url = FileManager.default.temporaryDirectory.appending(path: "sea-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(text.utf8).write(to: url)
        return try SeaStateTable.read(path: url.path, around: extent)
    }

    /// The text of the error that a table must give.
    private func error(_ rows: String..., header: String = "lon,lat,hs_m") -> String {
        let error = #expect(throws: IngestError.self) { try read(([header] + rows).joined(separator: "\n") + "\n") }
        #expect(error?.kind == .content)
        return error?.description ?? ""
    }

    private static let square = ["-79,9,1", "-78,9,2", "-79,10,3", "-78,10,4"]

    private func sea(_ grid: SeaStateGrid, _ longitude: Double, _ latitude: Double, month: Int = 1) throws
        -> SeaStateSample?
    {
        try grid.seaState(at: GeographicPoint(longitude: longitude, latitude: latitude), month: month)
    }

    @Test func `rows in any order make a grid that is the same all year without a time`() throws {
        for rows in [Self.square, Self.square.reversed()] {
            let grid = try read((["lon,lat,hs_m"] + rows).joined(separator: "\n"))
            #expect(grid.longitudes == [-79, -78] && grid.latitudes == [9, 10] && !grid.isSeasonal)
            #expect(grid.variables == [.significantHeight])
            for month in [1, 8] {
                #expect(
                    isClose(
                        try #require(try sea(grid, -78.5, 9.5, month: month)).significantHeight.value, 2.5,
                        within: 1e-12))
            }
        }
    }

    @Test func `all columns are read, in their units and by month of universal time`() throws {
        let header = "time,lat,lon,hs_m,tp_s,tz_s,wave_from_deg,wind_u_mps,wind_v_mps,current_u_mps,current_v_mps"
        var rows: [String] = []
        for (time, height) in [("2023-01-10T00:00Z", 1), ("2024-01-31T18:00:00Z", 2), ("2024-01-31T23:00:00-05:00", 5)]
        {
            for x in [-79, -78] {
                for y in [9, 10] { rows.append("\(time),\(y),\(x),\(height),8,6,45,-3,-4,0.5,-0.25") }
            }
        }
        let grid = try read(([header] + rows).joined(separator: "\n"))
        let january = try #require(try sea(grid, -78.5, 9.5))
        #expect(january.significantHeight == Metres(1.5) && january.origin == .supplied)
        #expect(january.peakPeriod == Seconds(8) && january.meanPeriod == Seconds(6))
        #expect(isClose(try #require(january.waveFromDegrees), 45, within: 1e-9))
        #expect(isClose(try #require(january.windMetresPerSecond), 5, within: 1e-12))
        #expect(isClose(try #require(january.windFromDegrees), atan2(3, 4) * 180 / .pi, within: 1e-9))
        #expect(january.currentEastMetresPerSecond == 0.5 && january.currentNorthMetresPerSecond == -0.25)
        #expect(try sea(grid, -78.5, 9.5, month: 2)?.significantHeight == Metres(5))
        #expect(grid.monthsWithout(.significantHeight) == Array(3...12))
    }

    @Test func `longitudes to 360 and a wind by speed and direction are read`() throws {
        let grid = try read(
            """
            lon,lat,hs_m,wind_mps,wind_from_deg
            281,9,1,5,350
            282,9,1,7,10
            281,10,1,5,350
            282,10,1,7,10
            """)
        let here = try #require(try sea(grid, -78.5, 9.5))
        #expect(isClose(try #require(here.windMetresPerSecond), 6, within: 1e-12))
        let from = try #require(here.windFromDegrees)
        #expect(isClose(min(from, 360 - from), 0, within: 1e-9))
    }

    @Test func `an empty field is a gap`() throws {
        let grid = try read("lon,lat,hs_m\n-79,9,\n-78.9,9,2\n-79,9.1,3\n-78.9,9.1,4\n")
        #expect(try sea(grid, -78.99, 9.01)?.significantHeight == Metres(2))
        // On an edge between two values the gap does not count.
        #expect(isClose(try #require(try sea(grid, -78.9, 9.05)).significantHeight.value, 3, within: 1e-9))
    }

    @Test func `positions that make no regular grid are refused`() {
        #expect(
            error("-79,9,1", "-78,9,1", "-77.5,9,1").contains(
                "field lon: no regular grid: longitudes -79.0 and -78.0 are not one step of 0.75 apart"))
        #expect(error("-79,9,1", "-78,9,1").contains("field lat: no regular grid: fewer than two latitudes"))
        #expect(error("-79,9,1", "-78,9,1", "-79,10,1").contains("there is no row for -78.0,10.0; add it"))
        #expect(
            error("-79,9,1", "-78,9,1", "-79,10,1", "-79,9,2", "-78,10,1").contains("row 5, field lon: row 2 has the"))
        let times = ["2024-01-01T00:00Z,-79,9,1", "2024-01-01T00:00Z,-79,10,1", "2024-01-01T00:00Z,-78,9,1"]
        let moments = times + ["2024-01-01T00:00Z,-78,10,1", "2024-02-01T00:00Z,-79,9,1"]
        let text = error(moments.joined(separator: "\n"), header: "time,lon,lat,hs_m")
        #expect(text.contains("there is no row for -78.0,9.0 at the time of row 6"))
    }

    @Test(arguments: ["NaN", "nan", "inf", "-inf", "1,5", "one"])
    func `a number that is none names its row and field`(_ text: String) {
        let field = CommaSeparatedTable.quoted(text)
        #expect(error("-79,9,1", "-78,9,\(field)").contains("row 3, field hs_m: \"\(text)\" is not a finite number"))
    }

    @Test func `numbers that no sea has are refused`() {
        #expect(error("-79,9,-0.1").contains("row 2, field hs_m: -0.1 lies outside 0…40"))
        #expect(error("-79,9,120").contains("field hs_m: 120 lies outside"))
        #expect(error("-79,91,1").contains("field lat: 91 lies outside -90…90"))
        #expect(error("-79,9,1,0", header: "lon,lat,hs_m,tp_s").contains("field tp_s: 0 lies outside 0.1…60"))
        #expect(error("-79,9,1,400", header: "lon,lat,hs_m,wave_from_deg").contains("field wave_from_deg: 400"))
        #expect(error(",9,1").contains("row 2, field lon: the field is empty"))
    }

    @Test func `a time needs a zone`() {
        let header = "lon,lat,hs_m,time"
        #expect(
            error("-79,9,1,2024-01-01T00:00", header: header).contains(
                "row 2, field time: \"2024-01-01T00:00\" has no zone"))
        #expect(error("-79,9,1,2024-01-01", header: header).contains("is no time of ISO 8601"))
        #expect(error("-79,9,1,", header: header).contains("row 2, field time: the field is empty"))
    }

    @Test func `columns are checked`() {
        #expect(error("-79,9,8", header: "lon,lat,tp_s").contains("row 1, field hs_m: column \"hs_m\" is missing"))
        #expect(
            error("-79,9,1,x", header: "lon,lat,hs_m,colour").contains("row 1, field colour: unknown column \"colour\"")
        )
        #expect(
            error("-79,9,1,2", header: "lon,lat,hs_m,wind_u_mps").contains(
                "field wind_u_mps: wind_v_mps is missing beside it"))
        #expect(error("-79,9,1,2", header: "lon,lat,hs_m,current_v_mps").contains("current_u_mps is missing beside it"))
        #expect(
            error("-79,9,1,1,1,1", header: "lon,lat,hs_m,wind_u_mps,wind_v_mps,wind_mps").contains(
                "field wind_mps: the wind is given twice"))
        #expect(
            error("-79,9,1,1,", header: "lon,lat,hs_m,current_u_mps,current_v_mps").contains(
                "row 2, field current_v_mps: the field is empty beside the other part"))
    }

    @Test func `a file without content, without rows, without heights or elsewhere is refused`() {
        let empty = #expect(throws: IngestError.self) { try read("") }
        #expect(empty?.description.contains("the file is empty") == true)
        #expect(error().contains("no row below the header"))
        #expect(error("-79,9,", "-78,9,", "-79,10,", "-78,10,").contains("there is no wave height in it, only gaps"))
        #expect(
            error("10,40,1", "11,40,1", "10,41,1", "11,41,1").contains(
                "its grid [10, 40, 11, 41] does not meet the region [-84.3, 3.3, -75, 13.9]"))
    }

    @Test func `a missing file is missing, and a folder is none`() {
        let missing = #expect(throws: IngestError.self) { try SeaStateTable.read(path: "/no/such/waves.csv") }
        #expect(missing?.kind == .missing)
        let folder = #expect(throws: IngestError.self) { try SeaStateTable.read(path: "/tmp") }
        #expect(folder?.kind == .content && folder?.description.contains("is a folder") == true)
    }
}
