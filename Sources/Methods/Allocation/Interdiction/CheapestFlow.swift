/// Flow of least cost from one place to another, sent along one cheapest way after the other (Busacker and Gowen 1960;
/// with the potentials of Edmonds and Karp 1972, doi:10.1145/321694.321699).
final class CheapestFlow {
    /// What is left to be sent along each arc: 2·*i* forwards along arc *i*, 2·*i* + 1 back, which is its flow.
    private(set) var room: [Double]
    /// Of each place: the cost of the last unit to it.
    private(set) var potentials: [Double]

    private let origin: Int
    private let destination: Int
    private let tails: [Int32]
    private let heads: [Int32]
    private let prices: [Double]
    private let starts: [Int32]
    private let slots: [Int32]
    private var costs: [Double]
    private var arrivals: [Int32]
    private var heap = CostHeap()

    /// Less than this is nothing, in units of flow.
    private static let least = 1e-12

    init(places: Int, from origin: Int, to destination: Int, tails: [Int32], heads: [Int32], prices: [Double]) {
        (self.origin, self.destination) = (origin, destination)
        (self.tails, self.heads, self.prices) = (tails, heads, prices)
        var starts = [Int32](repeating: 0, count: places + 1)
        for arc in tails.indices {
            starts[Int(tails[arc]) + 1] += 1
            starts[Int(heads[arc]) + 1] += 1
        }
        for place in 0..<places { starts[place + 1] += starts[place] }
        var next = starts
        var slots = [Int32](repeating: 0, count: 2 * tails.count)
        for arc in tails.indices {
            for (place, slot) in [(Int(tails[arc]), 2 * arc), (Int(heads[arc]), 2 * arc + 1)] {
                slots[Int(next[place])] = Int32(slot)
                next[place] += 1
            }
        }
        (self.starts, self.slots) = (starts, slots)
        room = [Double](repeating: 0, count: 2 * tails.count)
        potentials = [Double](repeating: 0, count: places)
        costs = potentials
        arrivals = [Int32](repeating: -1, count: places)
    }

    /// Takes all flow away and sets what each arc can carry.
    ///
    /// - Parameter start: Potentials under which no arc pays; nil for 0.
    func reset(capacities: [Double], potentials start: [Double]? = nil) {
        for arc in capacities.indices { (room[2 * arc], room[2 * arc + 1]) = (capacities[arc], 0) }
        for place in potentials.indices { potentials[place] = start?[place] ?? 0 }
    }

    /// Sends up to an amount along a cheapest way that is left; 0 where there is none.
    func send(_ most: Double) -> Double {
        search()
        guard costs[destination] < .infinity else { return 0 }
        let reach = costs[destination]
        for place in potentials.indices { potentials[place] += min(costs[place], reach) }
        var amount = most
        var place = destination
        while place != origin {
            let slot = Int(arrivals[place])
            amount = min(amount, room[slot])
            place = end(slot ^ 1)
        }
        place = destination
        while place != origin {
            let slot = Int(arrivals[place])
            room[slot] -= amount
            if room[slot] < Self.least { room[slot] = 0 }
            room[slot ^ 1] += amount
            place = end(slot ^ 1)
        }
        return amount
    }

    /// The place that a slot leads to.
    private func end(_ slot: Int) -> Int { Int(slot & 1 == 0 ? heads[slot >> 1] : tails[slot >> 1]) }

    private func search() {
        for place in costs.indices { (costs[place], arrivals[place]) = (.infinity, -1) }
        heap.removeAll()
        costs[origin] = 0
        heap.push(0, Int32(origin))
        costs.withUnsafeMutableBufferPointer { costs in
            room.withUnsafeBufferPointer { room in
                potentials.withUnsafeBufferPointer { potentials in settle(costs, room, potentials) }
            }
        }
    }

    private func settle(
        _ costs: UnsafeMutableBufferPointer<Double>, _ room: UnsafeBufferPointer<Double>,
        _ potentials: UnsafeBufferPointer<Double>
    ) {
        while let (cost, near) = heap.pop() {
            guard cost == costs[Int(near)] else { continue }
            if Int(near) == destination { return }
            for index in Int(starts[Int(near)])..<Int(starts[Int(near) + 1]) {
                let slot = Int(slots[index])
                guard room[slot] > 0 else { continue }
                let far = end(slot)
                let price = slot & 1 == 0 ? prices[slot >> 1] : -prices[slot >> 1]
                // Rounding must not make a step seem to pay.
                let step = max(0, price + potentials[Int(near)] - potentials[far])
                guard cost + step < costs[far] else { continue }
                (costs[far], arrivals[far]) = (cost + step, Int32(slot))
                heap.push(cost + step, Int32(far))
            }
        }
    }

    /// Whether each place was reached by the last search.
    func isReached(_ place: Int) -> Bool { costs[place] < .infinity }
}
