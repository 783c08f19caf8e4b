internal import CGDAL
import Glibc

/// The features of a FlatGeobuf that have no geometry.
///
/// The format knows them, but the library leaves them out (up to GDAL 3.6.3). So they are written with a point that stands in,
/// and afterwards the reference to it is taken out of each: one slot of two bytes in the feature's table of fields.
/// See the schema of FlatGeobuf 3 (`Feature.geometry` is its first field) and the internals of FlatBuffers ("vtables").
struct FlatGeobufGaps {
    /// One bit a feature.
    private var bits: [UInt64] = []
    private var isEmpty = true

    /// Notes a feature, counted from 1 in the order of the file.
    mutating func add(_ number: Int) {
        isEmpty = false
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

    /// Takes the points that stand in out of a closed file without a spatial index.
    func clear(_ path: String) throws(FormatError) {
        if isEmpty { return }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        // Eight bytes of magic, then the header with its size before it.
        guard descriptor >= 0, let header = Self.word(descriptor, 8) else { throw Self.failure(path) }
        var (place, number) = (12 + header, 0)
        while let size = Self.word(descriptor, place) {
            if number >> 6 < bits.count, bits[number >> 6] & 1 << UInt64(number & 63) != 0 {
                try Self.clearGeometry(descriptor, place + 4, path)
            }
            place += 4 + size
            number += 1
        }
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
