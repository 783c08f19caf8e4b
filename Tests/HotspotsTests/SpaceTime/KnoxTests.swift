import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct KnoxTests {
    private let random = SplitMix64(seed: 1)

    private func bands(_ edges: [Double], isRightClosed: Bool = false) throws -> Bands {
        try #require(Bands(edges: edges, isRightClosed: isRightClosed))
    }

    /// pointpats prints 13 for up to 20 km and 5 days, and these expectations (its documentation of Knox); the p that it
    /// prints, 0.14624558197140414, is that of more than 13, so that of 13 or more comes from scipy 1.17.1.
    @Test func `Burkitt's lymphoma has the published statistic`() throws {
        let data = try Burkitt()
        let knox = try Knox(
            data.positions, dates: data.days, space: bands([0, 20, .infinity], isRightClosed: true),
            time: bands([0, 5, .infinity], isRightClosed: true), threads: 2)
        let cells = knox.cells(permutations: 999, random: random, threads: 2)
        #expect(knox.pairs == 17_578)
        #expect(cells.map(\.observed) == [13, 3416, 39, 14_110])
        #expect(isClose(cells[0].expected, 10.143_816_1, within: 5e-8))
        #expect(isClose(cells[3].expected, 14_107.143_8, within: 5e-5))
        #expect(isClose(cells[0].poissonP, 0.222_266_673_888_778_35, within: 1e-13))
        // The p of another generator with 999 shuffles is 0.2; its standard error is 0.013.
        #expect(isClose(try #require(cells[0].p), 0.2, within: 0.05))
    }

    /// Counted pair by pair with numpy 2.4.6; p_poisson from scipy 1.17.1.
    @Test func `several bands count every pair once`() throws {
        let data = try Burkitt()
        let (space, time) = ([0, 5, 10, 20, 40, Double.infinity], [0, 30, 60, 90, Double.infinity])
        let left = try Knox(data.positions, dates: data.days, space: bands(space), time: bands(time), threads: 2)
            .cells(permutations: 0, random: random, threads: 2)
        #expect(
            left.map(\.observed) == [
                5, 6, 5, 300, 17, 11, 20, 762, 29, 27, 25, 2197, 64, 58, 75, 4635, 103, 107, 106, 9026,
            ])
        let right = try Knox(
            data.positions, dates: data.days, space: bands(space, isRightClosed: true),
            time: bands(time, isRightClosed: true), threads: 1
        ).cells(permutations: 0, random: random, threads: 1)
        #expect(
            right.map(\.observed) == [
                7, 5, 7, 341, 17, 11, 22, 752, 30, 26, 22, 2189, 66, 60, 73, 4617, 109, 105, 104, 9015,
            ])
        let expected = [3.918_989_646_148_595, 3.757_196_495_619_524_5, 4.152_690_863_579_474, 304.171_122_994_652_4]
        let p = [0.355_340_701_035_616, 0.178_164_329_312_199_53, 0.400_965_378_826_598_33, 0.602_158_121_992_365_5]
        for cell in 0..<4 {
            #expect(isClose(left[cell].expected, expected[cell], within: 1e-12))
            #expect(isClose(left[cell].poissonP, p[cell], within: 1e-12))
            #expect(left[cell].p == nil)
        }
    }

    /// Who they are and how many partners they have from pointpats 2.5.5 (KnoxLocal), probabilities from scipy 1.17.1.
    @Test func `each case has the partners and probability that other programs find`() throws {
        let data = try Burkitt()
        let local = try Knox(
            data.positions, dates: data.days, space: bands([0, 20], isRightClosed: true),
            time: bands([0, 5], isRightClosed: true), threads: 2
        ).local()
        let near = local.indices.filter { local[$0].partners > 0 }
        #expect(
            near == [
                25, 26, 30, 31, 35, 36, 41, 42, 46, 47, 51, 52, 102, 103, 116, 118, 122, 123, 137, 138, 139, 140, 158,
                159, 162, 163,
            ])
        #expect(near.allSatisfy { local[$0].partners == 1 })
        let published = [
            0.267_379_679_144_385_04, 0.283_422_459_893_048_1, 0.139_037_433_155_080_21, 0.160_427_807_486_631_02,
            0.299_465_240_641_711_2, 0.454_545_454_545_454_6, 0.032_085_561_497_326_2, 0.085_561_497_326_203_3,
        ]
        for (event, p) in zip(near, published) { #expect(isClose(local[event].hypergeometricP, p, within: 1e-13)) }
        #expect(local[0].hypergeometricP == 1)
    }

    /// All metrics, both closures, open and bounded bands, ties and duplicates, against pairs counted one by one.
    @Test(arguments: Metric.allCases, [false, true])
    func `counts and p are those of all pairs taken one by one`(metric: Metric, isRightClosed: Bool) throws {
        let (positions, dates) = try scatteredEvents(90, seed: 3, metric: metric, around: PlanarPoint(x: 179.5, y: 60))
        let unit = metric.isGeographic ? 11_119.5 : 0.1
        for (s, t) in [
            ([0, unit, 2 * unit, 4 * unit], [0.0, 2, 9]), ([0, 3 * unit, .infinity], [1, 4, .infinity]),
            ([2 * unit, 5 * unit, .infinity], [0, .infinity]), ([0, .infinity], [0, 1, 30]),
        ] {
            let (space, time) = try (
                bands(s, isRightClosed: isRightClosed), bands(t, isRightClosed: isRightClosed)
            )
            let knox = try Knox(positions, dates: dates, space: space, time: time, threads: 2)
            let cells = knox.cells(permutations: 19, random: random, threads: 2)
            let observed = Self.count(positions, dates, s, t, isRightClosed)
            #expect(cells.map(\.observed) == observed)
            let shuffled = (0..<19).map { replicate in
                var (dates, random) = (dates, random.stream(UInt64(replicate)))
                dates.shuffle(using: &random)
                return Self.count(positions, dates, s, t, isRightClosed)
            }
            for cell in cells.indices {
                let reached = shuffled.count { $0[cell] >= observed[cell] }
                #expect(cells[cell].p == Double(1 + reached) / 20)
            }
            #expect(knox.cells(permutations: 19, random: random, threads: 1) == cells)
            let sum = cells.reduce(0) { $0 + $1.expected }
            if s[0] == 0, t[0] == 0, s.last == .infinity, t.last == .infinity {
                #expect(isClose(sum, Double(knox.pairs), within: 1e-9))
            }
        }
    }

    private static func count(
        _ positions: Positions, _ dates: [Double], _ space: [Double], _ time: [Double], _ isRightClosed: Bool
    ) -> [Int] {
        func lies(_ value: Double, _ band: Int, _ edges: [Double]) -> Bool {
            let (low, high) = (edges[band], edges[band + 1])
            if isRightClosed { return (value > low || (band == 0 && value == low)) && value <= high }
            return value >= low && value < high
        }
        var counts = [Int](repeating: 0, count: (space.count - 1) * (time.count - 1))
        for i in 0..<dates.count {
            for j in (i + 1)..<max(dates.count, i + 1) {
                let (d, lag) = (positions.distance(i, j), abs(dates[i] - dates[j]))
                for a in 0..<(space.count - 1) where lies(d, a, space) {
                    for b in 0..<(time.count - 1) where lies(lag, b, time) { counts[a * (time.count - 1) + b] += 1 }
                }
            }
        }
        return counts
    }

    @Test func `a single band without end counts partners as a bounded one that holds all`() throws {
        let (positions, dates) = try scatteredEvents(60, seed: 5)
        let time = try bands([0, 3])
        let open = try Knox(positions, dates: dates, space: bands([0.25, .infinity]), time: time, threads: 1)
        let wide = try Knox(positions, dates: dates, space: bands([0.25, 100]), time: time, threads: 1)
        #expect(open.local() == wide.local())
        #expect(
            open.cells(permutations: 9, random: random, threads: 1)
                == wide.cells(permutations: 9, random: random, threads: 1))
    }

    @Test func `events that follow their neighbours are found`() throws {
        var random = SplitMix64(seed: 12)
        var (points, dates) = ([PlanarPoint](), [Double]())
        for _ in 0..<40 {
            let (x, y, t) = (random.nextUnit() * 100, random.nextUnit() * 100, random.nextUnit() * 365)
            points += [PlanarPoint(x: x, y: y), PlanarPoint(x: x + 0.3, y: y)]
            dates += [t, t + 2]
        }
        let knox = try Knox(
            Positions(points, metric: .euclidean), dates: dates, space: bands([0, 1, 5]), time: bands([0, 7, 30]),
            threads: 2)
        let cells = knox.cells(permutations: 199, random: random, threads: 2)
        #expect(cells[0].p == 1 / 200.0)
        #expect(try #require(cells[0].ratio) > 10)
        #expect(cells[0].poissonP < 1e-20)
    }

    @Test func `bands must rise from 0`() {
        #expect(Bands(edges: [0]) == nil)
        #expect(Bands(edges: [0, 5, 5]) == nil)
        #expect(Bands(edges: [-1, 5]) == nil)
        #expect(Bands(edges: [0, .nan]) == nil)
    }
}
