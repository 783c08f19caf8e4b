import Foundation
import SpatialEngine
import TestSupport
import Testing

/// `trocha incidents import` from outside: every record of every real file accounted for.
@Suite struct IncidentsImportTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let header = [
        "incident_id", "source_file", "source_row", "source_id", "date_start", "date_end", "date_precision", "lon",
        "lat",
        "precision_m", "precision_basis", "country", "categories", "route", "region", "dead", "missing",
        "dead_or_missing", "injured", "survivors", "aboard", "channel", "quality", "duplicate_group", "place_text",
        "source", "url",
    ]

    private static let problems: Set<String> = [
        "missing_date", "missing_position", "zero_position", "position_out_of_range", "axes_swapped",
        "country_contradicts_position", "negative_count", "count_unreadable", "date_unreadable", "thousands_separator",
        "null_token", "exact_duplicate", "repeated_id", "split_incident", "encoding_damaged", "total_mismatch",
        "malformed_record",
    ]

    private func table(_ name: String) throws -> CommaSeparatedTable {
        try CommaSeparatedTable(bytes: Data(contentsOf: URL(filePath: folder.file(name))))
    }

    private func columns(_ name: String) throws -> [[String: String]] {
        let table = try table(name)
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    private func importing(_ files: [String], _ options: [String] = []) throws -> [String: Any] {
        let outcome = try TrochaCommand.run(
            ["incidents", "import"] + files + [
                "-o", folder.file("out.csv"), "--report", folder.file("report.csv"), "--json", "--quiet", "--overwrite",
            ] + options)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    /// Records in, the row report, the output and the summary against each other.
    private func checkBalance(_ summary: [String: Any]) throws {
        #expect(try table("out.csv").header == Self.header)
        #expect(try table("report.csv").header == ["file", "row", "status", "field", "problem", "repair"])
        var statuses: [String: Set<String>] = [:]
        var named: [String: Set<String>] = [:]
        for line in try columns("report.csv") {
            let record = "\(line["file"] ?? "") \(line["row"] ?? "")"
            statuses[record, default: []].insert(line["status"] ?? "")
            let problem = line["problem"] ?? ""
            if !problem.isEmpty { named[problem, default: []].insert(record) }
            #expect(problem.isEmpty || Self.problems.contains(problem))
            // A repair is told, and only where there is something to repair.
            #expect((line["status"] != "accepted") || (line["repair"] ?? "").isEmpty)
        }
        #expect(statuses.count == summary["records_in"] as? Int)
        #expect(statuses.values.allSatisfy { $0.count == 1 })
        for status in ["accepted", "repaired", "rejected"] {
            #expect(statuses.values.count { $0 == [status] } == summary[status] as? Int)
        }
        #expect(named.mapValues(\.count) == summary["problems"] as? [String: Int])
        let rows = try columns("out.csv")
        let kept = Set(rows.map { "\($0["source_file"] ?? "") \($0["source_row"] ?? "")" })
        #expect(kept == Set(statuses.filter { $0.value != ["rejected"] }.keys) && kept.count == rows.count)
        #expect(Set(rows.map { $0["incident_id"] ?? "" }).count == rows.count)
        for row in rows { try checkValues(row) }
    }

    private func checkValues(_ row: [String: String]) throws {
        for field in ["dead", "missing", "dead_or_missing", "injured", "survivors", "aboard"] {
            let text = row[field] ?? ""
            #expect(text.isEmpty || (Int(text).map { $0 >= 0 } == true), "\(field) \(text)")
        }
        let (lon, lat) = (row["lon"] ?? "", row["lat"] ?? "")
        #expect(lon.isEmpty == lat.isEmpty)
        if !lon.isEmpty {
            #expect(try abs(#require(Double(lon))) <= 180 && abs(#require(Double(lat))) <= 90)
        }
        let (start, end) = (row["date_start"] ?? "", row["date_end"] ?? "")
        #expect(start.isEmpty == end.isEmpty && start <= end && (start.isEmpty || start.count == 10))
        #expect(["", "day", "month", "year"].contains(row["date_precision"] ?? "none"))
        #expect((row["country"] ?? "").isEmpty || (row["country"] ?? "").count == 3)
    }

    private static let files: [(name: String, records: Int, schema: String)] = [
        ("mmp_2014-2020_americas_cleaned.csv", 3469, "mmp"),
        ("mmp_2014-2020_americas_schema_2022_mainid.csv", 2628, "mmp"),
        ("mmp_2014-2020_americas_schema_2022_wktpoint.csv", 2570, "mmp"),
        ("mmp_2014_sample200_schema_2022_wktpoint.xlsx", 200, "mmp"),
        ("mmp_2014-2019_americas_schema_2020_webid_longdate.csv", 1974, "mmp"),
        ("mmp_2014-2019_americas_schema_2020_webid_shortdate.csv", 2035, "mmp"),
        ("mmp_2014-2015_americas_schema_2015_ddmmyyyy.csv", 708, "mmp"),
        ("mmp_2014-2020_americas_schema_kaggle_noid.csv", 2604, "mmp"),
        ("mmp_2014_sample_schema_hdx_snake_case.csv", 8, "mmp"), ("arizona_ogis_1981-2020.csv", 3270, "arizona"),
    ]

    @Test(.enabled(if: SharedData.isPresent), arguments: files.indices)
    func `every record of a real file is accounted for`(_ index: Int) throws {
        let file = Self.files[index]
        let summary = try importing([SharedData.path("data/incidents/\(file.name)")])
        #expect(summary["records_in"] as? Int == file.records && summary["rejected"] as? Int == 0)
        let told = try #require((summary["files"] as? [[String: Any]])?.first)
        #expect(told["schema"] as? String == file.schema && told["file"] as? String == file.name)
        try checkBalance(summary)
    }

    @Test(.enabled(if: SharedData.isPresent)) func `all files together are the files one by one`() throws {
        let summary = try importing(Self.files.map { SharedData.path("data/incidents/\($0.name)") })
        #expect(summary["records_in"] as? Int == Self.files.reduce(0) { $0 + $1.records })
        let told = try #require(summary["files"] as? [[String: Any]])
        #expect(told.map { $0["records_in"] as? Int } == Self.files.map(\.records))
        try checkBalance(summary)
        let first = try Data(contentsOf: URL(filePath: folder.file("out.csv")))
        _ = try importing(Self.files.map { SharedData.path("data/incidents/\($0.name)") }, ["--threads", "1"])
        #expect(try Data(contentsOf: URL(filePath: folder.file("out.csv"))) == first)
    }

    @Test func `defects are repaired, reported and counted`() throws {
        let input = try folder.write(
            """
            Incident ID,Incident Date,Number of Dead,Minimum Estimated Number of Missing,Country of Incident,Coordinates
            a,2024-02-09,"1,022",2,Panama,"8.7, -77.6"
            b,2024-02-10,-3,,Panama,"8.7, 77.6"
            c,2024-02-30,1,,Panama,"-77.6, 8.7"
            d,2024-02-11,1,,Panama,"0, 0"
            e,2024-02-12,,,Panama,
            ,,,,,
            f,2024-02-13,1,,France,"8.7, -77.6"

            """, to: "in.csv")
        let summary = try importing([input])
        #expect(summary["records_in"] as? Int == 7 && summary["rejected"] as? Int == 1)
        try checkBalance(summary)
        let rows = try columns("out.csv")
        #expect(rows.map { $0["dead"] } == ["1022", "", "1", "1", "", "1"])
        #expect(rows.map { $0["dead_or_missing"] } == ["1024", "", "1", "1", "", "1"])
        #expect(rows.map { $0["lon"] } == ["-77.6", "-77.6", "-77.6", "", "", "-77.6"])
        let found = Dictionary(grouping: try columns("report.csv")) { $0["row"] ?? "" }.mapValues { lines in
            lines.map { "\($0["status"] ?? "") \($0["problem"] ?? "")" }.sorted()
        }
        #expect(found["1"] == ["repaired thousands_separator"])
        #expect(found["2"] == ["repaired country_contradicts_position", "repaired negative_count"])
        #expect(found["3"] == ["repaired axes_swapped", "repaired date_unreadable"])
        #expect(found["4"] == ["repaired zero_position"] && found["5"] == ["accepted missing_position"])
        #expect(found["6"] == ["rejected malformed_record"])
        #expect(found["7"] == ["accepted country_contradicts_position"])
    }

    @Test(arguments: [("", 3), ("a,b\n1,2\n", 3), ("\u{0}\u{1}\u{2}PNG", 3)])
    func `what holds no incidents is one error and no output`(_ text: String, _ status: Int32) throws {
        let input = try folder.write(text, to: "in.csv")
        let outcome = try TrochaCommand.run("incidents", "import", input, "-o", folder.file("out.csv"))
        #expect(outcome.isOneError(status), "\(outcome.status) \(outcome.errors)")
        #expect(!folder.names.contains("out.csv"))
    }

    @Test(arguments: ["--map dead=Nothing", "--map deed=dead", "--schema iom"]) func `wrong options are named`(
        _ options: String
    ) throws {
        let input = try folder.write("date,lat,lon,dead\n2024-01-02,8,-77,1\n", to: "in.csv")
        let outcome = try TrochaCommand.run(
            ["incidents", "import", input, "-o", folder.file("out.csv")]
                + options.split(separator: " ").map(String.init))
        #expect([2, 3].contains(outcome.status) && outcome.errors.hasPrefix("error: "))
        #expect(!folder.names.contains("out.csv"))
    }
}
