import Glibc

/// The shape of the hill that stands for one event.
public enum SmoothingKernel: String, CaseIterable, Sendable {
    /// (1 − d²/H²)² within the radius H.
    case quartic
    /// exp(−d²/2σ²), σ being the bandwidth.
    case gaussian

    /// Beyond so many bandwidths nothing of the kernel is left: e^(−40.5) of a Gaussian's peak.
    var reach: Double { self == .quartic ? 1 : 9 }

    /// How many bandwidths a picture of all kernels should reach beyond the events: a Gaussian has 0.03 % beyond.
    public var pictureReach: Double { min(reach, 4) }

    /// The height over the plane at a squared distance: 3/(πH²)(1 − d²/H²)² or exp(−d²/2σ²)/(2πσ²).
    @inline(__always)
    func planarHeight(squaredDistance: Double, bandwidth: Double) -> Double {
        let square = bandwidth * bandwidth
        switch self {
        case .quartic:
            let rest = max(0, 1 - squaredDistance / square)
            return 3 / (.pi * square) * rest * rest
        case .gaussian: return exp(-squaredDistance / (2 * square)) / (2 * .pi * square)
        }
    }

    /// The height over a line: 15/(16H)(1 − (d/H)²)² or the normal density.
    @inline(__always)
    public func linearHeight(distance: Double, bandwidth: Double) -> Double {
        let ratio = distance / bandwidth
        switch self {
        case .quartic:
            let rest = max(0, 1 - ratio * ratio)
            return 15.0 / 16 / bandwidth * rest * rest
        case .gaussian: return exp(-ratio * ratio / 2) / (bandwidth * (2 * Double.pi).squareRoot())
        }
    }

    /// The part of ``linearHeight(distance:bandwidth:)`` beyond a distance ≥ 0, ½ from 0 on.
    func linearTail(from distance: Double, bandwidth: Double) -> Double {
        let ratio = distance / bandwidth
        switch self {
        case .quartic:
            guard ratio < 1 else { return 0 }
            // (1 − u)³ · (8 + 9u + 3u²)/16 keeps its digits near u = 1.
            let rest = 1 - ratio
            return rest * rest * rest * (8 + 9 * ratio + 3 * ratio * ratio) / 16
        case .gaussian: return erfc(ratio / 2.0.squareRoot()) / 2
        }
    }

    /// (1/2π)∫ of the mass beyond the side a → b of a window over the angle that it subtends at the origin.
    ///
    /// `offset` is the distance of the line through a and b (above 0), `start` and `end` are places on the line from the
    /// foot of the perpendicular, `start < end`.
    func massBeyond(offset p: Double, from start: Double, to end: Double, bandwidth: Double) -> Double {
        let limit = reach * bandwidth
        guard p < limit else { return 0 }
        let half = (limit * limit - p * p).squareRoot()
        let (from, to) = (max(start, -half), min(end, half))
        guard from < to else { return 0 }
        let angle = atan2(p * (to - from), p * p + from * to)
        switch self {
        case .quartic: return (angle - quarticRest(p, from, to, bandwidth * bandwidth)) / (2 * .pi)
        case .gaussian: return (angle - gaussianRest(p, from, to, bandwidth)) / (2 * .pi)
        }
    }

    /// ∫ (1 − (1 − r²/H²)³) p/r² ds with r² = p² + s², a polynomial.
    private func quarticRest(_ p: Double, _ from: Double, _ to: Double, _ square: Double) -> Double {
        func primitive(_ s: Double) -> Double {
            let (a, b) = (p * p / square, s * s / square)
            return p * s / square * (3 - 3 * (a + b / 3) + a * a + 2 * a * b / 3 + b * b / 5)
        }
        return primitive(to) - primitive(from)
    }

    /// ∫ (1 − exp(−r²/2σ²)) p/r² ds, smooth on the scale of σ: Gauss–Legendre on panels of 1.5 σ.
    private func gaussianRest(_ p: Double, _ from: Double, _ to: Double, _ sigma: Double) -> Double {
        let panels = max(1, Int(((to - from) / (1.5 * sigma)).rounded(.up)))
        let half = (to - from) / Double(2 * panels)
        var sum = 0.0
        for panel in 0..<panels {
            let middle = from + half * Double(2 * panel + 1)
            for (node, weight) in Self.legendre {
                let s = middle + half * node
                let x = (p * p + s * s) / (2 * sigma * sigma)
                sum += weight * (x > 1e-12 ? -expm1(-x) / x : 1)
            }
        }
        return sum * half * p / (2 * sigma * sigma)
    }

    /// Nodes and weights of the eight-point rule on −1…1.
    private static let legendre: [(Double, Double)] = [
        (0.183_434_642_495_649_8, 0.362_683_783_378_362), (0.525_532_409_916_329, 0.313_706_645_877_887_3),
        (0.796_666_477_413_626_7, 0.222_381_034_453_374_47), (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
    ].flatMap { [($0.0, $0.1), (-$0.0, $0.1)] }
}
