import Allocation
import SpatialEngine
import Testing

/// Every set of `count` numbers below `n`.
func combinations(_ n: Int, _ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    guard n >= count else { return [] }
    return combinations(n - 1, count) + combinations(n - 1, count - 1).map { $0 + [n - 1] }
}

/// The covered weight, counted anew for each set of sites.
private func mostCovered(_ pairs: [CoveringProblem.Pair], _ sites: Int, _ weights: [Double], _ count: Int) -> Double {
    var best = 0.0
    for open in combinations(sites, count) {
        let covered = Set(pairs.filter { open.contains(Int($0.site)) }.map { Int($0.demand) })
        best = max(best, covered.sorted().reduce(0) { $0 + weights[$1] })
    }
    return best
}

private func randomProblem(
    sites: Int, demands: Int, density: Double, whole: Bool, seed: UInt64
) -> (pairs: [CoveringProblem.Pair], weights: [Double]) {
    var random = SplitMix64(seed: seed)
    let weights = (0..<demands).map { _ in whole ? Double(random.next() % 20) : random.nextUnit() * 10 }
    var pairs: [CoveringProblem.Pair] = []
    for site in 0..<sites {
        for demand in 0..<demands where random.nextUnit() < density { pairs.append(.init(site: site, demand: demand)) }
    }
    return (pairs, weights)
}

@Suite struct CoveringTests {
    @Test(arguments: 0..<60)
    func `the exact method finds what enumeration finds`(seed: Int) throws {
        let sites = 5 + seed % 6
        let made = randomProblem(
            sites: sites, demands: 12 + seed % 17, density: [0.08, 0.15, 0.3, 0.6][seed % 4], whole: seed % 2 == 0,
            seed: UInt64(seed))
        let problem = try CoveringProblem(siteCount: sites, weights: made.weights, pairs: made.pairs)
        for count in 0...4 {
            let best = mostCovered(made.pairs, sites, made.weights, count)
            let exact = try problem.maximal(sites: count)
            #expect(abs(exact.covered - best) <= 1e-9 * max(1, best))
            #expect(exact.isProven)
            #expect(exact.bound >= best)
            #expect(exact.sites.count == count)
            #expect(problem.coveredWeight(exact.sites) == exact.covered)
            let greedy = try problem.greedy(sites: count)
            #expect(greedy.covered <= best + 1e-9)
            #expect(greedy.covered >= (1 - 1 / 2.718281828) * best - 1e-9)
            #expect(greedy.bound >= best - 1e-9)
        }
    }

    @Test
    func `greedy falls short where the best single site spoils the best pair`() throws {
        // Site 0 covers the middle four of six; sites 1 and 2 cover a half each.
        let pairs = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (2, 3), (2, 4), (2, 5)]
            .map { CoveringProblem.Pair(site: $0.0, demand: $0.1) }
        let problem = try CoveringProblem(siteCount: 3, weights: .init(repeating: 1, count: 6), pairs: pairs)
        let greedy = try problem.greedy(sites: 2)
        #expect(greedy.sites == [0, 1])
        #expect(greedy.covered == 5)
        #expect(!greedy.isProven)
        let exact = try problem.maximal(sites: 2)
        #expect(exact.sites == [1, 2])
        #expect(exact.covered == 6)
        #expect(exact.bound == 6)
    }

    @Test
    func `equal choices fall to the lowest sites and repeat exactly`() throws {
        let pairs = (0..<6).map { CoveringProblem.Pair(site: $0, demand: $0 / 2) }
        let problem = try CoveringProblem(siteCount: 6, weights: [1, 1, 1], pairs: pairs)
        #expect(try problem.maximal(sites: 3).sites == [0, 2, 4])
        #expect(try problem.greedy(sites: 3).sites == [0, 2, 4])
        // All is covered by three; the lowest of the others make up the number.
        #expect(try problem.maximal(sites: 5).sites == [0, 1, 2, 3, 4])
        #expect(try problem.maximal(sites: 9).sites == [0, 1, 2, 3, 4, 5])
    }

    @Test(arguments: 0..<8)
    func `a search that is cut short still gives a bound that holds`(seed: Int) throws {
        let made = randomProblem(sites: 24, demands: 60, density: 0.15, whole: false, seed: UInt64(100 + seed))
        let problem = try CoveringProblem(siteCount: 24, weights: made.weights, pairs: made.pairs)
        let full = try problem.maximal(sites: 7)
        #expect(full.isProven)
        for limit in [1, 2, 5] {
            let short = try problem.maximal(sites: 7, maxNodes: limit)
            #expect(short.nodes <= limit)
            #expect(short.bound >= full.covered)
            #expect(short.covered <= full.covered + 1e-9)
            #expect(short.isProven == (short.bound == short.covered))
        }
    }

    @Test
    func `merged demands and dominated sites change nothing`() throws {
        let made = randomProblem(sites: 9, demands: 20, density: 0.25, whole: true, seed: 5)
        let plain = try CoveringProblem(siteCount: 9, weights: made.weights, pairs: made.pairs)
        // Every demand a second time with half its weight each, and sites 9… that cover a part of what site 0… covers.
        var pairs = made.pairs + made.pairs.map { .init(site: Int($0.site), demand: Int($0.demand) + 20) }
        for pair in made.pairs where pair.demand % 2 == 0 {
            pairs.append(.init(site: Int(pair.site) + 9, demand: Int(pair.demand)))
        }
        let halves = made.weights.map { $0 / 2 }
        let larger = try CoveringProblem(siteCount: 18, weights: halves + halves, pairs: pairs)
        for count in 1...5 {
            let solution = try larger.maximal(sites: count)
            #expect(try plain.maximal(sites: count).covered == solution.covered)
            #expect(solution.sites.allSatisfy { $0 < 9 })
        }
    }

    @Test
    func `nothing to cover and nothing to open are answers`() throws {
        let none = try CoveringProblem(siteCount: 0, weights: [], pairs: [])
        #expect(try none.maximal(sites: 3).covered == 0)
        let far = try CoveringProblem(siteCount: 2, weights: [4, 5], pairs: [])
        let solution = try far.maximal(sites: 1)
        #expect(solution.covered == 0)
        #expect(solution.bound == 0)
        #expect(solution.sites == [0])
        #expect(try far.greedy(sites: 1).bound == 0)
    }

    @Test
    func `bad weights, numbers out of range and negative counts are refused`() {
        #expect(throws: AllocationError.badNumber(field: "the weight of demand", index: 1, value: -1)) {
            try CoveringProblem(siteCount: 1, weights: [0, -1], pairs: [])
        }
        #expect(throws: AllocationError.unknown(field: "site", index: 1, count: 1)) {
            try CoveringProblem(siteCount: 1, weights: [0], pairs: [.init(site: 1, demand: 0)])
        }
        #expect(throws: AllocationError.unknown(field: "demand", index: 1, count: 1)) {
            try CoveringProblem(siteCount: 1, weights: [0], pairs: [.init(site: 0, demand: 1)])
        }
        #expect(throws: AllocationError.negativeBudget(-1)) {
            try CoveringProblem(siteCount: 1, weights: [0], pairs: []).maximal(sites: -1)
        }
    }
}
