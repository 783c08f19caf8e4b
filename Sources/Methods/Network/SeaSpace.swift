public import SpatialEngine

/// The space that a chart's positions lie in.
public enum SeaSpace: Hashable, Sendable {
    /// Longitude and latitude in degrees on WGS 84; lengths are geodesics.
    case globe
    /// Metres on a plane, x in `longitude` and y in `latitude`; lengths are Euclidean.
    case plane

    /// The length of the straight way between two positions.
    public func distance(_ a: GeographicPoint, _ b: GeographicPoint) -> Metres {
        guard self == .plane else { return Geodesic.distance(a, b) }
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        return Metres((dx * dx + dy * dy).squareRoot())
    }

    /// The sum of the lengths between the vertices of a line.
    public func length(of line: LineString) -> Metres {
        guard self == .plane else { return Geodesic.length(of: line) }
        return Metres(zip(line.points, line.points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1).value })
    }

    /// Whether the numbers are a position at all: finite, and on the globe a latitude within −90…90.
    public func isPosition(_ p: GeographicPoint) -> Bool {
        self == .plane ? p.longitude.isFinite && p.latitude.isFinite : p.isValid
    }
}

/// How positions become whole numbers of steps and back.
///
/// On the globe a step is 10⁻⁷ degrees, the finest that GeoJSON output is written with; on a plane the power of ten that
/// divides the window most finely within the reach of the exact predicates, so that decimal positions stay as they are.
struct SeaLattice: Hashable, Sendable {
    let space: SeaSpace
    /// Steps in a degree or a metre.
    let stepsPerUnit: Double

    static let globe = SeaLattice(space: .globe, stepsPerUnit: 1e7)
    /// The widest window, in steps.
    private static let widest = 9e8
    /// Beyond so many steps from the origin doubles no longer tell steps apart.
    private static let farthest = 4e15

    private init(space: SeaSpace, stepsPerUnit: Double) { (self.space, self.stepsPerUnit) = (space, stepsPerUnit) }

    /// The lattice of a window, which must be finite and have an area.
    init(_ space: SeaSpace, over extent: BoundingBox) {
        guard space == .plane else {
            self = .globe
            return
        }
        let side = max(extent.east - extent.west, extent.north - extent.south)
        let reach = [extent.west, extent.south, extent.east, extent.north].reduce(0) { max($0, abs($1)) }
        var power = 15
        while power > -290, side * Self.power(power) > Self.widest || reach * Self.power(power) > Self.farthest {
            power -= 1
        }
        self.init(space: .plane, stepsPerUnit: Self.power(power))
    }

    /// Ten to a whole power, rounded once.
    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<abs(exponent) { result *= 10 }
        return exponent < 0 ? 1 / result : result
    }

    /// The lattice position next to `p`, or nil too far out to count the steps.
    func point(near p: GeographicPoint) -> LatticePoint? {
        let (x, y) = ((p.longitude * stepsPerUnit).rounded(), (p.latitude * stepsPerUnit).rounded())
        guard abs(x) < 1e18, abs(y) < 1e18 else { return nil }
        return LatticePoint(x: Int64(x), y: Int64(y))
    }

    func position(of p: LatticePoint) -> GeographicPoint {
        GeographicPoint(longitude: Double(p.x) / stepsPerUnit, latitude: Double(p.y) / stepsPerUnit)
    }

    /// Steps to metres round a place.
    func scale(at p: LatticePoint) -> SeaScale { SeaScale(self, between: p, and: p) }
}
