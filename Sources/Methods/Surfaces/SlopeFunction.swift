/// How hard a metre is at a given slope: a walking speed, a pace, or an energy, by name.
///
/// Slopes are rise over run, signed in the direction of travel: negative downhill. Formulas and sources stand at each
/// name's case in `SlopeFormula`.
public struct SlopeFunction: Hashable, Sendable {
    /// The unit of ``value(at:)``.
    public enum Unit: String, Sendable {
        case metresPerSecond = "m/s"
        case secondsPerMetre = "s/m"
        case joulesPerKilogramMetre = "J/kg/m"
        case kilojoulesPerMetre = "kJ/m"
        case watts = "W"
        case one = "1"
    }

    /// The name by which ``named(_:parameters:)`` finds it.
    public let name: String
    /// The choices that the formula leaves open.
    public let parameters: SlopeParameters
    let formula: SlopeFormula
    /// ``costPerMetre(at:)`` never falls below this, in its unit.
    public let leastCostPerMetre: Double
    private let energyFloor: Double

    /// Every name, in the order of the documentation.
    public static let names = SlopeFormula.allCases.map(\.rawValue)

    /// Off-path Irmischer–Clarke, the default of the land model.
    public static let irmischerClarkeOffPath = SlopeFunction(.irmischerClarkeOffPath, SlopeParameters())

    /// The function of that name.
    ///
    /// - Throws: ``SurfaceError/unknownSlopeFunction(name:)``, or
    ///   ``SurfaceError/parameterOutOfRange(name:value:range:)``.
    public static func named(
        _ name: String, parameters: SlopeParameters = SlopeParameters()
    ) throws(SurfaceError) -> SlopeFunction {
        guard let formula = SlopeFormula(rawValue: name) else { throw .unknownSlopeFunction(name: name) }
        if let fault = parameters.fault { throw fault }
        return SlopeFunction(formula, parameters)
    }

    private init(_ formula: SlopeFormula, _ parameters: SlopeParameters) {
        name = formula.rawValue
        self.parameters = parameters
        self.formula = formula
        energyFloor = formula.isEnergy ? 0.05 * formula.value(at: 0, parameters) : 0
        leastCostPerMetre = formula.leastCostPerMetre(parameters)
    }

    /// The unit of ``value(at:)``.
    public var unit: Unit { formula.unit }

    /// What ``costPerMetre(at:)`` adds up to along a way: `s`, `J/kg`, or `cost` (kJ for `lloberaSluckin`, J for
    /// `pandolf`, a bare number for `wheeled`).
    public var accumulatedUnit: String {
        switch unit {
        case .metresPerSecond, .secondsPerMetre: "s"
        case .joulesPerKilogramMetre: "J/kg"
        case .kilojoulesPerMetre, .watts, .one: "cost"
        }
    }

    /// The formula's own value, in ``unit``, also outside the range of its source.
    public func value(at slope: Double) -> Double { formula.value(at: slope, parameters) }

    /// Whether `slope` lies in the range for which the source fitted the formula.
    public func isValid(at slope: Double) -> Bool { formula.isValid(at: slope) }

    /// What a metre over the ground costs at `slope`: seconds, or energy, never below 0.05 of the energy on the flat.
    ///
    /// `pandolf` is divided by the walking speed, so that it is joules per metre. `.infinity` where the speed underflows.
    public func costPerMetre(at slope: Double) -> Double {
        let value = formula.value(at: slope, parameters)
        switch formula.unit {
        case .metresPerSecond: return 1 / value
        case .secondsPerMetre, .one: return value
        case .joulesPerKilogramMetre, .kilojoulesPerMetre: return value > energyFloor ? value : energyFloor
        case .watts: return (value > energyFloor ? value : energyFloor) / parameters.walkingMetresPerSecond
        }
    }
}
