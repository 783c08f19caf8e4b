internal import Glibc
public import SpatialEngine

extension SplitMix64 {
    /// A Poisson number of the given mean (finite, 0 or more).
    ///
    /// Waiting times below a mean of 10, above it the transformed rejection of Hörmann (1993,
    /// doi:10.1016/0167-6687(93)90997-4).
    public mutating func nextPoisson(mean: Double) -> Double {
        precondition(mean >= 0 && mean.isFinite, "a Poisson distribution needs a finite mean of 0 or more, got \(mean)")
        guard mean >= 10 else {
            var (count, time) = (0.0, -log(1 - nextUnit()))
            while time < mean {
                count += 1
                time -= log(1 - nextUnit())
            }
            return count
        }
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        while true {
            let u = nextUnit() - 0.5
            let v = 1 - nextUnit()
            let rest = 0.5 - abs(u)
            let count = ((2 * a / rest + b) * u + mean + 0.43).rounded(.down)
            if rest >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2) { return count }
            if count < 0 || (rest < 0.013 && v > rest) { continue }
            var sign: Int32 = 0
            let density = count * log(mean) - mean - lgamma_r(count + 1, &sign)
            if log(v * inverseAlpha / (a / (rest * rest) + b)) <= density { return count }
        }
    }

    /// A negative binomial number of the given mean (finite, 0 or more) and size (above 0): variance mean + mean²/size.
    public mutating func nextNegativeBinomial(mean: Double, size: Double) -> Double {
        nextPoisson(mean: nextGamma(shape: size) * (mean / size))
    }
}
