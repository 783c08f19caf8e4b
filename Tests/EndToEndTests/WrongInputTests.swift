import Foundation
import SpatialEngine
import Testing

/// Bad input ends at once with one line that says where, the right exit code and nothing left behind.
@Suite struct WrongInputTests {
    private static let sound = IncidentRows.rows[0]

    private struct Table {
        let header: String
        let rows: [String]

        init(header: String = IncidentRows.header, _ rows: String...) { (self.header, self.rows) = (header, rows) }

        var text: String { ([header] + rows).map { $0 + "\n" }.joined() }
    }

    /// What is wrong, the table, and what the message must name.
    private static let tables: [(String, String, [String])] = [
        ("swapped", Table(sound.replacingOccurrences(of: "-77.35,8.63", with: "8.63,-77.35")).text, ["row 2", "lon"]),
        ("unknown column", Table(header: IncidentRows.header + ",wat", sound + ",1").text, ["row 1", "wat"]),
        ("missing column", Table(header: "incident_id,date_start", "X1,2022-06-01").text, ["row 1", "missing"]),
        ("column twice", Table(header: IncidentRows.header + ",lon", sound + ",1").text, ["row 1", "lon"]),
        ("empty file", "", ["empty"]),
        ("header only", Table().text, ["row 1"]),
        ("NaN", Table(sound.replacingOccurrences(of: "8.63", with: "NaN")).text, ["row 2", "lat"]),
        ("infinite", Table(sound.replacingOccurrences(of: ",8000", with: ",inf")).text, ["row 2", "precision_m"]),
        ("negative", Table(sound.replacingOccurrences(of: ",8000", with: ",-5")).text, ["row 2", "precision_m"]),
        ("same id", Table(sound, sound).text, ["row 3", "incident_id", "X1"]),
        ("short row", Table(sound, "X2,2022-01-01").text, ["row 3"]),
        ("no such day", Table(sound.replacingOccurrences(of: "06-01", with: "06-31")).text, ["row 2", "date_start"]),
        ("dates reversed", Table(sound.replacingOccurrences(of: "06-01", with: "07-01")).text, ["row 2", "date_"]),
        ("word", Table(sound.replacingOccurrences(of: ",sea,", with: ",seaa,")).text, ["row 2", "mode", "seaa"]),
        ("corridor", Table(sound.replacingOccurrences(of: ",C0,", with: ",C99,")).text, ["row 2", "corridor_id"]),
        ("place", Table(sound.replacingOccurrences(of: "capurgana", with: "nowhere")).text, ["row 2", "place_id"]),
        ("open quote", Table(sound, "\"X2,2022").text, ["row 3"]),
    ]

    @Test(arguments: tables)
    func `a bad incident table is refused at its row and field`(
        _ fault: String, _ text: String, _ named: [String]
    ) throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(text, to: "in.csv")
        let outcome = try TrochaCommand.run("assess", "--incidents", input, "-o", folder.file("out"))
        #expect(outcome.isOneError(3), "\(fault): \(outcome)")
        for word in [input] + named { #expect(outcome.errors.contains(word), "\(fault): \(outcome.errors)") }
        #expect(folder.names == ["in.csv"])
    }

    @Test func `the same id in two tables is refused`() throws {
        let folder = try TemporaryFolder()
        let (a, b) = (try folder.write(Table(Self.sound).text, to: "a.csv"), folder.file("b.csv"))
        try FileManager.default.copyItem(atPath: a, toPath: b)
        let outcome = try TrochaCommand.run("assess", "--incidents", a, b, "-o", folder.file("out"))
        #expect(outcome.isOneError(3), "\(outcome)")
        #expect(outcome.errors.contains("X1") && outcome.errors.contains(b))
    }

    @Test(arguments: ["--incidents", "--dem", "--sea-state", "--region"])
    func `a missing file is 4 and named`(_ option: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try TrochaCommand.run("assess", option, "/nowhere/at-all", "-o", folder.file("out"))
        #expect(outcome.isOneError(4), "\(outcome)")
        #expect(outcome.errors.contains("/nowhere/at-all"))
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: [
        ["--from", "2023-05", "--to", "2022-01"], ["--from", "2023-13"], ["--to", "May"], ["--direction", "up"],
        ["--budget", "x"], ["--budget", "1.5"], ["--seed", "x"], ["--threads", "0"], ["--wat"], ["--from", "1990-01"],
        ["--to", "2090-01"], ["stray"],
    ])
    func `wrong usage is 2`(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        let outcome = try TrochaCommand.run(["assess"] + options + ["-o", folder.file("out")])
        #expect(outcome.isOneError(2), "\(outcome)")
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: [[], ["-o", ""], ["-o", "-"]]) func `an output folder must be named`(_ options: [String]) throws {
        #expect(try TrochaCommand.run(["assess"] + options).isOneError(2))
    }

    @Test func `a pack with a changed file is 5, without a file 4`() throws {
        let folder = try TemporaryFolder()
        let pack = folder.file("pack")
        try Pack.copy(to: pack)
        let legs = String(decoding: try Assessed.bytes(pack + "/legs.csv"), as: UTF8.self)
        try Data(legs.replacingOccurrences(of: "L001,necocli,", with: "L001,turbo,").utf8).write(
            to: URL(filePath: pack + "/legs.csv"))
        let changed = try TrochaCommand.run("assess", "--region", pack, "-o", folder.file("out"))
        #expect(changed.isOneError(5), "\(changed)")
        #expect(changed.errors.contains("legs.csv"))
        try FileManager.default.removeItem(atPath: pack + "/legs.csv")
        let missing = try TrochaCommand.run("assess", "--region", pack, "-o", folder.file("out"))
        #expect(missing.isOneError(4), "\(missing)")
        #expect(missing.errors.contains("legs.csv"))
        #expect(folder.names == ["pack"])
    }

    @Test(arguments: [
        ("legs.csv", "L001,necocli,", "L001,nowhere,", ["row 2", "from_id", "nowhere"]),
        ("legs.csv", "fast launch,1.5,2,", "fast launch,2.5,2,", ["row 2", "duration_high_h"]),
        ("crossings.csv", ",559,", ",-559,", ["row 2", "persons"]),
        ("region.yaml", "value: 15, unit: arcsec", "value: nan, unit: arcsec", ["row"]),
        ("region.yaml", "start: \"2014-01\"", "start: \"2034-01\"", ["window"]),
        ("region.yaml", "format: 1", "format: 2", ["format"]),
        ("region.yaml", "name: coast_clearance_m", "name: coast_clearence_m", ["coast_clearance_m"]),
    ])
    func `a pack with broken content is 3 at its row`(
        _ file: String, _ old: String, _ new: String, _ named: [String]
    ) throws {
        let folder = try TemporaryFolder()
        let pack = folder.file("pack")
        try Pack.copy(to: pack)
        let text = String(decoding: try Assessed.bytes("\(pack)/\(file)"), as: UTF8.self)
        #expect(text.contains(old))
        let changed = Data(text.replacingOccurrences(of: old, with: new).utf8)
        try changed.write(to: URL(filePath: "\(pack)/\(file)"))
        let (before, after) = (Data(text.utf8), changed)
        let manifest = String(decoding: try Assessed.bytes(pack + "/manifest.json"), as: UTF8.self)
            .replacingOccurrences(of: SHA256.hexDigest(of: [UInt8](before)), with: SHA256.hexDigest(of: [UInt8](after)))
            .replacingOccurrences(of: "\"bytes\": \(before.count),", with: "\"bytes\": \(after.count),")
        try Data(manifest.utf8).write(to: URL(filePath: pack + "/manifest.json"))
        let outcome = try TrochaCommand.run("assess", "--region", pack, "-o", folder.file("out"))
        #expect(outcome.isOneError(3), "\(outcome)")
        for word in [file] + named { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        #expect(folder.names == ["pack"])
    }
}
