internal import Glibc
internal import SpatialEngine
internal import SpatialFormats

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
        try write(HashedFile(bytes), to: path, mediaType: mediaType, features: features)
    }

    /// Writes bytes whose sum is known, and lists them.
    mutating func write(
        _ file: HashedFile, to path: String, mediaType: String, features: Int? = nil
    ) throws(ExportError) {
        try write(unlisted: file.bytes, to: path)
        files.append(
            FileRecord(
                path: path, sha256: file.sha256, bytes: file.bytes.count, mediaType: mediaType, features: features))
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
    ///
    /// - Parameter bytes: The most that the file and the library's own temporary files can need.
    mutating func write(
        to path: String, mediaType: String, features: Int? = nil, expecting bytes: Int, by body: (String) throws -> Void
    ) throws(ExportError) {
        let place = "\(workingPath)/\(path)"
        do {
            try body(place)
        } catch {
            let reason = if case .unwritable(_, let reason)? = error as? FormatError { reason } else { "\(error)" }
            throw isFull(reason, expecting: bytes)
                ? .output(.noSpace(path: "\(finalPath)/\(path)"))
                : .format(path: "\(finalPath)/\(path)", reason: reason)
        }
        try list(path, mediaType: mediaType, features: features)
    }

    /// A file that was written, read back.
    func written(_ path: String) throws(ExportError) -> HashedFile? {
        guard let record = files.last(where: { $0.path == path }) else { return nil }
        let descriptor = open("\(workingPath)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, at: path) }
        defer { close(descriptor) }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: record.bytes) { buffer, count in
            while count < record.bytes, let start = buffer.baseAddress {
                let got = read(descriptor, start + count, record.bytes - count)
                if got > 0 { count += got } else if got == 0 || errno != EINTR { code = got == 0 ? EIO : errno; break }
            }
        }
        if code != 0 { throw failure(code, at: path) }
        return HashedFile(bytes, sha256: record.sha256)
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

    /// Whether a library's write failed because the disk is full or the file may not grow: it hardly ever says so itself.
    ///
    /// It may have removed its file already and so made room; hence the comparison with what the file would need.
    private func isFull(_ reason: String, expecting bytes: Int) -> Bool {
        let words = ["disk is full", "No space left", "File too large", "quota"]
        if words.contains(where: { reason.contains($0) }) { return true }
        var limit = rlimit()
        let hasLimit = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
        if hasLimit, limit.rlim_cur < UInt(bytes) { return true }
        var space = statvfs()
        return statvfs(workingPath, &space) == 0 && UInt(space.f_bavail) * UInt(space.f_frsize) < UInt(bytes)
    }
}
