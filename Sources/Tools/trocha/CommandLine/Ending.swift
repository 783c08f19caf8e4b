internal import ArgumentParser
internal import Foundation

/// How the program ends after an error: a text for standard output or one line for standard error, and a code.
struct Ending: Equatable {
    let status: ExitStatus
    /// Help, versions or a completion script; on standard output.
    var output = ""
    /// One line without `error:`; empty when the code says enough.
    var message = ""

    init(of error: any Error) {
        if let error = error as? any ExitStatusProviding {
            status = error.exitStatus
            message = status == .brokenPipe ? "" : Self.oneLine(String(describing: error))
        } else if Trocha.exitCode(for: error) == .success {
            status = .done
            output = Trocha.fullMessage(for: error)
        } else if Trocha.exitCode(for: error) == .validationFailure {
            status = .wrongUsage
            message = Self.usageLine(Trocha.fullMessage(for: error))
        } else {
            status = .badData
            message = Self.oneLine(String(describing: error))
        }
    }

    /// Prints and ends the process.
    func leave() -> Never {
        if !output.isEmpty { print(output) }
        if !message.isEmpty { StandardError.write("error: \(message)\n") }
        exit(status.rawValue)
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }

    /// The parser's message as one line: what is wrong, and which help page to read.
    ///
    /// The parser writes `Error: …`, then lines on the option concerned, then `Usage: …` and `See '… --help' …`.
    static func usageLine(_ fullMessage: String) -> String {
        let lines = fullMessage.split(whereSeparator: \.isNewline)
        let problem = lines.prefix { !$0.hasPrefix("Usage:") && !$0.hasPrefix("Help:") }
        let text = oneLine(problem.joined(separator: "\n"))
        let start = text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text
        guard let help = lines.last(where: { $0.contains("--help' for more information") }),
            let from = help.firstIndex(of: "'"), let to = help.lastIndex(of: "'")
        else { return start }
        return start + "; see " + help[from...to]
    }
}

/// Standard error, unbuffered.
enum StandardError {
    static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
