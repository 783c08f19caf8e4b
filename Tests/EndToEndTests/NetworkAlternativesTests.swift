import Foundation
import Testing

/// `trocha network alternatives` from outside.
struct NetworkAlternativesTests {
    private let folder: TemporaryFolder
    private static let header = "from,to,rank,cost,length_m,time_s,stretch,overlap,ps,cf,p,links,places,status"
    /// Three ways from a to d, of 10, 11 and 11, and an island e–f.
    private static let links = """
        link_id,from,to,cost,length_m,time_s,surface
        1,a,b,5,5,50,mud
        2,b,d,5,5,50,mud
        3,a,c,6,6,,mud
        4,c,d,5,5,40,mud
        5,b,c,1,1,10,mud
        6,e,f,1,1,10,mud

        """

    init() throws { folder = try TemporaryFolder() }

    private func run(_ options: String, links: String = links, pairs: String? = nil) throws -> TrochaCommand.Outcome {
        let file = try folder.write(links, to: "links.csv")
        var arguments = ["network", "alternatives", "--links", file] + options.split(separator: " ").map(String.init)
        if let pairs { arguments += ["--pairs", try folder.write(pairs, to: "pairs.csv")] }
        return try TrochaCommand.run(arguments)
    }

    @Test func `Yen's textbook example comes out in order`() throws {
        let links = """
            link_id,from,to,cost
            1,C,D,3
            2,C,E,2
            3,D,F,4
            4,E,D,1
            5,E,F,2
            6,E,G,3
            7,F,G,2
            8,F,H,1
            9,G,H,2

            """
        let outcome = try run("--method yen --from C --to H -o -", links: links)
        #expect(
            outcome.output == """
                \(Self.header)
                C,H,1,5,,,1,,,,,2 5 8,C E F H,ok
                C,H,2,7,,,1.4,,,,,2 6 9,C E G H,ok
                C,H,3,8,,,1.6,,,,,1 3 8,C D F H,ok

                """)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
    }

    @Test(arguments: ["overlap", "plateau"])
    func `figures and shares follow the hand table`(method: String) throws {
        let outcome = try run("--method \(method) --choice psl --theta 0.5 --from a --to d -o -")
        #expect(outcome.status == 0 && outcome.errors.contains("columns not used: surface"))
        let rows = Array(outcome.rows.dropFirst())
        #expect(rows.map { $0[11] } == ["1 2", "3 4", "1 5 4"])
        #expect(rows.map { $0[12] } == ["a b d", "a c d", "a b c d"])
        #expect(rows.map { $0[5] } == ["100", "", "100"], "one link of the second has no time")
        #expect(rows.map { $0[6] } == ["1", "1.1", "1.1"] && rows.map { $0[7] } == ["0", "0", "0.5"])
        // PS: (5/2 + 5)/10, (6 + 5/2)/11, (5/2 + 1 + 5/2)/11.
        let sizes = [0.75, 8.5 / 11, 6 / 11.0]
        let shared = [1 + 5 / 110.0.squareRoot(), 1 + 5 / 11.0, 1 + 5 / 110.0.squareRoot() + 5 / 11.0]
        let weights = zip(sizes, [10.0, 11, 11]).map { $0 * exp(-0.5 * $1) }
        for (row, (size, (shared, weight))) in zip(rows, zip(sizes, zip(shared, weights))) {
            #expect(abs((Double(row[8]) ?? 0) - size) < 1e-12)
            #expect(abs((Double(row[9]) ?? 0) - log(shared)) < 1e-12)
            #expect(abs((Double(row[10]) ?? 0) - weight / weights.reduce(0, +)) < 1e-12)
        }
    }

    @Test func `each pair of a table is answered, wrong ones too`() throws {
        let outcome = try run("-o \(folder.file("r.csv")) --json --k 1", pairs: "from,to\na,d\na,f\nz,d\nb,b\na,d\n")
        #expect(outcome.status == 3)
        #expect(
            outcome.errors.contains("error: 1 of 5 pairs are invalid") && outcome.errors.contains("line 4, column from")
        )
        let rows = try String(contentsOfFile: folder.file("r.csv"), encoding: .utf8).split(separator: "\n")
        #expect(rows[0] == Self.header + ",reason")
        #expect(rows[2] == "a,f,,,,,,,,,,,,disconnected,")
        #expect(rows[3].hasPrefix("z,d,,,,,,,,,,,,invalid,"))
        #expect(rows[4] == "b,b,1,0,0,0,1,0,1,0,,,b,ok,")
        #expect(rows[1] == rows[5] && rows.count == 6)
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(summary["ok"] as? Int == 3 && summary["disconnected"] as? Int == 1 && summary["invalid"] as? Int == 1)
        let assumptions = try #require(summary["assumptions"] as? [String: Any])
        #expect(assumptions["max_stretch"] as? Double == 1.25 && assumptions["max_overlap"] as? Double == 0.5)
    }

    @Test func `a disconnected pair alone is a result`() throws {
        let outcome = try run("--from d --to a -o -")
        #expect(
            outcome.status == 0
                && outcome.rows.dropFirst() == [["d", "a"] + Array(repeating: "", count: 11) + ["disconnected"]])
    }

    @Test func `routes of links with lines are lines`() throws {
        func feature(_ id: String, _ ends: (String, String), _ line: String) -> String {
            """
            {"type":"Feature","geometry":{"type":"LineString","coordinates":\(line)},
            "properties":{"link_id":"\(id)","from":"\(ends.0)","to":"\(ends.1)","cost":1,"length_m":9}}
            """
        }
        let links = try folder.write(
            "{\"type\":\"FeatureCollection\",\"features\":["
                + [
                    feature("1", ("a", "b"), "[[0,0],[1,0]]"), feature("2", ("b", "c"), "[[1,0],[2,0]]"),
                    feature("3", ("c", "d"), "[[2.5,0],[3,0]]"),
                ].joined(separator: ",") + "]}", to: "links.geojson")
        let pairs = try folder.write("from,to\na,c\na,d\nd,a\n", to: "pairs.csv")
        let outcome = try TrochaCommand.run(
            "network", "alternatives", "--links", links, "--pairs", pairs, "-o", folder.file("r.geojson"))
        #expect(outcome.status == 0)
        let file = try Data(contentsOf: URL(filePath: folder.file("r.geojson")))
        let object = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
        let features = try #require(object["features"] as? [[String: Any]])
        let geometries = features.map { $0["geometry"] as? [String: Any] }
        #expect(geometries.map { $0?["type"] as? String } == ["LineString", "MultiLineString", nil])
        #expect((geometries[0]?["coordinates"] as? [[Double]]) == [[0, 0], [1, 0], [2, 0]])
        #expect((features[1]["properties"] as? [String: Any])?["links"] as? String == "1 2 3")
        #expect((features[2]["properties"] as? [String: Any])?["status"] as? String == "disconnected")
        let bare = try run("--from a --to d -o \(folder.file("x.geojson"))")
        #expect(bare.status == 3 && bare.errors.contains("link 1: it has no line"))
    }

    @Test(arguments: ["overlap", "penalty", "plateau"])
    func `the same bytes at any number of threads`(method: String) throws {
        var links = "link_id,from,to,cost,length_m\n"
        for cell in 0..<144 {
            for next in [cell + 1, cell + 12] where next < 144 && (next == cell + 12 || next % 12 != 0) {
                let cost = 3 + (cell * 7 + next * 5) % 4
                links +=
                    "\(cell)e\(next),p\(cell),p\(next),\(cost),\(cost)\n\(next)w\(cell),p\(next),p\(cell),\(cost),\(cost)\n"
            }
        }
        let pairs = "from,to\n" + (0..<60).map { "p\($0 * 5 % 144),p\($0 * 31 % 144)\n" }.joined()
        let files = try ["1", "3"].map { threads in
            let outcome = try run(
                "--method \(method) --max-stretch 1.1 --threads \(threads) -o \(folder.file(threads + ".csv"))",
                links: links, pairs: pairs)
            #expect(outcome.status == 0)
            return try Data(contentsOf: URL(filePath: folder.file(threads + ".csv")))
        }
        #expect(files[0] == files[1] && files[0].count > 5000)
    }

    @Test(arguments: [
        "--from a", "--from a --to d --theta 1", "--from a --to d --choice mnl", "--from a --to d --k 0",
        "--from a --to d --max-overlap 1.5", "--from a --to d --max-stretch 0.9", "--from a --to d --max-stretch nan",
        "--from a --to d --local-optimality -1", "--from a --to d --method best",
        "--from a --to d --choice mnl --theta -1", "--from a --to d --penalty 1", "--from a --to d --pairs x.csv",
        "--from a --to d --weight fee",
    ])
    func `wrong options end with one line`(options: String) throws {
        #expect(try run(options + " -o -").isOneError(2))
    }

    @Test(arguments: [
        ("a,b,5,1", "--from a --to z", "--to is z, but no link"),
        ("a,b,-5,1", "--from a --to b", "line 2, column cost: -5.0"),
        ("a,b,nan,1", "--from a --to b", "line 2, column cost"),
        ("a,b,inf,1", "--from a --to b", "line 2, column cost"),
        ("a,b,,1", "--from a --to b", "link 1, cost: the field is empty"),
        ("a,b,5,", "--from a --to b", "link 1, length_m: the field is empty, but --max-overlap needs it"),
        ("a,b,5,", "--from a --to b --method yen --choice clogit --theta 1", "but --choice clogit needs it"),
        ("a,b,5,1\n1,b,a,5,1", "--from a --to b", "link 1 stands in line 2 already"),
    ])
    func `wrong data end with the place of the fault`(row: String, options: String, problem: String) throws {
        let outcome = try run(options + " -o -", links: "link_id,from,to,cost,length_m\n1,\(row)\n")
        #expect(outcome.isOneError(3) && outcome.errors.contains(problem), "\(outcome.errors)")
    }

    @Test func `without lengths, yen and multinomial logit do`() throws {
        let links = "link_id,from,to,time_s\n1,a,b,5\n2,a,b,6\n"
        let outcome = try run("--from a --to b --method yen --weight time_s --choice mnl --theta 0 -o -", links: links)
        #expect(outcome.rows.dropFirst().map { $0[10] } == ["0.5", "0.5"])
        #expect(outcome.rows.dropFirst().map { $0[3] + $0[4] + $0[8] } == ["", ""])
        #expect(outcome.rows.dropFirst().map { $0[5] } == ["5", "6"])
    }

    @Test func `zones of a TNTP network are not passed through`() throws {
        let links = try folder.write(
            """
            <NUMBER OF ZONES> 2
            <NUMBER OF NODES> 4
            <FIRST THRU NODE> 3
            <NUMBER OF LINKS> 4
            <END OF METADATA>
            ~ init_node term_node capacity length free_flow_time b power speed toll link_type ;
            3 2 10 1 1 0.15 4 0 0 1 ;
            2 4 10 1 1 0.15 4 0 0 1 ;
            3 4 10 1 5 0.15 4 0 0 1 ;
            1 3 10 1 1 0.15 4 0 0 1 ;

            """, to: "net.tntp")
        let outcome = try TrochaCommand.run(
            "network", "alternatives", "--links", links, "--from", "1", "--to", "4", "-o", "-")
        #expect(outcome.rows.dropFirst().map { $0[11] } == ["4 3"])
        #expect(outcome.rows.dropFirst().map { $0[3] } == ["6"])
    }
}
