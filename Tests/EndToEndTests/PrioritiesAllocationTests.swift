import Foundation
import TestSupport
import Testing

/// `trocha priorities cover` and `priorities interdict` from outside.
struct PrioritiesAllocationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func json(_ outcome: TrochaCommand.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    private func covering() throws -> (distances: String, demand: String) {
        (
            try folder.write("site_id,demand_id,distance_m\nA,1,100\nA,2,900\nB,2,300\n", to: "d.csv"),
            try folder.write("demand_id,weight\n1,5\n2,7\n3,2\n", to: "w.csv")
        )
    }

    @Test(arguments: ["exact", "greedy"])
    func `a summary is printed with and without --json`(method: String) throws {
        let files = try covering()
        let arguments = [
            "priorities", "cover", "--distances", files.distances, "--demand", files.demand, "--radius", "500",
            "--sites", "1", "--method", method,
        ]
        let (plain, asked) = (try TrochaCommand.run(arguments), try TrochaCommand.run(arguments + ["--json"]))
        #expect(plain.status == 0 && plain.errors.isEmpty && plain.output == asked.output)
        let summary = try json(asked)
        #expect(summary["sites"] as? [String] == ["B"] && summary["method"] as? String == method)
        #expect(summary["covered"] as? Double == 7 && summary["total"] as? Double == 14)
        #expect(summary["bound"] as? Double == 7 && summary["uncovered_demands"] as? [String] == ["1", "3"])
    }

    @Test func `wrong usage and bad tables end with 2 and 3`() throws {
        let files = try covering()
        func status(_ radius: String, _ sites: String, _ demand: String) throws -> Int32 {
            try TrochaCommand.run(
                "priorities", "cover", "--distances", files.distances, "--demand", demand, "--radius", radius,
                "--sites", sites
            ).status
        }
        #expect(try status("-1", "1", files.demand) == 2)
        #expect(try status("nan", "1", files.demand) == 2)
        #expect(try status("1", "0", files.demand) == 2)
        #expect(try status("1", "1", folder.file("none.csv")) == 4)
        #expect(try status("1", "1", folder.write("demand_id,weight\n1,inf\n", to: "bad.csv")) == 3)
    }

    @Test func `links are delayed, removed and drained`() throws {
        let links = try folder.write(
            "link_id,from,to,cost,capacity,delay\np,a,b,1,4,5\nq,a,b,2,,1\nr,b,c,1,9,0\ns,a,c,8,1,3\n", to: "l.csv")
        func summary(_ mode: String, _ budget: String) throws -> [String: Any] {
            let outcome = try TrochaCommand.run(
                "priorities", "interdict", "--links", links, "--from", "a", "--to", "c", "--budget", budget, "--mode",
                mode, "--json")
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            return try json(outcome)
        }
        #expect(try summary("delay", "1")["value"] as? Double == 3)
        let cut = try summary("remove", "2")
        #expect(cut["value"] is NSNull && cut["disconnected"] as? Bool == true)
        #expect(try summary("flow", "1")["links"] as? [String] == ["r"])
        let none = try TrochaCommand.run("priorities", "interdict", "--mode", "delay", "--links", links)
        #expect(none.status == 2 && none.errors.contains("--from"))
    }

    @Test func `patrols are written with attack probabilities`() throws {
        let targets = try folder.write("target,reward,penalty\nx,10,-1\ny,3,-1\nz,6,-1\n", to: "t.csv")
        let outcome = try TrochaCommand.run(
            "priorities", "interdict", "--mode", "patrol", "--targets", targets, "--resources", "1", "--suqr",
            "-2,0.5,0.1", "-o", "-")
        #expect(outcome.status == 0)
        #expect(outcome.rows[0] == ["target", "coverage", "attack_probability"])
        let shares = outcome.rows.dropFirst().compactMap { Double($0[2]) }
        #expect(shares.count == 3 && abs(shares.reduce(0, +) - 1) < 1e-12)
        let tooMuch = try TrochaCommand.run(
            "priorities", "interdict", "--mode", "patrol", "--targets", targets, "--resources", "4")
        #expect(tooMuch.status == 2 && tooMuch.errors.contains("3 targets"))
    }
}
