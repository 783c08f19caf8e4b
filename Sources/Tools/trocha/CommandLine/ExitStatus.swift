/// The exit codes of the command line.
enum ExitStatus: Int32 {
    case done = 0
    case wrongUsage = 2
    case badData = 3
    case missing = 4
    case verificationFailed = 5
    case refused = 6
    case cannotWrite = 7
    case interrupted = 130
    /// The reader of our output went away; what a shell shows for a program that a closed pipe ends.
    case brokenPipe = 141
}

/// An error that knows with which code the program ends.
///
/// Every error type of a module conforms in `ErrorExitStatus.swift`; one that does not ends with ``ExitStatus/badData``.
protocol ExitStatusProviding: Error {
    var exitStatus: ExitStatus { get }
}

/// An error of the command line itself.
struct CommandFailure: ExitStatusProviding, Equatable, CustomStringConvertible {
    let exitStatus: ExitStatus
    let description: String

    init(_ exitStatus: ExitStatus, _ description: String) {
        self.exitStatus = exitStatus
        self.description = description
    }
}
