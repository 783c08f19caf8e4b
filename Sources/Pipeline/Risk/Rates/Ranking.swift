/// Places of units in an order of values, highest first.
enum Ranking {
    /// Places 1… of values; equal values keep the order in which they stand.
    static func places(of values: [Double]) -> [Int] {
        var places = [Int](repeating: 0, count: values.count)
        for (place, unit) in order(of: values).enumerated() { places[unit] = place + 1 }
        return places
    }

    /// Places of units whose values are draws: `rows[unit][draw]`, as many draws in every row.
    ///
    /// - Complexity: O(*draws* · *n* log *n*).
    static func intervals(ofRows rows: [[Double]]) -> [RankInterval] {
        let draws = rows.first?.count ?? 0
        guard draws > 0 else { return [] }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: rows.count + 1), count: rows.count)
        for draw in 0..<draws {
            let order = order(of: rows.map { $0[draw] })
            for (place, unit) in order.enumerated() { counts[unit][place + 1] += 1 }
        }
        let means = counts.map { count in
            count.indices.reduce(0) { $0 + Double($1) * Double(count[$1]) } / Double(draws)
        }
        let places = places(of: means.map { -$0 })
        return rows.indices.map { unit in
            let low = place(atShare: 0.05, of: counts[unit], draws: draws)
            let high = place(atShare: 0.95, of: counts[unit], draws: draws)
            return RankInterval(
                mean: means[unit], place: places[unit], low: min(low, places[unit]), high: max(high, places[unit]))
        }
    }

    private static func order(of values: [Double]) -> [Int] {
        values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
    }

    /// The first place by which at least this share of the draws is used up.
    private static func place(atShare share: Double, of counts: [Int], draws: Int) -> Int {
        var sum = 0
        for place in counts.indices {
            sum += counts[place]
            if Double(sum) >= share * Double(draws) { return place }
        }
        return counts.count - 1
    }
}
