import Glibc

/// A stretch of a file that moves forwards: the record at hand, and what follows it within some megabytes.
///
/// The byte after ``end`` is always 0, and sixteen more may be read, so that scanners need no bounds check for each byte.
struct ByteWindow: ~Copyable {
    let path: String
    private let descriptor: Int32
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 20
    /// Bytes of the file that lie before ``base``.
    private(set) var origin = 0
    /// Where the record at hand begins; what lies before it may be given up.
    var begin = 0
    /// The end of what has been read.
    private(set) var end = 0
    /// Whether the file ends at ``end``.
    private(set) var isComplete = false

    private static let slack = 17

    /// Opens a file.
    init(path: String) throws(FormatError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        base = .allocate(capacity: capacity + Self.slack)
        base.initialize(repeating: 0, count: capacity + Self.slack)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        base.deallocate()
    }

    /// The first byte of the record at hand.
    var start: UnsafePointer<UInt8> { UnsafePointer(base + begin) }
    /// The end of what has been read.
    var limit: UnsafePointer<UInt8> { UnsafePointer(base + end) }

    /// Where a place in memory lies in the file.
    func offset(of place: UnsafePointer<UInt8>) -> Int { origin + (place - UnsafePointer(base)) }

    /// The same by address.
    func offset(of address: UInt) -> Int { origin + Int(address - UInt(bitPattern: base)) }

    /// Reads on; all pointers into the window are void afterwards.
    mutating func extend() throws(FormatError) {
        if begin > 0 {
            memmove(base, base + begin, end - begin)
            origin += begin
            end -= begin
            begin = 0
        }
        if end == capacity { grow() }
        var count = read(descriptor, base + end, capacity - end)
        while count < 0 && errno == EINTR { count = read(descriptor, base + end, capacity - end) }
        guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        end += count
        isComplete = count == 0
        (base + end).update(repeating: 0, count: Self.slack)
    }

    /// Goes back to the first byte.
    mutating func rewind() throws(FormatError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        (origin, begin, end, isComplete) = (0, 0, 0, false)
        base.pointee = 0
        try skipByteOrderMark()
    }

    /// Steps over the mark that some programs put before UTF-8.
    mutating func skipByteOrderMark() throws(FormatError) {
        while end < 3, !isComplete { try extend() }
        if base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { begin = 3 }
    }

    /// The line, from 1, on which a byte of the file lies; reads the file again up to there.
    func line(at offset: Int) -> Int {
        var (line, place) = (1, 0)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
            while place < offset {
                let count = pread(descriptor, chunk.baseAddress, min(chunk.count, offset - place), place)
                guard count > 0 else { return }
                for byte in chunk.prefix(count) where byte == 0x0A { line += 1 }
                place += count
            }
        }
        return line
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + Self.slack)
        larger.initialize(repeating: 0, count: 2 * capacity + Self.slack)
        larger.update(from: base, count: end)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}

/// Why a scanner stopped before the end of a record.
enum Halt: Error {
    /// The window ends inside the record.
    case needsMore
    /// The record is at fault.
    case fault(address: UInt, problem: String)

    static func at(_ place: UnsafePointer<UInt8>, _ problem: String) -> Halt {
        .fault(address: UInt(bitPattern: place), problem: problem)
    }
}
