internal import Glibc
internal import SpatialEngine

/// Lengths of ways at sea, quickly: the arc over the chord between two places; on a plane the distance.
///
/// Within 3e-10 of the geodesic up to 300 km between the 75th parallels, within 5e-8 up to 1400 km; beyond
/// ``farthestQuick`` ``distance(_:_:from:to:)`` solves the geodesic itself.
struct SeaMetric: Sendable {
    /// A place where distances are taken: on the globe in space, in metres.
    struct Spot {
        var x: Double
        var y: Double
        var z: Double
    }

    private let lattice: SeaLattice
    /// That in which lengths between corners are kept, in 42 bits: a hundredth of a millimetre on the globe, less than a
    /// hundredth of a lattice step on a plane.
    let unit: Double

    init(_ frame: SeaFrame) {
        lattice = frame.lattice
        unit = frame.lattice.space == .globe ? 1e-5 : 1 / (128 * frame.lattice.stepsPerUnit)
    }

    private static let equator = 6_378_137.0
    private static let e2 = 0.00669437999014
    private static let farthestQuick = 250_000.0

    func spot(_ p: LatticePoint) -> Spot {
        let position = lattice.position(of: p)
        guard lattice.space == .globe else { return Spot(x: position.longitude, y: position.latitude, z: 0) }
        let (longitude, latitude) = (position.longitude * .pi / 180, position.latitude * .pi / 180)
        let sine = sin(latitude)
        let n = Self.equator / (1 - Self.e2 * sine * sine).squareRoot()
        let axis = n * cos(latitude)
        return Spot(x: axis * cos(longitude), y: axis * sin(longitude), z: n * (1 - Self.e2) * sine)
    }

    @inline(__always) func distance(_ a: Spot, _ b: Spot) -> Double {
        let (dx, dy, dz) = (a.x - b.x, a.y - b.y, a.z - b.z)
        let square = dx * dx + dy * dy + dz * dz
        let chord = square.squareRoot()
        guard lattice.space == .globe, chord > 0 else { return chord }
        // The normal in the middle tells the latitude there, the rise of the chord the direction of the way.
        let (x, y, z) = (a.x + b.x, a.y + b.y, (a.z + b.z) * (1 / (1 - Self.e2)))
        let (axis, height) = (x * x + y * y, z * z)
        let whole = 1 / (axis + height)
        let w2 = 1 - Self.e2 * height * whole
        // Euler: curvature along the way from those along the meridian and across it.
        let share = min(1, dz * dz / (square * axis * whole))
        let curvature = w2.squareRoot() / Self.equator * (1 + share * (w2 / (1 - Self.e2) - 1))
        let half = square * curvature * curvature / 4
        guard half < 0.006 else { return 2 / curvature * asin(min(1, half.squareRoot())) }
        // The series of the arc sine.
        return chord * (1 + half * (1.0 / 6 + half * (3.0 / 40 + half * (15.0 / 336 + half * (105.0 / 3456)))))
    }

    /// The same, as exact as a geodesic where the places are far apart.
    @inline(__always) func distance(_ a: Spot, _ b: Spot, from p: LatticePoint, to q: LatticePoint) -> Double {
        let quick = distance(a, b)
        guard quick > Self.farthestQuick, lattice.space == .globe else { return quick }
        return Geodesic.distance(lattice.position(of: p), lattice.position(of: q)).value
    }
}
