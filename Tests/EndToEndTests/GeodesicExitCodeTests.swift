import Foundation
import Testing

@Suite struct GeodesicExitCodeTests {
    private let table = "lat1_deg,lon1_deg,lat2_deg,lon2_deg\n1,2,3,4\n"

    @Test(arguments: [
        [], ["inverse"], ["inverse", "in.csv"], ["sideways"], ["inverse", "in.csv", "-o", "out.tif"],
        ["inverse", "in.csv", "-o", "out.csv", "--seed", "x"],
        ["inverse", "in.csv", "-o", "out.csv", "--threads", "0"],
        ["inverse", "in.csv", "-o", "out.csv", "--progress", "loud"], ["inverse", "in.csv", "-o", "out.csv", "--wat"],
        ["inverse", "in.csv", "-o", "out.csv", "--crs", "EPSG:32618"], ["inverse", "in.csv", "more", "-o", "out.csv"],
        ["inverse", "in.csv", "-o", "-", "--json"],
    ])
    func `wrong usage is 2 with one line`(_ arguments: [String]) throws {
        let outcome = try TrochaCommand.run(["geodesic"] + arguments, input: Data())
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.filter(\.isNewline).count == 1)
        #expect(outcome.output.isEmpty)
    }

    @Test func `a missing input is 4`() throws {
        let outcome = try TrochaCommand.run("geodesic", "inverse", "/nowhere/in.csv", "-o", "-")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("/nowhere/in.csv"))
    }

    @Test func `an output that cannot be written is 7`() throws {
        let folder = try TemporaryFolder()
        let input = try folder.write(table, to: "in.csv")
        let old = try folder.write("old", to: "old.csv")
        for output in [old, folder.file("no/out.csv"), "/dev/full"] {
            let outcome = try TrochaCommand.run("geodesic", "inverse", input, "-o", output)
            #expect(outcome.status == 7)
            #expect(outcome.errors.hasPrefix("error: "))
        }
        #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
        #expect(try TrochaCommand.run("geodesic", "inverse", input, "-o", old, "--overwrite").status == 0)
        #expect(try TrochaCommand.run("geodesic", "inverse", old, "-o", old, "--overwrite").status == 0)
        #expect(folder.names == ["in.csv", "old.csv"])
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `an interrupted run is 130 and leaves nothing`(_ signal: Int32) throws {
        let folder = try TemporaryFolder()
        // A pipe that nobody writes to keeps the run waiting.
        #expect(mkfifo(folder.file("in"), 0o600) == 0)
        let process = Process()
        process.executableURL = TrochaCommand.binary
        process.arguments = ["geodesic", "inverse", "-", "-o", folder.file("out.csv")]
        let (pipe, errors) = (Pipe(), Pipe())
        process.standardInput = pipe
        process.standardError = errors
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: Data(table.utf8))
        while !folder.names.contains(where: { $0.hasSuffix("out.csv") }) { usleep(10_000) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(folder.names == ["in"])
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(message.hasPrefix("error: interrupted"))
    }

    @Test func `a reader that goes away ends the run quietly`() throws {
        let folder = try TemporaryFolder()
        let rows = String(repeating: "1,2,3,4\n", count: 50_000)
        let input = try folder.write("lat1_deg,lon1_deg,lat2_deg,lon2_deg\n" + rows, to: "in.csv")
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "\"$0\" geodesic inverse \"$1\" -o - 2>\"$2\" | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}",
            TrochaCommand.binary.path, input, folder.file("err"),
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 141)
        #expect(try String(contentsOfFile: folder.file("err"), encoding: .utf8).isEmpty)
    }

    @Test func `versions and help are on standard output`() throws {
        let version = try TrochaCommand.run("--version")
        #expect(version.status == 0)
        #expect(version.output.contains("trocha 0.1.0"))
        for library in ["PROJ ", "GEOS ", "GDAL "] { #expect(version.output.contains("\n" + library)) }
        for verb in [["geodesic", "inverse"], ["geodesic", "direct"], ["geodesic", "area"], ["transform"]] {
            let help = try TrochaCommand.run(verb + ["--help"], input: Data())
            #expect(help.status == 0)
            #expect(help.output.contains("Example: trocha \(verb.joined(separator: " "))"))
        }
        #expect(try TrochaCommand.run("--generate-completion-script", "bash").output.contains("trocha"))
    }
}
