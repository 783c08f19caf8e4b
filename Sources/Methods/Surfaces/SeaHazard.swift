import Glibc
import SpatialEngine

/// The chance per hour that an open boat comes to grief, log-linear in what it meets.
///
/// log h = b0 + b1·Hs/limit + b2·Hs/λ + b3·persons/design persons + b4·night + b5·wind against current. The signs are
/// supported by Jin and Thunberg 2005 (Safety Science 43) and Wu et al. 2005; the sizes are assumptions.
public struct SeaHazard: Hashable, Sendable {
    /// Log of the hazard per hour on a flat sea by day with nobody aboard.
    public var base: Double
    /// Per height limit of the craft.
    public var perHeightLimit: Double
    /// Per unit of steepness Hs/λ.
    public var perSteepness: Double
    /// Per design load.
    public var perLoad: Double
    /// At night.
    public var atNight: Double
    /// Per m/s of current against the wind.
    public var perCurrentAgainstWind: Double

    /// Takes b0…b5.
    public init(
        base: Double, perHeightLimit: Double, perSteepness: Double, perLoad: Double, atNight: Double,
        perCurrentAgainstWind: Double
    ) {
        self.base = base
        self.perHeightLimit = perHeightLimit
        self.perSteepness = perSteepness
        self.perLoad = perLoad
        self.atNight = atNight
        self.perCurrentAgainstWind = perCurrentAgainstWind
    }

    /// Coefficients that are assumptions throughout.
    public static let assumed = SeaHazard(
        base: -10.5, perHeightLimit: 1.2, perSteepness: 10, perLoad: 0.7, atNight: 0.5, perCurrentAgainstWind: 0.5)

    /// The hazard per hour of a craft in a sea.
    ///
    /// Steepness counts 0 where no period is known, and the current's part 0 where the wind's direction is not.
    /// - Parameter night: 1 at night, 0 by day; the share of the night for a mean over both.
    public func perHour(craft: Craft, persons: Int, in sea: SeaStateSample, night: Double) -> Double {
        var steepness = 0.0
        if let period = sea.governingPeriod, period.value > 0 {
            steepness = sea.significantHeight.value / WaveStatistics.wavelength(period: period).value
        }
        return exp(
            base + perHeightLimit * sea.significantHeight.value / craft.heightLimit.value + perSteepness * steepness
                + perLoad * Double(persons) / Double(craft.designPersons) + atNight * night
                + perCurrentAgainstWind * Self.currentAgainstWind(sea))
    }

    /// How fast the current runs against the wind, m/s: max(0, −current · ŵ), ŵ the way that the wind blows.
    public static func currentAgainstWind(_ sea: SeaStateSample) -> Double {
        guard let from = sea.windFromDegrees else { return 0 }
        let angle = from * .pi / 180
        return max(0, sea.currentEastMetresPerSecond * sin(angle) + sea.currentNorthMetresPerSecond * cos(angle))
    }

    /// The chance of grief over a time, 1 − exp(−∫ hazard dt).
    ///
    /// - Parameter integral: Hazard per hour times hours.
    public static func chance(integral: Double) -> Double { -expm1(-integral) }
}
