/// How long a person in the water lives before cold kills.
///
/// 15 + 7.2/(0.0785 − 0.0034·T) minutes (Hayward, Eckerson and Collis 1975, doi:10.1139/y75-002), which has no meaning
/// towards its pole at 23.1 °C: from 23 °C on it is not used.
public enum SurvivalLimit: Hashable, Sendable {
    /// The predicted time.
    case minutes(Double)
    /// Other things than cold end survival.
    case notHypothermiaLimited

    /// Temperatures that sea water has, °C.
    public static let seaWater = -2.0...40.0

    /// The limit in water of a temperature within ``seaWater``, in °C.
    public init(waterCelsius: Double) {
        self = waterCelsius < 23 ? .minutes(15 + 7.2 / (0.0785 - 0.0034 * waterCelsius)) : .notHypothermiaLimited
    }
}
