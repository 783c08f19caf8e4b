import Glibc
import SpatialEngine

/// Areas whose parts inside circles can be measured.
///
/// Round each event the plane is azimuthal equidistant (distances and directions from the event are true), and the part of a
/// polygon inside a circle is a sum over edges of triangles and sectors.
struct AreaPlans {
    private let rings: [[[GeographicPoint]]]
    /// Area of each unit in square metres, measured round its own first vertex.
    let unitAreas: [Double]
    /// A circle that holds each unit: its centre and radius in metres.
    private let bounds: [(centre: GeographicPoint, radius: Double)]
    /// Circles whose mixture stands for a Gaussian, and the deviations beyond which it is nothing.
    private static let (gaussianCircles, gaussianReach) = (64, 8.0)

    init(_ areas: [MultiPolygon]) {
        rings = areas.map { area in area.polygons.flatMap(Self.orientedRings) }
        bounds = rings.map { rings in
            let points = rings.flatMap(\.self)
            guard let box = BoundingBox(around: points) else { return (GeographicPoint(longitude: 0, latitude: 0), 0) }
            let centre = GeographicPoint(
                longitude: (box.west + box.east) / 2, latitude: (box.south + box.north) / 2)
            return (centre, points.reduce(0) { max($0, Geodesic.distance(centre, $1).value) })
        }
        unitAreas = rings.map { rings in
            guard let origin = rings.first?.first else { return 0 }
            return rings.reduce(0) { $0 + Self.area(of: Self.plane(ring: $1, round: origin), within: .infinity) }
        }
    }

    /// The kernel's integral in square metres over each allowed unit that it meets, by unit index.
    ///
    /// Where it meets none: the nearest allowed unit within `reach` metres, with mass 1.
    func masses(
        kernel: LocationKernel, centre: GeographicPoint, radius: Double, reach: Double, allows: (Int) -> Bool
    ) -> [UnitWeight] {
        var met: [UnitWeight] = []
        var nearest = (distance: reach, unit: -1)
        let horizon = max(kernel == .disc ? radius : radius * Self.gaussianReach, reach)
        for unit in rings.indices where unitAreas[unit] > 0 && allows(unit) {
            let gap = Geodesic.distance(centre, bounds[unit].centre).value - bounds[unit].radius
            guard gap <= horizon else { continue }
            let plane = rings[unit].map { Self.plane(ring: $0, round: centre) }
            let distance = Self.distance(to: plane)
            let mass = Self.mass(of: plane, kernel: kernel, radius: radius, nearest: distance)
            if mass > 0 { met.append(UnitWeight(unit: unit, weight: mass)) }
            if distance < nearest.distance || (nearest.unit < 0 && distance <= reach) { nearest = (distance, unit) }
        }
        if met.isEmpty && nearest.unit >= 0 { return [UnitWeight(unit: nearest.unit, weight: 1)] }
        return met
    }

    /// The integral of the kernel; a Gaussian is a mixture of discs, ∫ area(ρ)·(ρ/σ²)·exp(−ρ²/2σ²) dρ.
    ///
    /// Below the nearest point the area is 0, beyond the farthest it is whole: only between them are circles laid.
    private static func mass(
        of plane: [[PlanarPoint]], kernel: LocationKernel, radius: Double, nearest: Double
    ) -> Double {
        func inside(_ circle: Double) -> Double { max(0, plane.reduce(0) { $0 + area(of: $1, within: circle) }) }
        guard radius > 0 else { return 0 }
        guard kernel == .gaussian else { return inside(radius) }
        let farthest = plane.reduce(0) { $1.reduce($0) { max($0, hypot($1.x, $1.y)) } }
        let last = min(farthest, gaussianReach * radius)
        guard nearest < last else { return 0 }
        func fallOff(_ distance: Double) -> Double { exp(-distance * distance / (2 * radius * radius)) }
        let step = (last - nearest) / Double(gaussianCircles)
        return (0..<gaussianCircles).reduce(inside(last) * fallOff(last)) { sum, index in
            let circle = nearest + (Double(index) + 0.5) * step
            return sum + step * circle / (radius * radius) * fallOff(circle) * inside(circle)
        }
    }

    /// Exterior rings counter-clockwise and holes clockwise, so that signed areas add up.
    private static func orientedRings(of polygon: Polygon) -> [[GeographicPoint]] {
        polygon.rings.enumerated().compactMap { index, corners in
            let ring = densified(corners)
            guard let origin = ring.first else { return nil }
            let isCounterClockwise = area(of: plane(ring: ring, round: origin), within: .infinity) > 0
            return isCounterClockwise == (index == 0) ? ring : ring.reversed()
        }
    }

    /// The ring with edges of at most 5 km, so that lines straight in degrees are straight on the plane to a metre.
    private static func densified(_ ring: [GeographicPoint]) -> [GeographicPoint] {
        var points = Array(ring.prefix(1))
        for (a, b) in zip(ring, ring.dropFirst()) {
            let steps = max(1, (Geodesic.distance(a, b).value / 5_000).rounded(.up))
            for step in 1...Int(steps) {
                let t = Double(step) / steps
                points.append(
                    GeographicPoint(
                        longitude: a.longitude + t * (b.longitude - a.longitude),
                        latitude: a.latitude + t * (b.latitude - a.latitude)))
            }
        }
        return points
    }

    private static func plane(ring: [GeographicPoint], round centre: GeographicPoint) -> [PlanarPoint] {
        ring.map { point in
            let distance = Geodesic.distance(centre, point).value
            let azimuth = Geodesic.azimuthDegrees(from: centre, to: point) * .pi / 180
            return PlanarPoint(x: distance * sin(azimuth), y: distance * cos(azimuth))
        }
    }

    /// Signed area of the part of a ring within a circle round the origin.
    private static func area(of ring: [PlanarPoint], within radius: Double) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { $0 + area(from: $1.0, to: $1.1, within: radius) }
    }

    /// Signed area between the origin and an edge, cut by the circle: triangle where the edge is inside, sector elsewhere.
    private static func area(from a: PlanarPoint, to b: PlanarPoint, within radius: Double) -> Double {
        guard radius.isFinite else { return (a.x * b.y - a.y * b.x) / 2 }
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        guard square > 0 else { return 0 }
        let half = (a.x * dx + a.y * dy) / square
        let excess = (a.x * a.x + a.y * a.y - radius * radius) / square
        let discriminant = half * half - excess
        guard discriminant > 0 else { return sector(a, b, radius) }
        let enters = min(1, max(0, -half - discriminant.squareRoot()))
        let leaves = min(1, max(0, -half + discriminant.squareRoot()))
        guard enters < leaves else { return sector(a, b, radius) }
        let p = PlanarPoint(x: a.x + enters * dx, y: a.y + enters * dy)
        let q = PlanarPoint(x: a.x + leaves * dx, y: a.y + leaves * dy)
        let triangle = (p.x * q.y - p.y * q.x) / 2
        return triangle + (enters > 0 ? sector(a, p, radius) : 0) + (leaves < 1 ? sector(q, b, radius) : 0)
    }

    private static func sector(_ a: PlanarPoint, _ b: PlanarPoint, _ radius: Double) -> Double {
        radius * radius / 2 * atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)
    }

    /// Distance from the origin to the area; 0 inside.
    private static func distance(to rings: [[PlanarPoint]]) -> Double {
        var winding = 0.0
        var nearest = Double.infinity
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                winding += atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)
                let (dx, dy) = (b.x - a.x, b.y - a.y)
                let square = dx * dx + dy * dy
                let t = square > 0 ? min(1, max(0, -(a.x * dx + a.y * dy) / square)) : 0
                nearest = min(nearest, hypot(a.x + t * dx, a.y + t * dy))
            }
        }
        return abs(winding) > .pi ? 0 : nearest
    }
}
