public import SpatialFormats
internal import Surfaces

/// The boats, coefficients and assumptions of `sea hazard`.
public struct HazardSettings: Sendable {
    /// A table of boats; nil for the built-in ones.
    public var craftTable: String?
    /// A table `name,value` of coefficients; nil for the built-in ones.
    public var coefficients: String?
    /// Which table of wave speeds holds.
    var waters = SeaEncounter.Waters.coastal
    /// Tz over Tp where only one of them is known; an assumption.
    public var meanOverPeakPeriod = SeaStateSample.meanOverPeakPeriod
    /// A wave of so many times the freeboard that is left swamps the boat; an assumption.
    public var swampingFactor = 2.0
    /// The wind that capsizes one boat in two an hour, m/s; an assumption.
    public var capsizeWind = 30.0
    /// How fast that chance grows with the wind, m/s; an assumption.
    public var capsizeScale = 3.0

    /// The built-in boats and coefficients.
    public init() {}

    /// The name of the table of wave speeds.
    public var waveTable: String { waters.rawValue }

    /// Takes the table of wave speeds of a name; false if there is none.
    public mutating func setWaveTable(_ name: String) -> Bool {
        guard let named = SeaEncounter.Waters(rawValue: name) else { return false }
        waters = named
        return true
    }

    /// Every assumption by the name of its option.
    public var assumptions: [(name: String, value: Double)] {
        [
            ("tz_over_tp", meanOverPeakPeriod), ("swamping_factor", swampingFactor), ("capsize_wind", capsizeWind),
            ("capsize_scale", capsizeScale),
        ]
    }

    /// Fails for an assumption that cannot be.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage with the name of the option.
    public func check() throws(RequestError) {
        for (name, value) in assumptions where !(value > 0 && value.isFinite) {
            throw RequestError(.wrongUsage, "--\(name.replacing("_", with: "-")) is \(value); it must be above 0")
        }
    }
}
