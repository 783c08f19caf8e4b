import Glibc
public import SpatialEngine

/// A modelled sea state by place and month: the monthly mean wind, blown over the fetch to the coast.
///
/// Waves come from all sides within 90° of the wind; the energy from each is what the fetch that way allows, weighted
/// with cos² of its angle to the wind (Seymour 1977, J. Waterway Port Coastal Ocean Div. 103, 251–264). Swell from
/// beyond the window, depth and currents are not modelled. The mean of a month hides its bad days: bulletins for rough
/// days lie above it.
public struct SeaStateModel: Sendable {
    /// Monthly mean winds.
    public let wind: WindClimatology
    /// Fetches over the window.
    public let fetch: SeaFetch
    /// The growth law.
    public let growth: WaveGrowth

    /// A model of waves from these winds.
    public init(wind: WindClimatology, fetch: SeaFetch, growth: WaveGrowth = .coastalEngineeringManual) {
        self.wind = wind
        self.fetch = fetch
        self.growth = growth
    }

    /// The directions looked at to either side of the wind, in degrees.
    private static let stepDegrees = 10.0

    /// The sea state at `point` in a mean `month` (1…12), labelled ``SeaStateSample/Origin/modelled``.
    ///
    /// - Complexity: 17 walks over the fetch grid.
    public func seaState(at point: GeographicPoint, month: Int) throws(SeaStateError) -> SeaStateSample {
        let mean = try wind.wind(at: point, month: month)
        return seaState(
            at: point, windMetresPerSecond: mean.speedMetresPerSecond, windFromDegrees: mean.fromDegrees)
    }

    /// The sea state that a steady wind raises at `point`.
    public func seaState(
        at point: GeographicPoint, windMetresPerSecond: Double, windFromDegrees: Double
    ) -> SeaStateSample {
        var (energy, weights, east, north, periodSum) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for step in -8...8 {
            let angle = Double(step) * Self.stepDegrees
            let weight = pow(cos(angle * .pi / 180), 2)
            let from = windFromDegrees + angle
            let sea = growth.waves(
                windMetresPerSecond: windMetresPerSecond, fetch: fetch.length(from: point, azimuthDegrees: from))
            let part = weight * sea.significantHeight.value * sea.significantHeight.value
            weights += weight
            energy += part
            periodSum += part * sea.peakPeriod.value
            east += part * sin(from * .pi / 180)
            north += part * cos(from * .pi / 180)
        }
        let from = atan2(east, north) * 180 / .pi
        return SeaStateSample(
            significantHeight: Metres((energy / weights).squareRoot()),
            peakPeriod: energy > 0 ? Seconds(periodSum / energy) : nil,
            waveFromDegrees: energy > 0 ? (from < 0 ? from + 360 : from) : nil,
            windMetresPerSecond: windMetresPerSecond, windFromDegrees: windFromDegrees, origin: .modelled)
    }
}
