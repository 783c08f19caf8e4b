import SpatialEngine
import TestSupport
import Testing

private func degrees(_ d: Double, _ m: Double, _ s: Double = 0) -> Double { d + m / 60 + s / 3600 }

private func transformation(_ source: String, _ target: String) throws -> Transformation {
    try Transformation(from: CoordinateReferenceSystem(source), to: CoordinateReferenceSystem(target))
}

/// The position carried over; fails the test if it cannot be.
private func moved(
    _ x: Double, _ y: Double, z: Double = 0, by transformation: borrowing Transformation
) throws -> (x: Double, y: Double, z: Double) {
    let result = transformation.apply(x: x, y: y, z: z)
    return try #require(result)
}

/// The operation that carried the position.
private func operation(
    _ x: Double, _ y: Double, by transformation: borrowing Transformation
) throws -> Transformation.Operation {
    _ = try moved(x, y, by: transformation)
    let used = transformation.lastUsedOperation
    return try #require(used)
}

@Suite struct TransformationTests {
    /// Worked examples of IOGP 373-7-2 (EPSG Guidance Note 7-2), which states them to a centimetre.
    @Test(arguments: [
        ("EPSG:4277", "EPSG:27700", degrees(0, 30), degrees(50, 30), 577_274.99, 69_740.50),
        ("EPSG:4267", "EPSG:32040", -96, degrees(28, 30), 2_963_503.91, 254_759.80),
        ("EPSG:4242", "EPSG:24200", -degrees(76, 56, 37.26), degrees(17, 55, 55.80), 255_966.58, 142_493.51),
        ("EPSG:4257", "EPSG:3002", 120, -3, 5_009_726.58, 569_150.82),
        ("EPSG:4326", "EPSG:3857", -degrees(100, 20), degrees(24, 22, 54.433), -11_169_055.58, 2_800_000.00),
        ("EPSG:4258", "EPSG:3035", 5, 50, 3_962_799.45, 2_999_718.85),
        ("EPSG:4326", "EPSG:32661", 44, 73, 3_320_416.75, 632_668.43),
    ])
    func `projections reproduce the EPSG examples with x east and y north`(
        _ source: String, _ target: String, _ x: Double, _ y: Double, _ easting: Double, _ northing: Double
    ) throws {
        let forward = try transformation(source, target)
        let found = try moved(x, y, by: forward)
        #expect(isClose(found.x, easting, within: 0.011))
        #expect(isClose(found.y, northing, within: 0.011))
        let inverse = try transformation(target, source)
        let back = try moved(found.x, found.y, by: inverse)
        // The series of the equal-area inverse in PROJ 9.1 is good for 3e-9 degrees.
        #expect(isClose(back.x, x, within: 5e-9))
        #expect(isClose(back.y, y, within: 5e-9))
    }

    @Test func `geocentric coordinates are those of the EPSG example`() throws {
        let forward = try transformation("EPSG:4979", "EPSG:4978")
        let found = try moved(degrees(2, 7, 46.380), degrees(53, 48, 33.820), z: 73, by: forward)
        #expect(isClose(found.x, 3_771_793.968, within: 1e-3))
        #expect(isClose(found.y, 140_253.342, within: 1e-3))
        #expect(isClose(found.z, 5_124_304.349, within: 1e-3))
        let needs = [forward.sourceNeedsZ, forward.targetNeedsZ]
        #expect(needs == [false, true])
    }

    /// PROJ 9.5.1 through pyproj 3.7.1 gives these digits.
    @Test(arguments: [
        ("EPSG:4326", "EPSG:32618", -77.4, 8.2, 235_577.757_749_474_37, 907_198.501_259_716_8),
        ("EPSG:4326", "EPSG:3116", -77.4, 8.2, 633_699.973_344_503, 1_400_054.590_167_581),
        ("EPSG:4807", "EPSG:4326", 2.5, 52, 4.586_621_729_244_913, 46.799_961_590_484_166),
        ("EPSG:4326", "EPSG:2053", -77.4, 8.2, 11_699_689.667_212_542, -16_929_438.046_462_02),
    ])
    func `another version of PROJ gives the same digits`(
        _ source: String, _ target: String, _ x: Double, _ y: Double, _ toX: Double, _ toY: Double
    ) throws {
        let found = try moved(x, y, by: try transformation(source, target))
        #expect(isClose(found.x, toX, within: abs(toX) * 1e-14))
        #expect(isClose(found.y, toY, within: abs(toY) * 1e-14))
    }

    @Test func `input of any turn and output within half a turn`() throws {
        let toUTM = try transformation("EPSG:4326", "EPSG:32618")
        let once = try moved(-77.4, 8.2, by: toUTM)
        let turned = try moved(-77.4 + 3600, 8.2, by: toUTM)
        #expect(isClose(turned.x, once.x, within: 1e-6))
        let same = try transformation("EPSG:4326", "EPSG:4269")
        #expect(try moved(190, 10, by: same).x == -170)
        #expect(try moved(180, 10, by: same).x == 180)
    }

    @Test func `a buffer gives what single positions give and marks failures`() throws {
        let toUTM = try transformation("EPSG:4326", "EPSG:32618")
        var (x, y, z) = ([-77.4, 0, -80, .nan], [8.2, 95, -8, 0], [Double]())
        let failures = toUTM.apply(x: &x, y: &y, z: &z)
        #expect(failures == 2)
        let (first, third) = (try moved(-77.4, 8.2, by: toUTM), try moved(-80, -8, by: toUTM))
        #expect(x[0] == first.x && y[0] == first.y)
        #expect(x[2] == third.x && y[2] == third.y)
        #expect(x[1].isNaN && y[1].isNaN && x[3].isNaN && y[3].isNaN)
        var (noX, noY, noZ) = ([Double](), [Double](), [Double]())
        let none = toUTM.apply(x: &noX, y: &noY, z: &noZ)
        #expect(none == 0)
        var (oneX, oneY, height) = ([-77.4], [8.2], [12.5])
        let one = toUTM.apply(x: &oneX, y: &oneY, z: &height)
        #expect(one == 0)
        #expect(height == [12.5])
    }

    @Test func `the operation in use depends on the place and is named with its accuracy`() throws {
        let fromNAD27 = try transformation("EPSG:4267", "EPSG:4326")
        let america = try operation(-90, 40, by: fromNAD27)
        let panama = try operation(-77.4, 8.2, by: fromNAD27)
        #expect(america.name.hasPrefix("NAD27 to WGS 84"))
        #expect(america != panama)
        #expect((panama.accuracy?.value ?? .nan) > 0)
        let projection = try operation(-77.4, 8.2, by: try transformation("EPSG:4326", "EPSG:32618"))
        #expect(projection.name == "UTM zone 18N")
        #expect(projection.accuracy == Metres(0))
    }

    @Test func `what cannot be transformed is nil with a reason`() throws {
        let toGeographic = try transformation("EPSG:32618", "EPSG:4326")
        let far = toGeographic.apply(x: 1e9, y: 1e9)
        let farReason = toGeographic.failureReason(x: 1e9, y: 1e9)
        #expect(far == nil)
        #expect(farReason.contains("domain"))
        let toUTM = try transformation("EPSG:4326", "EPSG:32618")
        let beyond = toUTM.apply(x: 0, y: 90.1)
        let beyondReason = toUTM.failureReason(x: 0, y: 90.1)
        #expect(beyond == nil)
        #expect(beyondReason == "y is no latitude")
    }

    @Test(arguments: ["EPSG:999999", "foo", "4326", "", "+proj=nonsense", "GEOGCS[", "EPSG:5703"])
    func `an unusable system is refused by name`(_ name: String) throws {
        #expect {
            _ = try transformation(name, "EPSG:4326")
        } throws: { error in
            "\(error)".contains(name) && error is TransformationError
        }
    }

    @Test(arguments: ["WGS 84", "wgs84", "OGC:CRS84", "urn:ogc:def:crs:EPSG::4326", "+proj=longlat +datum=WGS84"])
    func `a system may have several names`(_ name: String) throws {
        let found = try moved(170, 0, by: try transformation(name, "EPSG:3857"))
        #expect(isClose(found.x, 18_924_313.434_856_508, within: 1e-7))
    }
}
