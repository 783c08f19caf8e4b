import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// `risk rates` with pools, months, sizes and views.
@Suite struct RateStructureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func job(_ events: String, exposure: String?) throws -> RateEstimate {
        var job = RateEstimate(
            events: try folder.file("y.csv", events), exposure: try exposure.map { try folder.file("e.csv", $0) },
            output: folder.url.appending(path: "rates.csv").path)
        job.overwrite = true
        return job
    }

    private func rows(_ job: RateEstimate) throws -> [[String: String]] {
        _ = try job.run()
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: job.output)))
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    private func number(_ row: [String: String], _ column: String) throws -> Double {
        try #require(row[column].flatMap(Double.init), "\(column) of \(row)")
    }

    // MARK: - Pools

    @Test func `units of one mode share a prior that is not that of the other mode`() throws {
        let modes = (0..<12).map { "u\($0),1000,\($0 % 2 == 0 ? "boat" : "foot")\n" }.joined()
        let counts = (0..<12).map { "u\($0),\($0 % 2 == 0 ? 20 + $0 : 1)\n" }.joined()
        var job = try job("unit_id,events\n" + counts, exposure: "unit_id,exposure,mode\n" + modes)
        job.pool = "mode"
        let outcome = try job.run()
        let rows = try rows(job)
        let pools = try #require(outcome.summary["pools"]?.object)
        #expect(pools.members.map(\.name) == ["boat", "foot"])
        for (unit, row) in rows.enumerated() {
            let prior = try #require(pools[unit % 2 == 0 ? "boat" : "foot"]?.object)
            let (alpha, beta) = (try #require(prior["alpha"]?.double), try #require(prior["beta"]?.double))
            #expect(
                try isClose(number(row, "rate_mean"), (alpha + number(row, "events")) / (beta + 1_000), within: 1e-12))
        }
        #expect(outcome.summary["assumptions"]?.object?["pool_spread"] == .number(1))
        #expect(!outcome.warnings.contains { $0.contains("mode") })
        job.exposure = try folder.file("x.csv", "unit_id,exposure,mode\nu0,1,boat\nu0,1,foot\n")
        #expect(throws: RequestError.self) { try job.run() }
    }

    // MARK: - Months

    private static let dated = """
        event_id,unit_id,date
        1,a,2024-01-05
        2,a,2024-01-31T10:00:00Z
        3,a,2024-02-10
        4,b,2024-03
        5,b,2024-04-01
        6,b,

        """

    @Test func `months when nobody reported are unknown, not zero`() throws {
        var job = try job(Self.dated, exposure: "unit_id,exposure\na,910\nb,91\n")
        job.months = "2024-01/2024-03"
        job.windows = try folder.file(
            "w.csv", "unit_id,from,to\na,2024-01-01,2024-01-31\na,2024-03-16,\nb,2024-01,2024-03\n")
        job.prior = .given(shape: 1, rate: 100)
        let found = try rows(job)
        #expect(found.map { $0["month"] } == ["2024-01", "2024-02", "2024-03", "2024-01", "2024-02", "2024-03"])
        #expect(found.map { $0["unit_id"] } == ["a", "a", "a", "b", "b", "b"])
        #expect(found.map { $0["events"] } == ["2", "", "0", "0", "0", "1"])
        #expect(found[1]["exposure"] == "" && found[1]["rate_mean"] == "" && found[1]["observed"] == "0")
        // 910 over 91 days is 10 a day; 16 of the 31 days of March are seen.
        #expect(try isClose(number(found[0], "exposure"), 310, within: 1e-9))
        #expect(try isClose(number(found[2], "exposure"), 160, within: 1e-9))
        #expect(try isClose(number(found[0], "rate_mean"), 3.0 / 410, within: 1e-12))
        let outcome = try job.run()
        #expect(outcome.warnings.contains { $0.contains("3 events outside of the months") })
        #expect(outcome.summary["unobserved"] == .integer(1))
        #expect(outcome.summary["events"] == .number(3))
    }

    @Test func `windows of sources hold for all units, and exposure may be by month`() throws {
        var job = try job(
            Self.dated,
            exposure: "unit_id,exposure,month\na,5,2024-01\na,7,2024-02\nb,3,2024-02\nb,4,2024-03\nb,9,2025-01\n")
        job.months = "2024-02/2024-03"
        job.windows = try folder.file("w.csv", "source,from,to\nx,2024-02-01,2024-02-29\n")
        let found = try rows(job)
        #expect(found.map { $0["exposure"] } == ["7", "", "3", ""])
        #expect(found.map { $0["events"] } == ["1", "", "0", ""])
    }

    @Test(arguments: [
        ("unit_id,from,to\na,2024-01,2024-02\n", "no window for unit b"),
        ("unit_id,from,to\na,2024-03,2024-02\n", "line 2, column to"),
        ("unit_id,from,to\na,,2024-02\n", "line 2, column from"), ("unit_id,from,to\na,soon,\n", "is no day"),
        ("place,from,to\na,soon,\n", "column source"),
    ]) func `windows that cannot be are refused`(_ windows: String, _ problem: String) throws {
        var job = try job(Self.dated, exposure: "unit_id,exposure\na,910\nb,91\n")
        job.months = "2024-01/2024-03"
        job.windows = try folder.file("w.csv", windows)
        #expect {
            try job.run()
        } throws: {
            "\($0)".contains(problem) && ($0 as? RequestError)?.kind == .badData
        }
    }

    @Test(arguments: ["2024-03/2024-01", "2024", "2024-01/2024-13", ""]) func `periods that are none are wrong usage`(
        _ months: String
    ) throws {
        var job = try job(Self.dated, exposure: nil)
        job.months = months
        #expect { try job.run() } throws: { ($0 as? RequestError)?.kind == .wrongUsage }
    }

    // MARK: - Severity and views

    private static let sized = """
        event_id,unit_id,dead,category
        1,a,0,rescue
        2,a,1,drowning
        3,a,20,killing
        4,b,0,armed_robbery
        5,b,,fall
        6,c,3,killing

        """

    @Test func `how often and how many stand apart`() throws {
        var job = try job(Self.sized, exposure: "unit_id,exposure\na,100\nb,50\nc,10\n")
        job.massCasualty = 10
        job.prior = .given(shape: 1, rate: 50)
        let found = try rows(job)
        #expect(found.map { $0["near_misses"] } == ["1", "1", "0"])
        #expect(found.map { $0["fatal_events"] } == ["2", "0", "1"])
        #expect(found.map { $0["dead"] } == ["21", "0", "3"])
        // Sizes 1, 20, 3 in one pool, with two pseudo-events of the same mean: 8. Large ones: Beta mean (1 + 2·1.5/4)/5.
        let (size, share) = (8.0, (1 + 2 * 1.5 / 4) / 5)
        for (row, (fatal, exposure)) in zip(found, [(2.0, 100.0), (0, 50), (1, 10)]) {
            let (shape, rate) = (1 + fatal, 50 + exposure)
            #expect(try isClose(number(row, "expected_deaths"), shape / rate * exposure * size, within: 1e-12))
            let none = pow(rate / (rate + exposure * share), shape)
            #expect(try isClose(number(row, "p_mass_casualty"), 1 - none, within: 1e-12))
        }
    }

    @Test func `inflicted harm and all harm are always side by side`() throws {
        var job = try job(Self.sized, exposure: "unit_id,exposure\na,100\nb,50\nc,10\n")
        job.inflicted = ["killing", "armed_robbery"]
        job.prior = .given(shape: 1, rate: 50)
        let found = try rows(job)
        #expect(found.map { $0["enforcement_events"] } == ["1", "1", "1"])
        #expect(found.map { $0["protection_events"] } == ["2", "2", "1"])
        #expect(try isClose(number(found[0], "enforcement_rate_mean"), 2.0 / 150, within: 1e-15))
        #expect(try isClose(number(found[0], "protection_rate_mean"), 3.0 / 150, within: 1e-15))
        job.events = try folder.file("z.csv", "unit_id,events\na,2\n")
        #expect(throws: RequestError.self) { try job.run() }
    }
}
