import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct KFunctionEstimationTests {
    private let job: JobFolder
    private static let events: [(x: Double, y: Double, day: Int)] = (0..<24).map { (i: Int) in
        (Double(i * 7 % 20), Double(i * 11 % 15), i * 13 % 40)
    }

    init() throws { job = try JobFolder() }

    private static func day(_ number: Int) -> String {
        String(Date(timeIntervalSince1970: 1_704_067_200 + Double(number) * 86_400).ISO8601Format().prefix(10))
    }

    private func request() throws -> HotspotRequest {
        try job.request("x,y,t,iso", Self.events.map { "\($0.x),\($0.y),\($0.day),\(Self.day($0.day))" })
    }

    private func pairs(_ distance: Double, within days: Int = 1000) -> Double {
        var count = 0.0
        for (i, a) in Self.events.enumerated() {
            for (j, b) in Self.events.enumerated()
            where i != j && hypot(a.x - b.x, a.y - b.y) <= distance && abs(a.day - b.day) <= days {
                count += 1
            }
        }
        return count
    }

    private let distances = [1.0, 2, 5, 9]

    @Test func `without correction K is area times pairs over pairs`() throws {
        let window = WindowSource(box: [-1, -1, 21, 16])
        let outcome = try KFunctionEstimation(
            try request(), distances: distances, space: .window(window, .none)
        ).run()
        #expect(outcome.number("area") == 22 * 17 && outcome.number("n_outside") == 0 && outcome.hasCommonKeys)
        for (distance, k) in zip(distances, try job.numbers("k")) {
            #expect(isClose(k ?? .nan, 22 * 17 / (24.0 * 23) * pairs(distance), within: 1e-9))
        }
        #expect(try job.table().header == ["r", "k"])
    }

    /// Ohser and Stoyan: a pair weighs the area over that of the window and the window moved by the pair's difference.
    @Test func `translation weighs a pair by the overlap of the moved window`() throws {
        let window = WindowSource(box: [-1, -1, 21, 16])
        _ = try KFunctionEstimation(
            try request(), distances: distances, space: .window(window, .translation)
        ).run()
        let found = try job.numbers("k")
        for (row, distance) in distances.enumerated() {
            var sum = 0.0
            for (i, a) in Self.events.enumerated() {
                for (j, b) in Self.events.enumerated() where i != j {
                    let (dx, dy) = (abs(a.x - b.x), abs(a.y - b.y))
                    if hypot(dx, dy) <= distance { sum += 22 * 17 / ((22 - dx) * (17 - dy)) }
                }
            }
            #expect(isClose(found[row] ?? .nan, 22 * 17 / (24.0 * 23) * sum, within: 1e-9))
        }
    }

    @Test func `isotropic K is not below the uncorrected one`() throws {
        let window = WindowSource(box: [-1, -1, 21, 16])
        _ = try KFunctionEstimation(try request(), distances: distances, space: .window(window, .none)).run()
        let plain = try job.numbers("k")
        _ = try KFunctionEstimation(try request(), distances: distances, space: .window(window, .isotropic)).run()
        for (corrected, plain) in zip(try job.numbers("k"), plain) {
            #expect((corrected ?? .nan) >= (plain ?? .nan))
        }
    }

    @Test func `dates and days give the same space-time K`() throws {
        var bytes: [Data] = []
        for field in ["t", "iso"] {
            var estimation = KFunctionEstimation(
                try request(), distances: distances, space: .window(WindowSource(box: [-1, -1, 21, 16]), .none))
            estimation.time = .init(field: field, limits: [2, 39])
            _ = try estimation.run()
            bytes.append(try job.bytes())
        }
        #expect(bytes[0] == bytes[1])
        let table = try job.table()
        #expect(table.header == ["r", "t", "k"] && table.rows.count == distances.count * 2)
        // Over the whole period every pair is near in time; K is that of space times twice the period, if both ends are in.
        let k = try job.numbers("k")
        for (row, distance) in distances.enumerated() {
            let (near, all) = (pairs(distance, within: 2), pairs(distance))
            guard all > 0, let first = k[2 * row], let second = k[2 * row + 1] else { continue }
            #expect(isClose(first / second, near / all, within: 1e-12))
        }
    }

    @Test func `a period must hold all events`() throws {
        var estimation = KFunctionEstimation(
            try request(), distances: [1], space: .window(WindowSource(box: [-1, -1, 21, 16]), .none))
        estimation.time = .init(field: "t", limits: [2])
        estimation.time?.period = ("5", "39")
        #expect(failure { try estimation.run() }?.kind == .badData)
        estimation.time?.period = ("39", "5")
        #expect(failure { try estimation.run() }?.kind == .wrongUsage)
        #expect(!job.exists("out.csv"))
    }

    @Test func `along lines K counts pairs by the way`() throws {
        let lines = try job.file(
            "lines.geojson",
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[100,0]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[100,0],[100,50]]}}]}
            """)
        let along = (0..<12).map { Double($0 * 37 % 150) }
        let request = try job.request("edge_id,offset", along.map { $0 <= 100 ? "1,\($0)" : "2,\($0 - 100)" })
        let outcome = try KFunctionEstimation(
            request, distances: [10, 40], space: .network(NetworkSource(path: lines), .none)
        ).run()
        #expect(outcome.number("length") == 150)
        for (distance, k) in zip([10.0, 40], try job.numbers("k")) {
            var count = 0.0
            for (i, a) in along.enumerated() {
                count += Double(along.indices.count { $0 != i && abs(along[$0] - a) <= distance })
            }
            #expect(isClose(k ?? .nan, 150 / (12.0 * 11) * count, within: 1e-9))
        }
    }

    @Test func `one event is refused, few are described`() throws {
        let window = WindowSource(box: [-1, -1, 21, 16])
        let one = try job.request("x,y", ["1,1"])
        let refused = try KFunctionEstimation(one, distances: [1], space: .window(window, .none)).run()
        #expect(refused.refusal?.contains("one event") == true && !job.exists("out.csv"))
        let four = try job.request("x,y", ["1,1", "2,1", "3,5", "9,9"])
        let outcome = try KFunctionEstimation(four, distances: [1], space: .window(window, .none)).run()
        #expect(outcome.gate("state") == "descriptive" && job.exists("out.csv"))
    }
}
