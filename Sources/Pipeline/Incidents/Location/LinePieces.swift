import Glibc
import SpatialEngine

/// Lines cut into pieces short enough for the squared distance from any point to be a parabola along each.
struct LinePieces: KernelGround {
    private struct Piece {
        let unit: Int
        let start: SIMD3<Double>
        let middle: SIMD3<Double>
        let end: SIMD3<Double>
        let length: Double
    }

    /// Squared distance in square metres along a piece, t in 0…1: `square·t² + linear·t + constant`.
    private struct Parabola {
        let square: Double
        let linear: Double
        let constant: Double

        func value(_ t: Double) -> Double { (square * t + linear) * t + constant }

        /// The least value for t in 0…1, at least 0.
        var least: Double {
            guard square > 0 else { return max(0, min(constant, value(1))) }
            return max(0, value(min(1, max(0, -linear / (2 * square)))))
        }
    }

    private static let longestPiece = 1_000.0

    /// In the order of the tree.
    private let pieces: [Piece]
    private let tree: GeocentricTree
    private let totalLength: Double
    /// Ellipsoidal length of each unit in metres.
    let unitSizes: [Double]

    /// - Parameter units: The lines of each unit.
    init(_ units: [[LineString]]) {
        var pieces: [Piece] = []
        var sizes = [Double](repeating: 0, count: units.count)
        for (unit, lines) in units.enumerated() {
            for line in lines {
                for (a, b) in zip(line.points, line.points.dropFirst()) {
                    for piece in Self.pieces(from: a, to: b, unit: unit) {
                        sizes[unit] += piece.length
                        pieces.append(piece)
                    }
                }
            }
        }
        let tree = GeocentricTree(ends: pieces.map { ($0.start, $0.end) })
        (self.pieces, self.tree, unitSizes) = (tree.order.map { pieces[$0] }, tree, sizes)
        totalLength = sizes.reduce(0, +)
    }

    private static func pieces(from a: GeographicPoint, to b: GeographicPoint, unit: Int) -> [Piece] {
        let whole = Geodesic.distance(a, b).value
        guard whole > 0 else { return [] }
        let count = max(1, Int((whole / longestPiece).rounded(.up)))
        return (0..<count).map { index in
            let (from, to) = (Double(index) / Double(count), Double(index + 1) / Double(count))
            let (start, end) = (a.between(b, from), a.between(b, to))
            return Piece(
                unit: unit, start: SIMD3(start), middle: SIMD3(a.between(b, (from + to) / 2)), end: SIMD3(end),
                length: count == 1 ? whole : Geodesic.distance(start, end).value)
        }
    }

    func masses(of kernel: PrecisionKernel, _ sums: inout UnitSums) -> [UnitWeight] {
        let frame = EventFrame(kernel.centre)
        var met: [UnitWeight] = []
        if kernel.shape == .gaussian {
            met = masses(within: 6 * kernel.radius, kernel, frame, &sums)
            // Beyond six deviations the kernel is below 2e-8: nothing, unless it is all that there is.
            if 2e-8 * totalLength <= 1e-5 * met.reduce(0, { $0 + $1.weight }) { return met }
        }
        met = masses(within: kernel.horizon, kernel, frame, &sums)
        return met.isEmpty ? nearest(to: kernel, frame, &sums) : met
    }

    private func masses(
        within horizon: Double, _ kernel: PrecisionKernel, _ frame: EventFrame, _ sums: inout UnitSums
    ) -> [UnitWeight] {
        tree.find(near: frame.centre, within: horizon, into: &sums.found)
        for place in sums.found {
            let piece = pieces[Int(place)]
            if let allows = kernel.allows, !allows(piece.unit) { continue }
            let share = Self.share(of: Self.parabola(of: piece, in: frame), kernel)
            sums.add(piece.length * share, to: piece.unit)
        }
        return sums.take()
    }

    /// The nearest allowed unit within reach, with mass 1.
    private func nearest(to kernel: PrecisionKernel, _ frame: EventFrame, _ sums: inout UnitSums) -> [UnitWeight] {
        let reach = kernel.reach + PrecisionKernel.touching
        tree.find(near: frame.centre, within: reach, into: &sums.found)
        var nearest: (squared: Double, unit: Int)?
        for place in sums.found {
            let piece = pieces[Int(place)]
            if let allows = kernel.allows, !allows(piece.unit) { continue }
            let least = Self.parabola(of: piece, in: frame).least
            if least <= reach * reach, (least, piece.unit) < nearest ?? (.infinity, 0) { nearest = (least, piece.unit) }
        }
        return nearest.map { [UnitWeight(unit: $0.unit, weight: 1)] } ?? []
    }

    private static func parabola(of piece: Piece, in frame: EventFrame) -> Parabola {
        let start = frame.squaredDistance(to: piece.start)
        let middle = frame.squaredDistance(to: piece.middle)
        let end = frame.squaredDistance(to: piece.end)
        let square = 2 * (start + end - 2 * middle)
        return Parabola(square: square, linear: end - start - square, constant: start)
    }

    /// The mean of the kernel over a piece.
    private static func share(of parabola: Parabola, _ kernel: PrecisionKernel) -> Double {
        guard kernel.radius > 0 else { return 0 }
        return switch kernel.shape {
        case .disc: shareInside(parabola, radius: kernel.radius)
        case .gaussian: gaussianMean(parabola, deviation: kernel.radius)
        }
    }

    private static func shareInside(_ parabola: Parabola, radius: Double) -> Double {
        let excess = parabola.constant - radius * radius
        guard parabola.square > 1e-9 else { return excess <= 0 ? 1 : 0 }
        let discriminant = parabola.linear * parabola.linear - 4 * parabola.square * excess
        guard discriminant > 0 else { return 0 }
        let root = discriminant.squareRoot()
        let enters = max(0, (-parabola.linear - root) / (2 * parabola.square))
        let leaves = min(1, (-parabola.linear + root) / (2 * parabola.square))
        return max(0, leaves - enters)
    }

    private static func gaussianMean(_ parabola: Parabola, deviation: Double) -> Double {
        let variance = deviation * deviation
        guard parabola.square > 1e-9 else { return exp(-max(0, parabola.constant) / (2 * variance)) }
        let foot = -parabola.linear / (2 * parabola.square)
        let least = max(0, parabola.value(foot))
        let scale = (parabola.square / (2 * variance)).squareRoot()
        let integral = errorIntegral(from: -scale * foot, to: scale * (1 - foot))
        return exp(-least / (2 * variance)) * integral * Double.pi.squareRoot() / (2 * scale)
    }

    /// erf(b) − erf(a) for a < b, without cancellation where both lie far on one side.
    private static func errorIntegral(from a: Double, to b: Double) -> Double {
        if a > 1 { return erfc(a) - erfc(b) }
        if b < -1 { return erfc(-b) - erfc(-a) }
        return erf(b) - erf(a)
    }
}

extension GeographicPoint {
    /// The position at share `t` of a side that is straight in longitude and latitude.
    func between(_ end: GeographicPoint, _ t: Double) -> GeographicPoint {
        if t == 1 { return end }
        return GeographicPoint(
            longitude: longitude + t * (end.longitude - longitude), latitude: latitude + t * (end.latitude - latitude))
    }
}
