import Glibc
public import SpatialEngine

/// How a boat under way meets the waves: period, surf-riding, wave groups, wind force and design limits.
///
/// Speeds in knots where the cited rules have them: 1 kn = 1852/3600 m/s.
public enum SeaEncounter {
    /// Metres per second in a knot.
    public static let metresPerSecondPerKnot = 1852.0 / 3600.0

    /// The angle between where the waves come from and the heading, folded to 0 (ahead) … 180 (behind).
    public static func angleDegrees(waveFromDegrees: Double, headingDegrees: Double) -> Double {
        let turn = (waveFromDegrees - headingDegrees).truncatingRemainder(dividingBy: 360)
        let positive = turn < 0 ? turn + 360 : turn
        return positive > 180 ? 360 - positive : positive
    }

    /// The period at which the boat meets the waves, 3T²/(3T + V·cos μ) with V in knots (IMO MSC.1/Circ.1228, figure 1);
    /// nil where the boat keeps up with the waves or runs them down.
    public static func period(
        wavePeriod: Seconds, speedMetresPerSecond: Double, angleDegrees: Double
    ) -> Seconds? {
        let t = wavePeriod.value
        let knots = speedMetresPerSecond / metresPerSecondPerKnot
        let divisor = 3 * t + knots * cos(angleDegrees * .pi / 180)
        return divisor > 0 && t > 0 ? Seconds(3 * t * t / divisor) : nil
    }

    /// The speed in m/s from which the craft may ride a wave's front; nil unless the waves come from within 45° of astern.
    ///
    /// 1.8·√L / cos(180° − μ) in knots (IMO MSC.1/Circ.1228, 4.2.1).
    public static func surfRidingSpeed(length: Metres, angleDegrees: Double) -> Double? {
        guard angleDegrees > 135, angleDegrees < 225 else { return nil }
        return 1.8 * length.value.squareRoot() / cos((180 - angleDegrees) * .pi / 180) * metresPerSecondPerKnot
    }

    /// Whether waves are long and high enough for successive high-wave attack: length above 0.8·L and Hs above 0.04·L
    /// (IMO MSC.1/Circ.1228, 4.2.2).
    public static func isHighWaveGroup(wavelength: Metres, significantHeight: Metres, length: Metres) -> Bool {
        wavelength.value > 0.8 * length.value && significantHeight.value > 0.04 * length.value
    }

    /// Where the waves of ``waveSpeeds(significantHeight:in:)`` run.
    public enum Waters: String, Hashable, Sendable {
        case coastal
        case ocean
    }

    /// The range of speeds of the dominant waves, m/s, linear between the rows Hs = 1…6 m; nil outside them.
    ///
    /// IMO guidance for high-speed craft operating in following seas, table 1.
    public static func waveSpeeds(significantHeight: Metres, in waters: Waters) -> ClosedRange<Double>? {
        let low: [Double] = waters == .coastal ? [15, 17, 19, 20, 21, 23] : [19, 21, 25, 29, 32, 36]
        let high: [Double] = waters == .coastal ? [18, 23, 27, 30, 33, 35] : [29, 31, 35, 39, 42, 46]
        let along = significantHeight.value - 1
        guard along >= 0, along <= 5 else { return nil }
        let row = min(4, Int(along))
        let share = along - Double(row)
        func knots(_ column: [Double]) -> Double { column[row] + share * (column[row + 1] - column[row]) }
        return knots(low) * metresPerSecondPerKnot...knots(high) * metresPerSecondPerKnot
    }

    /// The Beaufort force, 0…12, of a wind speed in m/s.
    ///
    /// Lower limits of the forces as the World Meteorological Organization lists them.
    public static func beaufort(windMetresPerSecond: Double) -> Int {
        let lowerLimits = [0.3, 1.6, 3.4, 5.5, 8.0, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7]
        return lowerLimits.count { windMetresPerSecond >= $0 }
    }

    /// A small craft's design category, mildest last.
    public enum DesignCategory: String, Hashable, Sendable {
        case a = "A"
        case b = "B"
        case c = "C"
        case d = "D"
    }

    /// The mildest category that covers sea and wind: D to 0.3 m and force 4, C to 2 m and 6, B to 4 m and 8, A beyond
    /// (Directive 2013/53/EU, annex I).
    public static func designCategory(significantHeight: Metres, beaufort: Int) -> DesignCategory {
        let h = significantHeight.value
        if h <= 0.3 && beaufort <= 4 { return .d }
        if h <= 2 && beaufort <= 6 { return .c }
        return h <= 4 && beaufort <= 8 ? .b : .a
    }

    /// The chance per hour that wind alone capsizes an open boat: ½ + ½·tanh((W − middle)/scale), speeds in m/s.
    ///
    /// Both parameters are assumptions.
    public static func windCapsizePerHour(
        windMetresPerSecond: Double, middle: Double = 30, scale: Double = 3
    ) -> Double {
        0.5 + 0.5 * tanh((windMetresPerSecond - middle) / scale)
    }
}
