public import SpatialEngine

/// Jacquez's test: how many events are among the nearest of another both in space and in time.
///
/// Jacquez 1996, doi:10.1002/(SICI)1097-0258(19960930)15:18<1935::AID-SIM406>3.0.CO;2-I.
public struct Jacquez: Sendable {
    /// J: ordered pairs whose second event is one of the k nearest of the first in both; ties by input order.
    public let value: Int
    /// (1 + #{shuffled ≥ value})/(1 + shuffles); nil without shuffles.
    public let p: Double?

    /// The test of events and their dates.
    ///
    /// - Parameters:
    ///   - neighbours: For each event its k nearest in space, all equally many.
    ///   - dates: One an event, finite.
    ///   - permutations: How often the dates are shuffled among the events; shuffle *i* has the stream *i* of `random`.
    ///   - done: Told of each finished shuffle, on any thread.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/neighbourCount(_:units:)`` unless 1 ≤ k < events.
    /// - Complexity: O(permutations · *n* (log *n* + k)); the same at any number of threads.
    public init(
        neighbours: SpatialWeights, dates: [Double], k: Int, permutations: Int, random: SplitMix64, threads: Int,
        done: @escaping @Sendable () -> Void = {}
    ) throws(HotspotError) {
        guard dates.count == neighbours.count else {
            throw .countMismatch(expected: neighbours.count, found: dates.count)
        }
        if let unit = dates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
        guard k >= 1, k < dates.count else { throw .neighbourCount(k, units: dates.count) }
        let observed = Self.count(neighbours, NearestInTime(dates, k: k))
        let shuffled = parallelMap(Array(0..<permutations), threads: threads) { shuffle in
            var (dates, stream) = (dates, random.stream(UInt64(shuffle)))
            dates.shuffle(using: &stream)
            defer { done() }
            return Self.count(neighbours, NearestInTime(dates, k: k))
        }
        value = observed
        p = permutations > 0 ? Double(1 + shuffled.count { $0 >= observed }) / Double(1 + permutations) : nil
    }

    private static func count(_ neighbours: SpatialWeights, _ times: NearestInTime) -> Int {
        var count = 0
        for unit in 0..<neighbours.count {
            let limit = times.farthest(from: unit)
            for place in neighbours.starts[unit]..<neighbours.starts[unit + 1] {
                let other = Int(neighbours.neighbours[place])
                if (times.lag(unit, other), other) <= limit { count += 1 }
            }
        }
        return count
    }
}

/// Who is among the k nearest in time; equally distant ones by their number.
private struct NearestInTime {
    let dates: [Double]
    let k: Int
    /// Events by date, those of one date by number.
    let order: [Int]
    /// For each distinct date, in order, where its events start in `order`; at the end the number of events.
    let starts: [Int]
    /// For each event the place of its date among the distinct ones.
    let groups: [Int]

    init(_ dates: [Double], k: Int) {
        let order = dates.indices.sorted { (dates[$0], $0) < (dates[$1], $1) }
        var (starts, groups) = ([Int](), [Int](repeating: 0, count: dates.count))
        for (place, unit) in order.enumerated() {
            if place == 0 || dates[order[place - 1]] != dates[unit] { starts.append(place) }
            groups[unit] = starts.count - 1
        }
        (self.dates, self.k, self.order, self.starts, self.groups) = (dates, k, order, starts + [order.count], groups)
    }

    func lag(_ a: Int, _ b: Int) -> Double { abs(dates[a] - dates[b]) }

    /// The time to the farthest of the k nearest, and its number.
    func farthest(from unit: Int) -> (lag: Double, unit: Int) {
        let group = groups[unit]
        let same = order[starts[group]..<starts[group + 1]]
        if same.count > k {
            let taken = same[same.startIndex + k - 1]
            // The event itself, if before, does not count.
            return (0, taken < unit ? taken : same[same.startIndex + k])
        }
        var rest = k - (same.count - 1)
        var (before, after) = (group - 1, group + 1)
        if rest == 0 { return (0, same[same.endIndex - 1]) }
        while true {
            let (earlier, later) = (events(before), events(after))
            let toEarlier = earlier.first.map { lag(unit, $0) } ?? .infinity
            let toLater = later.first.map { lag(unit, $0) } ?? .infinity
            let nearest = min(toEarlier, toLater)
            let first = toEarlier == nearest ? earlier : []
            let second = toLater == nearest ? later : []
            if first.count + second.count >= rest { return (nearest, smallest(rest, of: first, second)) }
            rest -= first.count + second.count
            if toEarlier == nearest { before -= 1 }
            if toLater == nearest { after += 1 }
        }
    }

    private func events(_ group: Int) -> ArraySlice<Int> {
        starts.indices.dropLast().contains(group) ? order[starts[group]..<starts[group + 1]] : []
    }

    /// The number at a place (from 1) of two rising lists merged.
    private func smallest(_ place: Int, of first: ArraySlice<Int>, _ second: ArraySlice<Int>) -> Int {
        var (first, second, taken) = (first, second, 0)
        for _ in 0..<place {
            if let a = first.first, second.first.map({ a < $0 }) ?? true {
                taken = a
                first = first.dropFirst()
            } else if let b = second.first {
                taken = b
                second = second.dropFirst()
            }
        }
        return taken
    }
}
