import Allocation
import SpatialEngine
import Testing

/// The smallest cut of a small network, by every set of places on the origin's side.
private func flow(_ links: [InterdictionLink], _ places: Int, _ origin: Int, _ destination: Int) -> Double {
    (0..<(1 << places)).filter { $0 >> origin & 1 == 1 && $0 >> destination & 1 == 0 }.map { side in
        links.reduce(0) { $0 + (side >> $1.from & 1 == 1 && side >> $1.to & 1 == 0 ? $1.capacity : 0) }
    }.min() ?? 0
}

private func smallestFlow(_ links: [InterdictionLink], _ places: Int, _ budget: Int) -> Double {
    combinations(links.count, min(budget, links.count)).map { removed in
        flow(without(links, removed), places, 0, places - 1)
    }.min() ?? 0
}

private func without(_ links: [InterdictionLink], _ removed: [Int]) -> [InterdictionLink] {
    var left = links
    for index in removed { left[index].capacity = 0 }
    return left
}

@Suite struct FlowInterdictionTests {
    @Test(arguments: 0..<80)
    func `the removals are those that enumeration finds`(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let places = 4 + seed % 4
        let links = (0..<9 + seed % 5).map { index in
            InterdictionLink(
                from: Int(random.next() % UInt64(places)), to: Int(random.next() % UInt64(places)),
                capacity: seed % 5 == 0 && index % 4 == 0
                    ? .infinity : seed % 2 == 0 ? Double(random.next() % 12) : random.nextUnit() * 10)
        }
        let network = try InterdictionNetwork(placeCount: places, links: links)
        for budget in 0...4 {
            let found = try network.worstForFlow(from: 0, to: places - 1, budget: budget)
            let expected = smallestFlow(links, places, budget)
            #expect(found.value == expected || abs(found.value - expected) < 1e-8)
            #expect(
                found.base == smallestFlow(links, places, 0) || abs(found.base - smallestFlow(links, places, 0)) < 1e-8)
            #expect(found.isProven)
            #expect(found.bound == found.value)
            #expect(found.links.count <= budget)
            let real = flow(without(links, found.links), places, 0, places - 1)
            #expect(real == found.value || abs(real - found.value) < 1e-8)
        }
    }

    /// The sample network of the Pyomo Gallery, `network_interdiction/max_flow` (Sandia, BSD): 80, 10, 0.
    @Test
    func `the published example is solved`() throws {
        let links = [(0, 1, 10), (0, 2, 70), (2, 1, 30), (1, 4, 100), (2, 3, 40), (3, 4, 50)].map {
            InterdictionLink(from: $0.0, to: $0.1, capacity: Double($0.2))
        }
        let network = try InterdictionNetwork(placeCount: 5, links: links)
        let found = try (0...2).map { try network.worstForFlow(from: 0, to: 4, budget: $0) }
        #expect(found.map(\.value) == [80, 10, 0])
        #expect(found[1].links == [1])
    }

    /// Where every link carries 1, a removal takes 1 off the flow until nothing is left (Wood 1993, section 2).
    @Test
    func `with equal capacities every removal takes one off`() throws {
        var random = SplitMix64(seed: 3)
        let links = (0..<60).map { _ in
            InterdictionLink(from: Int(random.next() % 12), to: Int(random.next() % 12), capacity: 1)
        }
        let network = try InterdictionNetwork(placeCount: 12, links: links)
        let base = try network.worstForFlow(from: 0, to: 11, budget: 0).value
        #expect(base >= 2)
        for budget in 1...6 {
            #expect(try network.worstForFlow(from: 0, to: 11, budget: budget).value == max(0, base - Double(budget)))
        }
    }

    /// A budget that no threshold prices: the cut of three links wants 3 removals, that of one link 1, and 2 are to be had.
    @Test
    func `a gap of the relaxation is closed by branching`() throws {
        var links = [InterdictionLink(from: 0, to: 1, capacity: 20), InterdictionLink(from: 0, to: 1, capacity: 5)]
        links += [10, 10, 10].map { InterdictionLink(from: 1, to: 2, capacity: $0) }
        let network = try InterdictionNetwork(placeCount: 3, links: links)
        for budget in 0...5 {
            let found = try network.worstForFlow(from: 0, to: 2, budget: budget)
            #expect(found.value == smallestFlow(links, 3, budget))
            #expect(found.isProven)
        }
    }

    @Test(arguments: 0..<6)
    func `a search that is cut short still gives a bound that holds`(seed: Int) throws {
        let network = try InterdictionNetwork(placeCount: 100, links: grid(10, seed: UInt64(seed)))
        let full = try network.worstForFlow(from: 44, to: 99, budget: 3)
        let short = try network.worstForFlow(from: 44, to: 99, budget: 3, maxNodes: 1)
        #expect(full.isProven)
        #expect(short.bound <= full.value)
        #expect(short.value >= full.value)
    }
}
