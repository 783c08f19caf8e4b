internal import Glibc
internal import SpatialEngine

/// Lattice steps to metres round a passage: east and north each by one factor, so that straight lines stay straight.
struct SeaScale {
    let origin: LatticePoint
    let eastMetres: Double
    let northMetres: Double

    /// Factors of the WGS 84 ellipsoid at the latitude halfway between the ends, or of the plane.
    init(_ lattice: SeaLattice, between a: LatticePoint, and b: LatticePoint) {
        origin = LatticePoint(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
        guard lattice.space == .globe else {
            (eastMetres, northMetres) = (1 / lattice.stepsPerUnit, 1 / lattice.stepsPerUnit)
            return
        }
        let latitude = lattice.position(of: origin).latitude * .pi / 180
        let (equator, e2) = (6_378_137.0, 0.00669437999014)
        let w2 = 1 - e2 * sin(latitude) * sin(latitude)
        let radiansPerStep = Double.pi / 180 / lattice.stepsPerUnit
        eastMetres = equator / w2.squareRoot() * cos(latitude) * radiansPerStep
        northMetres = equator * (1 - e2) / (w2 * w2.squareRoot()) * radiansPerStep
    }

    @inline(__always) func place(of p: LatticePoint) -> SeaSearch.Place {
        SeaSearch.Place(x: Double(p.x &- origin.x) * eastMetres, y: Double(p.y &- origin.y) * northMetres)
    }

    /// A plane for a whole window in which no way is longer than on the globe.
    init(shortestIn frame: SeaFrame) {
        let corner = LatticePoint(x: frame.west, y: frame.south)
        let (south, north) = (
            frame.lattice.scale(at: corner), frame.lattice.scale(at: LatticePoint(x: frame.west, y: frame.north))
        )
        let spansEquator = frame.south < 0 && frame.north > 0
        let middle = frame.lattice.scale(at: LatticePoint(x: frame.west, y: spansEquator ? 0 : frame.south))
        origin = corner
        // A millionth for what the sides of triangles differ by on the ellipsoid.
        eastMetres = min(south.eastMetres, north.eastMetres) * (1 - 1e-6)
        northMetres = min(south.northMetres, north.northMetres, middle.northMetres) * (1 - 1e-6)
    }
}
