/// Well-known binary, the form in which geometries cross to other libraries (OGC 06-103r4, section 8).
public enum WellKnownBinary {
    /// The geometry, little-endian, two coordinates a position.
    public static func encoded(_ geometry: Geometry) -> [UInt8] {
        var writer = Writer()
        writer.write(geometry)
        return writer.bytes
    }

    /// Reads either byte order; third and fourth coordinates (ISO or EWKB) are left out.
    /// - Throws: ``WellKnownBinaryError`` for text that ends early, another type, or counts that cannot be.
    public static func decoded(_ bytes: [UInt8]) throws(WellKnownBinaryError) -> Geometry {
        var reader = Reader(bytes: bytes)
        return try reader.readGeometry()
    }

    fileprivate enum Code {
        static let (point, lineString, polygon): (UInt32, UInt32, UInt32) = (1, 2, 3)
        static let (multiPoint, multiLineString, multiPolygon): (UInt32, UInt32, UInt32) = (4, 5, 6)
        static let names = ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"]
    }
}

/// Bytes that are not a geometry of ours.
public struct WellKnownBinaryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Place of the fault, in bytes from the start.
    public let offset: Int
    /// What is wrong.
    public let problem: String

    /// Such as `byte 5: the bytes end early`.
    public var description: String { "byte \(offset): \(problem)" }
}

private struct Writer {
    var bytes: [UInt8] = []

    mutating func write(_ geometry: Geometry) {
        switch geometry {
        case .point(let point):
            head(WellKnownBinary.Code.point)
            put(point)
        case .lineString(let line):
            head(WellKnownBinary.Code.lineString)
            put(line.points)
        case .polygon(let polygon):
            head(WellKnownBinary.Code.polygon)
            let rings = polygon.exterior.isEmpty && polygon.holes.isEmpty ? [] : polygon.rings
            put(UInt32(rings.count))
            for ring in rings { put(ring) }
        case .multiPoint(let points): members(WellKnownBinary.Code.multiPoint, points.map { .point($0) })
        case .multiLineString(let lines): members(WellKnownBinary.Code.multiLineString, lines.map { .lineString($0) })
        case .multiPolygon(let multi): members(WellKnownBinary.Code.multiPolygon, multi.polygons.map { .polygon($0) })
        }
    }

    private mutating func members(_ code: UInt32, _ members: [Geometry]) {
        head(code)
        put(UInt32(members.count))
        for member in members { write(member) }
    }

    private mutating func head(_ code: UInt32) {
        bytes.append(1)
        put(code)
    }

    private mutating func put(_ number: UInt32) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func put(_ point: GeographicPoint) {
        withUnsafeBytes(of: point.longitude.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: point.latitude.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func put(_ points: [GeographicPoint]) {
        put(UInt32(points.count))
        for point in points { put(point) }
    }
}

private struct Reader {
    let bytes: [UInt8]
    private var at = 0
    private var isLittle = true
    /// Coordinates of a position: 2 to 4.
    private var dimension = 2

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func readGeometry() throws(WellKnownBinaryError) -> Geometry {
        let code = try readHead()
        switch code {
        case WellKnownBinary.Code.point: return .point(try readPoint())
        case WellKnownBinary.Code.lineString: return .lineString(LineString(try readPoints()))
        case WellKnownBinary.Code.polygon: return .polygon(try readPolygon())
        case WellKnownBinary.Code.multiPoint:
            return .multiPoint(
                try members(WellKnownBinary.Code.point) { (reader) throws(WellKnownBinaryError) in
                    try reader.readPoint()
                })
        case WellKnownBinary.Code.multiLineString:
            return .multiLineString(
                try members(WellKnownBinary.Code.lineString) { (reader) throws(WellKnownBinaryError) in
                    LineString(try reader.readPoints())
                })
        case WellKnownBinary.Code.multiPolygon:
            let polygons = try members(WellKnownBinary.Code.polygon) { (reader) throws(WellKnownBinaryError) in
                try reader.readPolygon()
            }
            return .multiPolygon(MultiPolygon(polygons))
        default: throw fault("geometry type \(code) is not supported; points, lines, polygons and their multiples are")
        }
    }

    private mutating func members<T>(
        _ wanted: UInt32, _ read: (inout Reader) throws(WellKnownBinaryError) -> T
    ) throws(WellKnownBinaryError) -> [T] {
        var members: [T] = []
        for _ in 0..<(try readCount(smallest: 9)) {
            let code = try readHead()
            guard code == wanted else {
                throw fault("a member of type \(code) where a \(WellKnownBinary.Code.names[Int(wanted)]) is needed")
            }
            members.append(try read(&self))
        }
        return members
    }

    /// The byte order and the type, stripped of its dimension, which is kept.
    private mutating func readHead() throws(WellKnownBinaryError) -> UInt32 {
        guard at < bytes.count else { throw fault("the bytes end early") }
        guard bytes[at] <= 1 else { throw fault("the byte order must be 0 or 1, found \(bytes[at])") }
        isLittle = bytes[at] == 1
        at += 1
        var code = try readUInt32()
        let (hasZ, hasM) = (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0)
        if code & 0x2000_0000 != 0 { _ = try readUInt32() }
        code &= 0x1FFF_FFFF
        dimension = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0)
        if 1000...3999 ~= code {
            dimension = code >= 3000 ? 4 : 3
            code %= 1000
        }
        return code
    }

    private mutating func readPolygon() throws(WellKnownBinaryError) -> Polygon {
        var rings: [[GeographicPoint]] = []
        for _ in 0..<(try readCount(smallest: 4)) { rings.append(try readPoints()) }
        return Polygon(exterior: rings.first ?? [], holes: Array(rings.dropFirst()))
    }

    private mutating func readPoints() throws(WellKnownBinaryError) -> [GeographicPoint] {
        var points: [GeographicPoint] = []
        let count = try readCount(smallest: 8 * dimension)
        points.reserveCapacity(count)
        for _ in 0..<count { points.append(try readPoint()) }
        return points
    }

    private mutating func readPoint() throws(WellKnownBinaryError) -> GeographicPoint {
        let (x, y) = (try readDouble(), try readDouble())
        guard at + 8 * (dimension - 2) <= bytes.count else { throw fault("the bytes end early") }
        at += 8 * (dimension - 2)
        return GeographicPoint(longitude: x, latitude: y)
    }

    /// A count of items that take at least `smallest` bytes each.
    private mutating func readCount(smallest: Int) throws(WellKnownBinaryError) -> Int {
        let count = Int(try readUInt32())
        guard count <= (bytes.count - at) / smallest else { throw fault("\(count) items do not fit the bytes left") }
        return count
    }

    private mutating func readUInt32() throws(WellKnownBinaryError) -> UInt32 {
        guard at + 4 <= bytes.count else { throw fault("the bytes end early") }
        defer { at += 4 }
        let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt32.self) }
        return isLittle ? UInt32(littleEndian: number) : UInt32(bigEndian: number)
    }

    private mutating func readDouble() throws(WellKnownBinaryError) -> Double {
        guard at + 8 <= bytes.count else { throw fault("the bytes end early") }
        defer { at += 8 }
        let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
        return Double(bitPattern: isLittle ? UInt64(littleEndian: number) : UInt64(bigEndian: number))
    }

    private func fault(_ problem: String) -> WellKnownBinaryError { WellKnownBinaryError(offset: at, problem: problem) }
}
