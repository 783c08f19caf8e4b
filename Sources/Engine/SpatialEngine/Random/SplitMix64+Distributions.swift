import Glibc

extension SplitMix64 {
    /// A standard normal number (Marsaglia's polar method; the second of the pair is dropped to keep streams simple).
    public mutating func nextNormal() -> Double {
        while true {
            let u = 2 * nextUnit() - 1
            let v = 2 * nextUnit() - 1
            let s = u * u + v * v
            if s > 0 && s < 1 { return u * (-2 * log(s) / s).squareRoot() }
        }
    }

    /// A Gamma number of the given shape (> 0) and rate 1 (Marsaglia and Tsang 2000, doi:10.1145/358407.358414).
    public mutating func nextGamma(shape: Double) -> Double {
        precondition(shape > 0, "a Gamma distribution needs a shape above 0, got \(shape)")
        guard shape >= 1 else {
            let boost = pow(nextUnit() + 0x1p-54, 1 / shape)
            return nextGamma(shape: shape + 1) * boost
        }
        let d = shape - 1.0 / 3.0
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = nextNormal()
            let t = 1 + c * x
            guard t > 0 else { continue }
            let v = t * t * t
            let u = nextUnit()
            if u > 0 && log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// An index in 0 ..< `weights.count` drawn in proportion to the weights (none negative, sum above 0).
    public mutating func nextIndex(weights: [Double]) -> Int {
        var target = nextUnit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            target -= weight
            if target < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
