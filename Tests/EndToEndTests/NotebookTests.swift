import Foundation
import Testing

/// The notebooks run from top to bottom on a fresh assessment.
@Suite struct NotebookTests {
    private static let python = ProcessInfo.processInfo.environment["TROCHA_PYTHON"] ?? ""

    @Test(.enabled(if: !python.isEmpty, "TROCHA_PYTHON names no interpreter with notebooks/requirements.txt"))
    func `the first notebook reads an assessment without an error`() throws {
        let folder = try TemporaryFolder()
        let notebooks = Repository.root.appending(path: "notebooks").path
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "exec \"$0\" \"$1/execute.py\" \"$1/01-read-an-assessment.ipynb\" \"$2\" >\"$3\" 2>&1", Self.python,
            notebooks, try Assessed.Scenario.standard.assessed.path, folder.file("log"),
        ]
        try shell.run()
        shell.waitUntilExit()
        let log = try String(contentsOfFile: folder.file("log"), encoding: .utf8)
        #expect(shell.terminationStatus == 0, "\(log.suffix(2000))")
        #expect(log.contains("cells ran"))
    }
}
