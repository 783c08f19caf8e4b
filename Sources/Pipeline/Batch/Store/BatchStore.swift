internal import Export
internal import Foundation
internal import SpatialEngine
internal import SpatialFormats

/// The folder of a batch: the one place that reads and writes it.
///
/// Paths are relative to the folder. Files appear whole or not at all; ledgers grow by whole lines.
public struct BatchStore: Sendable {
    /// The folder, without a slash at its end.
    public let path: String

    /// Set where the folder lies in an object store.
    private let objects: ObjectFiles?

    /// A folder, there or not; `/vsis3/bucket/prefix` and the like lie in an object store.
    public init(_ path: String) {
        var trimmed = path[...]
        while trimmed.count > 1 && trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.path = String(trimmed)
        objects = VirtualFile.isVirtual(path) ? ObjectFiles(self.path) : nil
    }

    /// What stands in the folder under a name.
    struct Entry: Hashable {
        enum Kind { case file, folder, other }
        /// Relative to the batch's folder.
        let path: String
        let kind: Kind
        let bytes: Int
    }

    /// Where `relative` lies on the disk.
    func place(_ relative: String) -> String { relative.isEmpty ? path : "\(path)/\(relative)" }

    // MARK: Reading

    /// Whether the folder lies on a disk, where files can be renamed and locked.
    var isLocal: Bool { objects == nil }

    /// What stands under that name, links not followed; nil for nothing.
    func entry(_ relative: String) -> Entry? {
        if let objects { return objects.entry(relative) }
        var status = stat()
        guard lstat(place(relative), &status) == 0 else { return nil }
        let kind: Entry.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        return Entry(path: relative, kind: kind, bytes: Int(status.st_size))
    }

    /// What stands directly in a folder, in the order of names.
    func entries(in relative: String) -> [Entry] {
        let names =
            objects?.names(in: relative) ?? (try? FileManager.default.contentsOfDirectory(atPath: place(relative)))
            ?? []
        return names.sorted().compactMap { entry(relative.isEmpty ? $0 : "\(relative)/\($0)") }
    }

    /// All that stands in a folder and in folders below it; folders before what they hold.
    func tree(_ relative: String) -> [Entry] {
        entries(in: relative).flatMap { entry in [entry] + (entry.kind == .folder ? tree(entry.path) : []) }
    }

    /// The bytes of a file; nil when it is not there.
    func read(_ relative: String) throws(OutputError) -> [UInt8]? {
        if let objects { return try objects.read(relative) }
        guard let entry = entry(relative) else { return nil }
        guard entry.kind == .file, let bytes = FileManager.default.contents(atPath: place(relative)) else {
            throw .failed(path: place(relative), reason: "it cannot be read; check its permissions")
        }
        return [UInt8](bytes)
    }

    /// The sum and the length of a file; nil when it is not there or cannot be read.
    func sum(_ relative: String) -> (hex: String, bytes: Int)? {
        if let objects { return objects.sum(relative) }
        guard entry(relative)?.kind == .file else { return nil }
        return try? SHA256.digest(ofFile: place(relative))
    }

    // MARK: Writing

    /// Puts a file in place, whole and synced, over an earlier one.
    func write(_ bytes: [UInt8], to relative: String) throws(OutputError) {
        if let objects { return try objects.write(bytes, to: relative) }
        try AtomicOutput.write(bytes, to: place(relative), overwrite: true)
    }

    /// Appends a line to a file with a single write and syncs it; of a write that fails nothing stays.
    func append(_ line: String, to relative: String) throws(OutputError) {
        if let objects { return try objects.append(line, to: relative) }
        let file = place(relative)
        let descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .system(errno, path: file) }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        let bytes = Array((line + "\n").utf8)
        let written = Foundation.write(descriptor, bytes, bytes.count)
        guard written == bytes.count, fsync(descriptor) == 0 || errno == EINVAL else {
            let code = written >= 0 && written < bytes.count ? ENOSPC : errno
            ftruncate(descriptor, status.st_size)
            throw .system(code, path: file)
        }
    }

    /// Makes a folder and those above it within the batch's.
    func makeFolder(_ relative: String) throws(OutputError) {
        // Object stores know no folders.
        guard isLocal else { return }
        var made = path
        for part in [""] + relative.split(separator: "/").map(String.init) {
            if !part.isEmpty { made += "/" + part }
            if mkdir(made, 0o777) == 0 { continue }
            let code = errno
            var status = stat()
            guard code == EEXIST, stat(made, &status) == 0 else {
                let parent = made.lastIndex(of: "/").map { String(made[..<$0]) } ?? "."
                throw code == ENOENT ? .folderMissing(path: made, folder: parent) : .system(code, path: made)
            }
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw .failed(path: made, reason: "it is a file; name a folder")
            }
        }
    }

    /// Makes a folder that appears whole or not at all: `write` fills the hidden one that it is given.
    ///
    /// - Throws: ``OutputError/exists(path:)`` when the folder is there already; what `write` throws.
    func put<Result, Failure: Error>(
        _ relative: String, orFail failure: (OutputError) -> Failure,
        write: (_ workingPath: String) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let objects { return try objects.put(relative, orFail: failure, write: write) }
        do throws(OutputError) {
            let parent = relative.lastIndex(of: "/").map { String(relative[..<$0]) } ?? ""
            try makeFolder(parent)
        } catch { throw failure(error) }
        let folder: AtomicFolder
        do throws(OutputError) {
            folder = try AtomicFolder(
                path: place(relative), overwrite: false, marker: "manifest.json", removingAbandoned: false)
        } catch { throw failure(error) }
        let result = try write(folder.workingPath)
        do throws(OutputError) { try folder.commit() } catch { throw failure(error) }
        return result
    }

    /// Removes a file, or a folder with all in it; what is not there does not matter.
    func remove(_ relative: String) {
        if let objects { return objects.remove(relative) }
        try? FileManager.default.removeItem(atPath: place(relative))
    }

    /// Makes sure that a file's or folder's disappearance or coming is on the disk.
    func syncFolder(_ relative: String) {
        guard isLocal else { return }
        let descriptor = open(place(relative), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Makes sure that every line that was appended is in the store.
    func flush() throws(OutputError) { try objects?.sendLedgers() }
}
