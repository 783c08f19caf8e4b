import Glibc

/// Looks for an id that is there twice, in memory that does not grow with the file.
///
/// Ids are kept as hashes of 64 bits, sorted in runs that go to an unnamed temporary file when they are many. Two equal
/// hashes are only a suspicion: whoever asks reads the file again to compare the ids. Whole numbers that rise from feature to
/// feature need none of that.
struct RepeatedIdentities: ~Copyable {
    private var hashes: [UInt64] = []
    private var runs: [Int] = []
    private var file: UnsafeMutablePointer<FILE>?
    private var risesFrom: Int?
    private var isRising = true

    private static let runLength = 1 << 20

    init() {}

    deinit { if let file { fclose(file) } }

    /// Takes the id of the next feature.
    /// - Parameter isSorted: Whether rising numbers may pass without being kept.
    mutating func add(_ id: FieldValue, isSorted: Bool = true) throws(FormatError) {
        if isSorted, isRising, id.token == .integer, let number = DecimalText.integer(id.start, id.count),
            risesFrom.map({ $0 < number }) ?? true
        {
            risesFrom = number
            return
        }
        if isSorted, isRising, risesFrom != nil {
            // What rose until here is not kept, so everything is looked at again.
            needsRestart = true
        }
        isRising = false
        hashes.append(Self.hash(id))
        if hashes.count == Self.runLength { try spill() }
    }

    /// Whether the ids before this one must be given again, by ``restart()`` and a new reading.
    private(set) var needsRestart = false

    /// Begins anew, without the short cut for rising numbers.
    mutating func restart() {
        (needsRestart, isRising) = (false, false)
        hashes.removeAll(keepingCapacity: true)
        runs = []
        if let file { Glibc.rewind(file) }
    }

    /// A hash that two ids share, nil for none.
    mutating func suspicion() throws(FormatError) -> UInt64? {
        if runs.isEmpty {
            hashes.sort()
            return zip(hashes, hashes.dropFirst()).first { $0 == $1 }?.0
        }
        if !hashes.isEmpty { try spill() }
        return try merged()
    }

    /// Equal for equal ids; a number is never equal to a text.
    static func hash(_ id: FieldValue) -> UInt64 {
        var hash: UInt64 = id.token.isText ? 0x9E37_79B9_7F4A_7C15 : 0xC2B2_AE3D_27D4_EB4F
        if id.token == .escapedText || id.token == .doubledText {
            var plain = ByteBuffer()
            id.appendPlain(to: &plain)
            return mixed(hash, UnsafePointer(plain.base), plain.count)
        }
        hash = mixed(hash, id.start, id.count)
        return hash
    }

    private static func mixed(_ seed: UInt64, _ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var hash = seed ^ UInt64(count)
        for i in 0..<count {
            hash = (hash ^ UInt64(start[i])) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ hash >> 32
    }

    private mutating func spill() throws(FormatError) {
        if file == nil { file = tmpfile() }
        guard let file else { throw .unwritable(path: "a temporary file", reason: String(cString: strerror(errno))) }
        hashes.sort()
        fseek(file, 0, SEEK_END)
        guard fwrite(&hashes, 8, hashes.count, file) == hashes.count else {
            throw .unwritable(path: "a temporary file", reason: String(cString: strerror(errno)))
        }
        runs.append(hashes.count)
        hashes.removeAll(keepingCapacity: true)
    }

    /// Walks through all runs at once.
    private mutating func merged() throws(FormatError) -> UInt64? {
        guard let file else { return nil }
        fflush(file)
        var cursors: [RunCursor] = []
        var start = 0
        for count in runs {
            cursors.append(RunCursor(descriptor: fileno(file), next: start, end: start + count))
            start += count
        }
        var last: UInt64?
        while true {
            var least: Int?
            for i in cursors.indices {
                guard let head = cursors[i].head() else { continue }
                if least.flatMap({ cursors[$0].head() }).map({ head < $0 }) ?? true { least = i }
            }
            guard let least, let hash = cursors[least].head() else { return nil }
            if hash == last { return hash }
            last = hash
            cursors[least].advance()
        }
    }
}

/// Where the merging stands in a run.
private struct RunCursor {
    let descriptor: Int32
    var next: Int
    let end: Int
    private var block: [UInt64] = []
    private var at = 0

    init(descriptor: Int32, next: Int, end: Int) { (self.descriptor, self.next, self.end) = (descriptor, next, end) }

    mutating func head() -> UInt64? {
        if at < block.count { return block[at] }
        guard next < end else { return nil }
        let count = min(4096, end - next)
        block = [UInt64](repeating: 0, count: count)
        guard pread(descriptor, &block, count * 8, next * 8) == count * 8 else { return nil }
        (at, next) = (0, next + count)
        return block[0]
    }

    mutating func advance() { at += 1 }
}

extension FieldValue {
    /// Appends the text that the value means; the digits of a number.
    func appendPlain(to buffer: inout ByteBuffer) {
        switch token {
        case .escapedText: JSONText.appendUnescaped(start, count, to: &buffer)
        case .doubledText:
            var i = 0
            while i < count {
                buffer.append(start[i])
                i += start[i] == 0x22 ? 2 : 1
            }
        default: buffer.append(start, count)
        }
    }
}
