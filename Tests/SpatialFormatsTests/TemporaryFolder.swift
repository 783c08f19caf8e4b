import Foundation

/// A folder of a test's own, removed with the value.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "trocha-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

    func write(_ data: Data, _ name: String) throws -> String {
        try data.write(to: url.appending(path: name))
        return path(name)
    }

    func write(_ text: String, _ name: String) throws -> String { try write(Data(text.utf8), name) }
}

/// What a program prints, standard output and error together.
func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

/// Whether a program is installed; GDAL's own tools check files that this package writes.
func isInstalled(_ program: String) -> Bool {
    (try? run("which", [program]))?.contains(program) ?? false
}
