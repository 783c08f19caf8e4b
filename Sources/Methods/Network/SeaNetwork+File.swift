/// Why bytes are no network for a chart.
public enum SeaNetworkFault: Error, Equatable, CustomStringConvertible {
    /// Something else.
    case foreign
    /// Written by another version of the program.
    case otherVersion(UInt32)
    /// Bytes are missing or too many.
    case truncated(bytes: Int, expected: Int)
    /// The checksum does not fit.
    case damaged
    /// Made for other water: another coast, window or clearance.
    case otherWater

    /// What is wrong, and how to mend it.
    public var description: String {
        switch self {
        case .foreign: "is no prepared sea; make one with sea route --prepare"
        case .otherVersion(let version):
            "is a prepared sea of version \(version), this program reads version \(SeaNetwork.version); prepare it again"
        case .truncated(let bytes, let expected): "holds \(bytes) of \(expected) bytes; prepare it again"
        case .damaged: "is damaged, its checksum does not fit; prepare it again"
        case .otherWater:
            "was prepared for other water; give the same land, extent and reference system, or prepare it again"
        }
    }
}

extension SeaNetwork {
    static let version: UInt32 = 3
    /// "TROCHSEA", lowest byte first.
    private static let magic: UInt64 = 0x4145_5348_434F_5254
    private static let headerWords = 8

    /// The network as a file keeps it: eight words (name, version, water, checksum, four sizes), then its arrays as they lie
    /// in memory, little-endian, each filled up to 32 bytes.
    public func encoded() -> [UInt8] {
        var payload: [UInt8] = []
        func add(_ array: [some BitwiseCopyable]) -> UInt64 {
            array.withUnsafeBytes { payload.append(contentsOf: $0) }
            while payload.count % 32 != 0 { payload.append(0) }
            return UInt64(array.count)
        }
        let labels = core.labels
        let sizes = [add(core.corners), add(labels.starts), add(labels.groups), add(labels.entries)]
        _ = add(labels.isFree)
        let header =
            [Self.magic, UInt64(Self.version), core.chart.fingerprint, payload.withUnsafeBytes(WordHash.of)] + sizes
        return header.withUnsafeBytes { Array($0) } + payload
    }

    /// A network that ``encoded()`` wrote, for the chart that it was prepared for.
    ///
    /// - Throws: ``SeaNetworkFault``.
    /// - Complexity: O(bytes); arrays are copied whole.
    public init(decoding bytes: UnsafeRawBufferPointer, for chart: SeaChart) throws(SeaNetworkFault) {
        let header = try Self.header(bytes)
        var offset = Self.headerWords * 8
        func take<Value: BitwiseCopyable>(_ count: UInt64, as type: Value.Type) -> [Value] {
            let size = Int(count) * MemoryLayout<Value>.stride
            defer { offset += (size + 31) / 32 * 32 }
            return Array(unsafeUninitializedCapacity: Int(count)) { room, filled in
                UnsafeMutableRawBufferPointer(room).copyMemory(from: .init(rebasing: bytes[offset..<offset + size]))
                filled = Int(count)
            }
        }
        guard header[2] == chart.fingerprint else { throw .otherWater }
        let corners = take(header[4], as: Int32.self)
        let starts = take(header[5], as: Int32.self)
        let groups = take(header[6], as: SeaHubLabels.Group.self)
        let entries = take(header[7], as: SeaHubLabels.Entry.self)
        let isFree = take(max(1, header[6]) - 1, as: UInt8.self)
        let labels = SeaHubLabels(starts: starts, groups: groups, isFree: isFree, entries: entries)
        self.init(core: SeaNetworkCore(chart: chart, corners: corners, labels: labels))
    }

    /// The eight words, once name, version, sizes and checksum are right.
    private static func header(_ bytes: UnsafeRawBufferPointer) throws(SeaNetworkFault) -> [UInt64] {
        let size = headerWords * 8
        var words: [UInt64] = []
        for word in 0..<headerWords where bytes.count >= size {
            words.append(bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
        }
        guard let name = words.first, name == magic else { throw .foreign }
        guard words[1] == UInt64(version) else { throw .otherVersion(UInt32(truncatingIfNeeded: words[1])) }
        // No size that a file of this length can hold overflows.
        guard words[4...].allSatisfy({ $0 <= UInt64(bytes.count) }) else { throw .damaged }
        var expected = size
        // One group more than there are ways to next corners.
        for (count, stride) in zip(words[4...] + [max(1, words[6]) - 1], [4, 4, 8, 8, 1]) {
            expected += (Int(count) * stride + 31) / 32 * 32
        }
        guard bytes.count == expected else { throw .truncated(bytes: bytes.count, expected: expected) }
        guard WordHash.of(UnsafeRawBufferPointer(rebasing: bytes[size...])) == words[3] else { throw .damaged }
        return words
    }
}

extension SeaChart {
    /// A number that tells charts of different water apart.
    var fingerprint: UInt64 {
        var hash = WordHash()
        hash.add(UInt64(bitPattern: Int64(lattice.stepsPerUnit)))
        hash.add(space == .plane ? 1 : 0)
        for side in [frame.west, frame.south, frame.east, frame.north] { hash.add(UInt64(bitPattern: side)) }
        for p in mesh.points {
            hash.add(UInt64(bitPattern: p.x))
            hash.add(UInt64(bitPattern: p.y))
        }
        for v in mesh.origin { hash.add(UInt64(UInt32(bitPattern: v))) }
        for body in waters.body { hash.add(UInt64(UInt32(bitPattern: body))) }
        return hash.value
    }
}

/// A fast checksum over words: multiply and mix, after MurmurHash64A.
struct WordHash {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always) mutating func add(_ word: UInt64) {
        var k = word &* 0xC6A4_A793_5BD1_E995
        k ^= k >> 47
        value = (value ^ (k &* 0xC6A4_A793_5BD1_E995)) &* 0xC6A4_A793_5BD1_E995
    }

    /// Of the whole words among bytes.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = WordHash()
        for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
            hash.add(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        return hash.value
    }
}
