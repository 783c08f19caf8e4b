internal import Surfaces

/// A quantity as files hold it: its names, its units and the range that can be true.
enum SeaStateQuantity: CaseIterable {
    case height, peakPeriod, peakFrequency, meanPeriod, waveFrom, windEast, windNorth, currentEast, currentNorth

    /// The names of NetCDF variables; those of two parts stand in the same order.
    var names: [String] {
        switch self {
        case .height: ["swh", "hs", "VHM0"]
        case .peakPeriod: ["pp1d", "tp", "VTPK"]
        case .peakFrequency: ["fp"]
        case .meanPeriod: ["mp2", "t02", "VTM02", "mwp"]
        case .waveFrom: ["mwd", "dir", "VMDR"]
        case .windEast: ["u10", "uwnd"]
        case .windNorth: ["v10", "vwnd"]
        case .currentEast: ["uo", "ucur", "water_u", "u"]
        case .currentNorth: ["vo", "vcur", "water_v", "v"]
        }
    }

    /// The other part of a vector.
    var partner: SeaStateQuantity? {
        switch self {
        case .windEast: .windNorth
        case .windNorth: .windEast
        case .currentEast: .currentNorth
        case .currentNorth: .currentEast
        default: nil
        }
    }

    /// What can be true, in the unit of the project.
    var range: ClosedRange<Double> {
        switch self {
        case .height: SeaStateLimits.height
        case .peakPeriod, .meanPeriod: 0...SeaStateLimits.period.upperBound
        case .peakFrequency: 0...10
        case .waveFrom: SeaStateLimits.direction
        case .windEast, .windNorth: SeaStateLimits.wind
        case .currentEast, .currentNorth: SeaStateLimits.current
        }
    }

    /// The factor that brings a unit to that of the project (m, s, 1/s, m/s, degrees); nil for one that is not known.
    func factor(of unit: String) -> Double? {
        let marks: Set<Character> = ["*", "^", ".", "_", " "]
        let words = unit.lowercased().split(whereSeparator: { marks.contains($0) }).joined(separator: " ")
        return units.first { $0.names.contains(words) }?.factor
    }

    /// The units that are understood, for messages.
    var unitNames: String { units.map { $0.names[0] }.joined(separator: ", ") }

    private var units: [(names: [String], factor: Double)] {
        switch self {
        case .height:
            [
                (["m", "metre", "metres", "meter", "meters"], 1),
                (["cm", "centimetre", "centimetres", "centimeter", "centimeters"], 0.01),
            ]
        case .peakPeriod, .meanPeriod: [(["s", "sec", "secs", "second", "seconds"], 1)]
        case .peakFrequency: [(["s-1", "s -1", "1/s", "hz", "hertz"], 1)]
        case .waveFrom: [(["degree", "degrees", "deg", "degree true", "degrees true"], 1)]
        case .windEast, .windNorth, .currentEast, .currentNorth:
            [
                (Self.perSecond(["m", "metre", "metres", "meter", "meters"]), 1),
                (Self.perSecond(["cm", "centimetre", "centimetres", "centimeter", "centimeters"]), 0.01),
                (["kn", "kt", "kts", "knot", "knots"], SeaEncounter.metresPerSecondPerKnot),
            ]
        }
    }

    /// `m s-1`, `m/s`, `metres/second` and their like.
    private static func perSecond(_ lengths: [String]) -> [String] {
        lengths.flatMap { length in
            [" s-1", " s -1", "/s", " second-1", "/second", " sec-1", "/sec"].map { length + $0 }
        } + [lengths[0] + "s-1"]
    }
}

/// Beyond these a value is a slip of unit or fill value, not a sea.
enum SeaStateLimits {
    static let height = 0.0...40
    static let period = 0.1...60
    static let direction = -360.0...360
    static let windSpeed = 0.0...120
    static let wind = -120.0...120
    static let current = -20.0...20
}
