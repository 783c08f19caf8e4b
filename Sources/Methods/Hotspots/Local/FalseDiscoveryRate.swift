/// Control of the share of false alarms among many tests (Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x).
public enum FalseDiscoveryRate {
    /// The adjusted p of each test: the smallest rate at which it would be rejected, in 0…1.
    ///
    /// - Parameter p: nil where there was no test; stays nil and does not count.
    /// - Complexity: O(*n* log *n*).
    public static func adjusted(_ p: [Double?]) -> [Double?] {
        let tests = p.enumerated().compactMap { index, p in p.map { (index: index, p: $0) } }
        let descending = tests.sorted { ($0.p, $0.index) > ($1.p, $1.index) }
        var q = [Double?](repeating: nil, count: p.count)
        var smallest = 1.0
        for (position, test) in descending.enumerated() {
            let rank = tests.count - position
            smallest = min(smallest, test.p * Double(tests.count) / Double(rank))
            q[test.index] = smallest
        }
        return q
    }

    /// How many tests are rejected at each rate.
    public static func rejections(_ q: [Double?], at rate: Double) -> Int {
        q.reduce(0) { count, q in count + (q.map { $0 <= rate } == true ? 1 : 0) }
    }
}

/// The class of a unit: 3, 2, 1 for significance at 0.01, 0.05, 0.10, with the sign of z; else 0.
func significanceBin(z: Double, p: Double) -> Int {
    let level = p <= 0.01 ? 3 : p <= 0.05 ? 2 : p <= 0.10 ? 1 : 0
    return z < 0 ? -level : z > 0 ? level : 0
}
