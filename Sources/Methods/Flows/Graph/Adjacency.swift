/// The links at each place, one row of entries after the other.
struct Adjacency: Sendable {
    /// A link as seen from one of its ends.
    struct Entry: Sendable {
        /// The place at its other end.
        var place: Int32
        var link: Int32
        /// In the graph's cost units.
        var cost: Int
    }

    /// Entries of place `p`: `entries[start[p]..<start[p + 1]]`.
    let start: [Int32]
    let entries: [Entry]
    /// The position of each link in `entries`.
    let position: [Int32]

    /// Rows in which the links keep the order that they are given in.
    init(places: Int, order: [Int], near: (Int) -> Int, far: (Int) -> Int, cost: (Int) -> Int) {
        var start = [Int32](repeating: 0, count: places + 1)
        for link in order { start[near(link) + 1] += 1 }
        for place in 0..<places { start[place + 1] += start[place] }
        var next = start
        var entries = [Entry](repeating: Entry(place: 0, link: 0, cost: 0), count: order.count)
        var position = [Int32](repeating: 0, count: order.count)
        for link in order {
            let slot = next[near(link)]
            next[near(link)] += 1
            entries[Int(slot)] = Entry(place: Int32(far(link)), link: Int32(link), cost: cost(link))
            position[link] = slot
        }
        self.start = start
        self.entries = entries
        self.position = position
    }

    /// The entries of a place.
    func links(at place: Int) -> ArraySlice<Entry> { entries[Int(start[place])..<Int(start[place + 1])] }

    /// Links, which come in the order of their ids, in the order of the ids of one of their ends.
    static func sorted(_ links: [Int], places rank: [Int32], end: (Int) -> Int) -> [Int] {
        var start = [Int](repeating: 0, count: rank.count + 1)
        for link in links { start[Int(rank[end(link)]) + 1] += 1 }
        for place in rank.indices { start[place + 1] += start[place] }
        var sorted = links
        for link in links {
            sorted[start[Int(rank[end(link)])]] = link
            start[Int(rank[end(link)])] += 1
        }
        return sorted
    }
}
