import Foundation
import TestSupport
import Testing

@testable import IncidentImport

/// The real files: every record accounted for, and the same incident the same under every schema.
@Suite(.enabled(if: SharedData.isPresent)) struct SharedFileTests {
    private static let americas = "data/incidents/mmp_2014-20"

    private static func run(_ name: String) throws -> ImportRun {
        try ImportRun(files: [SharedData.path("data/incidents/\(name)")])
    }

    @Test(arguments: [
        ("mmp_2014-2020_americas_cleaned.csv", 3469), ("mmp_2014-2020_americas_schema_2022_mainid.csv", 2628),
        ("mmp_2014-2020_americas_schema_2022_wktpoint.csv", 2570),
        ("mmp_2014_sample200_schema_2022_wktpoint.xlsx", 200),
        ("mmp_2014-2019_americas_schema_2020_webid_longdate.csv", 1974),
        ("mmp_2014-2019_americas_schema_2020_webid_shortdate.csv", 2035),
        ("mmp_2014-2015_americas_schema_2015_ddmmyyyy.csv", 708),
        ("mmp_2014-2020_americas_schema_kaggle_noid.csv", 2604),
        ("mmp_2014_sample_schema_hdx_snake_case.csv", 8), ("arizona_ogis_1981-2020.csv", 3270),
    ])
    func `every record is kept and accounted for`(_ name: String, _ records: Int) throws {
        let run = try Self.run(name)
        #expect(run.isBalanced)
        #expect(run.outcome.tally.recordsIn == records && run.outcome.tally.rejected == 0)
        #expect(run.outcome.files[0].schema == (name.hasPrefix("arizona") ? .arizona : .mmp))
        #expect(run.count("date_unreadable") == 0 && run.count("count_unreadable") == 0)
        #expect(run.column("date_start").count(where: \.isEmpty) <= run.count("missing_date"))
    }

    @Test func `one id is one incident under both headers of 2022`() throws {
        let a = Self.incidents(try Self.run("mmp_2014-2020_americas_schema_2022_mainid.csv"))
        let b = Self.incidents(try Self.run("mmp_2014-2020_americas_schema_2022_wktpoint.csv"))
        let shared = a.keys.filter { b[$0] != nil }
        #expect(shared.count == 2553 && shared.allSatisfy { a[$0] == b[$0] })
    }

    @Test func `one web id is one incident under both headers of 2020, but for a total that the source revised`() throws
    {
        let a = Self.incidents(try Self.run("mmp_2014-2019_americas_schema_2020_webid_longdate.csv"))
        let b = Self.incidents(try Self.run("mmp_2014-2019_americas_schema_2020_webid_shortdate.csv"))
        let shared = a.keys.filter { b[$0] != nil }
        #expect(shared.count == 1972 && shared.filter { a[$0] != b[$0] } == ["52664"])
    }

    @Test func `the workbook is the first rows of the text file`() throws {
        let a = Self.incidents(try Self.run("mmp_2014_sample200_schema_2022_wktpoint.xlsx"))
        let b = Self.incidents(try Self.run("mmp_2014-2020_americas_schema_2022_wktpoint.csv"))
        #expect(a.count == 200 && a.allSatisfy { b[$0.key] == $0.value })
    }

    /// Groups of one month and place are compared, since the export without ids joins the parts of some incidents.
    ///
    /// Of the rest, ten incidents had their month and five their number revised between the two exports.
    @Test func `the export without ids has the same dead in the same months and places`() throws {
        let a = Self.sums(try Self.run("mmp_2014-2020_americas_schema_kaggle_noid.csv"))
        let b = Self.sums(try Self.run("mmp_2014-2020_americas_schema_2022_mainid.csv"))
        #expect(a.count == 2488 && b.count == 2488)
        #expect(a.count { b[$0.key] != nil } == 2478 && a.count { b[$0.key] == $0.value } == 2473)
        #expect(a.values.reduce(0, +) == 3797 && b.values.reduce(0, +) == 3796)
    }

    /// The rest has positions that were rounded or moved in one of the two; the cleaned file adds some 900 records of others.
    @Test func `the cleaned export has nearly all incidents with the same day, place and number`() throws {
        func keys(_ name: String) throws -> [String: Int] {
            Dictionary(grouping: try Self.run(name).rows) { row in
                "\(row["date_start"] ?? "") \(Self.place(row, 4)) \(row["dead_or_missing"] ?? "")"
            }.mapValues(\.count)
        }
        let (a, b) = (
            try keys("mmp_2014-2020_americas_cleaned.csv"), try keys("mmp_2014-2020_americas_schema_2022_wktpoint.csv")
        )
        #expect(b.reduce(0) { $0 + min($1.value, a[$1.key] ?? 0) } == 2484)
    }

    /// Records of 2014 to 2017 before the source revised most of them; its days are those of reports.
    @Test func `what the oldest export still shares lies within days at the same place`() throws {
        let old = try Self.run("mmp_2014-2015_americas_schema_2015_ddmmyyyy.csv").rows
        let new = Dictionary(grouping: try Self.run("mmp_2014-2020_americas_schema_2022_wktpoint.csv").rows) {
            Self.place($0, 4)
        }
        let days = { (row: [String: String]) in
            (try? Date("\(row["date_start"] ?? "")T00:00:00Z", strategy: .iso8601)).map {
                $0.timeIntervalSince1970 / 86_400
            }
        }
        let shared = old.filter { row in
            guard let day = days(row), row["lon"] != "" else { return false }
            return (new[Self.place(row, 4)] ?? []).contains { other in
                days(other).map { abs($0 - day) <= 3 } == true && other["dead_or_missing"] == row["dead_or_missing"]
            }
        }
        #expect(shared.count == 131)
    }

    private static func place(_ row: [String: String], _ decimals: Int) -> String {
        ["lon", "lat"].map { Double(row[$0] ?? "").map { String(format: "%.\(decimals)f", $0) } ?? "" }
            .joined(separator: " ")
    }

    /// Dead and missing by month and place.
    private static func sums(_ run: ImportRun) -> [String: Int] {
        run.rows.reduce(into: [:]) { sums, row in
            sums["\((row["date_start"] ?? "").prefix(7)) \(place(row, 3))", default: 0] +=
                Int(row["dead_or_missing"] ?? "") ?? 0
        }
    }

    @Test func `known defects are found`() throws {
        let cleaned = try Self.run("mmp_2014-2020_americas_cleaned.csv")
        #expect(cleaned.count("exact_duplicate") == 49)
        let mainID = try Self.run("mmp_2014-2020_americas_schema_2022_mainid.csv")
        #expect(mainID.count("missing_date") == 14 && mainID.count("missing_position") == 35)
        let old = try Self.run("mmp_2014-2015_americas_schema_2015_ddmmyyyy.csv")
        #expect(old.count("missing_position") == 3 && old.count("zero_position") == 1)
        #expect(old.count("encoding_damaged") > 0 && old.outcome.files[0].dateOrder == "day first")
        let long = try Self.run("mmp_2014-2019_americas_schema_2020_webid_longdate.csv")
        #expect(long.count("thousands_separator") == 1)
    }

    /// Day, position to 1e-5°, and counts by id.
    private static func incidents(_ run: ImportRun) -> [String: [String]] {
        let fields = ["date_start", "lon", "lat", "dead", "missing", "dead_or_missing"]
        var incidents: [String: [String]] = [:]
        for row in run.rows {
            incidents[row["source_id"] ?? "", default: []].append(
                fields.map { field in
                    let text = row[field] ?? ""
                    return field.hasPrefix("l") ? Double(text).map { String(format: "%.5f", $0) } ?? "" : text
                }.joined(separator: " "))
        }
        return incidents.mapValues { $0.sorted() }
    }
}
