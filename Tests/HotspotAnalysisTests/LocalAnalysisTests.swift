import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// A lattice of 6 by 6 units with an exposure, cases and a file of rook neighbours.
struct Lattice {
    let folder = try? TemporaryFolder()

    func file(_ name: String, _ text: String) throws -> String { try #require(folder).file(name, text) }

    func units(_ cases: (Int) -> String = { String($0 * 7 % 11) }, exposure: (Int) -> String = { _ in "10" }) throws
        -> String
    {
        let rows = (0..<36).map { "u\($0),\($0 % 6),\($0 / 6),\(cases($0)),\(exposure($0))" }
        return try file("units.csv", "id,x,y,cases,persons\n" + rows.joined(separator: "\n") + "\n")
    }

    func neighbours(of cell: Int) -> [Int] {
        (0..<36).filter { abs($0 % 6 - cell % 6) + abs($0 / 6 - cell / 6) == 1 }
    }

    func gal(_ cells: [Int] = Array(0..<36)) throws -> String {
        let rows = cells.map { cell in
            let list = neighbours(of: cell)
            return "u\(cell) \(list.count)\n" + list.map { "u\($0)" }.joined(separator: " ")
        }
        return try file("rook.gal", "0 36 units id\n" + rows.joined(separator: "\n") + "\n")
    }

    func request(_ path: String, output: String = "out.csv") throws -> HotspotRequest {
        var source = UnitSource(path: path)
        (source.crs, source.idField) = ("planar", "id")
        var request = HotspotRequest(
            source: source, output: try #require(folder).url.appending(path: output).path)
        request.overwrite = true
        return request
    }

    func table(_ request: HotspotRequest) throws -> CommaSeparatedTable {
        try CommaSeparatedTable(bytes: Data(contentsOf: URL(filePath: request.output)))
    }
}

@Suite struct LocalAnalysisTests {
    private let lattice = Lattice()

    private func subject(_ weights: String, _ style: WeightsStyle? = nil, permutations: Int = 99) throws
        -> StatisticSubject
    {
        var subject = StatisticSubject(value: "cases")
        subject.weights = WeightsRequest(try WeightsChoice(weights), style: style)
        subject.permutations = permutations
        return subject
    }

    @Test func `a band, a GAL and a GWT file of the same neighbours give the same bytes`() throws {
        let units = try lattice.units()
        let pairs = (0..<36).flatMap { cell in lattice.neighbours(of: cell).map { "u\(cell) u\($0) 1" } }
        let gwt = try lattice.file("rook.gwt", "0 36 units id\n" + pairs.reversed().joined(separator: "\n"))
        let outputs = try ["band:1", try lattice.gal(Array((0..<36).reversed())), gwt].map { weights in
            let request = try lattice.request(units)
            let outcome = try LocalAnalysis(
                request, subject: try subject(weights), statistic: .moran(.conditional)
            ).run()
            #expect(outcome.refusal == nil)
            return try Data(contentsOf: URL(filePath: request.output))
        }
        #expect(Set(outputs).count == 1)
    }

    @Test func `the columns of each statistic stand after those of the units`() throws {
        let units = try lattice.units()
        let own = ["id", "x", "y", "cases", "persons"]
        let columns: [(LocalAnalysis.Statistic, [String])] = [
            (.gi(includesSelf: true), ["g", "z", "p_norm", "p_sim", "q_fdr", "bin", "bin_raw", "n_neighbours"]),
            (
                .moran(.total),
                ["i", "e_i", "var_i", "z", "p_norm", "p_sim", "q_fdr", "bin", "bin_raw", "quadrant"]
            ),
            (.losh, ["h", "var_h", "p_chisq", "p_sim", "q_fdr", "bin"]),
        ]
        for (statistic, added) in columns {
            let request = try lattice.request(units)
            let outcome = try LocalAnalysis(
                request, subject: try subject("knn:4", permutations: 0), statistic: statistic
            ).run()
            let table = try lattice.table(request)
            #expect(table.header == own + added)
            #expect(table.rows.count == 36)
            let empty = table.header.firstIndex(of: "p_sim") ?? 0
            #expect(table.rows.allSatisfy { $0.fields[empty].isEmpty })
            let keys = outcome.summary.members.map(\.name)
            #expect(keys.starts(with: ["method", "n", "seed", "permutations", "parameters", "gate"]))
            #expect(keys.contains("islands") && keys.contains("fdr"))
        }
    }

    @Test func `too few units are refused unless one insists, a constant value always`() throws {
        let few = try lattice.file(
            "few.csv", "id,x,y,cases\n" + (0..<12).map { "a\($0),\($0),0,\($0 % 5)" }.joined(separator: "\n"))
        var request = try lattice.request(few)
        let refused = try LocalAnalysis(
            request, subject: try subject("knn:2"), statistic: .gi(includesSelf: true)
        ).run()
        #expect(refused.refusal?.contains("12 units") == true)
        #expect(!FileManager.default.fileExists(atPath: request.output))
        request.allowsInsufficient = true
        let allowed = try LocalAnalysis(
            request, subject: try subject("knn:2"), statistic: .gi(includesSelf: true)
        ).run()
        #expect(allowed.refusal == nil)
        #expect(FileManager.default.fileExists(atPath: request.output))
        var constant = try lattice.request(try lattice.units({ _ in "3" }), output: "constant.csv")
        constant.allowsInsufficient = true
        let outcome = try LocalAnalysis(
            constant, subject: try subject("knn:2"), statistic: .gi(includesSelf: true)
        ).run()
        #expect(outcome.refusal?.contains("constant value") == true)
        let apart = LocalAnalysis(
            constant, subject: try subject("band:0.5"), statistic: .losh
        )
        #expect(try apart.run().refusal != nil)
        #expect(!FileManager.default.fileExists(atPath: constant.output))
    }

    @Test(arguments: [
        ("0 36 a b\nu0 1\nu99\n", "u99"), ("0 36 a b\nu0 2\nu1\n", "u0"), ("0 36 a b\nu0 1\nu0\n", "own neighbour"),
        ("0 35 a b\n", "35 units"), ("nothing", "first line"), ("", "empty"),
        ("36\nu0 1\nu1\nu0 1\nu1\n", "second time"), ("36\nu0 1\nu1\n", "u1"), ("36\nu0 many\nu1\n", "number"),
    ])
    func `a damaged GAL file is bad data with its line`(_ text: String, _ named: String) throws {
        let units = try lattice.units()
        let gal = try lattice.file("bad.gal", text)
        let job = LocalAnalysis(
            try lattice.request(units), subject: try subject(gal), statistic: .gi(includesSelf: true))
        let error = #expect(throws: RequestError.self) { try job.run() }
        #expect(error?.kind == .badData)
        #expect(error?.description.contains(named) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("bad.gal") == true)
    }

    @Test(arguments: [
        "0 36 a b\nu0 u1\n", "0 36 a b\nu0 u1 heavy\n", "0 36 a b\nu0 u1 -2\n", "0 36 a b\nu0 u1 nan\n",
        "0 36 a b\nu0 u1 1\nu0 u1 2\n", "0 36 a b\nu0 q 1\n",
    ])
    func `a damaged GWT file is bad data`(_ text: String) throws {
        let units = try lattice.units()
        let gwt = try lattice.file("bad.gwt", text)
        let job = LocalAnalysis(
            try lattice.request(units), subject: try subject(gwt), statistic: .gi(includesSelf: true))
        #expect(throws: RequestError.self) { try job.run() }
    }

    @Test(arguments: ["knn:0", "knn:x", "knn:-3", "band:-1", "band:", "band:inf", "network:-1", "rock", "", "knn:2.5"])
    func `impossible weights are wrong usage`(_ text: String) {
        let error = #expect(throws: RequestError.self) { try WeightsChoice(text) }
        #expect(error?.kind == .wrongUsage)
    }

    @Test func `weights that do not go with the units say so`() throws {
        let units = try lattice.units()
        for (weights, kind) in [
            ("queen", RequestError.Kind.badData), ("rook", .badData), ("network:5", .badData), ("knn:36", .wrongUsage),
        ] {
            let job = LocalAnalysis(
                try lattice.request(units), subject: try subject(weights), statistic: .gi(includesSelf: true))
            let error = #expect(throws: RequestError.self) { try job.run() }
            #expect(error?.kind == kind)
        }
    }

    @Test func `a zero exposure and a negative count are bad data with their row`() throws {
        for (cases, persons) in [("-1", "10"), ("2", "0"), ("2", "-4"), ("", "3"), ("nan", "3"), ("two", "3")] {
            let units = try lattice.units({ $0 == 4 ? cases : "\($0)" }, exposure: { $0 == 4 ? persons : "10" })
            var subject = try subject("knn:4")
            subject.exposure = "persons"
            let job = LocalAnalysis(
                try lattice.request(units), subject: subject, statistic: .gi(includesSelf: true))
            let error = #expect(throws: RequestError.self) { try job.run() }
            #expect(error?.description.contains("line 6") == true, "\(error?.description ?? "")")
        }
    }

    @Test func `lines are neighbours along the network`() throws {
        // A cross of unit lines: 0, 1, 2 meet at the origin, 3 goes on from 2; 4 is apart.
        let lines = [
            [(0, 0), (1, 0)], [(0, 0), (-1, 0)], [(0, 0), (0, 1)], [(0, 1), (0, 2)], [(5, 5), (6, 5)],
        ]
        let features = lines.enumerated().map { index, line in
            let points = line.map { "[\($0.0 * 1000), \($0.1 * 1000)]" }.joined(separator: ",")
            return """
                {"type":"Feature","properties":{"id":"\(index)","cases":\(index)},
                "geometry":{"type":"LineString","coordinates":[\(points)]}}
                """
        }
        let path = try lattice.file(
            "lines.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}")
        var request = try lattice.request(path)
        request.allowsInsufficient = true
        for (reach, expected) in [
            ("1000", ["2", "2", "3", "1", "0"]), ("2000", ["3", "3", "3", "3", "0"]),
            ("999", ["0", "0", "0", "0", "0"]),
        ] {
            let job = LocalAnalysis(
                request, subject: try subject("network:\(reach)", permutations: 0), statistic: .gi(includesSelf: true))
            let outcome = try job.run()
            if reach == "999" {
                #expect(outcome.refusal?.contains("no unit has a neighbour") == true)
                continue
            }
            let table = try lattice.table(request)
            let column = try #require(table.header.firstIndex(of: "n_neighbours"))
            #expect(table.rows.map { $0.fields[column] } == expected)
        }
    }
}

@Suite struct CalibrationAnalysisTests {
    private let lattice = Lattice()

    private func calibrate(_ counts: CalibrationAnalysis.Counts, threads: Int = 1, replicates: Int = 200) throws
        -> JSONObject
    {
        let units = try lattice.units(exposure: { String(1 + $0 % 3) })
        var request = try lattice.request(units)
        request.threads = threads
        var job = CalibrationAnalysis(
            request, method: .local(.gi(includesSelf: true), WeightsRequest(try WeightsChoice("knn:4"))),
            exposure: "persons", counts: counts)
        (job.permutations, job.replicates) = (0, replicates)
        return try job.run { _, _, _ in }.summary
    }

    private func number(_ summary: JSONObject, _ key: String) -> Double { summary[key]?.double ?? .nan }

    @Test func `replicates are the same at any number of threads and lie in their interval`() throws {
        let one = try calibrate(.total(4000))
        let three = try calibrate(.total(4000), threads: 3)
        #expect(one == three)
        #expect(number(one, "low") <= number(one, "false_alarm_rate"))
        #expect(number(one, "high") >= number(one, "false_alarm_rate"))
        #expect(number(one, "replicates") == 200 && number(one, "alpha") == 0.05)
    }

    @Test func `counts of one's own are counted as they stand`() throws {
        // One row at constant rates but for rounding, one with a raised corner, one constant.
        let header = (0..<36).map { "u\($0)" }.joined(separator: ",") + ",other"
        let even = (0..<36).map { String(100 * (1 + $0 % 3) + $0 * 7 % 5) }.joined(separator: ",") + ",x"
        let raised =
            (0..<36).map { cell in
                String((cell % 6 < 2 && cell / 6 < 2 ? 300 : 100) * (1 + cell % 3) + cell * 7 % 5)
            }.joined(separator: ",") + ",y"
        let constant = (0..<36).map { String(10 * (1 + $0 % 3)) }.joined(separator: ",") + ",z"
        let path = try lattice.file("counts.csv", [header, raised, raised, even, constant].joined(separator: "\n"))
        let summary = try calibrate(.table(path: path))
        #expect(number(summary, "replicates") == 4)
        #expect(number(summary, "false_alarm_rate") >= 0.5)
        // Wilson's interval of 2 of 4, by its formula.
        if number(summary, "false_alarm_rate") == 0.5 {
            #expect(isClose(number(summary, "low"), 0.150_039, within: 1e-6))
            #expect(isClose(number(summary, "high"), 0.849_961, within: 1e-6))
        }
    }

    @Test func `a table without a unit and a total that is none are bad data`() throws {
        let path = try lattice.file("short.csv", "u0,u1\n1,2\n")
        #expect(throws: RequestError.self) { try calibrate(.table(path: path)) }
        #expect(throws: RequestError.self) { try calibrate(.totalOf(field: "nothing")) }
        #expect(throws: Never.self) { try calibrate(.totalOf(field: "cases"), replicates: 2) }
    }
}
