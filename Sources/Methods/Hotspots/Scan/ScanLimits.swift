/// For one level of the statistic: how many cases a window of a given measure needs to reach it.
struct ScanLimits {
    /// The measure below which that many cases reach the level; never falls.
    private let measures: [Double]
    private let leastCases: Int

    /// - Parameters:
    ///   - level: 0 or more.
    ///   - largest: No window has a larger measure.
    init(_ statistic: ScanStatistic, level: Double, largest: Double, leastCases: Int) {
        self.leastCases = max(1, leastCases)
        var measures = [-1.0]
        let all = Int(statistic.cases)
        while measures.count <= all, measures[measures.count - 1] < largest {
            let cases = Double(measures.count)
            let before = measures[measures.count - 1]
            if level > 0 {
                measures.append(max(before, statistic.measure(reaching: level, cases: cases, from: before)))
            } else {
                measures.append(cases * statistic.total / statistic.cases)
            }
        }
        self.measures = measures
    }

    /// The fewest cases that may reach the level; nil when none does.
    func cases(measure: Double) -> Int? {
        // As many cases as their measure is no excess, so the search begins where the table may first be met.
        var low = 0
        var high = 1
        while high < measures.count, measures[high] < measure {
            low = high
            high *= 2
        }
        high = min(high, measures.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if measures[middle] < measure { low = middle } else { high = middle }
        }
        guard high < measures.count else { return nil }
        return max(high, leastCases)
    }
}
