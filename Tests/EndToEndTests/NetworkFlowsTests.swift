import Foundation
import TestSupport
import Testing

/// `trocha network flows` from outside.
struct NetworkFlowsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func json(_ outcome: TrochaCommand.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    private func rows(_ name: String) throws -> [[String]] {
        try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func `Sioux Falls from its TNTP files, the same bytes at one thread and two`() throws {
        let network = try folder.write(SiouxFalls.networkFile, to: "net.tntp")
        let trips = try folder.write(SiouxFalls.tripFile, to: "trips.tntp")
        for threads in ["1", "2"] {
            let outcome = try TrochaCommand.run(
                "network", "flows", "--model", "ue", "--links", network, "--demand", trips, "--threads", threads, "-o",
                folder.file("flows\(threads).csv"), "--routes", folder.file("routes\(threads).csv"), "--json")
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            let summary = try json(outcome)
            let objective = try #require(summary["objective"] as? Double)
            #expect(objective >= SiouxFalls.objective - 1e-3 && objective < SiouxFalls.objective * (1 + 1e-7))
            #expect(try #require(summary["relative_gap"] as? Double) <= 1e-6 && summary["converged"] as? Bool == true)
        }
        #expect(try rows("flows1.csv") == rows("flows2.csv") && rows("routes1.csv") == rows("routes2.csv"))
        let flows = try rows("flows1.csv")
        #expect(flows[0] == ["link_id", "from", "to", "flow", "cost"] && flows.count == 77)
        for (row, known) in zip(flows.dropFirst(), SiouxFalls.flows) {
            #expect(abs(try #require(Double(row[3])) - known) < 1e-3 * known)
        }
        let routes = try rows("routes1.csv")
        #expect(routes[0] == ["from", "to", "route", "share", "flow", "cost", "links"])
        let shares = try routes.dropFirst().reduce(0) { $0 + (try #require(Double($1[3]))) }
        #expect(abs(shares - 528) < 1e-9)
    }

    private let links = """
        link_id,from,to,length_m,cost,capacity,b,power,colour
        1,a,b,100,10,40,0.15,4,red
        2,a,b,120,8,20,1,4,blue
        3,c,a,10,1,,,,

        """

    private func inputs(_ demand: String = "a,b,100\nb,a,5\na,a,3\n") throws -> (links: String, demand: String) {
        (
            try folder.write(links, to: "links.csv"),
            try folder.write("from,to,persons\n" + demand, to: "demand.csv")
        )
    }

    @Test func `what cannot travel is named and the rest is assigned`() throws {
        let (links, demand) = try inputs()
        let outcome = try TrochaCommand.run(
            "network", "flows", "--model", "ue", "--links", links, "--demand", demand, "-o", folder.file("f.csv"),
            "--json")
        #expect(outcome.status == 0)
        #expect(
            outcome.errors.contains("columns not used: colour") && outcome.errors.contains("pairs without any route: 1")
        )
        let summary = try json(outcome)
        let pairs = try #require(summary["disconnected"] as? [[String: Any]])
        #expect(pairs.count == 1 && pairs[0]["from"] as? String == "b" && pairs[0]["persons"] as? Double == 5)
        #expect(summary["intrazonal"] as? Double == 3 && summary["assigned"] as? Double == 100)
        let flows = try rows("f.csv").dropFirst().compactMap { Double($0[3]) }
        let costs = try rows("f.csv").dropFirst().compactMap { Double($0[4]) }
        #expect(abs(flows[0] + flows[1] - 100) < 1e-9 && flows[2] == 0 && abs(costs[0] - costs[1]) < 1e-3)
    }

    @Test(arguments: [
        ["sue", "--theta", "0.5", "--gap", "1e-12"], ["sue", "--theta", "0.5", "--k", "2", "--gap", "1e-12"],
    ])
    func `the logit equilibrium of two links, with those who stay away`(model: [String]) throws {
        let (links, demand) = try inputs("a,b,100\n")
        let outcome = try TrochaCommand.run(
            ["network", "flows", "--links", links, "--demand", demand, "--outside", "12", "-o", folder.file("f.csv")]
                + ["--json", "--model"] + model)
        #expect(outcome.status == 0)
        let (flows, costs) = (
            try rows("f.csv").dropFirst().compactMap { Double($0[3]) },
            try rows("f.csv").dropFirst().compactMap { Double($0[4]) }
        )
        let outside = try #require(try json(outcome)["outside"] as? Double)
        let weights = [costs[0], costs[1], 12].map { exp(-0.5 * $0) }
        for (flow, weight) in zip([flows[0], flows[1], outside], weights) {
            #expect(abs(flow - 100 * weight / weights.reduce(0, +)) < 1e-8)
        }
    }

    @Test func `loads of aon, load and rsp go by the costs without flow`() throws {
        let (links, demand) = try inputs("a,b,100\n")
        let share = 100 / (1 + exp(1.0))
        for (model, known) in [
            (["aon"], 0), (["load", "--choice", "mnl", "--theta", "0.5"], share),
            (["load", "--choice", "clogit", "--theta", "0.5"], share),
            (["rsp", "--theta", "0.5"], share),
        ] {
            let outcome = try TrochaCommand.run(
                ["network", "flows", "--links", links, "--demand", demand, "-o", "-", "--model"] + model)
            #expect(outcome.status == 0)
            #expect(abs(try #require(Double(outcome.rows[1][3])) - known) < 1e-10)
        }
    }

    @Test func `gravity meets its margins and finds beta`() throws {
        let origins = try folder.write("zone,persons\na,400\nb,460\n", to: "o.csv")
        let destinations = try folder.write("zone,persons\na,260\nb,600\n", to: "d.csv")
        let costs = try folder.write("from,to,cost\na,a,3\na,b,11\nb,a,12\nb,b,3\n", to: "c.csv")
        let common = ["network", "flows", "--model", "gravity", "--origins", origins, "--destinations", destinations]
        let first = try TrochaCommand.run(
            common + ["--costs", costs, "--beta", "0.1", "-o", folder.file("t.csv"), "--json"])
        #expect(first.status == 0)
        let trips = try rows("t.csv").dropFirst().compactMap { Double($0[2]) }
        #expect(abs(trips[0] + trips[1] - 400) < 1e-9 && abs(trips[1] + trips[3] - 600) < 1e-9)
        #expect(abs(trips[0] * trips[3] / (trips[1] * trips[2]) - exp(1.7)) < 1e-9)
        let mean = try #require(try json(first)["mean_cost"] as? Double)
        let second = try TrochaCommand.run(
            common + ["--costs", costs, "--mean-cost", "\(mean)", "-o", folder.file("u.csv"), "--json"])
        #expect(abs((try json(second)["beta"] as? Double ?? 0) - 0.1) < 1e-8)
        let seed = try folder.write("from,to,weight\na,a,1\na,b,0\nb,b,1\n", to: "s.csv")
        let third = try TrochaCommand.run(common + ["--seed-matrix", seed, "-o", folder.file("v.csv")])
        #expect(third.isOneError(3) && third.errors.contains("no table meets the margins"))
        #expect(!folder.names.contains("v.csv"))
    }

    @Test(arguments: [
        ("link_id,from,to,cost\n1,a,b,-5\n", "a,b,3\n", 3, "line 2, column cost"),
        ("link_id,from,to,cost\n1,a,b,nan\n", "a,b,3\n", 3, "line 2, column cost"),
        ("link_id,from,to,cost\n1,a,b,\n", "a,b,3\n", 3, "link 1: it has no cost"),
        ("link_id,from,to,cost,capacity\n1,a,b,5,0\n", "a,b,3\n", 3, "line 2, column capacity"),
        ("link_id,from,to,cost\n1,a,b,5\n1,b,a,5\n", "a,b,3\n", 3, "line 3, column link_id"),
        ("link_id,from,to,cost\n1,a,b,5\n", "a,z,3\n", 3, "touches place z"),
        ("link_id,from,to,cost\n1,a,b,5\n", "a,b,-3\n", 3, "line 2, column persons"),
        ("link_id,from,to,cost\n1,a,b,5\n", "", 3, "holds no pair"),
        ("link_id,from,to,cost,capacity,b,power\n1,a,b,5,1e-300,1,9\n", "a,b,3\n", 3, "beyond all numbers"),
        ("", "a,b,3\n", 3, "links.csv"),
    ])
    func `bad input is one line and no output`(links: String, demand: String, status: Int32, problem: String) throws {
        let outcome = try TrochaCommand.run(
            "network", "flows", "--model", "ue", "--links", try folder.write(links, to: "links.csv"), "--demand",
            try folder.write("from,to,persons\n" + demand, to: "demand.csv"), "-o", folder.file("f.csv"))
        #expect(outcome.isOneError(status) && outcome.errors.contains(problem))
        #expect(!folder.names.contains("f.csv"))
    }

    @Test(arguments: [
        ["ue"], ["sue"], ["load", "--theta", "1"], ["rsp"], ["ue", "--gap", "-1"], ["ue", "--max-iterations", "0"],
        ["aon", "--outside", "3"], ["rsp", "--theta", "1", "--routes", "r.csv"], ["sue", "--theta", "nan"],
        ["sue", "--theta", "1", "--max-routes", "1"], ["gravity"],
    ])
    func `wrong usage is told`(model: [String]) throws {
        let (links, demand) = try inputs("a,b,100\n")
        let files = model == ["ue"] ? ["--links", links] : ["--links", links, "--demand", demand]
        let outcome = try TrochaCommand.run(
            ["network", "flows", "-o", folder.file("f.csv"), "--model"] + model + files)
        #expect(outcome.isOneError(2))
    }
}
