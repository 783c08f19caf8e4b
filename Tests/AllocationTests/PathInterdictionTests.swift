import Allocation
import SpatialEngine
import Testing

/// Shortest distances by Bellman and Ford, from links that are there.
private func distance(_ links: [InterdictionLink], _ places: Int, _ origin: Int, _ destination: Int) -> Double {
    var costs = [Double](repeating: .infinity, count: places)
    costs[origin] = 0
    for _ in 0..<places { for link in links { costs[link.to] = min(costs[link.to], costs[link.from] + link.cost) } }
    return costs[destination]
}

private func worst(
    _ links: [InterdictionLink], _ places: Int, _ ends: (Int, Int), _ budget: Int,
    _ effect: InterdictionNetwork.PathEffect
) -> Double {
    combinations(links.count, min(budget, links.count)).map { hit in
        distance(after(links, hit, effect), places, ends.0, ends.1)
    }.max() ?? .infinity
}

private func after(
    _ links: [InterdictionLink], _ hit: [Int], _ effect: InterdictionNetwork.PathEffect
) -> [InterdictionLink] {
    var left = links
    for index in hit { left[index].cost += effect == .delay ? links[index].delay : .infinity }
    return left
}

private func randomLinks(_ places: Int, _ count: Int, whole: Bool, seed: UInt64) -> [InterdictionLink] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
        let from = Int(random.next() % UInt64(places))
        let to = Int(random.next() % UInt64(places))
        return InterdictionLink(
            from: from, to: to, cost: whole ? Double(random.next() % 10) : random.nextUnit() * 10,
            delay: whole ? Double(random.next() % 12) : random.nextUnit() * 12)
    }
}

@Suite struct PathInterdictionTests {
    @Test(arguments: 0..<120)
    func `the worst hits are those that enumeration finds`(seed: Int) throws {
        let places = 4 + seed % 5
        let links = randomLinks(places, 9 + seed % 8, whole: seed % 3 != 0, seed: UInt64(seed))
        let network = try InterdictionNetwork(placeCount: places, links: links)
        for effect in [InterdictionNetwork.PathEffect.delay, .removal] {
            for budget in 0...4 {
                let found = try network.worstForPath(from: 0, to: places - 1, budget: budget, effect: effect)
                let expected = worst(links, places, (0, places - 1), budget, effect)
                let base = distance(links, places, 0, places - 1)
                #expect(found.base.map { abs($0 - base) < 1e-9 } ?? (base == .infinity))
                #expect(found.value.map { abs($0 - expected) < 1e-8 } ?? (expected == .infinity))
                #expect(found.isProven)
                #expect(found.bound == found.value)
                #expect(found.links.count <= budget)
                let real = distance(after(links, found.links, effect), places, 0, places - 1)
                #expect(found.value.map { abs($0 - real) < 1e-9 } ?? (real == .infinity))
            }
        }
    }

    /// The sample network of the Pyomo Gallery, `network_interdiction/shortest_path` (Sandia, BSD): 5, 17, cut off.
    @Test
    func `the published example of removals is solved`() throws {
        let ends = [(0, 1, 10), (0, 2, 2), (2, 1, 2), (1, 4, 1), (2, 3, 7), (3, 4, 8)]
        let links = ends.map { InterdictionLink(from: $0.0, to: $0.1, cost: Double($0.2)) }
        let network = try InterdictionNetwork(placeCount: 5, links: links)
        let values = try (0...2).map {
            try network.worstForPath(from: 0, to: 4, budget: $0, effect: .removal).value
        }
        #expect(values == [5, 17, nil])
        #expect(try network.worstForPath(from: 0, to: 4, budget: 1, effect: .removal).links == [3])
    }

    @Test
    func `of parallel links each must be hit`() throws {
        let links = [
            InterdictionLink(from: 0, to: 1, cost: 1, delay: 10), InterdictionLink(from: 0, to: 1, cost: 2, delay: 10),
            InterdictionLink(from: 0, to: 1, cost: 5, delay: 1),
        ]
        let network = try InterdictionNetwork(placeCount: 2, links: links)
        let values = try (0...3).map { try network.worstForPath(from: 0, to: 1, budget: $0, effect: .delay).value }
        #expect(values == [1, 2, 5, 6])
        let cut = try network.worstForPath(from: 0, to: 1, budget: 3, effect: .removal)
        #expect(cut.value == nil)
        #expect(cut.links == [0, 1, 2])
        #expect(try network.worstForPath(from: 1, to: 0, budget: 1, effect: .delay).base == nil)
    }

    @Test
    func `places before the first through place are not passed`() throws {
        let links = [(0, 1, 1.0), (1, 2, 1.0), (0, 2, 9.0)].map {
            InterdictionLink(from: $0.0, to: $0.1, cost: $0.2, delay: 3)
        }
        let open = try InterdictionNetwork(placeCount: 3, links: links)
        let closed = try InterdictionNetwork(placeCount: 3, links: links, firstThroughPlace: 2)
        #expect(try open.worstForPath(from: 0, to: 2, budget: 1, effect: .delay).value == 5)
        #expect(try closed.worstForPath(from: 0, to: 2, budget: 1, effect: .delay).value == 12)
    }

    @Test(arguments: 0..<6)
    func `a search that is cut short still gives a bound that holds`(seed: Int) throws {
        let links = grid(8, seed: UInt64(seed))
        let network = try InterdictionNetwork(placeCount: 64, links: links)
        let full = try network.worstForPath(from: 0, to: 63, budget: 4, effect: .delay)
        let value = try #require(full.value)
        #expect(full.isProven)
        for limit in [1, 3] {
            let short = try network.worstForPath(from: 0, to: 63, budget: 4, effect: .delay, maxNodes: limit)
            #expect(try #require(short.bound) >= value)
            #expect(try #require(short.value) <= value + 1e-9)
            #expect(short.nodes <= limit)
        }
        // More hits never shorten the way.
        #expect(try #require(try network.worstForPath(from: 0, to: 63, budget: 3, effect: .delay).value) <= value)
    }

    @Test
    func `equal ends, unknown places and bad numbers are refused`() throws {
        let network = try InterdictionNetwork(placeCount: 2, links: [.init(from: 0, to: 1, cost: 1)])
        #expect(throws: AllocationError.sameEnds(place: 1)) {
            try network.worstForPath(from: 1, to: 1, budget: 1, effect: .removal)
        }
        #expect(throws: AllocationError.negativeBudget(-2)) {
            try network.worstForFlow(from: 0, to: 1, budget: -2)
        }
        #expect(throws: AllocationError.unknown(field: "place", index: 7, count: 2)) {
            try network.worstForFlow(from: 0, to: 7, budget: 1)
        }
        #expect(throws: AllocationError.self) {
            try InterdictionNetwork(placeCount: 2, links: [.init(from: 0, to: 1, cost: -1)])
        }
        #expect(throws: AllocationError.self) {
            try InterdictionNetwork(placeCount: 2, links: [.init(from: 0, to: 1, cost: 1, delay: .infinity)])
        }
    }
}

/// Links both ways between the neighbours of a square grid.
func grid(_ side: Int, seed: UInt64) -> [InterdictionLink] {
    var random = SplitMix64(seed: seed)
    var links: [InterdictionLink] = []
    for row in 0..<side {
        for column in 0..<side {
            for (down, right) in [(0, 1), (1, 0)] where row + down < side && column + right < side {
                let (a, b) = (row * side + column, (row + down) * side + column + right)
                for (from, to) in [(a, b), (b, a)] {
                    links.append(
                        InterdictionLink(
                            from: from, to: to, cost: Double(1 + random.next() % 10),
                            delay: Double(1 + random.next() % 10), capacity: Double(1 + random.next() % 20)))
                }
            }
        }
    }
    return links
}
