import FlowAnalysis
import Foundation
import SpatialFormats
import TestSupport
import Testing

struct CountCalibrationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let links = "link_id,from,to,cost\ncheap,O,D,1\ndear,O,D,3\nfar,D,E,2\n"
    private static let demand =
        "from,to,period,persons,log_sd\nO,D,2024-02,1000,0.8\nO,D,2024-01,1000,0.8\nD,E,2024-01,50,1\n"

    private func job(
        links: String = links, demand: String = demand, counts: String = "link_id,period,count\ndear,2024-01,400\n",
        theta: CountCalibration.Theta = .fixed(0.5)
    ) throws -> CountCalibration {
        var job = CountCalibration(
            links: try folder.file("l.csv", links), demand: try folder.file("d.csv", demand),
            counts: try folder.file("c.csv", counts), theta: theta, size: 20,
            output: folder.url.appending(path: "out.csv").path)
        job.linkFlows = folder.url.appending(path: "flows.csv").path
        (job.warmUp, job.draws, job.overwrite) = (300, 1000, true)
        return job
    }

    private func rows(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func `demand that a count bounds is estimated, the rest is exactly its prior`() throws {
        let outcome = try job().run { _, _, _ in }
        let table = try rows("out.csv")
        #expect(table[0].joined(separator: ",") == "from,to,period,status,mean,median,lo50,hi50,lo90,hi90,ess,rhat")
        #expect(
            table.dropFirst().map { $0[..<4].joined(separator: " ") } == [
                "D E 2024-01 unknown", "O D 2024-01 estimated", "O D 2024-02 unknown",
            ])
        // Quadrature: median 1462.957, 90 % from 1038.660 to 2135.971.
        #expect(
            isClose(Double(table[2][5]) ?? 0, 1463, within: 45) && isClose(Double(table[2][8]) ?? 0, 1039, within: 45))
        #expect(isClose(Double(table[2][9]) ?? 0, 2136, within: 90))
        // scipy.stats.lognorm(s=0.8, scale=1000): mean and quantiles; nothing is drawn.
        let prior = [1377.1277643359572, 1000, 582.9861787, 1715.3065314, 268.2373914, 3728.0410259]
        for (text, value) in zip(table[3][4...9], prior) { #expect(isClose(Double(text) ?? 0, value, within: 1e-6)) }
        #expect(table[3][10...] == ["", ""])
        #expect(outcome.estimated == 1 && outcome.unknown == 2 && !outcome.theta.isEstimated)
        #expect(outcome.theta.value == 0.5 && outcome.theta.low90 == nil && outcome.divergences == 0)
    }

    @Test func `flows of links follow, unknown where nothing bounds them, and never zero`() throws {
        _ = try job().run { _, _, _ in }
        let table = try rows("flows.csv")
        #expect(
            table.dropFirst().map { $0[..<3].joined(separator: " ") } == [
                "cheap 2024-01 estimated", "cheap 2024-02 unknown", "dear 2024-01 estimated", "dear 2024-02 unknown",
                "far 2024-01 unknown", "far 2024-02 unknown",
            ])
        // All of D–E passes the one link; in February nobody asks for it.
        #expect(table[5][4] == "50")
        #expect(table[6][3...].allSatisfy { $0.isEmpty })
        let share = 0.2689414213699951
        #expect(isClose(Double(table[4][4]) ?? 0, 1000 * share, within: 1e-9))
    }

    @Test func `alternative and doubtful counts change nothing but are placed`() throws {
        _ = try job().run { _, _, _ in }
        let bare = try rows("out.csv")
        let counts = """
            link_id,period,count,quality
            dear,2024-01,400,official
            dear,2024-01,4000,alternative
            cheap,2024-01,1,doubtful
            far,2023-12,5,derived
            """
        let outcome = try job(counts: counts).run { _, _, _ in }
        #expect(try rows("out.csv") == bare)
        #expect(outcome.leftOut.map(\.quality) == ["alternative", "doubtful"])
        #expect(outcome.leftOut[0].position ?? 0 > 0.99 && outcome.leftOut[1].position ?? 1 < 0.01)
        // No demand in that month.
        #expect(outcome.unexplained.map(\.link) == ["far"] && outcome.unexplained[0].period == "2023-12")
        #expect(outcome.countsUsed.map(\.count) == [1, 0, 0, 0])
    }

    @Test func `an estimated theta has its interval`() throws {
        let counts = "link_id,period,count\ncheap,2024-01,1200\ndear,2024-01,300\n"
        let outcome = try job(counts: counts, theta: .prior(median: 0.5, logDeviation: 1)).run { _, _, _ in }
        #expect(outcome.theta.isEstimated)
        let (low, high) = (outcome.theta.low90 ?? 0, outcome.theta.high90 ?? 0)
        #expect(low < outcome.theta.value && outcome.theta.value < high && high < 1.2)
        #expect(outcome.maxRHat ?? 9 < 1.02 && outcome.minEffectiveDraws ?? 0 > 400)
    }

    @Test func `the same seed gives the same bytes at any number of threads`() throws {
        var bytes: [[[String]]] = []
        for threads in [1, 3] {
            var job = try job()
            job.threads = threads
            _ = try job.run { _, _, _ in }
            bytes += [try rows("out.csv"), try rows("flows.csv")]
        }
        #expect(bytes[0] == bytes[2] && bytes[1] == bytes[3])
    }

    @Test(arguments: [
        ("dear,2024-01,-1,\n", "column count: -1.0 is no count"),
        ("dear,2024-01,1.5,\n", "column count: 1.5 is no count"),
        ("dear,2024-01,nan,\n", "column count: \"nan\" is not a finite number"),
        ("no,2024-01,1,\n", "column link_id: "),
        ("dear,2024-01,1,guess\n", "\"guess\" is no quality; use one of official"),
        ("dear,2024-01,1,\ndear,2024-01,2,official\n", "line 3, column count: link dear is counted in line 2 already"),
    ])
    func `a bad count is an error that says where`(rows: String, problem: String) throws {
        let job = try job(counts: "link_id,period,count,quality\n" + rows)
        #expect { try job.run { _, _, _ in } } throws: {
            ($0 as? RequestError)?.kind == .badData && "\($0)".contains(problem)
        }
    }

    @Test(arguments: [
        ("O,D,a,0,1\n", "column persons: 0.0 is not above 0"), ("O,D,a,-2,1\n", "column persons: -2.0 is not above 0"),
        ("O,D,a,5,0\n", "column log_sd: 0.0 is not above 0"),
        ("O,D,a,5,60\n", "column log_sd: 60.0 puts the prior's mean"),
        ("O,Z,a,5,1\n", "column to: no link of"), ("O,D,,5,1\n", "column period: the field is empty"),
        ("O,D,a,5,1\nO,D,a,6,1\n", "line 3, column period: the pair stands in line 2 already"), ("", "holds no pair"),
    ])
    func `bad demand is an error that says where`(rows: String, problem: String) throws {
        let job = try job(demand: "from,to,period,persons,log_sd\n" + rows)
        #expect { try job.run { _, _, _ in } } throws: {
            ($0 as? RequestError)?.kind == .badData && "\($0)".contains(problem)
        }
    }

    @Test func `settings out of range are wrong usage`() throws {
        func expect(_ problem: String, _ change: (inout CountCalibration) -> Void) throws {
            var job = try job()
            change(&job)
            #expect { try job.run { _, _, _ in } } throws: {
                ($0 as? RequestError)?.kind == .wrongUsage && "\($0)".contains(problem)
            }
        }
        try expect("--theta is -1.0") { $0.theta = .fixed(-1) }
        try expect("--theta-prior is 0.0,1.0") { $0.theta = .prior(median: 0, logDeviation: 1) }
        try expect("--nb-size is 0.0") { $0.size = 0 }
        try expect("--k is 0") { $0.routeCount = 0 }
        try expect("--draws is 5") { $0.draws = 5 }
        try expect("same file") { $0.linkFlows = $0.output }
    }
}
