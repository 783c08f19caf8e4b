import SpatialEngine

/// All ways along lines from a place, each with the share of the kernel that goes along it.
struct NetworkWays {
    /// For each line entered, from which end, the distances at which and the shares with which ways enter it.
    private(set) var arrivals: [(departure: LineNetwork.Departure, ways: [(distance: Double, share: Double)])] = []
    /// Distances and shares of what passes dead ends.
    private(set) var lost: [(distance: Double, share: Double)] = []
    private let network: LineNetwork
    private let isContinuous: Bool
    private let limit: Double

    static let mostWays = 20_000
    private static let steps = 2048.0

    /// All ways from a place up to a distance; nil if there are too many.
    ///
    /// Ways that enter a line at the same distance (to 10⁻¹⁰ of the limit) are one.
    init?(
        from place: LineNetwork.Place, on network: LineNetwork, continuous: Bool, within limit: Double,
        most: Int = NetworkWays.mostWays
    ) {
        (self.network, isContinuous, self.limit) = (network, continuous, limit)
        guard follow(from: place, most) else { return nil }
    }

    /// The ways from several places together, each with its weight, gathered on 2,048 distances.
    ///
    /// What arrives between them is shared between the nearest three so that sum, mean and variance stay.
    init(
        gatheredFrom places: [(place: LineNetwork.Place, weight: Double)], on network: LineNetwork, continuous: Bool,
        within limit: Double
    ) {
        (self.network, isContinuous, self.limit) = (network, continuous, limit)
        gather(from: places)
    }

    /// What becomes of a share that arrives at the end of a line: each line it leaves by, and its part.
    private func split(after arrived: LineNetwork.Departure) -> (node: Int, ahead: Double, back: Double) {
        let end = network.ends[arrived.edge]
        let node = arrived.isForward ? end.to : end.from
        let degree = Double(network.leaving[node].count)
        if isContinuous { return (node, 2 / degree, 2 / degree - 1) }
        return (node, degree > 1 ? 1 / (degree - 1) : 0, 0)
    }

    private func shares(
        after arrived: LineNetwork.Departure, _ share: Double
    ) -> [(departure: LineNetwork.Departure, share: Double)] {
        let (node, ahead, back) = split(after: arrived)
        return network.leaving[node].compactMap { departure in
            let isBack = departure.edge == arrived.edge && departure.isForward != arrived.isForward
            let part = share * (isBack ? back : ahead)
            return abs(part) > 1e-16 ? (departure, part) : nil
        }
    }

    private func isDeadEnd(_ arrived: LineNetwork.Departure) -> Bool {
        !isContinuous && network.leaving[split(after: arrived).node].count == 1
    }

    // MARK: - Way by way

    private struct State: Comparable, Hashable {
        let edge: Int
        let isForward: Bool
        let tick: Int

        static func < (a: State, b: State) -> Bool {
            (a.edge, a.isForward ? 0 : 1, a.tick) < (b.edge, b.isForward ? 0 : 1, b.tick)
        }
    }

    /// - Returns: False when there are too many ways.
    private mutating func follow(from place: LineNetwork.Place, _ most: Int) -> Bool {
        var heap = SmallestFirst<State>()
        var waiting: [State: Double] = [:]
        let tick = limit * 1e-10
        func arrive(_ arrived: LineNetwork.Departure, at distance: Double, _ share: Double) {
            guard distance < limit else { return }
            if isDeadEnd(arrived) { lost.append((distance, share)) }
            for (departure, part) in shares(after: arrived, share) {
                let state = State(
                    edge: departure.edge, isForward: departure.isForward, tick: Int((distance / tick).rounded()))
                if waiting[state] == nil { heap.push(distance, state) }
                waiting[state, default: 0] += part
            }
        }
        let length = network.lengths[place.edge]
        arrive(.init(edge: place.edge, isForward: true), at: length - place.offset, 1)
        arrive(.init(edge: place.edge, isForward: false), at: place.offset, 1)
        var found: [LineNetwork.Departure: [(distance: Double, share: Double)]] = [:]
        var count = 0
        while let (distance, state) = heap.pop() {
            guard let share = waiting.removeValue(forKey: state) else { continue }
            count += 1
            guard count <= most else { return false }
            let departure = LineNetwork.Departure(edge: state.edge, isForward: state.isForward)
            found[departure, default: []].append((distance, share))
            arrive(departure, at: distance + network.lengths[state.edge], share)
        }
        arrivals = found.sorted { ($0.key.edge, $0.key.isForward ? 0 : 1) < ($1.key.edge, $1.key.isForward ? 0 : 1) }
            .map { ($0.key, $0.value) }
        return true
    }

    // MARK: - Gathered on equal steps

    /// Shares of a line entered from one end, one a step of distance, two more at the far end.
    private mutating func gather(from places: [(place: LineNetwork.Place, weight: Double)]) {
        let step = limit / Self.steps
        let last = Int(Self.steps) + 2
        var found: [LineNetwork.Departure: Int] = [:]
        var departures: [LineNetwork.Departure] = []
        var tables: [[Double]] = []
        var dirty = [[Int]](repeating: [], count: last + 1)
        var lostShares = [Double](repeating: 0, count: last + 1)
        func row(_ departure: LineNetwork.Departure) -> Int {
            if let row = found[departure] { return row }
            found[departure] = tables.count
            departures.append(departure)
            tables.append([Double](repeating: 0, count: last + 1))
            return tables.count - 1
        }
        func deposit(_ arrived: LineNetwork.Departure, at position: Double, after current: Int, _ share: Double) {
            guard position < Self.steps else { return }
            let isLost = isDeadEnd(arrived)
            let parts = isLost ? [] : shares(after: arrived, 1).map { (row($0.departure), $0.share) }
            for (bin, weight) in Self.bins(at: position, after: current) where weight != 0 {
                if isLost { lostShares[bin] += share * weight }
                for (row, part) in parts {
                    if tables[row][bin] == 0 { dirty[bin].append(row) }
                    tables[row][bin] += share * weight * part
                }
            }
        }
        for (place, weight) in places {
            let length = network.lengths[place.edge]
            deposit(.init(edge: place.edge, isForward: true), at: (length - place.offset) / step, after: -1, weight)
            deposit(.init(edge: place.edge, isForward: false), at: place.offset / step, after: -1, weight)
        }
        var kept: [[(distance: Double, share: Double)]] = []
        for bin in 0...last {
            while let row = dirty[bin].popLast() {
                let share = tables[row][bin]
                tables[row][bin] = 0
                guard abs(share) > 1e-16 else { continue }
                while kept.count <= row { kept.append([]) }
                kept[row].append((Double(bin) * step, share))
                let departure = departures[row]
                deposit(departure, at: Double(bin) + network.lengths[departure.edge] / step, after: bin, share)
            }
        }
        arrivals = kept.indices.map { (departures[$0], kept[$0]) }.sorted {
            ($0.0.edge, $0.0.isForward ? 0 : 1) < ($1.0.edge, $1.0.isForward ? 0 : 1)
        }
        lost = lostShares.enumerated().filter { $0.element != 0 }.map { (Double($0.offset) * step, $0.element) }
    }

    /// The steps among which a share at a position between them is divided: by the parabola through three of them, or, where
    /// that would reach back to where it comes from, by the line through two.
    private static func bins(at position: Double, after current: Int) -> [(Int, Double)] {
        let nearest = Int(position.rounded())
        if nearest - 1 > current {
            let f = position - Double(nearest)
            return [(nearest - 1, f * (f - 1) / 2), (nearest, 1 - f * f), (nearest + 1, f * (f + 1) / 2)]
        }
        let floor = max(Int(position.rounded(.down)), 0)
        let f = position - Double(floor)
        return [(floor, 1 - f), (floor + 1, f)]
    }
}
