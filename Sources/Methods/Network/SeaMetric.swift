internal import Glibc
internal import SpatialEngine

/// Lengths of ways at sea, quickly: the arc over the chord between two places, within a millionth of the geodesic up to
/// some thousand kilometres; on a plane the distance.
struct SeaMetric: Sendable {
    /// A place where distances are taken: on the globe in space, in metres.
    struct Spot {
        var x: Double
        var y: Double
        var z: Double
        /// North of the equator along the meridian of the middle latitude, in metres.
        var north: Double
    }

    private let lattice: SeaLattice
    /// Radii of curvature at the middle latitude, along the meridian and across it.
    private let meridian: Double
    private let across: Double

    init(_ frame: SeaFrame) {
        lattice = frame.lattice
        let middle = LatticePoint(x: frame.west, y: frame.south + (frame.north - frame.south) / 2)
        let sine = sin(frame.lattice.position(of: middle).latitude * .pi / 180)
        let w2 = 1 - Self.e2 * sine * sine
        across = Self.equator / w2.squareRoot()
        meridian = across * (1 - Self.e2) / w2
    }

    private static let equator = 6_378_137.0
    private static let e2 = 0.00669437999014

    func spot(_ p: LatticePoint) -> Spot {
        let position = lattice.position(of: p)
        guard lattice.space == .globe else { return Spot(x: position.longitude, y: position.latitude, z: 0, north: 0) }
        let (longitude, latitude) = (position.longitude * .pi / 180, position.latitude * .pi / 180)
        let sine = sin(latitude)
        let n = Self.equator / (1 - Self.e2 * sine * sine).squareRoot()
        let axis = n * cos(latitude)
        return Spot(
            x: axis * cos(longitude), y: axis * sin(longitude), z: n * (1 - Self.e2) * sine, north: meridian * latitude)
    }

    @inline(__always) func distance(_ a: Spot, _ b: Spot) -> Double {
        let (dx, dy, dz) = (a.x - b.x, a.y - b.y, a.z - b.z)
        let square = dx * dx + dy * dy + dz * dz
        let chord = square.squareRoot()
        guard lattice.space == .globe, chord > 0 else { return chord }
        // Euler: curvature along the way from those along the meridian and across it.
        let share = min(1, (a.north - b.north) * (a.north - b.north) / square)
        let curvature = share / meridian + (1 - share) / across
        let half = square * curvature * curvature / 4
        guard half < 0.006 else { return 2 / curvature * asin(min(1, half.squareRoot())) }
        // The series of the arc sine.
        return chord * (1 + half * (1.0 / 6 + half * (3.0 / 40 + half * (15.0 / 336 + half * (105.0 / 3456)))))
    }
}
