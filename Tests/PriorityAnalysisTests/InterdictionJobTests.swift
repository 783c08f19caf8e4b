import Foundation
import PriorityAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct InterdictionJobTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let links = """
        link_id,from,to,cost,capacity,delay
        p,a,b,1,4,5
        q,a,b,2,,1
        r,b,c,1,9,0
        s,a,c,8,1,3

        """

    private func run(
        _ mode: LinkInterdiction.Mode, _ budget: Int, _ rows: String = links, to destination: String = "c"
    ) throws -> JSONObject {
        let path = try folder.file("l.csv", rows)
        return try LinkInterdiction(links: path, from: "a", to: destination, budget: budget, mode: mode).run().summary
    }

    @Test func `delays make the cheapest path dearer`() throws {
        let one = try run(.delay, 1)
        #expect(one["base"]?.double == 2)
        #expect(one["value"]?.double == 3)
        #expect(one["links"] == .array([.string("p")]))
        #expect(one["bound"]?.double == 3)
        #expect(one["disconnected"] == .boolean(false))
        #expect(one["method"]?.text == "exact")
        #expect(try run(.delay, 0)["value"]?.double == 2)
        #expect(try run(.delay, 2)["value"]?.double == 4)
    }

    @Test func `removals that cut the places off leave no value`() throws {
        #expect(try run(.remove, 1)["value"]?.double == 8)
        let cut = try run(.remove, 2)
        #expect(cut["value"] == .null && cut["bound"] == .null)
        #expect(cut["disconnected"] == .boolean(true))
        #expect(cut["links"] == .array([.string("r"), .string("s")]))
        let back = try run(.remove, 1, "link_id,from,to,cost\nx,a,b,1\ny,c,b,1\n")
        #expect(back["base"] == .null && back["value"] == .null && back["disconnected"] == .boolean(true))
    }

    @Test func `capacity that is lost`() throws {
        #expect(try run(.flow, 0)["value"]?.double == 10)
        let one = try run(.flow, 1)
        #expect(one["value"]?.double == 1 && one["links"] == .array([.string("r")]))
        let two = try run(.flow, 2)
        #expect(two["value"]?.double == 0 && two["disconnected"] == .boolean(true))
        let open = try run(.flow, 0, to: "b")
        #expect(open["value"] == .null && open["unlimited"] == .boolean(true))
        #expect(open["disconnected"] == .boolean(false))
        #expect(try run(.flow, 1, to: "b")["value"]?.double == 4)
    }

    @Test(arguments: [
        ("link_id,from,to,cost\n1,a,c,5\n", LinkInterdiction.Mode.delay, "link 1, delay: there is no figure"),
        ("link_id,from,to,cost,delay\n1,a,c,5,-2\n", .delay, "line 2, column delay"),
        ("link_id,from,to,delay\n1,a,c,5\n", .remove, "link 1, cost: there is no figure"),
        ("link_id,from,to,cost\n1,a,b,5\n", .remove, "--to is c, but no link"),
        ("link_id,from,to,cost\n1,a,c,5\n1,a,c,6\n", .flow, "line 3, column link_id"),
        ("link_id,from,to,capacity\n1,a,c,0\n", .flow, "it must be above 0"),
    ])
    func `bad links are errors that name the place`(rows: String, mode: LinkInterdiction.Mode, problem: String) throws {
        #expect { try run(mode, 1, rows) } throws: { error in
            (error as? RequestError)?.kind == .badData && "\(error)".contains(problem)
        }
    }

    private func patrol(_ rows: String, _ resources: Double) throws -> (PatrolPlanning, String) {
        var job = PatrolPlanning(targets: try folder.file("t.csv", rows), resources: resources)
        let path = folder.url.appending(path: "x.csv").path
        (job.output, job.overwrite) = (path, true)
        return (job, path)
    }

    private func numbers(_ path: String) throws -> [[Double?]] {
        try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst().map { Double($0) }
        }
    }

    @Test func `patrols level what is left to attack`() throws {
        let (job, path) = try patrol("target,reward\nx,10\ny,3\nz,6\n", 1)
        #expect(abs((try job.run().summary["value"]?.double ?? 0) - 3.75) < 1e-12)
        #expect(try numbers(path).map { $0[0].map { ($0 * 1000).rounded() } } == [625, 0, 375])
        #expect(try numbers(path).allSatisfy { $0[1] == nil })
    }

    @Test func `attacks are told at the coverage that the file gives`() throws {
        var (job, path) = try patrol("target,reward,penalty,coverage\nx,2,-1,0.5\ny,2,-1,0\n", 1)
        job.weights = (-2, 1, 1)
        #expect(try job.run().summary["attacked_coverage"]?.text == "given")
        let rows = try numbers(path)
        #expect(rows.map { $0[0] } == [0.5, 0.5])
        // Odds e⁰ to e¹.
        #expect(abs((rows[0][1] ?? 0) - 1 / (1 + 2.718281828459045)) < 1e-12)
        (job, path) = try patrol("target,reward\nx,2\ny,2\n", 1)
        job.weights = (-2, 1, 1)
        let summary = try job.run().summary
        #expect(summary["attacked_coverage"]?.text == "minimax")
        #expect(summary["assumptions"]?.object?["penalty"]?.double == 0)
        #expect(try numbers(path).map { $0[1] } == [0.5, 0.5])
    }

    @Test(arguments: [
        ("target,reward\nx,-1\n", 0.5, "line 2, column reward"), ("target,reward\n", 0.5, "holds no target"),
        ("target,reward\nx,1\nx,2\n", 0.5, "stands here twice"), ("target,reward\nx,1\n", 1.5, "1 targets"),
        ("target,reward,coverage\nx,1,1.5\n", 0.5, "it must be 0…1"), ("target,reward\nx,1\n", -1, "0 or more"),
    ])
    func `bad targets are errors that name the place`(rows: String, resources: Double, problem: String) throws {
        let (job, _) = try patrol(rows, resources)
        #expect { try job.run() } throws: { "\($0)".contains(problem) }
    }
}
