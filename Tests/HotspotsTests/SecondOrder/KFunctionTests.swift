import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct KFunctionTests {
    private let square = (low: PlanarPoint(x: 0, y: 0), high: PlanarPoint(x: 1, y: 1))

    private func k(
        _ points: [PlanarPoint], _ window: StudyWindow, _ distances: [Double], _ edge: KFunction.EdgeCorrection,
        times: KFunction.Times? = nil, threads: Int = 2
    ) throws -> [[Double]] {
        try KFunction.planar(
            Positions(points, metric: .euclidean), window: window, distances: distances, edge: edge, times: times,
            threads: threads)
    }

    /// Numbers of `Kest` of spatstat.explore 3.0-6 for its data sets `cells` (Ripley 1977) and `redwood`.
    @Test(arguments: [
        (
            KFunction.EdgeCorrection.none,
            [0.001_161_440_185_83, 0.041_811_846_690_10, 0.108_013_937_282_23, 0.146_341_463_414_63]
        ),
        (.isotropic, [0.001_161_440_185_83, 0.047_949_502_978_17, 0.126_672_161_050_08, 0.172_765_268_131_69]),
        (.translation, [0.001_303_853_594_71, 0.049_746_957_302_67, 0.133_809_846_584_28, 0.186_619_922_525_27]),
    ])
    func `K of the cells is spatstat's`(_ edge: KFunction.EdgeCorrection, _ expected: [Double]) throws {
        let window = try StudyWindow(low: square.low, high: square.high, metric: .euclidean)
        let found = try k(cells, window, [0.1, 0.15, 0.2, 0.25], edge)
        for (row, value) in zip(found, expected) { #expect(isClose(row[0], value, within: 1e-12)) }
    }

    @Test(arguments: [
        (
            KFunction.EdgeCorrection.none,
            [0.004_759_386_567_95, 0.026_441_036_488_63, 0.182_443_151_771_55]
        ),
        (.isotropic, [0.004_759_386_567_95, 0.026_441_036_488_63, 0.206_061_542_038_32]),
        (.translation, [0.004_856_516_906_07, 0.027_674_896_462_22, 0.219_652_040_945_29]),
    ])
    func `K of the redwoods is spatstat's, in a box and in the box as polygons`(
        _ edge: KFunction.EdgeCorrection, _ expected: [Double]
    ) throws {
        func ring(_ corners: [(Double, Double)]) -> Polygon {
            Polygon(exterior: (corners + [corners[0]]).map { GeographicPoint(longitude: $0.0, latitude: $0.1) })
        }
        let windows = [
            try StudyWindow(low: .init(x: 0, y: -1), high: .init(x: 1, y: 0), metric: .euclidean),
            try StudyWindow(MultiPolygon([ring([(0, -1), (0, 0), (1, 0), (1, -1)])]), metric: .euclidean),
        ]
        for window in windows {
            let found = try k(redwood, window, [0.025, 0.05, 0.25], edge)
            for (row, value) in zip(found, expected) { #expect(isClose(row[0], value, within: 1e-10)) }
        }
    }

    @Test func `the share of a circle in the window is what arcs make of it`() throws {
        let window = try StudyWindow(low: square.low, high: square.high, metric: .euclidean)
        #expect(isClose(window.circleShare(round: .init(x: 0, y: 0), radius: 0.5), 0.25, within: 1e-12))
        #expect(isClose(window.circleShare(round: .init(x: 0.5, y: 0), radius: 0.4), 0.5, within: 1e-12))
        #expect(window.circleShare(round: .init(x: 0.5, y: 0.5), radius: 0.4) == 1)
        // Half the angle beyond a side at distance a: acos(a/r).
        let beyond = 2 * acos(0.3 / 0.5) / (2 * Double.pi)
        #expect(isClose(window.circleShare(round: .init(x: 0.3, y: 0.5), radius: 0.5), 1 - beyond, within: 1e-12))
        // All four corners lie inside the circle.
        #expect(window.circleShare(round: .init(x: 0.5, y: 0.5), radius: 3) == 1)
    }

    @Test func `K in space and time counts pairs near in both`() throws {
        let window = try StudyWindow(low: square.low, high: square.high, metric: .euclidean)
        let values = cells.indices.map { Double(($0 * 7) % 20) }
        let (distances, limits) = ([0.3, 0.12], [2.0, 9, 0])
        for edge in KFunction.EdgeCorrection.allCases {
            let times = KFunction.Times(values: values, limits: limits, period: 0...19)
            let found = try k(cells, window, distances, edge, times: times)
            for (row, r) in distances.enumerated() {
                for (column, t) in limits.enumerated() {
                    var sum = 0.0
                    for (i, a) in cells.enumerated() {
                        for (j, b) in cells.enumerated() where i != j {
                            let (d, u) = (Metric.euclidean.distance(a, b), abs(values[i] - values[j]))
                            guard d <= r, u <= t else { continue }
                            let ends = [values[i] - u, values[i] + u].count { (0...19).contains($0) }
                            switch edge {
                            case .none: sum += 1
                            case .isotropic:
                                sum += (u == 0 ? 1 : 2 / Double(ends)) / window.circleShare(round: a, radius: d)
                            case .translation:
                                sum += 19 / (19 - u) / ((1 - abs(a.x - b.x)) * (1 - abs(a.y - b.y)))
                            }
                        }
                    }
                    #expect(isClose(found[row][column], 19 * sum / (42 * 41), within: 1e-9))
                }
            }
        }
    }

    @Test func `events outside take no part and one event has no K`() throws {
        let window = try StudyWindow(low: square.low, high: square.high, metric: .euclidean)
        let more = cells + [PlanarPoint(x: 1.01, y: 0.5)]
        #expect(try k(more, window, [0.2], .translation) == k(cells, window, [0.2], .translation))
        #expect(try k([cells[0]], window, [0.2], .none)[0][0].isNaN)
        #expect(try k(cells, window, [0.2, 0.1], .isotropic, threads: 1) == k(cells, window, [0.2, 0.1], .isotropic))
    }

    // MARK: - Networks

    @Test func `K on a circle is r, and on a star counts the arms`() throws {
        let circle = try LineNetwork(
            [[.init(x: 0, y: 0), .init(x: 2, y: 0), .init(x: 2, y: 2), .init(x: 0, y: 2), .init(x: 0, y: 0)]],
            metric: .euclidean)
        let places = [0.0, 1, 4, 7.5].map { LineNetwork.Place(edge: 0, offset: $0) }
        func k(_ network: LineNetwork, _ places: [LineNetwork.Place], _ r: [Double], _ c: KFunction.NetworkCorrection)
            throws -> [Double]
        {
            try KFunction.network(network, events: places, distances: r, correction: c, threads: 2).map { $0[0] }
        }
        // Pairs 1, 4, 0.5, 3, 1.5 and 3.5 apart, each both ways; two places lie at every distance but one at 4.
        #expect(try k(circle, places, [1, 3, 4], .none) == [8.0 / 12 * 4, 8.0 / 12 * 8, 8.0 / 12 * 12])
        #expect(try k(circle, places, [1, 3, 4], .ang) == [8.0 / 12 * 2, 8.0 / 12 * 4, 8.0 / 12 * 7])
        let star = try LineNetwork(
            [(10.0, 0.0), (0, 10), (-10, 0), (0, -10)].map { [PlanarPoint(x: 0, y: 0), .init(x: $0.0, y: $0.1)] },
            metric: .euclidean)
        let pair = [LineNetwork.Place(edge: 0, offset: 2), .init(edge: 1, offset: 3)]
        // 5 from the first: three places on the other arms at 3, one on its own at 7; from the second: three at 2, one at 8.
        #expect(try k(star, pair, [4.9, 5], .ang) == [0, 40.0 / 2 * (0.25 + 0.25)])
        // 9 from the first: three on the other arms at 7; its own ends at 10, 8 away.
        let far = [LineNetwork.Place(edge: 0, offset: 2), .init(edge: 1, offset: 7)]
        let fromSecond = 1.0 / 3
        #expect(isClose(try k(star, far, [9], .ang)[0], 20 * (1.0 / 3 + fromSecond), within: 1e-12))
    }

    @Test func `the number of places at a distance grows by the arms of a node only beyond it`() throws {
        let star = try LineNetwork(
            [(10.0, 0.0), (0, 10), (-10, 0)].map { [PlanarPoint(x: 0, y: 0), .init(x: $0.0, y: $0.1)] },
            metric: .euclidean)
        let place = LineNetwork.Place(edge: 0, offset: 4)
        let perimeter = Perimeter(from: place, NodeDistances(from: place, on: star, within: 50), on: star, slack: 0.01)
        #expect([1, 4, 4.5, 6, 7, 14].map(perimeter.count) == [2, 2, 3, 3, 2, 2])
    }
}

/// Centres of 42 biological cells in the unit square (Ripley 1977, doi:10.1111/j.2517-6161.1977.tb01615.x).
let cells: [PlanarPoint] = [
    (0.35, 0.025), (0.487, 0.087), (0.637, 0.05), (0.775, 0.025), (0.825, 0.125), (0.087, 0.187), (0.237, 0.15),
    (0.4, 0.162), (0.575, 0.212), (0.737, 0.237), (0.062, 0.362), (0.212, 0.337), (0.325, 0.287), (0.45, 0.287),
    (0.65, 0.362), (0.9, 0.262), (0.337, 0.462), (0.462, 0.425), (0.6, 0.475), (0.8, 0.387), (0.938, 0.4), (0.15, 0.5),
    (0.35, 0.6), (0.562, 0.575), (0.725, 0.512), (0.862, 0.525), (0.987, 0.512), (0.062, 0.75), (0.175, 0.65),
    (0.337, 0.75), (0.462, 0.75), (0.525, 0.65), (0.737, 0.687), (0.862, 0.637), (0.237, 0.787), (0.637, 0.812),
    (0.775, 0.85), (0.9, 0.775), (0.175, 0.912), (0.35, 0.962), (0.462, 0.9), (0.625, 0.95),
].map { PlanarPoint(x: $0.0, y: $0.1) }
