internal import Glibc

/// A file whose bytes could not be read, and why.
public struct FileDigestError: Error, Equatable, CustomStringConvertible {
    /// The path as it was asked for.
    public let path: String
    /// The operating system's words.
    public let reason: String

    /// One sentence with the path and the reason.
    public var description: String { "\(path): cannot be read (\(reason)); check the path and its permissions" }
}

extension SHA256 {
    /// The digest and the length of a file, read in pieces of 256 KiB.
    ///
    /// - Throws: ``FileDigestError`` when the file is missing, is a folder, or cannot be read to its end.
    /// - Complexity: O(*n*) time for *n* bytes; memory does not grow with the file.
    public static func digest(ofFile path: String) throws(FileDigestError) -> (hex: String, bytes: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileDigestError(path: path, reason: lastReason()) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var hash = SHA256()
        var total = 0
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return (hash.hexDigest(), total) }
            if count < 0 {
                guard errno == EINTR else { throw FileDigestError(path: path, reason: lastReason()) }
                continue
            }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            total += count
        }
    }

    /// The digest of a file as 64 lower-case hexadecimal digits.
    ///
    /// - Throws: ``FileDigestError``, as ``digest(ofFile:)`` does.
    public static func hexDigest(ofFile path: String) throws(FileDigestError) -> String { try digest(ofFile: path).hex }

    private static func lastReason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}
