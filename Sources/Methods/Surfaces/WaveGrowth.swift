import Glibc
public import SpatialEngine

/// How high and long a wind sea grows over a fetch of deep water under a steady wind.
public enum WaveGrowth: String, CaseIterable, Sendable {
    /// Shore Protection Manual (US Army CERC 1984, equations 3-28, 3-33 to 3-36): adjusted wind U_A = 0.71·U¹·²³,
    /// gH/U_A² = 0.0016·(gX/U_A²)^½ up to 0.2433, gT/U_A = 0.2857·(gX/U_A²)^⅓ up to 8.134.
    case shoreProtectionManual
    /// Coastal Engineering Manual (US Army 2003, equations II-2-36 and II-2-37): u*² = U²·0.001·(1.1 + 0.035·U),
    /// gH/u*² = 0.0413·(gX/u*²)^½ up to 211.5, gT/u* = 0.751·(gX/u*²)^⅓ up to 239.8.
    case coastalEngineeringManual

    /// Significant height and peak period.
    public struct Waves: Hashable, Sendable {
        /// Hs.
        public let significantHeight: Metres
        /// Tp.
        public let peakPeriod: Seconds
    }

    /// The sea after `fetch`, never more than fully grown.
    ///
    /// - Parameter windMetresPerSecond: 10 m above the sea, 0 or more; 0 gives a flat sea with period 0.
    public func waves(windMetresPerSecond: Double, fetch: Metres) -> Waves {
        let g = WaveStatistics.gravity
        let (scale, heightFactor, tallest, periodFactor, longest) = constants(windMetresPerSecond)
        guard scale > 0, fetch.value > 0 else { return Waves(significantHeight: Metres(0), peakPeriod: Seconds(0)) }
        let x = g * fetch.value / (scale * scale)
        return Waves(
            significantHeight: Metres(min(tallest, heightFactor * x.squareRoot()) * scale * scale / g),
            peakPeriod: Seconds(min(longest, periodFactor * cbrt(x)) * scale / g))
    }

    /// The speed that scales the law, then factor and ceiling of the height, factor and ceiling of the period.
    private func constants(_ wind: Double) -> (Double, Double, Double, Double, Double) {
        switch self {
        case .shoreProtectionManual: (0.71 * pow(max(0, wind), 1.23), 0.0016, 0.2433, 0.2857, 8.134)
        case .coastalEngineeringManual:
            (max(0, wind) * (0.001 * (1.1 + 0.035 * wind)).squareRoot(), 0.0413, 211.5, 0.751, 239.8)
        }
    }
}
