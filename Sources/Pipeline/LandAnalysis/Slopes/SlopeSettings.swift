internal import SpatialFormats
internal import Surfaces

/// A slope function by name, with the choices that it leaves open.
///
/// Ranges and defaults are those of `SlopeParameters`; a function reads only those that its documentation names.
public struct SlopeSettings: Equatable, Sendable {
    /// One of ``names``.
    public var name: String
    /// `male` or `female`.
    public var sex = "male"
    /// Percentile of observed speeds.
    public var percentile = 50
    /// Highest speed; nil for none.
    public var speedCapMetresPerSecond: Double? = 2.0
    /// Rise over run above which hairpins pay.
    public var criticalSlope = 0.12
    /// Mass of the walker.
    public var bodyKilograms = 70.0
    /// Mass carried.
    public var loadKilograms = 20.0
    /// Speed of walking.
    public var walkingMetresPerSecond = 1.2
    /// Pandolf's η.
    public var terrainFactor = 1.0

    /// A function with its defaults.
    public init(name: String) { self.name = name }

    /// Every name.
    public static var names: [String] { SlopeFunction.names }

    /// The function.
    ///
    /// - Throws: ``RequestError`` of wrong usage for an unknown name or a parameter out of range.
    func function() throws(RequestError) -> SlopeFunction {
        var parameters = SlopeParameters()
        guard let sex = SlopeParameters.Sex(rawValue: sex) else {
            throw RequestError(.wrongUsage, "there is no sex \"\(sex)\" in these functions; use male or female")
        }
        parameters.sex = sex
        parameters.percentile = percentile
        parameters.speedCapMetresPerSecond = speedCapMetresPerSecond
        parameters.criticalSlope = criticalSlope
        parameters.bodyKilograms = bodyKilograms
        parameters.loadKilograms = loadKilograms
        parameters.walkingMetresPerSecond = walkingMetresPerSecond
        parameters.terrainFactor = terrainFactor
        do throws(SurfaceError) {
            return try SlopeFunction.named(name, parameters: parameters)
        } catch {
            throw RequestError(.wrongUsage, error.description)
        }
    }
}
