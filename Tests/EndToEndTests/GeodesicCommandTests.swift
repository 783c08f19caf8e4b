import Foundation
import Testing

private let inverseHeader = "lat1_deg,lon1_deg,lat2_deg,lon2_deg"

@Suite struct GeodesicCommandTests {
    @Test func `inverse keeps unknown columns in place and reads columns in any order`() throws {
        let table =
            "\u{FEFF}lon2_deg,name,lat2_deg,lat1_deg,lon1_deg\r\n2.55,\"a, \"\"b\"\"\",49.01666667,40.6,-73.8\r\n"
        let outcome = try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-", input: table)
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "lon2_deg,name,lat2_deg,lat1_deg,lon1_deg,s12_m,azi1_deg,azi2_deg")
        #expect(lines[1].hasPrefix("2.55,\"a, \"\"b\"\"\",49.01666667,40.6,-73.8,5853226."))
        #expect(lines.count == 3 && lines[2].isEmpty)
    }

    @Test func `what inverse writes direct reads, and both agree`() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(
            "\(inverseHeader)\n8.2,-77.4,9.35,-79.9\n0,170,10,-170\n-90,0,45,30\n", to: "in.csv")
        let middle = folder.file("middle.csv")
        #expect(try TrochaCommand.run("geodesic", "inverse", input, "-o", middle).status == 0)
        let outcome = try TrochaCommand.run("geodesic", "direct", middle, "--full", "-o", "-")
        #expect(outcome.rows[0].prefix(7).joined(separator: ",") == inverseHeader + ",s12_m,azi1_deg,azi2_deg")
        #expect(outcome.rows[0].suffix(5) == ["a12_deg", "m12_m", "M12", "M21", "S12_m2"])
        for (row, expected) in zip(outcome.rows.dropFirst(), [[9.35, -79.9], [10, -170], [45, 30]]) {
            #expect(abs((Double(row[2]) ?? .nan) - expected[0]) < 1e-12)
            #expect(abs((Double(row[3]) ?? .nan) - expected[1]) < 1e-12)
        }
    }

    @Test func `numbers are the shortest that read back and whole ones have no point`() throws {
        let outcome = try TrochaCommand.run(
            "geodesic", "inverse", "-", "--full", "-o", "-", input: "\(inverseHeader)\n0,0,0,-0.0\n0,0,0,90\n")
        #expect(outcome.rows[1].suffix(8) == ["0", "180", "180", "0", "0", "1", "1", "0"])
        let distance = outcome.rows[2][4]
        #expect(distance == "10018754.171394622")
        #expect(Double(distance)?.description == distance)
    }

    @Test func `area has one row a polygon in order of first appearance`() throws {
        let table = """
            lon_deg,polygon_id,lat_deg
            0,cap,89
            179,"strip, east",1
            90,cap,89
            179,"strip, east",-1
            180,cap,89
            -179,"strip, east",-1
            270,cap,89
            -179,"strip, east",1
            0,cap,89
            """
        let outcome = try TrochaCommand.run("geodesic", "area", "-", "-o", "-", input: table)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines[0] == "polygon_id,area_m2,perimeter_m,vertices")
        #expect(lines[1].hasPrefix("cap,24952305678,631819.87"))
        #expect(lines[1].hasSuffix(",4"))
        #expect(lines[2].hasPrefix("\"strip, east\",49238887518."))
    }

    @Test func `another ellipsoid gives another length`() throws {
        let table = "\(inverseHeader)\n0,0,0,90\n"
        let clarke = try TrochaCommand.run(
            "geodesic", "inverse", "-", "--crs", "EPSG:4267", "-o", "-", input: table)
        // A quarter of the equator of Clarke 1866.
        let metres = try #require(Double(clarke.rows[1][4]))
        #expect(abs(metres - 6_378_206.4 * .pi / 2) < 1e-6)
    }

    @Test func `header only gives header only and an empty table is an error`() throws {
        let header = try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-", input: inverseHeader)
        #expect(header.status == 0)
        #expect(header.output == inverseHeader + ",s12_m,azi1_deg,azi2_deg\n")
        let area = try TrochaCommand.run("geodesic", "area", "-", "-o", "-", input: "polygon_id,lat_deg,lon_deg\n")
        #expect(area.output == "polygon_id,area_m2,perimeter_m,vertices\n")
        #expect(try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-").status == 3)
    }

    @Test(arguments: ["", "abc", "nan", "inf", "0x10", "1e999", "90.0001", "-91", "\"\"", "1 2"])
    func `a bad number names file, line and column and leaves nothing behind`(_ bad: String) throws {
        let folder = try TemporaryFolder()
        let input = try folder.write("\(inverseHeader)\n1,2,3,4\n1,2,\(bad),4\n", to: "in.csv")
        let outcome = try TrochaCommand.run("geodesic", "inverse", input, "-o", folder.file("out.csv"))
        #expect(outcome.status == 3)
        #expect(outcome.errors.hasPrefix("error: \(input), line 3, column lat2_deg: "))
        #expect(outcome.errors.filter(\.isNewline).count == 1)
        #expect(folder.names == ["in.csv"])
    }

    @Test(arguments: [
        ("lat1_deg,lon1_deg,lat2_deg\n1,2,3\n", "line 1, column lon2_deg"),
        ("\(inverseHeader)\n1,2,3\n", "line 2, column lon2_deg"),
        ("\(inverseHeader)\n1,2,3,4,5\n", "line 2"),
        ("\(inverseHeader),lat1_deg\n1,2,3,4,5\n", "line 1, column lat1_deg"),
        ("\(inverseHeader)\n1,2,3,\"4\n", "line 2"),
        ("\(inverseHeader),a\n1,2,3,4,\"x\ny\"\n\n1,2,3,,z\n", "line 5, column lon2_deg"),
    ])
    func `a broken table is bad data at its line`(_ table: String, _ place: String) throws {
        let outcome = try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-", input: table)
        #expect(outcome.status == 3)
        #expect(outcome.errors.hasPrefix("error: standard input, \(place)"))
    }

    @Test func `a polygon of two vertices is bad data`() throws {
        let outcome = try TrochaCommand.run(
            "geodesic", "area", "-", "-o", "-", input: "polygon_id,lat_deg,lon_deg\na,0,0\na,0,1\na,0,0\n")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("polygon a has 2 vertices"))
    }

    @Test func `a table that arrives byte by byte is read like one that arrives whole`() throws {
        var table = "\u{FEFF}note,\(inverseHeader)\r\n"
        for row in 0..<60 {
            let note = row % 3 == 0 ? "\"é\"\"\n,\"" : String(repeating: "é", count: row % 7)
            table += "\(note),0,0,0,\(row)\(["\r\n", "\n", "\r"][row % 3])"
        }
        let whole = try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-", input: table)
        #expect(whole.status == 0)
        #expect(whole.output.split(separator: "\n").count == 1 + 60 + 20)

        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = TrochaCommand.binary
        process.arguments = ["geodesic", "inverse", "-", "-o", folder.file("out.csv")]
        let pipe = Pipe()
        process.standardInput = pipe
        try process.run()
        for byte in table.utf8 {
            try pipe.fileHandleForWriting.write(contentsOf: Data([byte]))
            usleep(50)
        }
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try String(contentsOfFile: folder.file("out.csv"), encoding: .utf8) == whole.output)
    }

    @Test func `a table larger than the buffer comes through whole`() throws {
        var table = "note,\(inverseHeader)\n"
        for row in 0..<30_000 { table += "\(String(repeating: "é", count: row % 7)),0,0,0,\(row % 180)\r\n" }
        let outcome = try TrochaCommand.run("geodesic", "inverse", "-", "-o", "-", input: table)
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 30_001)
        for row in stride(from: 0, to: 30_000, by: 997) {
            let fields = lines[row + 1].split(separator: ",", omittingEmptySubsequences: false)
            #expect(fields.count == 8)
            #expect(fields[0].count == row % 7)
            #expect(fields[4] == String(row % 180))
        }
    }
}
