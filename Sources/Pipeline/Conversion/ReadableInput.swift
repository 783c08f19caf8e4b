internal import Export
internal import Foundation
internal import SpatialFormats

/// An input that can be read more than once: a file, or a copy of what came through a pipe.
///
/// The copy lies in the folder for temporary files and goes away with the value.
final class ReadableInput {
    /// The file to read.
    let path: String
    /// Its bytes.
    let size: Int
    private let given: String
    private let isCopy: Bool

    /// Takes `-` or the path of a file or pipe.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` when standard input is a terminal.
    init(_ given: String) throws {
        self.given = given
        var status = stat()
        if given == "-" {
            guard isatty(STDIN_FILENO) == 0 else {
                throw RequestError(.wrongUsage, "standard input is a terminal; name a file, or pipe one in")
            }
            (path, isCopy) = (try Self.copied(from: STDIN_FILENO, called: "standard input"), true)
        } else if stat(given, &status) == 0, status.st_mode & S_IFMT == S_IFIFO || status.st_mode & S_IFMT == S_IFCHR {
            let descriptor = open(given, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw FormatError.unreadable(path: given, reason: String(cString: strerror(errno)))
            }
            defer { close(descriptor) }
            (path, isCopy) = (try Self.copied(from: descriptor, called: given), true)
        } else {
            guard stat(given, &status) == 0 else {
                guard errno == ENOENT || errno == ENOTDIR else {
                    throw FormatError.unreadable(path: given, reason: String(cString: strerror(errno)))
                }
                throw FormatError.missing(path: given)
            }
            guard status.st_mode & S_IFMT != S_IFDIR else {
                throw FormatError.unsuitable(path: given, reason: "it is a folder; name a file in it")
            }
            (path, isCopy) = (given, false)
        }
        size = stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { if isCopy { unlink(path) } }

    /// The format by the extension, else by the first bytes.
    func format() throws -> StreamFormat {
        if let format = StreamFormat(path: given) { return format }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw FormatError.unreadable(path: given, reason: "permission denied")
        }
        let format = StreamFormat(firstBytes: [UInt8](try file.read(upToCount: 4096) ?? Data()))
        if !isCopy && given != "-" && format == .csv {
            throw RequestError(
                .wrongUsage,
                "\(given) has no known extension; name it .geojson, .geojsonl, .csv, .gpkg or .fgb, or pass --from FORMAT"
            )
        }
        return format
    }

    /// The error with the name that the user knows.
    func renamed(_ error: any Error) -> any Error {
        guard isCopy else { return error }
        let name = given == "-" ? "standard input" : given
        if let error = error as? RequestError {
            return RequestError(error.kind, error.description.replacingOccurrences(of: path, with: name))
        }
        guard let error = error as? FormatError, error.path == path else { return error }
        return RequestError(.badData, error.description.replacingOccurrences(of: path, with: name))
    }

    private static func copied(from descriptor: Int32, called name: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "trocha-\(getpid())-input").path
        unlink(path)
        var copy = try AtomicOutput(path: path, overwrite: false)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FormatError.unreadable(path: name, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            try chunk.withUnsafeBytes { try copy.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
        try copy.commit()
        return path
    }
}
