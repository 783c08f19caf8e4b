internal import CGDAL
import Glibc
internal import SpatialEngine

/// Files and folders through GDAL's virtual file systems: object stores (`/vsis3/bucket/…`, `/vsigs/…`, `/vsiaz/…`), memory
/// (`/vsimem/…`), and plain paths.
///
/// Object stores know no folders, no appending and no renaming: a file appears whole when it is closed. GDAL reads addresses and
/// keys from its configuration options, such as `AWS_S3_ENDPOINT`.
public struct VirtualFile: Hashable, Sendable {
    /// Its full path.
    public let path: String

    /// A file or folder, there or not.
    public init(_ path: String) { self.path = path }

    /// Whether a path belongs to a virtual file system.
    public static func isVirtual(_ path: String) -> Bool { path.hasPrefix("/vsi") }

    /// Its kind and length; nil when nothing is there.
    public var status: (isFolder: Bool, bytes: Int)? {
        Library.begin()
        forget()
        var status = stat()
        let wanted = VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG | VSI_STAT_SIZE_FLAG
        // The library's type is `stat64`, which on 64 bits is `stat` under another name.
        let isThere = withUnsafeMutablePointer(to: &status) { VSIStatExL(path, OpaquePointer($0), wanted) == 0 }
        guard isThere else { return nil }
        return (status.st_mode & S_IFMT == S_IFDIR, Int(status.st_size))
    }

    /// Names of what stands directly in the folder, sorted.
    public var names: [String] {
        Library.begin()
        forget()
        let list = VSIReadDir(path)
        defer { CSLDestroy(list) }
        return strings(list).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
            .filter { $0 != "." && $0 != ".." && !$0.isEmpty }.sorted()
    }

    /// All its bytes; nil when it is not there.
    ///
    /// - Throws: ``FormatError/unreadable(path:reason:)``.
    public func read() throws(FormatError) -> [UInt8]? {
        guard let status, !status.isFolder else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(status.bytes)
        try parts { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Its SHA-256 in hexadecimal digits, and its length; nil when it is not there.
    public func digest() throws(FormatError) -> (hex: String, bytes: Int)? {
        guard let status, !status.isFolder else { return nil }
        var (sum, count) = (SHA256(), 0)
        try parts { part in
            part.withUnsafeBytes { sum.update($0) }
            count += part.count
        }
        return (sum.hexDigest(), count)
    }

    private func parts(_ take: (ArraySlice<UInt8>) -> Void) throws(FormatError) {
        guard let file = VSIFOpenL(path, "rb") else { throw .unreadable(path: path, reason: Library.lastMessage) }
        defer { VSIFCloseL(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = VSIFReadL(&buffer, 1, buffer.count, file)
            if count > 0 { take(buffer[..<count]) }
            guard count == buffer.count else { break }
        }
        guard VSIFEofL(file) != 0 else { throw .unreadable(path: path, reason: Library.lastMessage) }
    }

    /// Writes the whole file; it appears, or replaces an earlier one, when all is written.
    ///
    /// - Throws: ``FormatError/unwritable(path:reason:)``.
    public func write(_ bytes: [UInt8]) throws(FormatError) {
        Library.begin()
        // Memory lists only folders that were made; a store has none to make.
        if path.hasPrefix("/vsimem/"), let slash = path.lastIndex(of: "/") {
            VSIMkdirRecursive(String(path[..<slash]), 0o777)
        }
        guard let file = VSIFOpenL(path, "wb") else { throw .unwritable(path: path, reason: Library.lastMessage) }
        let written = bytes.isEmpty ? 0 : VSIFWriteL(bytes, 1, bytes.count, file)
        // What is sent to a store may fail only now.
        let closed = VSIFCloseL(file)
        guard written == bytes.count, closed == 0 else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }

    /// Removes a file, or a folder with all in it; what is not there does not matter.
    public func remove() {
        guard let status else { return }
        if status.isFolder { VSIRmdirRecursive(path) } else { VSIUnlink(path) }
        forget()
    }

    /// What GDAL remembers of a store may be old: other machines write there.
    private func forget() { if Self.isVirtual(path) { VSICurlPartialClearCache(path) } }
}
