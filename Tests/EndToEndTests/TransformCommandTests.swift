import Foundation
import Testing

@Suite struct TransformCommandTests {
    private func transform(_ source: String, _ target: String, _ table: String, _ more: String...) throws
        -> TrochaCommand.Outcome
    {
        try TrochaCommand.run(
            ["transform", "--from", source, "--to", target, "-", "-o", "-"] + more, input: Data(table.utf8))
    }

    @Test func `x is east and y is north in both systems`() throws {
        let outcome = try transform("EPSG:4326", "EPSG:32618", "y,id,x\n8.2,p,-77.4\n")
        #expect(outcome.status == 0)
        #expect(outcome.rows[0] == ["y", "id", "x", "to_x", "to_y"])
        #expect(outcome.rows[1] == ["8.2", "p", "-77.4", "235577.75774947437", "907198.5012597168"])
    }

    @Test func `a column z is carried along and a geocentric target always has z`() throws {
        let withZ = try transform("EPSG:4979", "EPSG:4978", "x,y,z\n-77.4,8.2,100\n")
        #expect(withZ.rows[0].suffix(3) == ["to_x", "to_y", "to_z"])
        #expect(withZ.rows[1].suffix(3) == ["1377238.0357127178", "-6161408.78638718", "903692.7540075756"])
        #expect(try transform("EPSG:4326", "EPSG:4978", "x,y\n0,0\n").rows[1].suffix(3) == ["6378137", "0", "0"])
        #expect(try transform("EPSG:4978", "EPSG:4326", "x,y\n0,0\n").errors.contains("line 1, column z"))
    }

    @Test func `the summary names the operation and its accuracy`() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write("x,y\n-90,40\n", to: "in.csv")
        let outcome = try TrochaCommand.run(
            "transform", "--from", "EPSG:4267", "--to", "EPSG:4326", input, "-o", folder.file("o.csv"), "--json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(json["operation"] as? String == "NAD27 to WGS 84 (6)")
        #expect(json["accuracy_m"] as? Double == 7)
        #expect(json["rows"] as? Int == 1)
        let both = try TrochaCommand.run(
            "transform", "--from", "EPSG:4267", "--to", "EPSG:4326", input, "-o", "-", "--json")
        #expect(both.status == 2)
    }

    @Test(arguments: ["0,95", "0,-90.0001"]) func `a latitude beyond a pole stops, or stays empty on request`(
        _ position: String
    ) throws {
        for target in ["EPSG:3857", "EPSG:4326"] {
            let stopped = try transform("EPSG:4326", target, "x,y\n1,2\n\(position)\n")
            #expect(stopped.status == 3)
            #expect(stopped.errors.hasPrefix("error: standard input, line 3"))
            let kept = try transform("EPSG:4326", target, "x,y\n1,2\n\(position)\n3,4\n", "--keep-going")
            #expect(kept.status == 0)
            #expect(kept.rows[2].suffix(2) == ["", ""])
            #expect(kept.rows.count == 4 && kept.rows[3][2] != "")
        }
    }

    @Test func `keep-going forgives positions but not fields`() throws {
        #expect(try transform("EPSG:4326", "EPSG:3857", "x,y\n1,abc\n", "--keep-going").status == 3)
        #expect(try transform("EPSG:32618", "EPSG:4326", "x,y\n1e9,1e9\n").status == 3)
        #expect(
            try transform("EPSG:32618", "EPSG:4326", "x,y\n1e9,1e9\n", "--keep-going").rows[1].suffix(2) == ["", ""])
    }

    @Test(arguments: ["EPSG:999999", "nowhere", "+proj=none", "EPSG:5703"])
    func `an unknown or unusable system is wrong usage`(_ name: String) throws {
        for (source, target) in [(name, "EPSG:4326"), ("EPSG:4326", name)] {
            let outcome = try transform(source, target, "x,y\n1,2\n")
            #expect(outcome.status == 2)
            #expect(outcome.errors.hasPrefix("error: "))
            #expect(outcome.errors.contains(name))
        }
    }

    @Test func `input of any turn comes out within half a turn`() throws {
        let outcome = try transform("EPSG:4326", "EPSG:4269", "x,y\n190,10\n-540,10\n")
        #expect(outcome.rows[1].suffix(2) == ["-170", "10"])
        #expect(abs(Double(outcome.rows[2][2]) ?? 0) == 180)
    }
}
