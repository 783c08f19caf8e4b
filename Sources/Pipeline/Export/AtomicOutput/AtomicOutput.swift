internal import Glibc

/// A file that appears whole or not at all: written under a temporary name in its folder, synced, then renamed.
///
/// ``commit()`` puts it in place; a value that goes away uncommitted removes what it wrote. The path `-` is standard output,
/// and a device or pipe (`/dev/null`, `/dev/fd/63`) is written directly, since neither can be renamed.
///
/// ```swift
/// var output = try AtomicOutput(path: "routes.csv", overwrite: false)
/// try output.write("route_id,time_s\n")
/// try output.commit()
/// ```
public struct AtomicOutput: ~Copyable {
    /// The path as it was given.
    public let path: String
    /// The file that ``commit()`` puts in place (a link is followed to the file that it means); nil when written directly.
    private let target: String?
    private let temporary: String?
    private let overwrite: Bool
    private var descriptor: Int32

    /// Opens the output.
    ///
    /// - Throws: ``OutputError/exists(path:)`` unless `overwrite`, ``OutputError/folderMissing(path:folder:)``,
    ///   ``OutputError/isFolder(path:)``, ``OutputError/noPermission(path:)``, ``OutputError/noSpace(path:)``.
    public init(path: String, overwrite: Bool) throws(OutputError) {
        let opened = try Self.opened(try OutputPlace(of: path, overwrite: overwrite), path: path)
        self.path = path
        self.overwrite = overwrite
        target = opened.target
        temporary = opened.temporary
        descriptor = opened.descriptor
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
        if let temporary {
            unlink(temporary)
            TemporaryFiles.unregister(temporary)
        }
    }

    /// Appends bytes; nothing is buffered here, so pass chunks of some ten kilobytes.
    public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let written = Glibc.write(descriptor, start, rest.count)
            if written >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            } else if errno != EINTR {
                throw OutputError.system(errno, path: path)
            }
        }
    }

    /// Appends bytes.
    public mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        let failure: OutputError? = bytes.withUnsafeBytes { buffer in
            do throws(OutputError) { try write(buffer) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    /// Appends the UTF-8 of `text`.
    public mutating func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

    /// Brings everything to the disk and puts the file in place of its name.
    ///
    /// - Throws: ``OutputError/exists(path:)`` if the name was taken meanwhile and `overwrite` is not set.
    public consuming func commit() throws(OutputError) {
        guard let target, let temporary else {
            try closeDescriptor()
            return
        }
        if fsync(descriptor) != 0 && errno != EINVAL { throw OutputError.system(errno, path: path) }
        try closeDescriptor()
        try putInPlace(temporary, as: target, overwrite: overwrite, path: path)
    }

    private mutating func closeDescriptor() throws(OutputError) {
        guard descriptor > STDERR_FILENO else { return }
        let open = descriptor
        descriptor = -1
        if close(open) != 0 && errno != EINTR { throw OutputError.system(errno, path: path) }
    }

    private static func opened(
        _ place: OutputPlace, path: String
    ) throws(OutputError) -> (target: String?, temporary: String?, descriptor: Int32) {
        switch place {
        case .standardOutput:
            return (nil, nil, STDOUT_FILENO)
        case .stream:
            return (nil, nil, try open(path, O_WRONLY, path: path))
        case .file(let file, let mode):
            let name = TemporaryFiles.register(besides: file)
            do throws(OutputError) {
                let descriptor = try open(name, O_WRONLY | O_CREAT | O_EXCL, path: path)
                if let mode { fchmod(descriptor, mode) }
                return (file, name, descriptor)
            } catch {
                TemporaryFiles.unregister(name)
                throw error
            }
        }
    }

    private static func open(_ name: String, _ flags: Int32, path: String) throws(OutputError) -> Int32 {
        let descriptor = Glibc.open(name, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OutputError.system(errno, path: path) }
        return descriptor
    }
}

extension AtomicOutput {
    /// Writes a whole file.
    public static func write(_ bytes: [UInt8], to path: String, overwrite: Bool) throws(OutputError) {
        var output = try AtomicOutput(path: path, overwrite: overwrite)
        try output.write(bytes)
        try output.commit()
    }

    /// For writers that need a path of their own, such as GDAL: `body` writes to the temporary path that it is given.
    ///
    /// - Throws: ``OutputError`` like ``init(path:overwrite:)`` and ``commit()``; ``OutputError/failed(path:reason:)`` for
    ///   `-` and devices, which are no files; and what `body` throws.
    public static func replace(
        _ path: String, overwrite: Bool, writing body: (_ temporaryPath: String) throws -> Void
    ) throws {
        guard case .file(let file, let mode) = try OutputPlace(of: path, overwrite: overwrite) else {
            throw OutputError.failed(path: path, reason: "this format needs a file; name one")
        }
        let temporary = TemporaryFiles.register(besides: file)
        defer {
            unlink(temporary)
            TemporaryFiles.unregister(temporary)
        }
        try body(temporary)
        try syncToDisk(temporary, path: path)
        if let mode { chmod(temporary, mode) }
        try putInPlace(temporary, as: file, overwrite: overwrite, path: path)
    }
}

extension AtomicOutput {
    /// Fails if ``replace(_:overwrite:writing:)`` could not put a file there now; changes nothing.
    public static func requireFile(_ path: String, overwrite: Bool) throws(OutputError) {
        guard case .file = try OutputPlace(of: path, overwrite: overwrite) else {
            throw OutputError.failed(path: path, reason: "this format needs a file; name one")
        }
        let folder = TemporaryFiles.split(path).folder
        if access(folder, W_OK) != 0 { throw OutputError.system(errno, path: path) }
    }

    /// Fails if an output could not be begun there now; changes nothing.
    ///
    /// Standard output, devices and pipes will do.
    public static func requirePlace(_ path: String, overwrite: Bool) throws(OutputError) {
        guard case .file = try OutputPlace(of: path, overwrite: overwrite) else { return }
        try requireFile(path, overwrite: overwrite)
    }
}
