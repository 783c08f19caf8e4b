import Foundation
import Testing

/// The notebooks run from top to bottom on fresh results.
@Suite struct NotebookTests {
    private static let python = ProcessInfo.processInfo.environment["TROCHA_PYTHON"] ?? ""

    @Test(.enabled(if: !python.isEmpty, "TROCHA_PYTHON names no interpreter with notebooks/requirements.txt"))
    func `the first notebook reads an assessment without an error`() throws {
        try run("01-read-an-assessment", on: try Assessed.Scenario.standard.assessed.path)
    }

    @Test(.enabled(if: !python.isEmpty, "TROCHA_PYTHON names no interpreter with notebooks/requirements.txt"))
    func `the second notebook compares the scenarios of a batch without an error`() throws {
        try run("02-compare-scenarios", on: try BatchFolder.complete.get().file("out"))
    }

    private func run(_ notebook: String, on results: String) throws {
        let folder = try TemporaryFolder()
        let notebooks = Repository.root.appending(path: "notebooks").path
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "exec \"$0\" \"$1/execute.py\" \"$1/$4.ipynb\" \"$2\" >\"$3\" 2>&1", Self.python, notebooks, results,
            folder.file("log"), notebook,
        ]
        try shell.run()
        shell.waitUntilExit()
        let log = try String(contentsOfFile: folder.file("log"), encoding: .utf8)
        #expect(shell.terminationStatus == 0, "\(log.suffix(2000))")
        #expect(log.contains("cells ran"))
    }
}
