import Foundation
import SpatialEngine
import Testing

@testable import IncidentImport

@Suite struct EncodingTests {
    private static let text =
        "date,lat,lon,dead,place,country\r\n2020-01-02,8.5,-77.5,1,Río Tuquesa – «orilla»,Panamá\r\n"

    @Test func `UTF-8, UTF-16 and Windows-1252 give the same`() throws {
        let plain = try ImportRun(bytes: Array(Self.text.utf8)).rows[0]
        #expect(plain["place_text"] == "Río Tuquesa – «orilla»" && plain["country"] == "PAN")
        let units = Array(Self.text.utf16)
        let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let western = Self.text.unicodeScalars.map { $0 == "–" ? 0x96 : UInt8(truncatingIfNeeded: $0.value) }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8)
        for bytes in [little, big, western, marked] {
            let run = try ImportRun(bytes: bytes)
            var row = run.rows[0]
            // Its bytes are others, and so is what is made of them.
            row["incident_id"] = plain["incident_id"]
            #expect(row == plain && run.problems(1).isEmpty)
        }
    }

    @Test func `damaged UTF-8 is said to be`() throws {
        var bytes = Array((Self.text + "2020-01-03,8.5,-77.5,1,B,Panama\r\n").utf8)
        bytes.append(contentsOf: Array("2020-01-04,8.5,-77.5,1,R".utf8) + [0xC3] + Array("o,Panama\n".utf8))
        let run = try ImportRun(bytes: bytes)
        #expect(run.problems(3) == ["encoding_damaged"] && run.rows[2]["place_text"] == "R\u{FFFD}o")
        #expect(run.status(3) == "accepted" && run.problems(1).isEmpty)
    }

    @Test(arguments: [
        [UInt8](), [0x0A, 0x0A], Array("PK\u{3}\u{4}abc".utf8), [0x64, 0, 0x65, 0], Array("a,b,c\n1,2,3\n".utf8),
        Array("{\"type\":\"FeatureCollection\"}".utf8), Array("no header here".utf8),
    ])
    func `what is no table of incidents is refused`(_ bytes: [UInt8]) {
        #expect(throws: (any Error).self) { try ImportRun(bytes: bytes) }
    }

    @Test func `random damage never breaks an import, and every record is accounted for`() throws {
        let header = "id,date,lat,lon,dead,missing,total dead and missing,cause of death,location of death,country\n"
        let clean =
            header
            + (1...40).map {
                "\($0),\"\($0 % 28 + 1)/0\($0 % 9 + 1)/2019\",8.\($0),-77.\($0),\($0),,\($0),\"Drowning, Violence\",\"Río, \"\"a\"\"\",Panama\n"
            }
            .joined()
        var random = SplitMix64(seed: 7)
        for _ in 0..<60 {
            var bytes = Array(clean.utf8)
            for _ in 0...Int(random.next() % 12) {
                let place = header.utf8.count + Int(random.next() % UInt64(bytes.count - header.utf8.count))
                switch random.next() % 5 {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert([0x22, 0x0A, 0x2C, 0x0D, 0xFF, 0xC3, 0x2D][Int(random.next() % 7)], at: place)
                case 2: bytes[place] = UInt8(truncatingIfNeeded: random.next() | 1)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + 30))
                default: bytes[place] = 0x22
                }
            }
            let run = try ImportRun(bytes: bytes)
            #expect(run.isBalanced)
            #expect(run.outcome.tally.recordsIn > 10)
        }
    }

    @Test func `GeoJSON features`() throws {
        let text = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[-77.5,8.5]},"properties":{"id":7,"Date":"2020-01-02","deaths":3,"country":"Panama"}},
            {"type":"Feature","geometry":null,"properties":{"id":8,"Date":"January 3, 2020","deaths":null,"country":null}}]}
            """
        let run = try ImportRun(bytes: Array(text.utf8), name: "a.geojson")
        #expect(run.column("lon") == ["-77.5", ""] && run.column("dead") == ["3", ""])
        #expect(run.column("date_start") == ["2020-01-02", "2020-01-03"] && run.column("source_id") == ["7", "8"])
        #expect(run.isBalanced)
    }
}
