import Glibc
public import SpatialEngine

/// Single waves of a sea state: deep-water length, and how often one of them is higher than a limit.
///
/// Wave heights follow Rayleigh's distribution (Longuet-Higgins 1952, J. Mar. Res. 11, 245–266), which for the
/// highest waves of a steep sea is on the safe side.
public enum WaveStatistics {
    /// Standard gravity, m/s².
    public static let gravity = 9.80665

    /// The length of a deep-water wave, g·T²/2π.
    public static func wavelength(period: Seconds) -> Metres {
        Metres(gravity * period.value * period.value / (2 * Double.pi))
    }

    /// The chance that one wave is higher than `height`: exp(−2·(h/Hs)²); 0 on a flat sea unless the height is 0.
    public static func chanceOfExceeding(_ height: Metres, significantHeight: Metres) -> Double {
        guard height.value > 0 else { return 1 }
        guard significantHeight.value > 0 else { return 0 }
        let ratio = height.value / significantHeight.value
        return exp(-2 * ratio * ratio)
    }

    /// How many waves pass in `duration`, duration / Tz; a fraction is kept.
    public static func count(in duration: Seconds, meanPeriod: Seconds) -> Double { duration.value / meanPeriod.value }

    /// The chance of at least one wave above a limit among `waves`, 1 − (1 − p)ᴺ, exact also where p is tiny.
    public static func chanceOfAtLeastOne(chanceEach p: Double, waves: Double) -> Double {
        p >= 1 ? (waves > 0 ? 1 : 0) : -expm1(waves * log1p(-p))
    }
}
