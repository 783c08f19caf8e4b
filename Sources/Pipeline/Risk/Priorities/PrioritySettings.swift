/// What to ask of a plan.
public struct PrioritySettings: Hashable, Sendable {
    /// Sensitivity of route choice to cost, not negative.
    public var theta: Double
    /// Effort and length to cost and factors.
    public var parameters: EffectParameters
    /// Ranges for intervals.
    public var uncertainty: PriorityUncertainty
    /// Budget of the portfolio; nil asks for none.
    public var budget: Double?
    /// Levers that the portfolio may use.
    public var portfolioLevers: [Lever]

    /// Settings of a plan.
    public init(
        theta: Double, parameters: EffectParameters, uncertainty: PriorityUncertainty = PriorityUncertainty(),
        budget: Double? = nil, portfolioLevers: [Lever] = Lever.allCases
    ) {
        self.theta = theta
        self.parameters = parameters
        self.uncertainty = uncertainty
        self.budget = budget
        self.portfolioLevers = portfolioLevers
    }
}

extension PrioritySettings {
    func check(routes: Int) throws(RiskError) {
        let scalars = [
            ("theta", theta), ("kappa", parameters.kappa), ("eta", parameters.eta), ("beta", parameters.beta),
            ("rho", parameters.rho), ("budget", budget ?? 0), ("draws", Double(uncertainty.draws)),
        ]
        for (name, value) in scalars where !(value.isFinite && value >= 0) {
            throw .badSetting(name: name, value: value, allowed: "finite and not negative")
        }
        guard parameters.speed > 0, parameters.speed.isFinite else {
            throw .badSetting(name: "speed", value: parameters.speed, allowed: "finite and above 0")
        }
        for (name, range) in [("theta", uncertainty.theta), ("kappa", uncertainty.kappa), ("eta", uncertainty.eta)] {
            if let range, !(range.lowerBound >= 0 && range.upperBound.isFinite) {
                throw .badSetting(name: "range of \(name)", value: range.lowerBound, allowed: "finite, from 0")
            }
        }
        for row in uncertainty.routeHarm {
            guard row.count == routes else {
                throw .lengthMismatch(what: "harms in a draw", given: row.count, expected: routes)
            }
            for (index, harm) in row.enumerated() where !(harm.isFinite && harm >= 0) {
                throw .badValue(what: "drawn harm of route", index: index, value: harm, allowed: "not negative")
            }
        }
    }
}
