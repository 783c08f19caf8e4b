/// Mean and power sums of deviations from it: two passes, so that great values that differ little keep their digits.
struct ValueMoments {
    let count: Double
    let sum: Double
    let mean: Double
    /// Σ(x − x̄)².
    let squares: Double
    /// Σ(x − x̄)⁴.
    let fourths: Double

    init(_ values: [Double]) {
        count = Double(values.count)
        sum = values.reduce(0, +)
        // Of values that overflow when added up the mean still exists.
        let mean = sum.isFinite ? sum / count : values.reduce(0) { $0 + $1 / Double(values.count) }
        self.mean = mean
        var (squares, fourths) = (0.0, 0.0)
        for value in values {
            let square = (value - mean) * (value - mean)
            squares += square
            fourths += square * square
        }
        (self.squares, self.fourths) = (squares, fourths)
    }

    /// Σ(x − x̄)²/n.
    var variance: Double { squares / count }
}
