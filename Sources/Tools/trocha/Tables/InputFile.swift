internal import Foundation

/// An input file, or standard input for `-`, read in chunks.
struct InputFile: ~Copyable {
    /// How error messages call it.
    let name: String
    /// Size in bytes, nil for pipes.
    let size: Int?
    private let descriptor: Int32

    init(path: String) throws(CommandFailure) {
        if path == "-" {
            guard isatty(STDIN_FILENO) == 0 else {
                throw CommandFailure(
                    .wrongUsage, "'-' reads standard input, which is a terminal here; pipe a file into it")
            }
            (name, descriptor) = ("standard input", STDIN_FILENO)
        } else {
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else {
                let isMissing = errno == ENOENT || errno == ENOTDIR
                throw CommandFailure(
                    isMissing ? .missing : .badData,
                    isMissing
                        ? "there is no file \(path); check the path"
                        : "cannot read \(path): \(String(cString: strerror(errno)))")
            }
            (name, descriptor) = (path, opened)
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        size = isKnown && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

    /// Reads up to `buffer.count` bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CommandFailure) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else {
                let reason = errno == EISDIR ? "it is a folder; name a file" : String(cString: strerror(errno))
                throw CommandFailure(.badData, "cannot read \(name): \(reason)")
            }
        }
    }
}
