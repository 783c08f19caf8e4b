internal import ArgumentParser
internal import Foundation

/// The input and output of a verb that reads a CSV table and writes one.
struct TableArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("CSV table with a header; '-' is standard input.", valueName: "in.csv"))
    var input: String

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("CSV output; '-' is standard output.", valueName: "out.csv"))
    var output: String

    func validate() throws {
        if input.isEmpty { throw ValidationError("the name of the input is empty; name a file") }
        guard output != "-", !output.lowercased().hasSuffix(".csv"), !Self.isDevice(output) else { return }
        throw ValidationError("\(output) has no known extension; this verb writes .csv")
    }

    /// Whether the path is a device or pipe, which needs no extension.
    private static func isDevice(_ path: String) -> Bool {
        if path == "/dev/stdout" { return true }
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }
}
