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

    /// Low and high of each of ``assumed``, b0…b5; the same as in the region's parameters.
    public static let assumedRanges: [ClosedRange<Double>] = [-12 ... -9, 0.5...2, 0...20, 0.2...1.5, 0...1, 0...1]

    /// What b0…b5 are called in tables.
    public static let names = ["b0", "b1", "b2", "b3", "b4", "b5"]

    /// b0…b5.
    public var coefficients: [Double] {
        get { [base, perHeightLimit, perSteepness, perLoad, atNight, perCurrentAgainstWind] }
        set {
            precondition(newValue.count == 6, "six coefficients, not \(newValue.count)")
            (base, perHeightLimit, perSteepness) = (newValue[0], newValue[1], newValue[2])
            (perLoad, atNight, perCurrentAgainstWind) = (newValue[3], newValue[4], newValue[5])
        }
    }

    /// What the coefficients multiply, in their order.
    public struct Terms: Hashable, Sendable {
        /// Hs over the craft's height limit.
        public let heightOverLimit: Double
        /// Hs/λ; 0 where no period is known.
        public let steepness: Double
        /// Persons over design persons.
        public let load: Double
        /// 1 at night, 0 by day; a share for a mean over both.
        public let night: Double
        /// Current against the wind, m/s; 0 where the wind's direction is not known.
        public let currentAgainstWind: Double

        /// The terms of a craft in a sea.
        public init(craft: Craft, persons: Int, in sea: SeaStateSample, night: Double) {
            heightOverLimit = sea.significantHeight.value / craft.heightLimit.value
            let period = sea.governingPeriod.flatMap { $0.value > 0 ? $0 : nil }
            steepness = period.map { sea.significantHeight.value / WaveStatistics.wavelength(period: $0).value } ?? 0
            load = Double(persons) / Double(craft.designPersons)
            self.night = night
            currentAgainstWind = SeaHazard.currentAgainstWind(sea)
        }

        /// 1 for the base, then the terms: what b0…b5 multiply.
        public var values: [Double] { [1, heightOverLimit, steepness, load, night, currentAgainstWind] }
    }

    /// The hazard per hour of a craft in a sea.
    ///
    /// Steepness counts 0 where no period is known, and the current's part 0 where the wind's direction is not.
    /// - Parameter night: 1 at night, 0 by day; the share of the night for a mean over both.
    public func perHour(craft: Craft, persons: Int, in sea: SeaStateSample, night: Double) -> Double {
        perHour(Terms(craft: craft, persons: persons, in: sea, night: night))
    }

    /// The hazard per hour for given terms.
    public func perHour(_ terms: Terms) -> Double {
        exp(
            base + perHeightLimit * terms.heightOverLimit + perSteepness * terms.steepness + perLoad * terms.load
                + atNight * terms.night + perCurrentAgainstWind * terms.currentAgainstWind)
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
