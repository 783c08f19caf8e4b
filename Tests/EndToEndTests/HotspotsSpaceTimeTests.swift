import Foundation
import Testing

/// The verbs on space and time, as a user runs them.
@Suite struct HotspotsSpaceTimeTests {
    let folder: TemporaryFolder
    let events: String

    /// Forty events: twenty pairs, each a hundred metres and two days apart.
    init() throws {
        folder = try TemporaryFolder()
        var rows = ["name,x,y,day,iso"]
        for i in 0..<20 {
            let (x, y, day) = (i * 7919 % 1000 * 10, i * 104_729 % 1000 * 10, i * 37 % 211)
            rows.append("a\(i),\(x),\(y),\(day),\(Self.date(day))")
            rows.append("b\(i),\(x + 100),\(y),\(day + 2),\(Self.date(day + 2))")
        }
        events = try folder.write(rows.joined(separator: "\n") + "\n", to: "events.csv")
    }

    /// Days after 1 January 2023.
    private static func date(_ day: Int) -> String {
        let moment = Date(timeIntervalSince1970: 1_672_531_200 + Double(day) * 86_400)
        return String(moment.ISO8601Format().prefix(10))
    }

    private func run(_ verb: String, _ input: String, _ options: String) throws -> TrochaCommand.Outcome {
        let words = options.split(separator: " ").map(String.init)
        return try TrochaCommand.run(["hotspots", verb, input, "--crs", "planar"] + words)
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `knox writes every band, the same for dates and numbers and at any number of threads`() throws {
        let bands = "--space 0,150,inf --time 0,3,inf -o -"
        let first = try run("knox", events, "--date day \(bands) --threads 1")
        #expect(first.status == 0, "\(first.errors)")
        #expect(
            first.rows[0] == [
                "space_from", "space_to", "time_from", "time_to", "observed", "expected", "ratio", "p", "p_poisson",
            ])
        #expect(first.rows.count == 5)
        #expect(first.rows[1][..<4] == ["0", "150", "0", "3"] && first.rows[4][..<4] == ["150", "inf", "3", "inf"])
        #expect(Int(first.rows[1][4]) == 20 && Double(first.rows[1][7]) == 0.001)
        let observed = first.rows.dropFirst().compactMap { row in Int(row[4]) }
        #expect(observed.reduce(0, +) == 780)
        let second = try run("knox", events, "--date iso \(bands) --threads 2")
        #expect(second.output == first.output)
        let other = try run("knox", events, "--date iso \(bands) --seed 2")
        #expect(other.rows.map { Array($0[..<7]) } == first.rows.map { Array($0[..<7]) })
    }

    @Test func `knox counts each event's partners`() throws {
        let local = folder.file("local.csv")
        let outcome = try run(
            "knox", events,
            "--id name --date day --space 0,150 --time 0,3 --permutations 0 --local \(local) --json -o \(folder.file("k.csv"))"
        )
        let summary = try json(outcome.output)
        #expect(summary["pairs"] as? Int == 780 && summary["n"] as? Int == 40)
        #expect(summary["method"] as? String == "knox")
        let rows = try String(contentsOfFile: local, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",").map(String.init)
        }
        #expect(rows[0] == ["id", "n_st", "p_hypergeom"] && rows.count == 41)
        #expect(rows[1][0] == "a0" && rows.dropFirst().allSatisfy { Int($0[1]) ?? 0 >= 1 })
    }

    @Test func `mantel and jacquez print their value and p`() throws {
        let mantel = try json(try run("mantel", events, "--date day --json").output)
        let value = try #require(mantel["value"] as? Double)
        #expect(value > 0 && value < 1)
        let p = try #require(mantel["p"] as? Double)
        #expect(p > 0 && p <= 1)
        let jacquez = try json(try run("jacquez", events, "--date day --k 1").output)
        #expect(try #require(jacquez["value"] as? Int) > 10)
        #expect(try #require(jacquez["p"] as? Double) <= 0.01)
    }

    @Test func `hawkes takes given parameters, fits without them, and says what may be said`() throws {
        let times = (0..<120).map { event -> String in
            let (burst, place) = (Double(event / 4), Double(event % 4))
            return "\(burst * 10 + place * 0.1 + Double(event * 7 % 11) / 100)"
        }
        let input = try folder.write("t\n" + times.joined(separator: "\n") + "\n", to: "times.csv")
        let given = try json(
            try run("hawkes", input, "--time t --horizon 300 --mu 0.1 --alpha 0.5 --beta 2 --json").output)
        #expect(given["mu"] as? Double == 0.1 && given["alpha"] as? Double == 0.5 && given["beta"] as? Double == 2)
        let fitted = try json(try run("hawkes", input, "--time t --horizon 300 --json").output)
        let likelihood = try #require(fitted["loglik"] as? Double)
        #expect(likelihood >= (try #require(given["loglik"] as? Double)))
        #expect(likelihood > (try #require(fitted["poisson_loglik"] as? Double)))
        #expect((fitted["gate"] as? [String: Any])?["state"] as? String == "supported")
        let few = try run("hawkes", events, "--time day --horizon 300 --json")
        #expect(few.status == 6 && few.errors.contains("40 events are fewer than the 100"))
        let gate = try json(few.output)["gate"] as? [String: Any]
        #expect(gate?["state"] as? String == "refused" && gate?["minimum_n"] as? Int == 100)
        let allowed = try run("hawkes", events, "--time day --horizon 300 --json --allow-insufficient")
        #expect(allowed.status == 0)
        #expect((try json(allowed.output)["gate"] as? [String: Any])?["state"] as? String == "refused")
    }

    @Test func `emerging classifies places by their months in any order of rows`() throws {
        var rows = (1...12).flatMap { month in
            let step = "2023-\(month < 10 ? "0" : "")\(month)"
            return [
                "north,\(step),\(month == 12 ? 2.5 : 0.1 * Double(month % 3))", "south,\(step),\(-1.7 - Double(month))",
                "east,\(step),0",
            ]
        }
        let header = "place,month,z\n"
        let sorted = try folder.write(header + rows.joined(separator: "\n") + "\n", to: "sorted.csv")
        let options = "--id place --time month --z z -o -"
        let outcome = try run("emerging", sorted, options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.rows[0] == [
                "id", "pattern", "mk_s", "mk_var", "mk_z", "mk_p", "mk_tau", "n_steps", "n_hot", "n_cold",
            ])
        #expect(outcome.rows[1][..<2] == ["north", "new hot spot"] && outcome.rows[1][7...] == ["12", "1", "0"])
        #expect(outcome.rows[2][..<2] == ["south", "intensifying cold spot"] && outcome.rows[2][2] == "-66")
        #expect(outcome.rows[3] == ["east", "no pattern detected", "0", "0", "0", "1", "0", "12", "0", "0"])
        rows = [rows[0], rows[1], rows[2]] + rows.dropFirst(3).reversed()
        let mixed = try folder.write(header + rows.joined(separator: "\n") + "\n", to: "mixed.csv")
        #expect(try run("emerging", mixed, options).output == outcome.output)
        rows.remove(at: 7)
        let gap = try folder.write(header + rows.joined(separator: "\n") + "\n", to: "gap.csv")
        let refused = try run("emerging", gap, options)
        #expect(refused.isOneError(3) && refused.errors.contains("no row for the step"))
    }

    /// A row of twelve places; the three at its end rise from the seventh of ten steps on.
    @Test func `emerging finds the places whose neighbourhood rises`() throws {
        let rows = (0..<12).flatMap { place in
            (1...10).map { step in
                "p\(place),\(place),0,\(step),\((place * 5 + step * 3) % 4 + (place > 8 && step > 6 ? 9 : 0))"
            }
        }
        let input = try folder.write("id,x,y,t,n\n" + rows.joined(separator: "\n") + "\n", to: "panel.csv")
        let gal = (0..<12).map { place in
            let others = [place - 1, place + 1].filter { (0..<12).contains($0) }
            return "p\(place) \(others.count)\n" + others.map { "p\($0)" }.joined(separator: " ")
        }
        let neighbours = try folder.write("12\n" + gal.joined(separator: "\n") + "\n", to: "row.gal")
        let options = "--id id --time t --value n"
        let band = try run("emerging", input, "\(options) --weights band:1 -o -")
        #expect(band.status == 0, "\(band.errors)")
        #expect(band.rows[11][..<2] == ["p10", "consecutive hot spot"] && band.rows[1][1] == "no pattern detected")
        #expect(try run("emerging", input, "\(options) --weights \(neighbours) -o - --threads 1").output == band.output)
        #expect(
            try run("emerging", input, "\(options) --weights band:1 --style row -o -").rows[11][1] == band.rows[11][1])
        let alone = try run("emerging", input, "\(options) --weights band:0.5 -o -")
        #expect(alone.isOneError(6) && alone.errors.contains("no unit has a neighbour"))
        let both = try run("emerging", input, "\(options) --z n -o -")
        #expect(both.isOneError(2))
        let features = folder.file("patterns.geojson")
        #expect(try run("emerging", input, "\(options) --weights band:1 -o \(features)").status == 0)
        let written = try json(String(contentsOfFile: features, encoding: .utf8))["features"] as? [[String: Any]]
        #expect(written?.count == 12)
        #expect((written?[10]["properties"] as? [String: Any])?["pattern"] as? String == "consecutive hot spot")
    }

    @Test(arguments: [
        ("knox", "--date day --space 0 --time 0,1 -o -"), ("knox", "--date day --space 0,5,5 --time 0,1 -o -"),
        ("knox", "--date day --space 0,x --time 0,1 -o -"), ("knox", "--date day --space 0,5 --time 0,1 -o k.tif"),
        ("knox", "--date day --space 0,5 --time 0,1 --permutations -1 -o -"),
        ("mantel", "--date day --space-power nan"), ("jacquez", "--date day --k 0"),
        ("jacquez", "--date day --k 40"), ("hawkes", "--time day --horizon 300 --mu 1"),
        ("hawkes", "--time day --horizon 300 --mu 1 --alpha 1 --beta 0"), ("hawkes", "--time day --horizon soon"),
        ("hawkes", "--time day --horizon 300 --holdout 1"), ("emerging", "--time day --z x -o -"),
        ("emerging", "--id name --time day -o -"),
    ])
    func `wrong usage is 2`(verb: String, options: String) throws {
        let outcome = try run(verb, events, options)
        #expect(outcome.isOneError(2), "\(verb) \(options): \(outcome.status) \(outcome.errors)")
    }

    @Test(arguments: [
        ("knox", "--date nothing --space 0,5 --time 0,1 -o -"), ("mantel", "--date name"),
        ("mantel", "--date day --space-constant -500 --space-power 0.5"), ("hawkes", "--time day --horizon 100"),
        ("hawkes", "--time day --horizon 300 --start 1"),
    ])
    func `bad data is 3`(verb: String, options: String) throws {
        let outcome = try run(verb, events, options)
        #expect(outcome.isOneError(3), "\(verb) \(options): \(outcome.status) \(outcome.errors)")
    }

    @Test func `a bad date is named by its line and field`() throws {
        for bad in ["", "2023-02-30", "nan", "1e999", "soon"] {
            let rows = (0..<25).map { "\($0),0,\($0 == 3 ? bad : "\($0)")" }
            let input = try folder.write("x,y,t\n" + rows.joined(separator: "\n") + "\n", to: "bad-\(bad).csv")
            let outcome = try run("mantel", input, "--date t")
            #expect(outcome.isOneError(3) && outcome.errors.contains("line 5"), "\(outcome.errors)")
        }
    }

    @Test func `what cannot differ is refused whatever is allowed`() throws {
        for (name, row) in [("date", { "\($0),1,4" }), ("place", { "3,1,\($0)" })] as [(String, (Int) -> String)] {
            let input = try folder.write(
                "x,y,t\n" + (0..<30).map(row).joined(separator: "\n") + "\n", to: name + ".csv")
            for (verb, options) in [
                ("knox", "--date t --space 0,1 --time 0,1 -o \(folder.file("no.csv"))"), ("mantel", "--date t"),
                ("jacquez", "--date t --k 2"),
            ] {
                let outcome = try run(verb, input, options + " --allow-insufficient")
                #expect(outcome.status == 6 && outcome.errors.contains("constant value"), "\(verb) \(outcome.errors)")
            }
        }
        #expect(!folder.names.contains("no.csv"))
    }
}
