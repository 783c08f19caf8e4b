import Foundation

/// Runs the built `trocha` as a user would.
struct TrochaCommand {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
        /// The rows of a CSV output, header first, split at commas (none of the tests' fields is quoted).
        var rows: [[String]] {
            output.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }
    }

    /// `TROCHA_BINARY`; else the release binary of the same build folder; else the debug one, beside the test bundle.
    static let binary: URL = {
        let named = ProcessInfo.processInfo.environment["TROCHA_BINARY"] ?? ""
        guard named.isEmpty else { return URL(filePath: named) }
        let debug = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let release = debug.deletingLastPathComponent().appending(path: "release/trocha")
        let isBuilt = FileManager.default.isExecutableFile(atPath: release.path)
        return isBuilt ? release : debug.appending(path: "trocha")
    }()

    /// Runs to the end and collects both streams.
    static func run(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(arguments, input: Data(input.utf8))
    }

    /// Runs to the end in a folder and with an environment of its own.
    ///
    /// - Parameter environment: Added to the environment of the tests.
    static func run(
        _ arguments: [String], input: Data = Data(), in current: String? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let folder = try TemporaryFolder()
        let (inPath, outPath, errorPath) = (folder.file("in"), folder.file("out"), folder.file("err"))
        try input.write(to: URL(filePath: inPath))
        for path in [outPath, errorPath] { try Data().write(to: URL(filePath: path)) }
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        if let current { process.currentDirectoryURL = URL(filePath: current) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: inPath)
        process.standardOutput = FileHandle(forWritingAtPath: outPath)
        process.standardError = FileHandle(forWritingAtPath: errorPath)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: URL(filePath: outPath)), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: URL(filePath: errorPath)), as: UTF8.self))
    }

    /// Starts a run that the test ends by itself; `errors` receives what it writes to standard error.
    static func start(_ arguments: [String], errors: Pipe = Pipe()) throws -> Process {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        return process
    }
}

extension TrochaCommand.Outcome {
    /// Whether the run ended with `status`, without output and with one line on standard error that begins `error:`.
    func isOneError(_ status: Int32) -> Bool {
        self.status == status && output.isEmpty && errors.hasPrefix("error: ") && errors.hasSuffix("\n")
            && errors.filter(\.isNewline).count == 1
    }
}

/// The clone that the tests belong to.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The embedded region pack.
    static let pack = root.appending(path: "geodata/darien").path
}

/// A folder of its own for one test; removed with what it holds.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "trocha-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and gives its path.
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// All names, hidden ones included.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}
