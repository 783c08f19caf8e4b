internal import CGDAL
import Glibc

/// What a FlatGeobuf shall hold, and which of its features have no geometry.
///
/// The format knows them, but the library leaves them out (up to GDAL 3.6.3). So they are written with a point that stands in,
/// and afterwards the reference to it is taken out of each: one slot of two bytes in the feature's table of fields.
/// See the schema of FlatGeobuf 3 (`Feature.geometry` is its first field) and the internals of FlatBuffers ("vtables").
struct FlatGeobufGaps {
    /// One bit a feature.
    private var bits: [UInt64] = []
    /// How many features the file shall hold.
    var features = 0

    /// Notes a feature, counted from 1 in the order of the file.
    mutating func add(_ number: Int) {
        let word = (number - 1) >> 6
        while bits.count <= word { bits.append(0) }
        bits[word] |= 1 << UInt64((number - 1) & 63)
    }

    /// A point that stands in for no geometry.
    static func standIn() -> UnsafeMutableRawPointer? {
        let point = OGR_G_CreateGeometry(wkbPoint)
        OGR_G_SetPoint_2D(point, 0, 0, 0)
        return point
    }

    /// Walks through a closed file without a spatial index: takes out the points that stand in, and counts the features, since
    /// the library does not say when the disk was full.
    func finish(_ path: String) throws(FormatError) {
        if features == 0 { return }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        // Eight bytes of magic, then the header with its size before it.
        guard descriptor >= 0, let header = Self.word(descriptor, 8) else { throw Self.failure(path) }
        let end = Int(lseek(descriptor, 0, SEEK_END))
        var (place, number) = (12 + header, 0)
        var (block, blockStart) = ([UInt8](repeating: 0, count: 1 << 16), Int.min)
        while place + 4 <= end {
            if place < blockStart || place + 4 > blockStart + block.count || blockStart < 0 {
                guard pread(descriptor, &block, block.count, place) >= 4 else { break }
                blockStart = place
            }
            let size = block.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place - blockStart, as: UInt32.self) }
            if isGap(number) { try Self.clearGeometry(descriptor, place + 4, path) }
            place += 4 + Int(UInt32(littleEndian: size))
            number += 1
        }
        guard number == features, place == end else {
            throw .unwritable(path: path, reason: "the file is not whole: is there space left on the disk?")
        }
    }

    private func isGap(_ number: Int) -> Bool {
        number >> 6 < bits.count && bits[number >> 6] & 1 << UInt64(number & 63) != 0
    }

    private static func clearGeometry(_ descriptor: Int32, _ feature: Int, _ path: String) throws(FormatError) {
        guard let root = word(descriptor, feature), let back = word(descriptor, feature + root) else {
            throw failure(path)
        }
        let fields = feature + root - Int(Int32(truncatingIfNeeded: back))
        var nothing: UInt16 = 0
        // Two bytes each for the sizes of table and feature, then one slot a field.
        guard pwrite(descriptor, &nothing, 2, fields + 4) == 2 else { throw failure(path) }
    }

    private static func word(_ descriptor: Int32, _ place: Int) -> Int? {
        var word: UInt32 = 0
        return pread(descriptor, &word, 4, place) == 4 ? Int(UInt32(littleEndian: word)) : nil
    }

    private static func failure(_ path: String) -> FormatError {
        .unwritable(
            path: path, reason: "features without geometry cannot be marked: \(String(cString: strerror(errno)))")
    }
}
