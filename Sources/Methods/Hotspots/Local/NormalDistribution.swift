import Glibc

/// The standard normal distribution.
enum NormalDistribution {
    /// P(|Z| ≥ |z|) = 2(1 − Φ(|z|)), without the cancellation that the written form has.
    static func twoSidedP(_ z: Double) -> Double { erfc(abs(z) * 0.5.squareRoot()) }
}
