import Glibc
import SpatialEngine

/// Lines cut into pieces short enough for the squared distance from any point to be a parabola along each.
struct LinePieces {
    private struct Piece {
        var unit: Int
        var start: GeographicPoint
        var middle: GeographicPoint
        var end: GeographicPoint
        var length: Double
    }

    /// Squared distance in square metres along a piece, t in 0…1: `square·t² + linear·t + constant`.
    private struct Parabola {
        var square: Double
        var linear: Double
        var constant: Double

        func value(_ t: Double) -> Double { (square * t + linear) * t + constant }
    }

    private static let longestPiece = 1_000.0
    /// Kernel radii beyond which a Gaussian is nothing.
    private static let gaussianReach = 8.0

    private var pieces: [Piece] = []
    /// Ellipsoidal length of each line in metres.
    private(set) var unitLengths: [Double]

    init(_ lines: [LineString]) {
        unitLengths = [Double](repeating: 0, count: lines.count)
        for (unit, line) in lines.enumerated() {
            for (a, b) in zip(line.points, line.points.dropFirst()) { add(from: a, to: b, unit: unit) }
        }
    }

    private mutating func add(from a: GeographicPoint, to b: GeographicPoint, unit: Int) {
        let whole = Geodesic.distance(a, b).value
        let count = max(1, Int((whole / Self.longestPiece).rounded(.up)))
        func point(_ t: Double) -> GeographicPoint {
            GeographicPoint(
                longitude: a.longitude + t * (b.longitude - a.longitude),
                latitude: a.latitude + t * (b.latitude - a.latitude))
        }
        for index in 0..<count {
            let (from, to) = (Double(index) / Double(count), Double(index + 1) / Double(count))
            let (start, end) = (point(from), point(to))
            let length = Geodesic.distance(start, end).value
            pieces.append(Piece(unit: unit, start: start, middle: point((from + to) / 2), end: end, length: length))
            unitLengths[unit] += length
        }
    }

    /// The kernel's integral in metres over each allowed unit that it meets, by unit index.
    ///
    /// Where it meets none: the nearest allowed unit within `reach` metres, with mass 1.
    func masses(
        kernel: LocationKernel, centre: GeographicPoint, radius: Double, reach: Double, allows: (Int) -> Bool
    ) -> [UnitWeight] {
        let horizon = max(kernel == .disc ? radius : radius * Self.gaussianReach, reach)
        var mass = [Double](repeating: 0, count: unitLengths.count)
        var nearest = (squared: reach * reach, unit: -1)
        let allowed = unitLengths.indices.map(allows)
        for piece in pieces where allowed[piece.unit] && isNear(piece, centre, within: horizon) {
            let parabola = parabola(of: piece, from: centre)
            mass[piece.unit] += piece.length * share(of: parabola, kernel: kernel, radius: radius)
            let least = lowest(parabola)
            if least < nearest.squared || (nearest.unit < 0 && least <= nearest.squared) {
                nearest = (least, piece.unit)
            }
        }
        let met = mass.indices.filter { mass[$0] > 0 }.map { UnitWeight(unit: $0, weight: mass[$0]) }
        if met.isEmpty && nearest.unit >= 0 { return [UnitWeight(unit: nearest.unit, weight: 1)] }
        return met
    }

    /// A cheap test that never turns away a piece within reach: the great circle on a sphere inside the ellipsoid.
    private func isNear(_ piece: Piece, _ centre: GeographicPoint, within horizon: Double) -> Bool {
        let smallestRadius = 6_335_000.0
        let degree = Double.pi / 180
        let sinLatitude = sin((piece.middle.latitude - centre.latitude) * degree / 2)
        let sinLongitude = sin((piece.middle.longitude - centre.longitude) * degree / 2)
        let product = cos(piece.middle.latitude * degree) * cos(centre.latitude * degree)
        let chord = (sinLatitude * sinLatitude + product * sinLongitude * sinLongitude).squareRoot()
        return 2 * smallestRadius * asin(min(1, chord)) <= horizon + piece.length
    }

    private func parabola(of piece: Piece, from centre: GeographicPoint) -> Parabola {
        func squared(_ point: GeographicPoint) -> Double {
            let distance = Geodesic.distance(centre, point).value
            return distance * distance
        }
        let (start, middle, end) = (squared(piece.start), squared(piece.middle), squared(piece.end))
        let square = 2 * (start + end - 2 * middle)
        return Parabola(square: square, linear: end - start - square, constant: start)
    }

    private func lowest(_ parabola: Parabola) -> Double {
        guard parabola.square > 0 else { return min(parabola.value(0), parabola.value(1)) }
        let t = min(1, max(0, -parabola.linear / (2 * parabola.square)))
        return max(0, parabola.value(t))
    }

    /// The mean of the kernel over a piece.
    private func share(of parabola: Parabola, kernel: LocationKernel, radius: Double) -> Double {
        switch kernel {
        case .disc: shareInside(parabola, radius: radius)
        case .gaussian: gaussianMean(parabola, deviation: radius)
        }
    }

    private func shareInside(_ parabola: Parabola, radius: Double) -> Double {
        let excess = parabola.constant - radius * radius
        guard parabola.square > 1e-9 else { return excess <= 0 ? 1 : 0 }
        let discriminant = parabola.linear * parabola.linear - 4 * parabola.square * excess
        guard discriminant > 0 else { return 0 }
        let root = discriminant.squareRoot()
        let enters = max(0, (-parabola.linear - root) / (2 * parabola.square))
        let leaves = min(1, (-parabola.linear + root) / (2 * parabola.square))
        return max(0, leaves - enters)
    }

    private func gaussianMean(_ parabola: Parabola, deviation: Double) -> Double {
        guard deviation > 0 else { return 0 }
        let variance = deviation * deviation
        guard parabola.square > 1e-9 else { return exp(-max(0, parabola.constant) / (2 * variance)) }
        let foot = -parabola.linear / (2 * parabola.square)
        let least = max(0, parabola.value(foot))
        let scale = (parabola.square / (2 * variance)).squareRoot()
        let integral = erf(scale * (1 - foot)) + erf(scale * foot)
        return exp(-least / (2 * variance)) * integral * Double.pi.squareRoot() / (2 * scale)
    }
}
