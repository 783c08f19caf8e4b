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

    /// The binary lies beside the test bundle.
    static let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "trocha")

    /// Runs to the end and collects both streams.
    static func run(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(arguments, input: Data(input.utf8))
    }

    static func run(_ arguments: [String], input: Data) throws -> Outcome {
        let folder = try TemporaryFolder()
        let (inPath, outPath, errorPath) = (folder.file("in"), folder.file("out"), folder.file("err"))
        try input.write(to: URL(filePath: inPath))
        for path in [outPath, errorPath] { try Data().write(to: URL(filePath: path)) }
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
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
}

/// A folder of its own for one test; removed with what it holds.
final class TemporaryFolder {
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
