internal import Glibc

/// Bounds for a share that was counted (Wilson 1927, doi:10.1080/01621459.1927.10502953).
public struct WilsonInterval: Hashable, Sendable {
    /// At least 0.
    public let low: Double
    /// At most 1.
    public let high: Double

    /// The interval for `successes` out of `trials`.
    ///
    /// - Parameter confidence: Above 0 and below 1, as 0.95.
    public init(successes: Int, trials: Int, confidence: Double = 0.95) {
        precondition(trials > 0 && (0...trials).contains(successes), "\(successes) of \(trials) is no share")
        precondition(confidence > 0 && confidence < 1, "a confidence of \(confidence) is not between 0 and 1")
        let z = standardNormalQuantile(0.5 + confidence / 2)
        let n = Double(trials)
        let share = Double(successes) / n
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // Exact at the ends, where the two terms are equal but for rounding.
        low = successes == 0 ? 0 : max(0, centre - half)
        high = successes == trials ? 1 : min(1, centre + half)
    }
}

/// The number below which a standard normal number falls with probability `p`, 0 < p < 1.
///
/// Newton's method on the error function from a start within 4.5e−4 (Abramowitz and Stegun 1964, 26.2.23).
func standardNormalQuantile(_ p: Double) -> Double {
    let tail = min(p, 1 - p)
    let t = (-2 * log(tail)).squareRoot()
    let top = 2.515517 + t * (0.802853 + t * 0.010328)
    let bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = t - top / bottom
    for _ in 0..<4 {
        let excess = 0.5 * erfc(z / 2.0.squareRoot()) - tail
        z += excess / (exp(-z * z / 2) / (2 * .pi).squareRoot())
    }
    return p < 0.5 ? -z : z
}
