internal import Glibc
public import SpatialEngine

/// Draws of the shares of ways from their posterior.
public struct CorridorShareDraws: Sendable {
    /// Number of draws.
    public let count: Int
    /// Ways.
    public let ways: Int
    /// How many independent draws the Gaussian candidates are worth after they were weighed against the true density.
    public let effectiveCandidates: Double
    /// How many candidates were drawn.
    public let candidates: Int
    /// θ of each draw.
    public let theta: [Double]
    /// Month by month, in it draw by draw, in it way by way.
    private let values: [Double]

    init(count: Int, ways: Int, effectiveCandidates: Double, candidates: Int, theta: [Double], values: [Double]) {
        (self.count, self.ways, self.candidates) = (count, ways, candidates)
        (self.effectiveCandidates, self.theta, self.values) = (effectiveCandidates, theta, values)
    }

    /// The share of a way in a month in one draw; 0 exactly where the way is closed.
    public func share(month: Int, draw: Int, way: Int) -> Double { values[(month * count + draw) * ways + way] }

    /// All draws of the share of a group of ways in a month.
    public func shares(month: Int, of group: [Int]) -> [Double] {
        (0..<count).map { draw in group.reduce(0) { $0 + share(month: month, draw: draw, way: $1) } }
    }
}

extension CorridorShareModel {
    /// Draws from the posterior: Gaussian candidates at its mode, weighed by the true density and drawn again by weight.
    ///
    /// - Parameter count: Draws wanted; eight times as many candidates are made.
    /// - Returns: nil when the mode cannot be found.
    /// - Complexity: O((*n* + *s*) *m* *w*²) for *n* candidates, *s* steps of Newton, *m* months and *w* ways.
    public func draw(_ count: Int, random: SplitMix64) -> CorridorShareDraws? {
        guard let (mode, factor) = mode() else { return nil }
        let candidates = count * 8
        let logWeights = (0..<candidates).map { index in
            let (position, noise) = candidate(mode, factor, random.stream(UInt64(index)))
            return noise - energy(position)
        }
        var comb = random.stream(UInt64(candidates))
        let top = logWeights.max() ?? 0
        let weights = logWeights.map { exp($0 - top) }
        let sum = weights.reduce(0, +)
        let effective = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
        let chosen = Self.systematic(weights, sum: sum, count: count, offset: comb.nextUnit())
        var theta: [Double] = []
        var values = [Double](repeating: 0, count: months.count * count * ways)
        for (draw, index) in chosen.enumerated() {
            let (position, _) = candidate(mode, factor, random.stream(UInt64(index)))
            theta.append(self.theta(position))
            for month in months.indices {
                for (way, share) in shares(month, position, theta: theta[draw]).enumerated() {
                    values[(month * count + draw) * ways + way] = share
                }
            }
        }
        return CorridorShareDraws(
            count: count, ways: ways, effectiveCandidates: effective, candidates: candidates, theta: theta,
            values: values)
    }

    /// A draw of the Gaussian at the mode, and half the square of the white noise that it was made of.
    private func candidate(
        _ mode: [Double], _ factor: BandedFactor, _ random: SplitMix64
    ) -> (position: [Double], noise: Double) {
        var random = random
        let noise = (0..<dimensions).map { _ in random.nextNormal() }
        let step = factor.colour(noise)
        return (zip(mode, step).map(+), noise.reduce(0) { $0 + $1 * $1 } / 2)
    }

    /// Indices in proportion to weights, one comb over their sum (Kitagawa 1996, doi:10.1080/10618600.1996.10474692).
    private static func systematic(_ weights: [Double], sum: Double, count: Int, offset: Double) -> [Int] {
        var chosen: [Int] = []
        var (reached, index) = (weights[0], 0)
        for tooth in 0..<count {
            let target = (Double(tooth) + offset) / Double(count) * sum
            while reached < target && index < weights.count - 1 {
                index += 1
                reached += weights[index]
            }
            chosen.append(index)
        }
        return chosen
    }

    /// The most probable position by damped Gauss–Newton steps, with the factor of its curvature.
    func mode() -> (position: [Double], factor: BandedFactor)? {
        var position = [Double](repeating: 0, count: dimensions)
        var energy = energy(position)
        for _ in 0..<200 {
            let (gradient, curvature) = slope(position)
            guard let factor = curvature.factor() else { return nil }
            let step = factor.solve(gradient)
            var (scale, moved) = (1.0, false)
            while scale > 1e-8 {
                let trial = zip(position, step).map { $0 - scale * $1 }
                let trialEnergy = self.energy(trial)
                if trialEnergy < energy {
                    moved = energy - trialEnergy > 1e-10
                    (position, energy) = (trial, trialEnergy)
                    break
                }
                scale /= 2
            }
            if !moved { break }
        }
        return slope(position).curvature.factor().map { (position, $0) }
    }
}
