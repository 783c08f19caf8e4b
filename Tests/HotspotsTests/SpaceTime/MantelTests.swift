import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct MantelTests {
    private let random = SplitMix64(seed: 1)

    /// pointpats prints 0.048368 for the reciprocals of one more, and p = 0.01 with 99 shuffles; the others are numpy's
    /// correlation over scipy's pairwise distances.
    @Test func `Burkitt's lymphoma has the published correlation`() throws {
        let data = try Burkitt()
        func mantel(_ space: Mantel.Transform, _ time: Mantel.Transform, permutations: Int = 0) throws -> Mantel {
            try Mantel(
                data.positions, dates: data.days, space: space, time: time, permutations: permutations, random: random,
                threads: 2)
        }
        let reciprocal = try mantel(.init(), .init(), permutations: 999)
        #expect(isClose(reciprocal.value, 0.048_368_351_579_668_37, within: 1e-13))
        #expect(try #require(reciprocal.p) <= 0.03)
        let plain = try mantel(.init(constant: 0, power: 1), .init(constant: 0, power: 1))
        #expect(isClose(plain.value, 0.014_154_341_727_449_4, within: 1e-13))
        #expect(plain.p == nil)
        let roots = try mantel(.init(constant: 2, power: -0.5), .init(constant: 3, power: 0.5))
        #expect(isClose(roots.value, -0.021_670_020_901_924_78, within: 1e-13))
    }

    private static func correlation(_ positions: Positions, _ dates: [Double]) -> Double {
        var pairs: [(Double, Double)] = []
        for i in 0..<dates.count {
            for j in (i + 1)..<max(dates.count, i + 1) {
                pairs.append((1 / (positions.distance(i, j) + 1), 1 / (abs(dates[i] - dates[j]) + 1)))
            }
        }
        let n = Double(pairs.count)
        let (x, y) = (pairs.reduce(0) { $0 + $1.0 } / n, pairs.reduce(0) { $0 + $1.1 } / n)
        let xy = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
        let xx = pairs.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
        let yy = pairs.reduce(0) { $0 + ($1.1 - y) * ($1.1 - y) }
        return xy / (xx * yy).squareRoot()
    }

    @Test(arguments: Metric.allCases)
    func `value and p are those of the plain computation at any number of threads`(metric: Metric) throws {
        let (positions, dates) = try scatteredEvents(45, seed: 6, metric: metric, around: PlanarPoint(x: 179.4, y: -3))
        let found = [1, 3].map { threads in
            try? Mantel(
                positions, dates: dates, space: .init(), time: .init(), permutations: 49, random: random,
                threads: threads)
        }
        let value = Self.correlation(positions, dates)
        let reached = (0..<49).count { replicate in
            var (dates, random) = (dates, random.stream(UInt64(replicate)))
            dates.shuffle(using: &random)
            return Self.correlation(positions, dates) >= value
        }
        let mantel = try #require(found[0])
        #expect(isClose(mantel.value, value, within: 1e-12))
        #expect(mantel.p == Double(1 + reached) / 50)
        #expect(found[1]?.value == mantel.value && found[1]?.p == mantel.p)
    }

    @Test func `shuffles that change nothing are ties`() throws {
        // Two places and two dates: most shuffles give one of few correlations, summed in another order.
        let points = (0..<24).map { PlanarPoint(x: $0 % 2 == 0 ? 0.1 : 0.7, y: 0) }
        let dates = (0..<24).map { $0 % 2 == 0 ? 0.3 : 11.9 }
        let mantel = try Mantel(
            Positions(points, metric: .euclidean), dates: dates.map { $0 == 0.3 ? 11.9 : 0.3 }, space: .init(),
            time: .init(), permutations: 99, random: random, threads: 1)
        #expect(isClose(mantel.value, 1, within: 1e-12))
        let one = try Mantel(
            Positions(points, metric: .euclidean), dates: [7] + [Double](repeating: 1, count: 23), space: .init(),
            time: .init(), permutations: 99, random: random, threads: 1)
        // Which single event has the other date makes no difference here.
        #expect(one.p == 1)
    }

    @Test func `times computed as they are needed are those of the table`() throws {
        let (positions, dates) = try scatteredEvents(40, seed: 14)
        let sums = [0, 4096].map { size in
            let lags = TimeLags(dates, .init(constant: 1, power: -0.7), mostInTable: size)
            #expect((lags.table == nil) == (size == 0))
            let pairs = PairProducts(positions, .init(), lags: lags, permutations: 5, random: random)
            return PairProducts.Sums((0..<3).map { pairs.sums(ofPart: $0, of: 3) })
        }
        #expect(sums[0].pairs == 780)
        for (a, b) in zip(sums[0].products, sums[1].products) { #expect(isClose(a, b, within: 1e-12)) }
        #expect(Set(sums[0].products).count == 6)
    }

    @Test func `what has no correlation is refused`() throws {
        let (positions, dates) = try scatteredEvents(30, seed: 2)
        func mantel(_ positions: Positions, _ dates: [Double], _ space: Mantel.Transform = .init()) throws {
            _ = try Mantel(
                positions, dates: dates, space: space, time: .init(), permutations: 0, random: random, threads: 1)
        }
        #expect(throws: HotspotError.constantValue) { try mantel(positions, [Double](repeating: 4, count: 30)) }
        let one = try Positions([PlanarPoint](repeating: PlanarPoint(x: 3, y: 4), count: 30), metric: .euclidean)
        #expect(throws: HotspotError.constantValue) { try mantel(one, dates) }
        #expect(throws: HotspotError.countMismatch(expected: 30, found: 29)) {
            try mantel(positions, Array(dates.dropLast()))
        }
        let twins = try Positions(
            [PlanarPoint(x: 9, y: 9), PlanarPoint(x: 1, y: 1), PlanarPoint(x: 1, y: 1)], metric: .euclidean)
        #expect(throws: HotspotError.invalidValue(unit: 1)) {
            try mantel(twins, [1, 2, 3], .init(constant: 0, power: -1))
        }
    }
}

@Suite struct JacquezTests {
    private let random = SplitMix64(seed: 1)

    /// pointpats prints 12 for k = 3; the others were counted with ties by input order.
    @Test(arguments: [(1, 2), (2, 10), (3, 12), (5, 32), (10, 110)])
    func `Burkitt's lymphoma has the published statistic`(k: Int, value: Int) throws {
        let data = try Burkitt()
        let neighbours = try SpatialWeights.nearestNeighbours(of: NearestUnits(data.positions), count: k)
        let test = try Jacquez(
            neighbours: neighbours, dates: data.days, k: k, permutations: 99, random: random, threads: 2)
        #expect(test.value == value)
        #expect(try #require(test.p) >= 0.01)
    }

    @Test(arguments: [1, 3, 7, 30, 58])
    func `ties go by input order, in space and in time`(k: Int) throws {
        let (positions, dates) = try scatteredEvents(59, seed: 21)
        let neighbours = try SpatialWeights.nearestNeighbours(of: NearestUnits(positions), count: k)
        func count(_ dates: [Double]) -> Int {
            (0..<59).reduce(0) { sum, i in
                let others = (0..<59).filter { $0 != i }
                let space = others.sorted { (positions.distance(i, $0), $0) < (positions.distance(i, $1), $1) }
                let time = others.sorted { (abs(dates[i] - dates[$0]), $0) < (abs(dates[i] - dates[$1]), $1) }
                return sum + Set(space.prefix(k)).intersection(time.prefix(k)).count
            }
        }
        let test = try Jacquez(neighbours: neighbours, dates: dates, k: k, permutations: 19, random: random, threads: 2)
        #expect(test.value == count(dates))
        let reached = (0..<19).count { replicate in
            var (dates, random) = (dates, random.stream(UInt64(replicate)))
            dates.shuffle(using: &random)
            return count(dates) >= test.value
        }
        #expect(test.p == Double(1 + reached) / 20)
    }

    @Test func `k must leave another event out of reach of none`() throws {
        let neighbours = try SpatialWeights.contiguity(neighbours: [[1], [0], [0]])
        for k in [0, 3] {
            #expect(throws: HotspotError.neighbourCount(k, units: 3)) {
                try Jacquez(
                    neighbours: neighbours, dates: [1, 2, 3], k: k, permutations: 0, random: random, threads: 1)
            }
        }
    }
}
