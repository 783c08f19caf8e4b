/// The choices that some slope functions leave open, with the defaults of this model.
///
/// A function reads only the parameters that its documentation names; the rest are ignored.
public struct SlopeParameters: Hashable, Sendable {
    /// Whose marching speeds `irmischerClarke…` gives.
    public enum Sex: String, CaseIterable, Sendable {
        case male
        /// 0.95 of the men's speed.
        case female
    }

    /// `irmischerClarkeOnPath`, `irmischerClarkeOffPath`.
    public var sex = Sex.male
    /// `campbell`: percentile of observed speeds, one of 1, 5, 25, 50, 75, 95.
    public var percentile = 50
    /// `langmuir`, `rwalk`: highest speed in m/s, above 0; nil removes the cap (an assumption of ours: 2.0).
    public var speedCapMetresPerSecond: Double? = 2.0
    /// `wheeled`: slope, rise over run, above which hairpins pay; above 0.
    public var criticalSlope = 0.12
    /// `pandolf`: mass of the walker in kg, above 0.
    public var bodyKilograms = 70.0
    /// `pandolf`: mass carried in kg, at least 0.
    public var loadKilograms = 20.0
    /// `pandolf`: walking speed in m/s, above 0.
    public var walkingMetresPerSecond = 1.2
    /// `pandolf`: terrain factor η, above 0 (1 on a treadmill or a road).
    public var terrainFactor = 1.0

    /// The defaults of `cli-land`: median walker, men, cap 2 m/s, critical slope 0.12, 70 kg with 20 kg at 1.2 m/s.
    public init() {}

    /// Names the first parameter out of range, or nil.
    var fault: SurfaceError? {
        func fault(_ name: String, _ value: Double, _ range: String) -> SurfaceError {
            .parameterOutOfRange(name: name, value: value, range: range)
        }
        if LorentzSpeed.published(percentile: percentile) == nil {
            return fault("percentile", Double(percentile), "1, 5, 25, 50, 75 or 95")
        }
        if let cap = speedCapMetresPerSecond, !(cap > 0 && cap.isFinite) {
            return fault("speed cap", cap, "above 0 m/s")
        }
        if !(criticalSlope > 0 && criticalSlope.isFinite) { return fault("critical slope", criticalSlope, "above 0") }
        if !(bodyKilograms > 0 && bodyKilograms.isFinite) { return fault("body mass", bodyKilograms, "above 0 kg") }
        if !(loadKilograms >= 0 && loadKilograms.isFinite) { return fault("load", loadKilograms, "at least 0 kg") }
        if !(walkingMetresPerSecond > 0 && walkingMetresPerSecond.isFinite) {
            return fault("walking speed", walkingMetresPerSecond, "above 0 m/s")
        }
        if !(terrainFactor > 0 && terrainFactor.isFinite) { return fault("terrain factor", terrainFactor, "above 0") }
        return nil
    }
}
