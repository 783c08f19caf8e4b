import Foundation
import Hotspots
import SpatialEngine
import Testing

/// Leukemia in upstate New York: the clusters that SaTScan prints (runs of versions 9.3.1 and 9.6 published with R smerc), found
/// from cases, persons and centres alone.
@Suite struct NewYorkLeukemiaTests {
    private struct Published {
        /// As printed, six decimals.
        var statistic: Double
        var cases: Double
        var persons: Double
        /// Tracts, where they tell clusters of the same numbers apart; in any order.
        var tracts: [Int] = []
    }

    private let points: [PlanarPoint]
    private let cases: [Double]
    private let persons: [Double]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "new_york_leukemia", withExtension: "csv", subdirectory: "Fixtures"))
        let rows = try CommaSeparatedTable(bytes: Data(contentsOf: url)).rows.map { $0.fields.compactMap(Double.init) }
        points = rows.map { PlanarPoint(x: $0[2], y: $0[1]) }
        (cases, persons) = (rows.map { $0[3] }, rows.map { $0[4] })
        #expect(rows.map { $0[0] } == (1...281).map(Double.init))
        #expect(cases.reduce(0, +) == 552 && persons.reduce(0, +) == 1_057_673)
    }

    private func clusters(_ metric: Metric, share: Double, shapes: [ScanShape] = [.circle]) throws -> [ScanCluster] {
        let study = try ScanStudy(model: .poisson, windows: .spatial, cases: cases, exposure: persons)
        let zones = try ScanZones.ellipses(
            about: Positions(points, metric: metric), measure: study.locationMeasure, reach: ScanReach(share: share),
            shapes: shapes, threads: 2)
        return SpatialScan(study: study, zones: .fixed(zones), seed: 1, threads: 2)
            .clusters(in: zones, secondary: .noOverlap, most: 10)
    }

    private func check(_ found: [ScanCluster], _ published: [Published]) {
        for (cluster, printed) in zip(found, published) {
            #expect(abs(cluster.statistic - printed.statistic) <= 0.5000001e-6)
            #expect(cluster.cases == printed.cases)
            #expect(cluster.members.reduce(0) { $0 + persons[$1] } == printed.persons)
            if !printed.tracts.isEmpty { #expect(cluster.members.map { $0 + 1 }.sorted() == printed.tracts.sorted()) }
        }
        #expect(found.count >= published.count)
    }

    @Test func `circles in the plane of degrees are the published ones`() throws {
        let found = try clusters(.euclidean, share: 0.5)
        check(
            found,
            [
                Published(
                    statistic: 14.083511, cases: 100, persons: 111_674,
                    tracts: [
                        52, 50, 37, 49, 38, 48, 53, 39, 15, 47, 51, 1, 40, 44, 16, 2, 55, 36, 14, 43, 13, 45, 3, 35, 17,
                        11, 12, 46,
                    ]),
                Published(
                    statistic: 9.019716, cases: 38, persons: 34_083, tracts: [89, 88, 87, 84, 90, 86, 92, 85]),
                Published(statistic: 6.114140, cases: 64, persons: 78_280),
                Published(statistic: 4.651839, cases: 25, persons: 24_571, tracts: [62, 64, 67, 65]),
                Published(statistic: 3.363518, cases: 12, persons: 9_840, tracts: [266, 281, 267, 265]),
                Published(statistic: 3.209485, cases: 11, persons: 8_839, tracts: [166, 159, 167]),
            ])
        #expect(found.prefix(6).map { $0.centre + 1 } == [52, 89, 112, 62, 266, 166])
        // Two decimals are printed of what is expected and of the relative risk.
        #expect(abs(found[0].expected - 58.28) < 0.005 && abs((found[0].relativeRisk ?? 0) - 1.87) < 0.005)
    }

    @Test func `circles with at most a tenth of the persons are the published ones`() throws {
        check(
            try clusters(.euclidean, share: 0.1),
            [
                Published(statistic: 11.577255, cases: 85, persons: 95_249),
                Published(statistic: 9.019716, cases: 38, persons: 34_083),
                Published(statistic: 6.114140, cases: 64, persons: 78_280),
                Published(statistic: 4.651839, cases: 25, persons: 24_571),
                Published(statistic: 4.169203, cases: 28, persons: 29_782, tracts: [46, 45, 41, 54, 44, 43, 53]),
                Published(statistic: 3.363518, cases: 12, persons: 9_840),
                Published(statistic: 3.209485, cases: 11, persons: 8_839),
            ])
    }

    /// From its fifth on, SaTScan compares the best circle of every centre only, and so passes over one that we list.
    @Test(arguments: [Metric.greatCircle, .geodesic]) func `circles on the globe are the published ones`(
        _ metric: Metric
    ) throws {
        let found = try clusters(metric, share: 0.5)
        check(
            found,
            [
                Published(
                    statistic: 14.780276, cases: 106, persons: 119_050,
                    tracts: [
                        52, 50, 53, 38, 49, 48, 15, 39, 37, 1, 16, 44, 47, 40, 14, 2, 51, 13, 43, 45, 17, 55, 11, 3, 12,
                        46, 36, 35, 54, 10, 5,
                    ]),
                Published(statistic: 8.287056, cases: 42, persons: 40_696),
                Published(statistic: 7.199672, cases: 44, persons: 45_667),
                Published(statistic: 4.651839, cases: 25, persons: 24_571),
            ])
    }

    /// Shapes and numbers of angles are SaTScan's, as is the penalty that it calls strong; the other penalties are run by the
    /// tests of the command, which are faster.
    @Test func `ellipses with a strong penalty are the published ones`() throws {
        let shapes = zip([1, 1.5, 2, 3, 4, 5], [1, 4, 6, 9, 12, 15]).map {
            ScanShape(ratio: $0, angles: $1, penalty: 1)
        }
        check(
            try clusters(.euclidean, share: 0.1, shapes: shapes),
            [
                Published(statistic: 14.181797, cases: 93, persons: 99_685),
                Published(statistic: 9.019716, cases: 38, persons: 34_083),
                Published(statistic: 7.388071, cases: 57, persons: 61_795),
                Published(statistic: 4.651839, cases: 25, persons: 24_571),
                Published(statistic: 3.938613, cases: 17, persons: 12_214),
                Published(statistic: 3.667327, cases: 11, persons: 8_063, tracts: [266, 281, 265]),
                Published(statistic: 3.436309, cases: 19, persons: 15_576, tracts: [106, 103, 102, 77, 230]),
            ])
    }
}
