import Glibc
import SpatialEngine

/// A directed side of an area on a plane whose origin is an event.
struct PlaneSide {
    let a: PlanarPoint
    let b: PlanarPoint
    /// Twice the signed area of the triangle with the origin.
    let cross: Double
    /// Least distance from the origin.
    let distance: Double

    init(_ a: PlanarPoint, _ b: PlanarPoint) {
        (self.a, self.b) = (a, b)
        cross = a.x * b.y - a.y * b.x
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, -(a.x * dx + a.y * dy) / square)) : 0
        let (x, y) = (a.x + t * dx, a.y + t * dy)
        distance = (x * x + y * y).squareRoot()
    }

    /// The signed angle under which the side is seen from the origin.
    var angle: Double { Self.angle(a, b) }

    static func angle(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)
    }

    func point(_ t: Double) -> PlanarPoint { PlanarPoint(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y)) }
}

/// The integral over areas of a function of the distance from the origin.
protocol PlaneIntegral {
    /// Over the whole plane.
    var whole: Double { get }
    /// Whether sums far below ``whole`` are still true parts, not rounding.
    var keepsSmallParts: Bool { get }
    /// Over the triangle between the origin and a side, signed.
    func part(of side: PlaneSide) -> Double
    /// Over what lies beyond the side as seen from the origin: the side's angle times `whole`/2π, less ``part(of:)``.
    func complement(of side: PlaneSide) -> Double
}

/// 1 within a circle: areas.
struct DiscIntegral: PlaneIntegral {
    let radius: Double
    var whole: Double { .pi * radius * radius }
    var keepsSmallParts: Bool { false }

    func part(of side: PlaneSide) -> Double { radius * radius / 2 * side.angle - complement(of: side) }

    func complement(of side: PlaneSide) -> Double {
        guard side.distance < radius else { return 0 }
        let (dx, dy) = (side.b.x - side.a.x, side.b.y - side.a.y)
        let square = dx * dx + dy * dy
        guard square > 0 else { return 0 }
        let half = (side.a.x * dx + side.a.y * dy) / square
        let excess = (side.a.x * side.a.x + side.a.y * side.a.y - radius * radius) / square
        let discriminant = half * half - excess
        guard discriminant > 0 else { return 0 }
        let enters = max(0, -half - discriminant.squareRoot())
        let leaves = min(1, -half + discriminant.squareRoot())
        guard enters < leaves else { return 0 }
        let (p, q) = (side.point(enters), side.point(leaves))
        return radius * radius / 2 * PlaneSide.angle(p, q) - (p.x * q.y - p.y * q.x) / 2
    }
}

/// exp(−ρ²/2σ²).
///
/// Along a side the angle φ runs with dφ = cross/ρ² dt, and from the origin to ρ the integral is σ²·(1 − exp(−ρ²/2σ²)) a radian.
struct GaussianIntegral: PlaneIntegral {
    let deviation: Double
    var whole: Double { 2 * .pi * deviation * deviation }
    var keepsSmallParts: Bool { true }

    /// Gauss and Legendre's two and three places and weights on 0…1.
    private static let two: [(t: Double, weight: Double)] = [
        (0.5 - (1.0 / 12).squareRoot(), 0.5), (0.5 + (1.0 / 12).squareRoot(), 0.5),
    ]
    private static let three: [(t: Double, weight: Double)] = [
        (0.5 - 0.15.squareRoot(), 5.0 / 18), (0.5, 8.0 / 18), (0.5 + 0.15.squareRoot(), 5.0 / 18),
    ]

    func part(of side: PlaneSide) -> Double {
        if side.distance > 9 * deviation { return deviation * deviation * side.angle }
        if side.distance > 2 * deviation { return deviation * deviation * side.angle - complement(of: side) }
        // (1 − exp(−q))/q, q = ρ²/2σ², is smooth even at the origin.
        return side.cross / 2 * mean(along: side) { q in q < 1e-6 ? 1 - q / 2 : -expm1(-q) / q }
    }

    func complement(of side: PlaneSide) -> Double {
        if side.distance <= 2 * deviation { return deviation * deviation * side.angle - part(of: side) }
        return side.cross / 2 * mean(along: side) { q in exp(-q) / q }
    }

    /// The mean over a side of a function of q.
    @inline(__always)
    private func mean(along side: PlaneSide, _ function: (Double) -> Double) -> Double {
        let (dx, dy) = (side.b.x - side.a.x, side.b.y - side.a.y)
        let length = (dx * dx + dy * dy).squareRoot()
        // In the tails exp(−q) changes within σ²/ρ.
        let step = 0.5 * deviation * min(1, 2 * deviation / max(side.distance, deviation))
        let steps = max(1, (length / step).rounded(.up))
        let places = length < step / 4 ? Self.two : Self.three
        var sum = 0.0
        for index in 0..<Int(steps) {
            for (place, weight) in places {
                let point = side.point((Double(index) + place) / steps)
                sum += weight * function((point.x * point.x + point.y * point.y) / (2 * deviation * deviation))
            }
        }
        return sum / steps
    }
}
