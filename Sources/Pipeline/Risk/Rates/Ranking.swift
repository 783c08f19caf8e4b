import SpatialEngine

/// Places of units in an order of values, highest first.
enum Ranking {
    /// Places 1… of values; equal values keep the order in which they stand.
    static func places(of values: [Double]) -> [Int] {
        var places = [Int](repeating: 0, count: values.count)
        for (place, unit) in order(of: values).enumerated() { places[unit] = place + 1 }
        return places
    }

    /// Places of units whose values are draws: `rows[unit][draw]`, as many draws in every row.
    static func intervals(ofRows rows: [[Double]]) -> [RankInterval] {
        intervals(count: rows.count, draws: rows.first?.count ?? 0) { draw in rows.map { $0[draw] } }
    }

    /// Places of `count` units over draws, `values` giving those of all units in one draw.
    ///
    /// - Parameter tail: Share of the draws on either side of the interval.
    /// - Complexity: O(*draws* · *n* log *n*) time, 4 bytes a unit and draw.
    static func intervals(
        count: Int, draws: Int, tail: Double = 0.05, threads: Int = 1, values: @Sendable (_ draw: Int) -> [Double]
    ) -> [RankInterval] {
        guard count > 0, draws > 0 else { return [] }
        let byDraw = parallelMap(Array(0..<draws), threads: threads) { draw in
            var places = [Int32](repeating: 0, count: count)
            for (place, unit) in order(of: values(draw)).enumerated() { places[unit] = Int32(place + 1) }
            return places
        }
        let byUnit = parallelMap(Array(0..<count), threads: threads) { unit in byDraw.map { $0[unit] }.sorted() }
        let means = byUnit.map { places in places.reduce(0.0) { $0 + Double($1) } / Double(draws) }
        return zip(byUnit.indices, places(of: means.map { -$0 })).map { unit, place in
            let low = Self.place(atShare: tail, of: byUnit[unit])
            let high = Self.place(atShare: 1 - tail, of: byUnit[unit])
            return RankInterval(mean: means[unit], place: place, low: min(low, place), high: max(high, place))
        }
    }

    private static func order(of values: [Double]) -> [Int] {
        values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
    }

    /// The first of the sorted places by which at least this share of the draws is used up.
    private static func place(atShare share: Double, of sorted: [Int32]) -> Int {
        // The share times the number of draws may be a whole number but for its last digit.
        let needed = Int((share * Double(sorted.count) - 1e-9).rounded(.up))
        return Int(sorted[min(max(needed, 1), sorted.count) - 1])
    }
}
