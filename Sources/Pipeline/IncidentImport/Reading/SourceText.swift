internal import Foundation
internal import SpatialFormats

/// A delimited text that can be read again from its start: the user's file, or an unnamed temporary copy of it in UTF-8.
final class SourceText {
    /// How messages call it.
    let name: String
    /// The first byte behind a byte-order mark, and the one behind the last.
    let start: Int
    let end: Int
    private let descriptor: Int32

    var size: Int { end - start }

    /// Takes over an open file.
    init(name: String, descriptor: Int32) throws(FormatError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw .unreadable(path: name, reason: String(cString: strerror(errno)))
        }
        (self.name, self.descriptor, end) = (name, descriptor, Int(status.st_size))
        var mark = [UInt8](repeating: 0, count: 3)
        start = pread(descriptor, &mark, 3, 0) == 3 && mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
    }

    deinit { close(descriptor) }

    /// Reads bytes at `offset` of the file to the place `from` of `buffer` and on; how many.
    func read(into buffer: inout [UInt8], from: Int, at offset: Int) throws(FormatError) -> Int {
        let space = buffer.count - from
        let count = buffer.withUnsafeMutableBytes { bytes in
            var count = -1
            repeat {
                count = pread(descriptor, bytes.baseAddress.map { $0 + from }, space, off_t(offset))
            } while count < 0 && errno == EINTR
            return count
        }
        if count < 0 { throw .unreadable(path: name, reason: String(cString: strerror(errno))) }
        return count
    }

    /// The first bytes of the file, a byte-order mark included.
    func head(_ count: Int) throws(FormatError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(count, end))
        var filled = 0
        while filled < bytes.count {
            let more = try read(into: &bytes, from: filled, at: filled)
            if more == 0 { break }
            filled += more
        }
        return Array(bytes[..<filled])
    }
}

/// A file without a name that goes away with its last user, also when the program is killed.
struct SpoolFile: ~Copyable {
    private let descriptor: Int32
    private let name: String
    private var pending: [UInt8] = []
    private var isHandedOver = false

    init(for name: String) throws(FormatError) {
        self.name = name
        let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(folder)/trocha-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .unreadable(
                path: name, reason: "no temporary file can be made in \(folder): \(String(cString: strerror(errno)))")
        }
        unlink(template)
    }

    deinit { if !isHandedOver { close(descriptor) } }

    mutating func append(_ bytes: some Sequence<UInt8>) throws(FormatError) {
        pending.append(contentsOf: bytes)
        if pending.count >= 1 << 18 { try flush() }
    }

    /// Appends a record of comma-separated fields.
    mutating func append(record: [String]) throws(FormatError) {
        for (i, field) in record.enumerated() {
            if i > 0 { pending.append(0x2C) }
            pending.append(0x22)
            for byte in field.utf8 {
                pending.append(byte)
                if byte == 0x22 { pending.append(byte) }
            }
            pending.append(0x22)
        }
        pending.append(0x0A)
        if pending.count >= 1 << 18 { try flush() }
    }

    consuming func finish() throws(FormatError) -> SourceText {
        try flush()
        isHandedOver = true
        return try SourceText(name: name, descriptor: descriptor)
    }

    private mutating func flush() throws(FormatError) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno != EINTR {
                throw .unreadable(path: name, reason: "its temporary copy: \(String(cString: strerror(errno)))")
            }
            written += max(0, count)
        }
        pending.removeAll(keepingCapacity: true)
    }
}
