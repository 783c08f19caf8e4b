internal import Glibc
internal import SpatialEngine

/// Writes the files of one folder and remembers their sums.
struct FolderWriter {
    /// Where files are written now.
    let workingPath: String
    /// Where they will be; messages name it.
    let finalPath: String
    /// What was written so far.
    private(set) var files: [FileRecord] = []

    init(workingPath: String, finalPath: String) {
        self.workingPath = workingPath
        self.finalPath = finalPath
    }

    /// Makes a folder inside.
    func makeFolder(_ name: String) throws(ExportError) {
        guard mkdir("\(workingPath)/\(name)", 0o777) == 0 else { throw failure(errno, at: name) }
    }

    /// Writes a text, and lists it.
    mutating func write(_ text: String, to path: String, mediaType: String) throws(ExportError) {
        try write(Array(text.utf8), to: path, mediaType: mediaType)
    }

    /// Writes bytes, and lists them.
    mutating func write(
        _ bytes: [UInt8], to path: String, mediaType: String, features: Int? = nil
    ) throws(ExportError) {
        try write(unlisted: bytes, to: path)
        try list(path, mediaType: mediaType, features: features)
    }

    /// Writes bytes that no sum is kept of.
    func write(unlisted bytes: [UInt8], to path: String) throws(ExportError) {
        let descriptor = open("\(workingPath)/\(path)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno, at: path) }
        let code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        // A full disk or quota may show only now.
        let closed = close(descriptor)
        if code != 0 { throw failure(code, at: path) }
        if closed != 0 && errno != EINTR { throw failure(errno, at: path) }
    }

    /// Lets a format library write a file under the path that it is given, then lists it.
    mutating func write(
        to path: String, mediaType: String, features: Int? = nil, by body: (String) throws -> Void
    ) throws(ExportError) {
        let place = "\(workingPath)/\(path)"
        do {
            try body(place)
        } catch {
            throw isFull()
                ? .output(.noSpace(path: "\(finalPath)/\(path)"))
                : .format(path: "\(finalPath)/\(path)", reason: String(describing: error))
        }
        try list(path, mediaType: mediaType, features: features)
    }

    private mutating func list(_ path: String, mediaType: String, features: Int?) throws(ExportError) {
        do throws(FileDigestError) {
            let (sha256, bytes) = try SHA256.digest(ofFile: "\(workingPath)/\(path)")
            files.append(
                FileRecord(path: path, sha256: sha256, bytes: bytes, mediaType: mediaType, features: features))
        } catch {
            throw .output(.failed(path: "\(finalPath)/\(path)", reason: error.reason))
        }
    }

    /// `errno` of the first write that failed, or 0.
    private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let written = Glibc.write(descriptor, start, rest.count)
            if written >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    private func failure(_ code: Int32, at path: String) -> ExportError {
        .output(.system(code, path: "\(finalPath)/\(path)"))
    }

    /// Whether a file of 64 KiB does not fit, or files may not grow beyond a limit: libraries do not say why a write failed.
    private func isFull() -> Bool {
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, limit.rlim_cur < 1 << 40 { return true }
        let probe = "\(workingPath)/.probe"
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno == ENOSPC || errno == EDQUOT }
        defer {
            close(descriptor)
            unlink(probe)
        }
        let code = [UInt8](repeating: 1, count: 1 << 16).withUnsafeBytes { writeAll($0, to: descriptor) }
        return code == ENOSPC || code == EDQUOT
    }
}
