import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct ForecastValidationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Eight units in five months, the months out of order; counts of Gamma rates drawn once.
    private static let exposures: [(String, [Double], [Double])] = [
        ("2021-12", [1, 1, 0, 0, 2, 13, 1, 0], [2.34, 1.59, 3.67, 2.36, 3.58, 2.78, 3.07, 1.12]),
        ("2021-9", [5, 1, 0, 0, 0, 11, 2, 3], [2.67, 3.69, 3.12, 2.51, 1.61, 3.42, 3.1, 1.96]),
        ("2021-10", [1, 4, 0, 0, 0, 6, 2, 8], [1.04, 3.53, 1.72, 3.02, 2.39, 2.92, 2.91, 2.17]),
        ("2021-11", [7, 3, 0, 0, 0, 17, 0, 3], [3.14, 2.26, 3.97, 3.47, 2.22, 3.57, 2.58, 2.48]),
        ("2022-1", [1, 2, 0, 0, 2, 10, 2, 1], [1.64, 1.65, 2.1, 3.04, 3.82, 3.47, 2.52, 2.48]),
    ]

    private static func panel(_ header: String = "", _ more: (Int) -> String = { _ in "" }) -> String {
        var text = "unit_id,period,count,exposure\(header)\n"
        for (period, counts, exposures) in exposures {
            for unit in counts.indices {
                text += "u\(unit),\(period),\(Int(counts[unit])),\(exposures[unit])\(more(unit))\n"
            }
        }
        return text
    }

    private func job(_ text: String = panel(), train: Int = 3) throws -> ForecastValidation {
        var job = ForecastValidation(
            counts: try folder.file("c.csv", text), training: train, output: folder.url.appending(path: "v.csv").path)
        (job.overwrite, job.topShare) = (true, 0.25)
        return job
    }

    private func rows(_ path: String) throws -> [[String: String]] {
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: path)))
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    private func message(_ job: ForecastValidation) -> String {
        do {
            _ = try job.run()
            return ""
        } catch { return "\(error)" }
    }

    @Test func `figures are those of another implementation, months in the order of time`() throws {
        // numpy and scipy: prior by L-BFGS-B on the negative binomial likelihood, scores from nbinom and poisson.
        let expected: [(String, String, [Double?])] = [
            ("2021-12", "gamma_poisson", [18, 1.70635994, 1.00982217, 28.0 / 9, 14.0 / 15, 1.20803783]),
            ("2021-12", "mean", [18, 3.234561867324917, 2.2642467638575376, 4.0 / 9, 2.0 / 15, nil]),
            ("2021-12", "last", [18, 2.3560593917803097, 1.689096946193836, 28.0 / 9, 14.0 / 15, 1.2080378250591017]),
            ("2022-1", "gamma_poisson", [18, 1.48051095, 0.77370493, 22.0 / 9, 11.0 / 12, 0.91165756]),
            ("2022-1", "mean", [18, 2.3396411169846654, 1.5055679386408998, 8.0 / 3, 1, 1.2380952380952381]),
            ("2022-1", "last", [18, 1.248774679572791, 0.5215626782488207, 8.0 / 3, 1, 1.2380952380952381]),
        ]
        let job = try job()
        let outcome = try job.run()
        let found = try rows(job.output)
        #expect(found.count == expected.count)
        for (row, (origin, model, figures)) in zip(found, expected) {
            #expect(row["origin"] == origin && row["model"] == model)
            for (column, value) in zip(["events", "log_score", "crps", "pai", "pei", "rri"], figures) {
                guard let value else {
                    #expect(row[column] == "")
                    continue
                }
                let tolerance = model == "gamma_poisson" ? 1e-6 : 1e-12
                #expect(
                    abs(try #require(row[column].flatMap(Double.init)) - value) < tolerance,
                    "\(origin) \(model) \(column)")
            }
        }
        let skill = try #require(outcome.summary["skill"]?.object?["gamma_poisson"]?.object)
        #expect(skill.members.map(\.name) == ["mean", "last"])
        let gain = (3.234561867324917 - 1.70635994 + 2.3396411169846654 - 1.48051095) / 2
        #expect(abs(try #require(skill["mean"]?.object?["log_score"]?.double) - gain) < 1e-6)
        let crps = 1 - (1.00982217 + 0.77370493) / (2.2642467638575376 + 1.5055679386408998)
        #expect(abs(try #require(skill["mean"]?.object?["crps"]?.double) - crps) < 1e-6)
        #expect(outcome.summary["k"] == .integer(2))
        #expect(outcome.summary["origins"] == .integer(2))
    }

    @Test func `the order of rows does not matter`() throws {
        let text = Self.panel()
        let job = try job(text)
        _ = try job.run()
        let first = try rows(job.output)
        let lines = text.split(separator: "\n")
        let reversed = try self.job(lines[0] + "\n" + lines.dropFirst().reversed().joined(separator: "\n") + "\n")
        _ = try reversed.run()
        for (a, b) in zip(first, try rows(reversed.output)) where a["model"] == "mean" || a["model"] == "gamma_poisson"
        {
            for column in ["log_score", "crps"] {
                let (one, other) = (a[column].flatMap(Double.init), b[column].flatMap(Double.init))
                #expect(abs(try #require(one) - (try #require(other))) < 1e-9)
            }
        }
    }

    @Test func `places add a density and blocks a second scheme`() throws {
        var job = try job(Self.panel(",x,y,length_km") { ",\($0 * 1_000),\($0 % 2 * 500),\($0 + 1)" })
        job.blocks = 4
        (job.tables.curve, job.tables.transform, job.tables.calibration) = (
            folder.url.appending(path: "h.csv").path, folder.url.appending(path: "p.csv").path,
            folder.url.appending(path: "g.csv").path
        )
        let outcome = try job.run()
        let found = try rows(job.output)
        #expect(found.count == 16)
        #expect(Set(found.map { $0["scheme"] }) == ["rolling", "blocks"])
        #expect(found.prefix(4).map { $0["model"] } == ["gamma_poisson", "mean", "last", "kde"])
        #expect(found.allSatisfy { $0["pai_length"] != nil })
        #expect(outcome.summary["blocks"]?.object?["count"] == .integer(4))
        #expect((outcome.summary["assumptions"]?.object?["kde_bandwidth"]?.double ?? 0) > 0)
        let curve = try rows(try #require(job.tables.curve))
        #expect(curve.count == 8 * 9)
        #expect(curve.filter { $0["k"] == "8" }.allSatisfy { $0["hit_rate"] == "1" && $0["hits"] == "36" })
        let shares = try rows(try #require(job.tables.transform)).filter { $0["model"] == "kde@blocks" }
        #expect(shares.count == 10)
        let groups = try rows(try #require(job.tables.calibration)).filter { $0["model"] == "mean" }
        #expect(groups.reduce(0) { $0 + (Int($1["count"] ?? "") ?? 0) } == 16)
    }

    @Test func `a column block divides the units`() throws {
        let job = try job(Self.panel(",block") { $0 < 4 ? ",west" : ",east" })
        let outcome = try job.run()
        #expect(outcome.summary["blocks"]?.object?["count"] == .integer(2))
        #expect(message(try self.job(Self.panel(",block") { _ in ",west" })).contains("two blocks"))
    }

    @Test(arguments: [
        ("unit_id,period,count,exposure\na,1,1,1\na,2,1,1\nb,1,1,1\n", "no row for period 2"),
        ("unit_id,period,count,exposure\na,1,1,1\na,1,1,1\n", "twice"),
        ("unit_id,period,count,exposure\na,1,1.5,1\na,2,1,1\n", "line 2, column count"),
        ("unit_id,period,count,exposure\na,1,-1,1\na,2,1,1\n", "line 2, column count"),
        ("unit_id,period,count,exposure\na,1,1,-1\na,2,1,1\n", "line 2, column exposure"),
        ("unit_id,period,count,exposure\na,1,1,0\na,2,1,1\n", "no exposure"),
        ("unit_id,period,count,exposure\na,1,0,0\na,2,1,1\n", "any exposure"),
        ("unit_id,period,count,exposure\na,1,1,nan\na,2,1,1\n", "line 2, column exposure"),
        ("unit_id,period,count,exposure\na,1,1,\na,2,1,1\n", "empty"),
        ("unit_id,period,count\na,1,1\n", "column exposure"),
        ("unit_id,period,count,exposure\n", "no row"),
        ("", "c.csv"),
        ("unit_id,period,count,exposure,x,y\na,1,1,1,0,0\na,2,1,1,5,0\n", "earlier row"),
    ])
    func `bad tables are refused with the place`(_ text: String, _ part: String) throws {
        #expect(message(try job(text, train: 1)).contains(part))
    }

    @Test func `bad requests are refused`() throws {
        #expect(message(try job(train: 5)).contains("--train"))
        #expect(message(try job(train: 0)).contains("--train"))
        for (blocks, part) in [(1, "--blocks"), (3, "positions")] {
            var job = try job()
            job.blocks = blocks
            #expect(message(job).contains(part))
        }
        var wide = try job()
        wide.bandwidth = 100
        #expect(message(wide).contains("positions"))
        wide.bandwidth = -1
        #expect(message(wide).contains("--bandwidth"))
        var share = try job()
        share.topShare = 0
        #expect(message(share).contains("--top-share"))
        var twice = try job()
        twice.tables.curve = twice.output
        #expect(message(twice).contains("two outputs"))
    }

    // MARK: - Another region

    private static let arizona = SharedData.path("data/incidents/arizona_ogis_1981-2020.csv")

    /// Remains found in half-degree cells of Arizona by year, read from the file of the Arizona OpenGIS Initiative.
    @Test(.enabled(if: SharedData.isPresent))
    func `remains in Arizona are forecast better by the cell's own past than by its mean`() throws {
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: Self.arizona)))
        let columns = try ["Reporting Date", "Longitude", "Latitude"].map { name in
            try #require(table.header.firstIndex(of: name))
        }
        var counts: [String: Int] = [:]
        for row in table.rows {
            guard let year = row.fields[columns[0]].split(separator: "/").last,
                let lon = Double(row.fields[columns[1]]),
                let lat = Double(row.fields[columns[2]])
            else { continue }
            counts["\(Int((2 * lon).rounded(.down))),\(Int((2 * lat).rounded(.down))),\(year)", default: 0] += 1
        }
        var text = "unit_id,period,count,exposure,lon,lat\n"
        for year in 2010...2017 {
            for x in -230 ..< -218 {
                for y in 62..<68 {
                    let count = counts["\(x),\(y),\(year)", default: 0]
                    text += "\(x):\(y),\(year),\(count),1,\(Double(x) / 2 + 0.25),\(Double(y) / 2 + 0.25)\n"
                }
            }
        }
        var job = try job(text, train: 6)
        job.blocks = 6
        job.topShare = 0.1
        let outcome = try job.run()
        #expect((outcome.summary["events"]?.double ?? 0) > 200)
        for other in ["mean", "last"] {
            let gain = try #require(
                outcome.summary["skill"]?.object?["gamma_poisson"]?.object?[other]?.object?["log_score"]?.double)
            #expect(gain > 0)
        }
        let models = try #require(outcome.summary["models"]?.object)
        #expect(try #require(models["gamma_poisson"]?.object?["pai"]?.double) > 5)
        // Without the cell's own past the same model knows little: what it has learnt is where, not how many.
        let outside = try #require(outcome.summary["blocks"]?.object?["models"]?.object)
        let (own, other) = (models["gamma_poisson"]?.object, outside["gamma_poisson"]?.object)
        #expect(try #require(own?["log_score"]?.double) < (try #require(other?["log_score"]?.double)))
    }
}
