import Foundation
import Testing

/// `batch dask`, and batches in an object store.
@Suite struct BatchClusterTests {
    private static let python = ProcessInfo.processInfo.environment["TROCHA_PYTHON"] ?? ""
    let folder: TemporaryFolder
    let plan: String

    init() throws {
        folder = try TemporaryFolder()
        plan = try folder.write(BatchFolder.plan, to: "plan.yaml")
    }

    /// The shards that run into a folder, with the workers that started them.
    private func shards(into folder: String) -> [(id: Int32, parent: Int32)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap { id in
            guard let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline"),
                let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
            else { return nil }
            let words = String(decoding: line, as: UTF8.self).split(separator: "\0").map(String.init)
            // The command that started Dask and its driver name shards and folder too.
            guard words.count > 3, words[0].hasSuffix("/trocha"), words[1...2] == ["batch", "run"],
                words.contains("--shard"), words.contains(folder)
            else { return nil }
            let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 1 ? Int32(fields[1]).map { (id, $0) } : nil
        }
    }

    @Test(.enabled(if: !python.isEmpty, "TROCHA_PYTHON names no interpreter with notebooks/requirements.txt"))
    func `through Dask the folder is the same, though a worker is killed half way`() throws {
        let out = folder.file("out")
        let errors = Pipe()
        let process = try TrochaCommand.start(
            ["batch", "dask", plan, "-o", out, "--workers", "2", "--shards", "4", "--python", Self.python],
            errors: errors)
        var killed = false
        for _ in 0..<3000 where process.isRunning && !killed {
            usleep(20_000)
            let isBegun = FileManager.default.fileExists(atPath: out + "/jobs")
            if isBegun, let shard = shards(into: out).first { killed = kill(shard.parent, SIGKILL) == 0 }
        }
        process.waitUntilExit()
        let log = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(killed)
        #expect(process.terminationStatus == 0, "\(log.suffix(2000))")
        #expect(try BatchFolder.tree(out) == BatchFolder.tree(try BatchFolder.complete.get().file("out")))
    }

    @Test func `an interpreter without Dask is 4 and says what to install`() throws {
        let outcome = try TrochaCommand.run(
            "batch", "dask", plan, "-o", folder.file("out"), "--workers", "1", "--python", "/bin/false")
        #expect(outcome.isOneError(4) && outcome.errors.contains("pip install \"dask[distributed]\""), "\(outcome)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("out")))
    }

    @Test(arguments: [[], ["--workers", "2", "--scheduler", "tcp://localhost:1"], ["--workers", "0"]])
    func `wrong usage of dask is 2`(_ options: [String]) throws {
        #expect(try TrochaCommand.run(["batch", "dask", plan, "-o", folder.file("out")] + options).isOneError(2))
    }

    @Test func `an S3-compatible store holds the same files as a folder`() throws {
        let store = folder.file("store")
        try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments = [
            "python3", Repository.root.appending(path: "Tests/EndToEndTests/Fixtures/object_store.py").path, store,
        ]
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        // Signals that the tests block are blocked in what they start, but for this one.
        defer { kill(server.processIdentifier, SIGKILL) }
        let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let environment = [
            "AWS_S3_ENDPOINT": "127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))", "AWS_HTTPS": "NO",
            "AWS_VIRTUAL_HOSTING": "FALSE", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
        ]
        let target = "/vsis3/bucket/scenarios"
        let first = try TrochaCommand.run(
            ["batch", "run", plan, "-o", target, "--shard", "1/2", "--quiet"], environment: environment)
        #expect(first.status == 0, "\(first)")
        let rest = try TrochaCommand.run(
            ["batch", "run", plan, "-o", target, "--resume", "--quiet"], environment: environment)
        #expect(rest.status == 0, "\(rest)")
        let (there, expected) = (
            try BatchFolder.tree(store + "/bucket/scenarios"),
            try BatchFolder.tree(try BatchFolder.complete.get().file("out"))
        )
        #expect(there == expected)
        #expect(try TrochaCommand.run(["batch", "verify", target], environment: environment).status == 0)
        let again = try TrochaCommand.run(["batch", "run", plan, "-o", target], environment: environment)
        #expect(again.isOneError(7), "\(again)")
    }
}
