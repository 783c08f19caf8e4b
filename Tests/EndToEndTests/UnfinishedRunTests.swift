import Foundation
import SpatialEngine
import Testing

/// A folder is whole or absent, whatever ends the run.
@Suite struct UnfinishedRunTests {
    /// Waits until the run works in its temporary folder.
    private func awaitStart(in folder: TemporaryFolder) throws {
        for _ in 0..<1000 where !folder.names.contains(where: { $0.hasPrefix(".out.partial-") }) { usleep(20_000) }
        try #require(folder.names.contains { $0.hasPrefix(".out.partial-") })
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a signal ends a run with 130, one line and nothing left`(
        _ signal: Int32
    ) throws {
        let folder = try TemporaryFolder()
        let errors = Pipe()
        let process = try TrochaCommand.start(["assess", "-o", folder.file("out")], errors: errors)
        try awaitStart(in: folder)
        usleep(500_000)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(message.hasPrefix("error: interrupted") && message.filter(\.isNewline).count == 1)
        #expect(folder.names.isEmpty)
    }

    @Test func `what a killed run leaves the next one to the same folder removes`() throws {
        let folder = try TemporaryFolder()
        let process = try TrochaCommand.start(["assess", "-o", folder.file("out")])
        try awaitStart(in: folder)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(folder.names.count == 1)
        let next = try TrochaCommand.run("assess", "--incidents", "/nowhere", "-o", folder.file("out"))
        #expect(next.isOneError(4), "\(next)")
        #expect(folder.names.isEmpty)
    }

    @Test func `a folder in use by another run is 7, with --overwrite too`() throws {
        let folder = try TemporaryFolder()
        let process = try TrochaCommand.start(["assess", "-o", folder.file("out")])
        try awaitStart(in: folder)
        for options in [[], ["--overwrite"]] {
            let second = try TrochaCommand.run(["assess"] + options + ["-o", folder.file("out")])
            #expect(second.isOneError(7), "\(second)")
            #expect(second.errors.contains("another run"))
        }
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(folder.names.isEmpty)
    }

    @Test func `an interrupted --overwrite keeps the old folder`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(
            atPath: try Assessed.Scenario.standard.assessed.path, toPath: folder.file("out"))
        let before = try Assessed.bytes(folder.file("out/manifest.json"))
        let process = try TrochaCommand.start(["assess", "--overwrite", "--seed", "2", "-o", folder.file("out")])
        try awaitStart(in: folder)
        usleep(500_000)
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(folder.names == ["out"])
        #expect(try Assessed.bytes(folder.file("out/manifest.json")) == before)
    }

    @Test func `an output that exists is 7 and stays as it is`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("mine", to: "file")
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: true)
        _ = try folder.write("mine", to: "folder/keep")
        for output in [file, folder.file("folder"), file + "/below", folder.file("no/parent"), "/proc/out"] {
            let outcome = try TrochaCommand.run("assess", "-o", output)
            #expect(outcome.isOneError(7), "\(outcome)")
            #expect(outcome.errors.contains(output))
        }
        // What is no earlier result is not replaced even on request.
        for output in [file, folder.file("folder"), folder.path] {
            let outcome = try TrochaCommand.run("assess", "--overwrite", "-o", output)
            #expect(outcome.isOneError(7), "\(outcome)")
        }
        #expect(folder.names == ["file", "folder"])
        #expect(try String(contentsOfFile: folder.file("folder/keep"), encoding: .utf8) == "mine")
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func `a folder without permission is 7`() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o500)
        defer { chmod(folder.path, 0o700) }
        let outcome = try TrochaCommand.run("assess", "-o", folder.file("out"))
        #expect(outcome.isOneError(7), "\(outcome)")
        #expect(outcome.errors.contains("permission"))
    }

    @Test func `a full disk is 7 and leaves nothing`() throws {
        let folder = try TemporaryFolder()
        // A limit on the size of a file (in KiB) stops a write as a full disk does.
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "ulimit -f 300; exec \"$0\" assess --direction south -o \"$1\" 2>\"$2\"",
            TrochaCommand.binary.path, folder.file("out"), folder.file("errors"),
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 7)
        let message = try String(contentsOfFile: folder.file("errors"), encoding: .utf8)
        #expect(message.hasPrefix("error: cannot write ") && message.contains("no space left"))
        #expect(message.filter(\.isNewline).count == 1)
        #expect(folder.names == ["errors"])
    }
}
