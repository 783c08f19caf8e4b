import SpatialEngine
import Testing

@Suite struct WellKnownBinaryTests {
    func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { i in
            let start = hex.index(hex.startIndex, offsetBy: i)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
    }

    @Test func `every type comes back the same`() throws {
        let shapes: [Geometry] = [
            .point(spot(-77.5, 8.25)), .multiPoint([spot(1, 2), spot(3, 4)]),
            .lineString(line((0, 0), (1, 1), (2, 0))),
            .multiLineString([line((0, 0), (1, 1)), line((5, 5), (6, 6))]),
            .polygon(Polygon(exterior: box(0, 0, 1, 1), holes: [box(0.25, 0.25, 0.5, 0.5)])),
            .multiPolygon(MultiPolygon([Polygon(exterior: box(0, 0, 1, 1)), Polygon(exterior: box(2, 2, 3, 3))])),
            .multiPolygon(MultiPolygon([])), .multiPoint([]), .lineString(LineString([])),
            .polygon(Polygon(exterior: [])),
        ]
        for shape in shapes { #expect(try WellKnownBinary.decoded(WellKnownBinary.encoded(shape)) == shape) }
    }

    // Written by shapely 2.2.0 (GEOS 3.14.1).
    @Test(arguments: [
        ("00000000013FF00000000000004000000000000000", Geometry.point(spot(1, 2))),
        (
            "00000003EA0000000200000000000000003FF00000000000004022000000000000400000000000000040080000000000004022000000000000",
            .lineString(line((0, 1), (2, 3)))
        ),
        (
            "01020000A0E6100000020000000000000000000000000000000000F03F0000000000002240000000000000004000000000000008400000000000002240",
            .lineString(line((0, 1), (2, 3)))
        ),
    ])
    func `big-endian, height and EWKB are read`(_ hex: String, _ expected: Geometry) throws {
        #expect(try WellKnownBinary.decoded(bytes(hex)) == expected)
    }

    @Test func `bytes that end early or lie about counts are refused at every length`() {
        let whole = WellKnownBinary.encoded(.multiPolygon(MultiPolygon([Polygon(exterior: box(0, 0, 1, 1))])))
        for length in 0..<whole.count {
            #expect(throws: WellKnownBinaryError.self) { try WellKnownBinary.decoded(Array(whole[..<length])) }
        }
        #expect(throws: WellKnownBinaryError.self) { try WellKnownBinary.decoded([1, 2, 0, 0, 0, 255, 255, 255, 255]) }
        #expect(throws: WellKnownBinaryError.self) { try WellKnownBinary.decoded([1, 7, 0, 0, 0, 0, 0, 0, 0]) }
        #expect(throws: WellKnownBinaryError.self) { try WellKnownBinary.decoded([2, 1, 0, 0, 0]) }
    }
}
