import Glibc
public import SpatialEngine

/// Waves, wind and current at one place and time; what is not known is nil.
///
/// Directions are where waves and wind come from, in degrees clockwise from north.
public struct SeaStateSample: Hashable, Sendable {
    /// Where a sea state comes from.
    public enum Origin: String, Hashable, Sendable {
        /// Computed from wind and fetch.
        case modelled
        /// Read from a table or a series.
        case supplied
    }

    /// Significant wave height Hs, 0 or more.
    public var significantHeight: Metres
    /// Peak period Tp, above 0.
    public var peakPeriod: Seconds?
    /// Mean zero-crossing period Tz, above 0.
    public var meanPeriod: Seconds?
    /// Where the waves come from.
    public var waveFromDegrees: Double?
    /// Wind speed 10 m above the sea.
    public var windMetresPerSecond: Double?
    /// Where the wind blows from.
    public var windFromDegrees: Double?
    /// The way the current runs, eastward part.
    public var currentEastMetresPerSecond: Double
    /// The way the current runs, northward part.
    public var currentNorthMetresPerSecond: Double
    /// Modelled or supplied.
    public var origin: Origin

    /// A sea state; only the wave height must be known.
    public init(
        significantHeight: Metres, peakPeriod: Seconds? = nil, meanPeriod: Seconds? = nil,
        waveFromDegrees: Double? = nil, windMetresPerSecond: Double? = nil, windFromDegrees: Double? = nil,
        currentEastMetresPerSecond: Double = 0, currentNorthMetresPerSecond: Double = 0, origin: Origin = .supplied
    ) {
        self.significantHeight = significantHeight
        self.peakPeriod = peakPeriod
        self.meanPeriod = meanPeriod
        self.waveFromDegrees = waveFromDegrees
        self.windMetresPerSecond = windMetresPerSecond
        self.windFromDegrees = windFromDegrees
        self.currentEastMetresPerSecond = currentEastMetresPerSecond
        self.currentNorthMetresPerSecond = currentNorthMetresPerSecond
        self.origin = origin
    }

    /// Tz over Tp where only one of them is known; an assumption.
    public static let meanOverPeakPeriod = 0.78

    /// The peak period, from the mean one if need be.
    public func peakPeriod(meanOverPeak ratio: Double = Self.meanOverPeakPeriod) -> Seconds? {
        peakPeriod ?? meanPeriod.map { Seconds($0.value / ratio) }
    }

    /// The mean period, from the peak one if need be.
    public func meanPeriod(meanOverPeak ratio: Double = Self.meanOverPeakPeriod) -> Seconds? {
        meanPeriod ?? peakPeriod.map { Seconds($0.value * ratio) }
    }

    /// The unit vector towards where the waves come from; NaN when that is not known.
    public var waveFrom: (east: Double, north: Double) {
        guard let waveFromDegrees else { return (.nan, .nan) }
        return (sin(waveFromDegrees * .pi / 180), cos(waveFromDegrees * .pi / 180))
    }

    /// The period that lengths and encounters are computed with: the peak period as given, else the mean one as given.
    public var governingPeriod: Seconds? { peakPeriod ?? meanPeriod }
}
