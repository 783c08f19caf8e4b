import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// Knox, Mantel and Jacquez as jobs: against plain counts over all pairs.
@Suite struct InteractionJobTests {
    private let job: JobFolder
    /// Twenty-eight events, in part in pairs near in space and time.
    private static let events: [(x: Double, y: Double, day: Int)] = (0..<28).map { (i: Int) in
        let (pair, own) = (i / 2, i % 2)
        return (Double(pair * 37 % 100 + own), Double(pair * 53 % 90), pair * 29 % 120 + own)
    }

    init() throws { job = try JobFolder() }

    private static func date(_ number: Int) -> String {
        String(Date(timeIntervalSince1970: 1_704_067_200 + Double(number) * 86_400).ISO8601Format().prefix(10))
    }

    private func request(id: String? = nil) throws -> HotspotRequest {
        try job.request(
            "name,x,y,t,iso",
            Self.events.enumerated().map { "e\($0),\($1.x),\($1.y),\($1.day),\(Self.date($1.day))" }, id: id)
    }

    private static var pairs: [(distance: Double, days: Double)] {
        events.indices.flatMap { i in
            (0..<i).map { j in
                let (a, b) = (events[i], events[j])
                return (hypot(a.x - b.x, a.y - b.y), Double(abs(a.day - b.day)))
            }
        }
    }

    @Test(arguments: [false, true]) func `knox counts the pairs of every band, and what chance expects of them`(
        _ isRightClosed: Bool
    ) throws {
        let (space, time) = ([0.0, 1, 20, .infinity], [0.0, 1, 30, .infinity])
        var knox = KnoxTest(try request(), dateField: "t", space: space, time: time)
        (knox.isRightClosed, knox.permutations) = (isRightClosed, 99)
        let outcome = try knox.run()
        func band(_ value: Double, _ edges: [Double]) -> Int? {
            (0..<(edges.count - 1)).first { k in
                isRightClosed
                    ? (k == 0 ? value >= edges[0] : value > edges[k]) && value <= edges[k + 1]
                    : value >= edges[k] && value < edges[k + 1]
            }
        }
        let banded = Self.pairs.map { (band($0.distance, space), band($0.days, time)) }
        let (observed, expected) = (try job.numbers("observed"), try job.numbers("expected"))
        for s in 0..<3 {
            let near = banded.count { $0.0 == s }
            for t in 0..<3 {
                let soon = banded.count { $0.1 == t }
                let row = s * 3 + t
                #expect(observed[row] == Double(banded.count { $0 == (s, t) }))
                #expect(isClose(expected[row] ?? .nan, Double(near * soon) / 378, within: 1e-10))
            }
        }
        #expect(outcome.number("pairs") == 378 && outcome.number("cells") == 9 && outcome.hasCommonKeys)
        #expect(outcome.gate("state") == "supported")
        let p = try job.numbers("p")
        #expect(p.allSatisfy { ($0 ?? 0) >= 0.01 && ($0 ?? 2) <= 1 } && p[isRightClosed ? 0 : 4] == 0.01)
    }

    @Test func `dates and days, one thread and two give the same bytes`() throws {
        var outputs: Set<Data> = []
        for (field, threads) in [("t", 1), ("t", 2), ("iso", 2)] {
            var knox = KnoxTest(try request(), dateField: field, space: [0, 5, 50], time: [0, 7, 60])
            (knox.permutations, knox.request.threads) = (49, threads)
            _ = try knox.run()
            outputs.insert(try job.bytes())
        }
        #expect(outputs.count == 1)
    }

    @Test func `the partners of each event add up to twice the pairs`() throws {
        var knox = KnoxTest(try request(id: "name"), dateField: "t", space: [0, 2], time: [0, 2])
        (knox.permutations, knox.localOutput) = (0, job.path("local.csv"))
        _ = try knox.run()
        let partners = try job.numbers("n_st", "local.csv").compactMap(\.self)
        #expect(partners.reduce(0, +) == 2 * (try job.numbers("observed")[0] ?? .nan) && partners.count == 28)
        #expect(try job.table("local.csv").rows[3].fields[0] == "e3")
        #expect(try job.numbers("p") == [nil])
        #expect(try job.numbers("p_hypergeom", "local.csv").allSatisfy { ($0 ?? 2) <= 1 && ($0 ?? 0) > 0 })
    }

    @Test func `mantel is the correlation of the transformed distances and times`() throws {
        var mantel = MantelTest(try request(), dateField: "t")
        (mantel.permutations, mantel.space, mantel.time) = (99, (constant: 2, power: -0.5), (constant: 1, power: -1))
        let outcome = try mantel.run()
        let values = Self.pairs.map { (a: 1 / ($0.distance + 2).squareRoot(), b: 1 / ($0.days + 1)) }
        let n = Double(values.count)
        let (a, b) = (values.reduce(0) { $0 + $1.a } / n, values.reduce(0) { $0 + $1.b } / n)
        let cross = values.reduce(0) { $0 + ($1.a - a) * ($1.b - b) }
        let (va, vb) = (
            values.reduce(0) { $0 + ($1.a - a) * ($1.a - a) }, values.reduce(0) { $0 + ($1.b - b) * ($1.b - b) }
        )
        #expect(isClose(outcome.number("value") ?? .nan, cross / (va * vb).squareRoot(), within: 1e-12))
        #expect(outcome.number("p") == 0.01 && outcome.hasCommonKeys)
        mantel.permutations = 0
        #expect(try mantel.run().summary["p"] == .null)
    }

    @Test(arguments: [1, 3]) func `jacquez counts ordered pairs that are nearest in both`(_ k: Int) throws {
        var jacquez = JacquezTest(try request(), dateField: "t", k: k)
        jacquez.permutations = 99
        let outcome = try jacquez.run()
        func nearest(_ i: Int, _ apart: (Int, Int) -> Double) -> Set<Int> {
            let others = Self.events.indices.filter { $0 != i }
            return Set(others.sorted { (apart(i, $0), $0) < (apart(i, $1), $1) }.prefix(k))
        }
        var value = 0
        for i in Self.events.indices {
            let space = nearest(i) {
                hypot(Self.events[$0].x - Self.events[$1].x, Self.events[$0].y - Self.events[$1].y)
            }
            let time = nearest(i) { Double(abs(Self.events[$0].day - Self.events[$1].day)) }
            value += space.intersection(time).count
        }
        #expect(outcome.number("value") == Double(value) && outcome.number("p") == 0.01)
    }

    @Test func `too few events are refused unless one insists`() throws {
        let request = try job.request("x,y,t", (0..<19).map { "\($0),0,\($0 * 3 % 7)" })
        var knox = KnoxTest(request, dateField: "t", space: [0, 2], time: [0, 2])
        knox.permutations = 9
        let refused = try knox.run()
        #expect(refused.refusal?.contains("19 events") == true && !job.exists("out.csv"))
        #expect(refused.summary["pairs"] == nil && refused.gate("state") == "refused")
        knox.request.allowsInsufficient = true
        #expect(try knox.run().refusal == nil && job.exists("out.csv"))
        #expect(try MantelTest(request, dateField: "t").run().refusal != nil)
        #expect(try JacquezTest(request, dateField: "t", k: 1).run().refusal != nil)
    }

    @Test func `ids that two events share are bad data`() throws {
        let request = try job.request("name,x,y,t", (0..<22).map { "e\($0 % 21),\($0),0,\($0)" }, id: "name")
        let fault = failure { try MantelTest(request, dateField: "t").run() }
        #expect(fault?.kind == .badData && fault?.description.contains("e0") == true)
    }
}
