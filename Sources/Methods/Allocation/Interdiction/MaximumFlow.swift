/// The largest flow from one place to another and the smallest cut between them (Dinitz 1970): scratch space that
/// serves many capacities.
final class MaximumFlow {
    private let origin: Int
    private let destination: Int
    private let tails: [Int32]
    private let heads: [Int32]
    private let starts: [Int32]
    private let slots: [Int32]
    private var room: [Double]
    private var levels: [Int32]
    private var next: [Int32]

    init(places: Int, from origin: Int, to destination: Int, tails: [Int32], heads: [Int32]) {
        (self.origin, self.destination, self.tails, self.heads) = (origin, destination, tails, heads)
        var starts = [Int32](repeating: 0, count: places + 1)
        for link in tails.indices {
            starts[Int(tails[link]) + 1] += 1
            starts[Int(heads[link]) + 1] += 1
        }
        for place in 0..<places { starts[place + 1] += starts[place] }
        var next = starts
        var slots = [Int32](repeating: 0, count: 2 * tails.count)
        for link in tails.indices {
            for (place, slot) in [(Int(tails[link]), 2 * link), (Int(heads[link]), 2 * link + 1)] {
                slots[Int(next[place])] = Int32(slot)
                next[place] += 1
            }
        }
        (self.starts, self.slots) = (starts, slots)
        room = [Double](repeating: 0, count: 2 * tails.count)
        levels = [Int32](repeating: -1, count: places)
        self.next = starts
    }

    /// The links of a smallest cut for some capacities, ascending; links of no capacity are not among them.
    ///
    /// The cut is the one nearest the origin. Its capacity is the largest flow.
    func smallestCut(capacities: [Double]) -> [Int] {
        for link in capacities.indices { (room[2 * link], room[2 * link + 1]) = (capacities[link], 0) }
        while findLevels() {
            for place in next.indices { next[place] = starts[place] }
            while advance() {}
        }
        return tails.indices.filter {
            capacities[$0] > 0 && levels[Int(tails[$0])] >= 0 && levels[Int(heads[$0])] < 0
        }
    }

    private func end(_ slot: Int) -> Int { Int(slot & 1 == 0 ? heads[slot >> 1] : tails[slot >> 1]) }

    private func findLevels() -> Bool {
        for place in levels.indices { levels[place] = -1 }
        levels[origin] = 0
        var queue = [Int32(origin)]
        var first = 0
        while first < queue.count {
            let near = Int(queue[first])
            first += 1
            for index in Int(starts[near])..<Int(starts[near + 1]) {
                let slot = Int(slots[index])
                let far = end(slot)
                guard room[slot] > 0, levels[far] < 0 else { continue }
                levels[far] = levels[near] + 1
                queue.append(Int32(far))
            }
        }
        return levels[destination] >= 0
    }

    /// Finds one way through the levels and fills it; false where there is none left.
    private func advance() -> Bool {
        var way: [Int] = []
        var place = origin
        while place != destination {
            if next[place] < starts[place + 1] {
                let slot = Int(slots[Int(next[place])])
                let far = end(slot)
                if room[slot] > 0, levels[far] == levels[place] + 1 {
                    way.append(slot)
                    place = far
                } else {
                    next[place] += 1
                }
            } else if let back = way.popLast() {
                place = end(back ^ 1)
                next[place] += 1
            } else {
                return false
            }
        }
        let amount = way.reduce(Double.infinity) { min($0, room[$1]) }
        for slot in way {
            room[slot] -= amount
            room[slot ^ 1] += amount
        }
        return true
    }
}
