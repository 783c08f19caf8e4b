/// How cases and exposure become the value of a statistic.
public enum Rates: String, Hashable, Sendable, CaseIterable {
    /// Cases over exposure.
    case raw
    /// The empirical-Bayes standardised deviate of Assunção and Reis (1999,
    /// doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I).
    case eb

    /// The value of each unit.
    ///
    /// eb: (y/x − b)/√v with b = Σy/Σx, v = a + b/x, a = Σx(y/x − b)²/Σx − b/x̄; where v is negative v = b/x. Without a
    /// single case all are 0.
    /// - Parameters:
    ///   - cases: One a unit, not negative.
    ///   - exposure: As many, above 0.
    public func values(cases: [Double], exposure: [Double]) -> [Double] {
        precondition(cases.count == exposure.count, "\(cases.count) counts for \(exposure.count) exposures")
        let rates = zip(cases, exposure).map { $0 / $1 }
        guard self == .eb else { return rates }
        let total = exposure.reduce(0, +)
        let overall = cases.reduce(0, +) / total
        guard overall > 0 else { return rates }
        let spread = zip(rates, exposure).reduce(0) { $0 + $1.1 * ($1.0 - overall) * ($1.0 - overall) } / total
        let between = spread - overall / (total / Double(exposure.count))
        return zip(rates, exposure).map { rate, exposure in
            let variance = between + overall / exposure
            return (rate - overall) / (variance > 0 ? variance : overall / exposure).squareRoot()
        }
    }
}
