/// Transformed times between events, by the rank of their dates.
struct TimeLags: Sendable {
    /// The rank of each event's date among the distinct ones.
    let ranks: [Int32]
    /// The distinct dates, rising.
    let dates: [Double]
    let transform: Mantel.Transform
    /// The transformed time of each rank to each, row by row; nil where that would be too large.
    let table: [Double]?
    /// Subtracted from each, so that sums of products keep their digits.
    let reference: Double

    /// - Parameter mostInTable: How many distinct dates have a table; that of 4096 takes 128 MiB.
    init(_ dates: [Double], _ transform: Mantel.Transform, mostInTable: Int = 4096) {
        let order = dates.indices.sorted { (dates[$0], $0) < (dates[$1], $1) }
        var (distinct, ranks) = ([Double](), [Int32](repeating: 0, count: dates.count))
        for unit in order {
            if distinct.last != dates[unit] { distinct.append(dates[unit]) }
            ranks[unit] = Int32(distinct.count - 1)
        }
        (self.ranks, self.dates, self.transform) = (ranks, distinct, transform)
        let first = distinct.first ?? 0
        let far = distinct.dropFirst().map { transform($0 - first) }
        let mean = far.isEmpty ? 0 : far.reduce(0, +) / Double(far.count)
        let reference = mean.isFinite ? mean : 0
        self.reference = reference
        table =
            distinct.count <= mostInTable
            ? distinct.flatMap { a in distinct.map { b in transform(abs(a - b)) - reference } } : nil
    }

    /// The transformed time between two ranks, less the reference.
    func lag(_ a: Int, _ b: Int) -> Double { transform(abs(dates[a] - dates[b])) - reference }
}
