import Glibc

/// The published formulas; `s` is the signed slope, θ its angle in degrees.
enum SlopeFormula: String, CaseIterable, Sendable {
    /// 6·exp(−3.5·|s+0.05|) km/h. Tobler 1993, NCGIA report 93-1.
    case toblerOnPath
    /// 0.6 of the speed on a path.
    case toblerOffPath
    /// 4.8·exp(−5.3·|0.7s+0.03|) km/h. Márquez-Pérez et al. 2017, doi:10.1080/17445647.2016.1250665.
    case marquezPerez
    /// 1/(0.75+0.09|s|+14.6s²) m/s. Rees 2004, doi:10.1016/j.cageo.2003.10.006.
    case rees
    /// 4·exp(−0.008θ²) km/h. Garmy et al. 2005.
    case garmy
    /// 0.11+exp(−(100s+5)²/1800) m/s. Irmischer and Clarke 2018, doi:10.1080/15230406.2017.1292150.
    case irmischerClarkeOnPath
    /// 0.11+0.67·exp(−(100s+2)²/1800) m/s. The same.
    case irmischerClarkeOffPath
    /// A Lorentz curve in θ for each percentile of speed. Campbell et al. 2019, doi:10.1016/j.apgeog.2019.03.008.
    case campbell
    /// 0.72 s/m + 6 s per m climbed, ∓1.9998 s per m descended from 5° to 12° and beyond. Langmuir 1984.
    case langmuir
    /// The same with the breaks of GRASS r.walk: −1.9998 s per m on every descent down to slope −0.2125.
    case rwalk
    /// 0.72 s/m + 6 s per m climbed. Naismith 1892, in seconds.
    case naismith
    /// 5.1·exp(−2.25·|s+0.07|) km/h, and 1.5 for 2.25 where s < −0.07. Kondo and Seino 2010.
    case kondoSeino
    /// 280.5s⁵−58.7s⁴−76.8s³+51.9s²+19.6s+2.5 J/kg/m. Minetti et al. 2002, doi:10.1152/japplphysiol.01177.2001.
    case minetti
    /// 1337.8s⁶+278.19s⁵−517.39s⁴−78.199s³+93.419s²+19.825s+1.64 J/kg/m. Herzog 2010.
    case herzog
    /// 2.635+17.37s+42.37s²−21.43s³+14.93s⁴ kJ/m. Llobera and Sluckin 2007, doi:10.1016/j.jtbi.2007.07.020.
    case lloberaSluckin
    /// 1+(s/critical slope)². Llobera and Sluckin 2007, for wheels.
    case wheeled
    /// 1.5W+2(W+L)(L/W)²+η(W+L)(1.5V²+0.35VG) W. Pandolf et al. 1977, doi:10.1152/jappl.1977.43.4.577; downhill less
    /// the correction of Santee et al. 2001 in Yokota et al. 2004, and never below the rate of standing.
    case pandolf

    var unit: SlopeFunction.Unit {
        switch self {
        case .toblerOnPath, .toblerOffPath, .marquezPerez, .rees, .garmy, .irmischerClarkeOnPath,
            .irmischerClarkeOffPath, .campbell, .kondoSeino:
            .metresPerSecond
        case .langmuir, .rwalk, .naismith: .secondsPerMetre
        case .minetti, .herzog: .joulesPerKilogramMetre
        case .lloberaSluckin: .kilojoulesPerMetre
        case .wheeled: .one
        case .pandolf: .watts
        }
    }

    var isEnergy: Bool {
        switch unit {
        case .joulesPerKilogramMetre, .kilojoulesPerMetre, .watts: true
        case .metresPerSecond, .secondsPerMetre, .one: false
        }
    }

    func isValid(at slope: Double) -> Bool {
        switch self {
        case .campbell: abs(Self.degrees(slope)) <= 30
        case .minetti: abs(slope) <= 0.5
        default: slope.isFinite
        }
    }

    func value(at s: Double, _ p: SlopeParameters) -> Double {
        switch self {
        case .toblerOnPath: return 6 * exp(-3.5 * abs(s + 0.05)) / 3.6
        case .toblerOffPath: return 0.6 * 6 * exp(-3.5 * abs(s + 0.05)) / 3.6
        case .marquezPerez: return 4.8 * exp(-5.3 * abs(0.7 * s + 0.03)) / 3.6
        case .rees: return 1 / (0.75 + 0.09 * abs(s) + 14.6 * s * s)
        case .garmy:
            let degrees = Self.degrees(s)
            return 4 * exp(-0.008 * degrees * degrees) / 3.6
        case .irmischerClarkeOnPath: return Self.march(s, flat: 1, shift: 5, p.sex)
        case .irmischerClarkeOffPath: return Self.march(s, flat: 0.67, shift: 2, p.sex)
        case .campbell: return LorentzSpeed.of(percentile: p.percentile).value(atDegrees: Self.degrees(s))
        case .langmuir: return Self.naismithPace(s, breaks: Self.langmuirBreaks, p.speedCapMetresPerSecond)
        case .rwalk: return Self.naismithPace(s, breaks: Self.rwalkBreaks, p.speedCapMetresPerSecond)
        case .naismith: return 0.72 + 6 * max(s, 0)
        case .kondoSeino: return 5.1 * exp((s >= -0.07 ? -2.25 : -1.5) * abs(s + 0.07)) / 3.6
        case .minetti: return ((((280.5 * s - 58.7) * s - 76.8) * s + 51.9) * s + 19.6) * s + 2.5
        case .herzog:
            let high = ((1337.8 * s + 278.19) * s - 517.39) * s - 78.199
            return ((high * s + 93.419) * s + 19.825) * s + 1.64
        case .lloberaSluckin: return (((14.93 * s - 21.43) * s + 42.37) * s + 17.37) * s + 2.635
        case .wheeled: return 1 + (s / p.criticalSlope) * (s / p.criticalSlope)
        case .pandolf: return Self.marchingWatts(s, p)
        }
    }
}

extension SlopeFormula {
    /// Tangents of the descents between which going down saves time: 5° to 12°.
    static let langmuirBreaks = tan(5 * Double.pi / 180)...tan(12 * Double.pi / 180)
    /// r.walk saves time from the first descent on.
    static let rwalkBreaks = 0.0...0.2125

    static func degrees(_ slope: Double) -> Double { atan(slope) * 180 / .pi }

    private static func march(_ s: Double, flat: Double, shift: Double, _ sex: SlopeParameters.Sex) -> Double {
        let percent = 100 * s + shift
        return (0.11 + flat * exp(-percent * percent / 1800)) * (sex == .female ? 0.95 : 1)
    }

    private static func naismithPace(_ s: Double, breaks: ClosedRange<Double>, _ cap: Double?) -> Double {
        var pace = 0.72
        if s >= 0 {
            pace += 6 * s
        } else if breaks.contains(-s) {
            pace += 1.9998 * s
        } else if -s > breaks.upperBound {
            pace -= 1.9998 * s
        }
        guard let cap else { return pace }
        return max(pace, 1 / cap)
    }

    private static func marchingWatts(_ s: Double, _ p: SlopeParameters) -> Double {
        let (body, load, speed) = (p.bodyKilograms, p.loadKilograms, p.walkingMetresPerSecond)
        let mass = body + load
        let grade = 100 * s
        let standing = 1.5 * body + 2 * mass * (load / body) * (load / body)
        let moving = p.terrainFactor * mass * (1.5 * speed * speed + 0.35 * speed * grade)
        guard s < 0 else { return standing + moving }
        let squared = (grade + 6) * (grade + 6)
        let saved = grade * mass * speed / 3.5 - mass * squared / body + 25 - speed * speed
        return max(standing + moving - p.terrainFactor * saved, standing)
    }

    /// A bound from below of the cost of a metre over all slopes, close to the true least.
    func leastCostPerMetre(_ p: SlopeParameters) -> Double {
        switch self {
        case .toblerOnPath: return 3.6 / 6
        case .toblerOffPath: return 1
        case .marquezPerez: return 3.6 / 4.8
        case .rees: return 0.75
        case .garmy: return 3.6 / 4
        case .irmischerClarkeOnPath: return 1 / (1.11 * (p.sex == .female ? 0.95 : 1))
        case .irmischerClarkeOffPath: return 1 / (0.78 * (p.sex == .female ? 0.95 : 1))
        case .campbell: return 1 / LorentzSpeed.of(percentile: p.percentile).greatest
        case .langmuir: return value(at: -Self.langmuirBreaks.upperBound, p)
        case .rwalk: return value(at: -Self.rwalkBreaks.upperBound, p)
        case .naismith: return 0.72
        case .kondoSeino: return 3.6 / 5.1
        case .minetti, .herzog, .lloberaSluckin: return 0.05 * value(at: 0, p)
        case .wheeled: return 1
        case .pandolf: return 1.5 * p.bodyKilograms / p.walkingMetresPerSecond
        }
    }
}
