import Foundation
import SpatialEngine
import Testing

/// `batch run`, `status` and `verify` with the real models.
@Suite struct BatchRunTests {
    let folder: TemporaryFolder
    let plan: String
    var out: String { folder.file("out") }

    init() throws {
        folder = try TemporaryFolder()
        plan = try folder.write(BatchFolder.plan, to: "plan.yaml")
    }

    @Test func `the folder is the same at any number of jobs, whole or in shards`() throws {
        let expected = try BatchFolder.tree(try BatchFolder.complete.get().file("out"))
        let whole = try TrochaCommand.run("batch", "run", plan, "-o", out, "--jobs", "3")
        #expect(whole.status == 0 && whole.output.contains("4 of 4 jobs done (0 kept), complete"), "\(whole)")
        #expect(try BatchFolder.tree(out) == expected)
        let shared = folder.file("shared")
        for shard in ["2/2", "1/2"] {
            let part = try TrochaCommand.run("batch", "run", plan, "-o", shared, "--shard", shard, "--quiet")
            #expect(part.status == 0, "\(part)")
        }
        let joined = try TrochaCommand.run("batch", "run", plan, "-o", shared, "--resume", "--json")
        #expect(joined.status == 0 && joined.output.contains("\"kept\":4"), "\(joined)")
        #expect(try BatchFolder.tree(shared) == expected)
    }

    @Test func `a run that is killed again and again ends with the same folder`() throws {
        let expected = try BatchFolder.tree(try BatchFolder.complete.get().file("out"))
        var random = SplitMix64(seed: 50)
        for _ in 0..<8 {
            let process = try TrochaCommand.start(["batch", "run", plan, "-o", out, "--resume", "--quiet"])
            usleep(UInt32(200_000 + random.next() % 6_000_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let last = try TrochaCommand.run("batch", "run", plan, "-o", out, "--resume")
        #expect(last.status == 0, "\(last)")
        #expect(try BatchFolder.tree(out) == expected)
        #expect(try TrochaCommand.run("batch", "verify", out).status == 0)
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `a signal ends a run with 130 and leaves no hidden folder`(_ signal: Int32)
        throws
    {
        let process = try TrochaCommand.start(["batch", "run", plan, "-o", out])
        for _ in 0..<1000 where !FileManager.default.fileExists(atPath: out + "/manifest.jsonl") { usleep(20_000) }
        usleep(500_000)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let jobs = try FileManager.default.contentsOfDirectory(atPath: out + "/jobs")
        #expect(!jobs.contains { $0.hasPrefix(".") })
        let status = try TrochaCommand.run("batch", "status", out, "--json")
        #expect(status.status == 0 && status.output.contains("\"running\":0"), "\(status)")
    }

    @Test func `two runs do not work in one folder`() throws {
        let process = try TrochaCommand.start(["batch", "run", plan, "-o", out])
        for _ in 0..<1000 where !FileManager.default.fileExists(atPath: out + "/manifest.jsonl") { usleep(20_000) }
        for options in [[], ["--resume"], ["--shard", "1/2"]] {
            let second = try TrochaCommand.run(["batch", "run", plan, "-o", out] + options)
            #expect(second.isOneError(7) && second.errors.contains("process \(process.processIdentifier)"), "\(second)")
        }
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }

    @Test func `verify finds a flipped byte and a stray file`() throws {
        try FileManager.default.copyItem(atPath: try BatchFolder.complete.get().file("out"), toPath: out)
        #expect(try TrochaCommand.run("batch", "verify", out).status == 0)
        let file = try #require(try BatchFolder.tree(out).keys.sorted().first { $0.hasSuffix("segments.geojson") })
        var bytes = try Data(contentsOf: URL(filePath: out + "/" + file))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: out + "/" + file))
        try Data().write(to: URL(filePath: out + "/jobs/stray"))
        let found = try TrochaCommand.run("batch", "verify", out)
        #expect(found.status == 5, "\(found)")
        #expect(found.errors.hasPrefix("changed \(file)\nstray jobs/stray\nerror: "), "\(found)")
        let summary = try TrochaCommand.run("batch", "verify", out, "--json")
        #expect(summary.status == 5 && summary.output.contains("{\"path\":\"jobs/stray\",\"fault\":\"stray\"}"))
        let mended = try TrochaCommand.run("batch", "run", plan, "-o", out, "--resume", "--json")
        #expect(mended.status == 0 && mended.output.contains("\"kept\":3"), "\(mended)")
    }

    @Test func `--dry-run prints the jobs and writes nothing`() throws {
        let outcome = try TrochaCommand.run("batch", "run", plan, "-o", out, "--dry-run")
        #expect(outcome.status == 0 && outcome.rows.count == 5, "\(outcome)")
        #expect(outcome.rows[0].first == "job_id" && outcome.rows[0].last == "estimated_bytes")
        #expect(outcome.errors.hasPrefix("4 jobs"))
        #expect(!FileManager.default.fileExists(atPath: out))
        let piped = try TrochaCommand.run(
            ["batch", "run", "-", "--dry-run"], input: Data(BatchFolder.plan.replacing("name: four", with: "").utf8))
        #expect(piped.status == 0 && piped.output == outcome.output)
    }

    @Test func `a job that fails is recorded, and the exit code is 3`() throws {
        // No raster, though the plan may name it.
        let dem = try folder.write("no raster", to: "heights.tif")
        let text = BatchFolder.plan.replacing("month: [1, 7]", with: "month: [1], dem: [none, \(dem)]")
        let plan = try folder.write(text, to: "failing.yaml")
        let outcome = try TrochaCommand.run("batch", "run", plan, "-o", out, "--quiet")
        #expect(outcome.isOneError(3), "\(outcome)")
        let status = try TrochaCommand.run("batch", "status", out, "--json")
        #expect(status.output.contains("\"done\":2,\"failed\":2") && status.output.contains("heights.tif"), "\(status)")
        let ledger = try String(contentsOfFile: out + "/manifest.jsonl", encoding: .utf8)
        #expect(!ledger.contains(folder.path), "\(ledger)")
    }

    @Test func `a full disk fails the jobs that it stops, with code 7, and the rest is done when there is space`()
        throws
    {
        let plan = try folder.write(BatchFolder.plan.replacing("month: [1, 7]", with: "month: [1]"), to: "two.yaml")
        // A limit on the size of a file (in KiB) stops a write as a full disk does.
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "ulimit -f 40; exec \"$0\" batch run \"$1\" -o \"$2\" --quiet 2>\"$3\"",
            TrochaCommand.binary.path, plan, out, folder.file("errors"),
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 7)
        let status = try TrochaCommand.run("batch", "status", out, "--json")
        #expect(status.output.contains("\"failed\":2") && status.output.contains("\"code\":7"), "\(status)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: out + "/jobs").isEmpty)
        let resumed = try TrochaCommand.run("batch", "run", plan, "-o", out, "--resume")
        #expect(resumed.status == 0, "\(resumed)")
    }

    @Test(arguments: [
        ("format: 1\nmatrix: {mnth: [1]}\n", Int32(3)), ("format: 1\nmatrix: {region: [atlantis]}\n", 4),
        ("format: 1\nmatrix: {closure: [[L9999]]}\n", 3), ("format: 1\nmatrix: {month: [1]}\ninclude: plan.yaml\n", 3),
    ]) func `a wrong plan is one line, and nothing is written`(_ text: String, _ status: Int32) throws {
        let plan = try folder.write(text, to: "plan.yaml")
        let outcome = try TrochaCommand.run("batch", "run", plan, "-o", out)
        #expect(outcome.isOneError(status), "\(outcome)")
        #expect(folder.names == ["plan.yaml"])
    }

    @Test(arguments: [
        ["batch", "run", "plan.yaml"], ["batch", "run", "plan.yaml", "-o", "out", "--jobs", "0"],
        ["batch", "run", "plan.yaml", "-o", "out", "--shard", "3/2"], ["batch", "run", "plan.yaml", "-o", "-"],
        ["batch", "run", "plan.yaml", "-o", "out", "--log-level", "loud"], ["batch"], ["batch", "status"],
    ]) func `wrong usage is 2`(_ arguments: [String]) throws {
        #expect(try TrochaCommand.run(arguments, in: folder.path).isOneError(2))
    }

    @Test func `a folder that is no batch is 4`() throws {
        for verb in ["status", "verify"] {
            #expect(try TrochaCommand.run("batch", verb, folder.file("nowhere")).isOneError(4))
            #expect(try TrochaCommand.run("batch", verb, folder.path).isOneError(4))
        }
    }
}
