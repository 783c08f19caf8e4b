/// The upper tail of a Poisson number.
enum PoissonTail {
    /// P(X > c) + ½ P(X = c) for a whole or allocated number of cases c ≥ 0 and a mean above 0; 1 for a mean of 0.
    static func midP(_ cases: Double, mean: Double) -> Double {
        guard mean > 0 else { return 1 }
        let count = Int(cases.rounded(.down))
        let above = CountTails.poisson(atLeast: count + 1, mean: mean)
        return cases == Double(count) ? above + CountTails.poisson(count, mean) / 2 : above
    }
}
