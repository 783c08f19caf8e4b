import SpatialEngine

extension Kernel {
    /// Metres between the points of each pair (longitude, latitude, longitude, latitude).
    @Sendable
    static func geodesicDistance(_ inputs: Inputs) throws -> Measurement {
        let pairs = try pointPairs(inputs)
        let timed = Timed { pairs.map { Geodesic.distance($0.0, $0.1).value } }
        return Measurement(of: timed) { bytes(of: $0) }
    }

    /// The whole solution for each pair, azimuths, scales and area included; start azimuth and metres are written.
    @Sendable
    static func geodesicInverse(_ inputs: Inputs) throws -> Measurement {
        let pairs = try pointPairs(inputs)
        let timed = Timed { pairs.map { Ellipsoid.wgs84.inverse(from: $0.0, to: $0.1) } }
        return Measurement(of: timed) { bytes(of: $0.flatMap { [$0.startAzimuthDegrees, $0.distance.value] }) }
    }

    /// Positions from one reference system to another in place; files hold all x, then all y.
    ///
    /// The operation is looked up before the clock starts.
    @Sendable
    static func transformation(_ inputs: Inputs) throws -> Measurement {
        let transformation = try Transformation(
            from: CoordinateReferenceSystem(inputs.text(0)), to: CoordinateReferenceSystem(inputs.text(1)))
        let positions = try inputs.numbers(2, as: Double.self, multipleOf: 2)
        var x = Array(positions.prefix(positions.count / 2))
        var y = Array(positions.suffix(positions.count / 2))
        var z: [Double] = []
        let timed = Timed { transformation.apply(x: &x, y: &y, z: &z) }
        return Measurement(of: timed) { _ in bytes(of: x + y) }
    }

    private static func pointPairs(_ inputs: Inputs) throws -> [(GeographicPoint, GeographicPoint)] {
        let numbers = try inputs.numbers(0, as: Double.self, multipleOf: 4)
        return stride(from: 0, to: numbers.count, by: 4).map { i in
            (
                GeographicPoint(longitude: numbers[i], latitude: numbers[i + 1]),
                GeographicPoint(longitude: numbers[i + 2], latitude: numbers[i + 3])
            )
        }
    }
}
