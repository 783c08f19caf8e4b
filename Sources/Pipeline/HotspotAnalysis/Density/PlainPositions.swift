internal import Export
internal import Foundation
internal import Hotspots
internal import SpatialEngine

/// Positions on a plane from a large, plain CSV, without keeping its other columns.
///
/// Reads what needs no second look: a header with the two columns, rows of as many fields without quotes, and plain decimal
/// numbers. Anything else is left to ``UnitTable``, which names what is wrong.
struct PlainPositions {
    /// Files below this size are not worth it.
    private static let leastBytes = 1 << 20

    /// The units of a file with their positions only; nil if it must be read in full.
    static func units(_ source: UnitSource) throws -> UnitTable? {
        guard let name = source.crs, source.path != "-", source.path.hasExtension("csv"), source.idField == nil,
            source.distance == nil || source.distance == .euclidean,
            let bytes = FileManager.default.contents(atPath: source.path), bytes.count >= leastBytes
        else { return nil }
        let crs = name == "planar" ? nil : CoordinateReferenceSystem(name)
        guard try crs?.isGeographic() != true else { return nil }
        let points = bytes.withUnsafeBytes { PlainPositions.points(in: $0, source.positionFields) }
        guard let points, !points.isEmpty else { return nil }
        return UnitTable(
            path: source.path, ids: [String](repeating: "", count: points.count), fields: [], crs: crs,
            metric: .euclidean, records: .features([]), points: points)
    }

    private static func points(
        in bytes: UnsafeRawBufferPointer, _ fields: (x: String, y: String)?
    ) -> [PlanarPoint]? {
        guard let end = bytes.firstIndex(of: 0x0A), !bytes.contains(0x22) else { return nil }
        var header = String(decoding: bytes[..<end], as: UTF8.self)
        if header.hasSuffix("\r") { header.removeLast() }
        let names = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let wanted: [(x: String, y: String)] = fields.map { [$0] } ?? [(x: "x", y: "y"), (x: "lon", y: "lat")]
        guard Set(names).count == names.count,
            let (x, y) = wanted.lazy.compactMap({ pair -> (Int, Int)? in
                guard let x = names.firstIndex(of: pair.x), let y = names.firstIndex(of: pair.y) else { return nil }
                return (x, y)
            }).first, x != y
        else { return nil }
        var points: [PlanarPoint] = []
        points.reserveCapacity(bytes.count / max(8, end))
        var place = end + 1
        while place < bytes.count {
            var (column, px, py) = (0, Double.nan, Double.nan)
            while true {
                let start = place
                while place < bytes.count, bytes[place] != 0x2C, bytes[place] != 0x0A { place += 1 }
                var last = place
                if last > start, bytes[last - 1] == 0x0D { last -= 1 }
                if column == x || column == y {
                    guard let number = decimal(bytes[start..<last]) else { return nil }
                    if column == x { px = number } else { py = number }
                }
                column += 1
                guard place < bytes.count, bytes[place] == 0x2C else { break }
                place += 1
            }
            place += 1
            guard column == names.count else { return nil }
            points.append(PlanarPoint(x: px, y: py))
        }
        return points
    }

    /// A number of up to 15 digits with a point at most: such a quotient of two exact numbers is the nearest double.
    private static func decimal(_ text: Slice<UnsafeRawBufferPointer>) -> Double? {
        var (digits, decimals, count, hasPoint) = (0, 0, 0, false)
        var place = text.startIndex
        let isNegative = place < text.endIndex && text[place] == 0x2D
        if isNegative { place += 1 }
        while place < text.endIndex {
            let byte = text[place]
            if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else if byte >= 0x30, byte <= 0x39 {
                digits = digits * 10 + Int(byte - 0x30)
                count += 1
                if hasPoint { decimals += 1 }
            } else {
                return nil
            }
            place += 1
        }
        guard count > 0, count <= 15, text[text.endIndex - 1] != 0x2E else { return nil }
        let value = Double(digits) / powers[decimals]
        return isNegative ? -value : value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
