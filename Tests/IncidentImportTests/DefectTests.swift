import Testing

@testable import IncidentImport

/// Each defect that files are known to have: what comes out, and what the report says.
@Suite struct DefectTests {
    private func one(_ header: String, _ record: String) throws -> (ImportRun, [String: String]) {
        let run = try ImportRun("\(header)\n\(record)\n")
        #expect(run.isBalanced)
        return (run, run.rows.first ?? [:])
    }

    @Test(arguments: [
        ("8.5,-77.5", "8.5", "-77.5", [String]()), ("0,0", "", "", ["zero_position"]),
        (",", "", "", ["missing_position"]),
        ("0,", "", "", ["zero_position"]), ("8.5,0", "", "", ["zero_position"]), ("8.5,", "", "", ["missing_position"]),
        ("98.5,-77.5", "", "", ["position_out_of_range"]), ("8.5,-277.5", "", "", ["position_out_of_range"]),
        ("-77.5,8.5", "8.5", "-77.5", ["axes_swapped"]), ("8.5,77.5", "8.5", "-77.5", ["country_contradicts_position"]),
        ("-8.5,-77.5", "8.5", "-77.5", ["country_contradicts_position"]),
        ("48.5,2.5", "48.5", "2.5", ["country_contradicts_position"]), ("N/A,N/A", "", "", ["null_token"]),
        ("here,there", "", "", ["missing_position"]),
    ])
    func `positions against Panama`(_ cells: String, _ latitude: String, _ longitude: String, _ problems: [String])
        throws
    {
        let (run, row) = try one("date,lat,lon,dead,country", "2020-01-02,\(cells),1,Panama")
        #expect(row["lat"] == latitude && row["lon"] == longitude)
        #expect(run.problems(1) == problems)
        let isWarning = ["missing_position", "country_contradicts_position"].contains(problems.first)
        let isChanged = !problems.isEmpty && !(isWarning && (cells == "," || cells == "48.5,2.5"))
        #expect(run.status(1) == (isChanged ? "repaired" : "accepted"))
    }

    @Test(arguments: [
        ("Fiji", "-17.8", "-178.5", true), ("Hong Kong", "22.3", "114.2", true), ("Hong Kong", "-22.3", "30", false),
        ("Fiji", "-17.8", "178.5", true), ("Russia", "66", "-170", true),
        ("USA", "52", "179", true), ("Libya", "33.8", "12.9", true), ("Malta", "35.2", "14.1", true),
        ("Italy", "35.4", "12.6", true), ("Colombia", "-7", "-76", false), ("Kiribati", "1.9", "-157.4", true),
        ("Colombia", "12.6", "-81.7", true),
        ("New Zealand", "-44", "-176.5", true), ("Niger", "18", "10", true), ("Niger", "5", "3", false),
        ("Mexico", "31.6", "-110.9", true), ("Mexico", "32.1", "-110.9", false), ("Mexico", "39", "-105", false),
        ("France", "50.9", "1.6", true),
    ])
    func `every country has its extent and its sea`(_ country: String, _ lat: String, _ lon: String, _ fits: Bool)
        throws
    {
        let (run, _) = try one("date,lat,lon,dead,country", "2020-01-02,\(lat),\(lon),1,\(country)")
        #expect(run.problems(1).isEmpty == fits, "\(run.problems(1))")
    }

    @Test(arguments: [
        ("3", "3", ""), ("3.0", "3", ""), ("1,022", "1022", "thousands_separator"),
        ("1 022", "1022", "thousands_separator"),
        ("1\u{A0}022", "1022", "thousands_separator"), ("-3", "", "negative_count"), ("-2.5", "", "negative_count"),
        ("", "", ""), ("0", "0", ""), ("-0", "0", ""), ("unknown", "", "null_token"), ("N/A", "", "null_token"),
        ("-", "", "null_token"), ("2.5", "", "count_unreadable"), ("about 5", "", "count_unreadable"),
        ("3-5", "", "count_unreadable"), ("1,22", "", "count_unreadable"), ("1,022,5", "", "count_unreadable"),
        ("12,345,678", "12345678", "thousands_separator"), ("1,022.0", "1022", "thousands_separator"),
        ("99999999999999999999", "", "count_unreadable"), ("1e3", "1000", ""), ("5,0", "5", ""),
    ])
    func `counts`(_ text: String, _ dead: String, _ problem: String) throws {
        let (run, row) = try one("date,lat,lon,dead", "2020-01-02,8.5,-77.5,\"\(text)\"")
        #expect(row["dead"] == dead && row["dead_or_missing"] == dead)
        #expect(run.problems(1).joined() == problem)
        #expect(run.status(1) == (problem.isEmpty ? "accepted" : "repaired"))
    }

    @Test func `a point parts groups or a fraction, as the whole column has it`() throws {
        let groups = try ImportRun("date,dead\n2020-01-01,1.022\n2020-01-02,2.000\n")
        #expect(groups.column("dead") == ["1022", "2000"])
        let fractions = try ImportRun("date,dead\n2020-01-01,1.0\n2020-01-02,2.000\n2020-01-03,1.022\n")
        #expect(fractions.column("dead") == ["1", "2", ""] && fractions.problems(3).contains("count_unreadable"))
    }

    @Test(arguments: [
        ("2020-03-04", "2020-03-04", "2020-03-04", "day"),
        ("2020-03-04T10:20:30.000Z", "2020-03-04", "2020-03-04", "day"),
        ("2020-03-04 00:00:00+00:00", "2020-03-04", "2020-03-04", "day"),
        ("Wed, 03/04/2020 - 12:00", "2020-03-04", "2020-03-04", "day"),
        ("March 04, 2020", "2020-03-04", "2020-03-04", "day"), ("4-Mar-20", "2020-03-04", "2020-03-04", "day"),
        ("4 de marzo de 2020", "2020-03-04", "2020-03-04", "day"), ("04 mars 2020", "2020-03-04", "2020-03-04", "day"),
        ("20200304", "2020-03-04", "2020-03-04", "day"), ("43894", "2020-03-04", "2020-03-04", "day"),
        ("25/03/2020", "2020-03-25", "2020-03-25", "day"), ("3/25/20", "2020-03-25", "2020-03-25", "day"),
        ("2020/3/4", "2020-03-04", "2020-03-04", "day"), ("4th March 2020", "2020-03-04", "2020-03-04", "day"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"), ("Feb 2020", "2020-02-01", "2020-02-29", "month"),
        ("02/2020", "2020-02-01", "2020-02-29", "month"), ("2020", "2020-01-01", "2020-12-31", "year"),
        ("2020-Q2", "2020-04-01", "2020-06-30", "quarter"), ("13-Jan-99", "1999-01-13", "1999-01-13", "day"),
        ("2020-03-04 to 2020-03-06", "2020-03-04", "2020-03-06", "day"),
        ("1583280000000", "2020-03-04", "2020-03-04", "day"),
    ])
    func `dates`(_ text: String, _ start: String, _ end: String, _ precision: String) throws {
        let (run, row) = try one("date,lat,lon,dead", "\"\(text)\",8.5,-77.5,1")
        #expect(row["date_start"] == start && row["date_end"] == end && row["date_precision"] == precision)
        #expect(run.problems(1).isEmpty)
    }

    @Test(arguments: ["2020-02-30", "32/01/2020", "soon", "2020-13-01", "13/13/2020", "0000-00-00", "circa 2020"])
    func `dates that are none`(_ text: String) throws {
        let (run, row) = try one("date,year,month,dead", "\(text),2019,May,1")
        #expect(row["date_start"] == "2019-05-01" && row["date_precision"] == "month")
        #expect(run.problems(1).contains("date_unreadable") && run.status(1) == "repaired")
    }

    @Test func `one date settles a column's order of day and month`() throws {
        #expect(
            try ImportRun("date,dead\n03/04/2020,1\n25/04/2020,1\n").column("date_start") == [
                "2020-04-03", "2020-04-25",
            ])
        #expect(
            try ImportRun("date,dead\n03/04/2020,1\n04/25/2020,1\n").column("date_start") == [
                "2020-03-04", "2020-04-25",
            ])
        let byMonth = try ImportRun("date,month,dead\n03/04/2020,March,1\n05/06/2020,May,1\n")
        #expect(byMonth.column("date_start") == ["2020-03-04", "2020-05-06"])
        let open = try ImportRun("date,lat,lon,dead\n03/04/2020,8.5,-77.5,1\n05/05/2020,8.5,-77.5,1\n")
        #expect(open.problems(1) == ["date_unreadable"] && open.status(1) == "accepted" && open.problems(2).isEmpty)
        #expect(open.outcome.files[0].dateOrder == "undecided")
        let mixed = try ImportRun("date,dead\n25/04/2020,1\n26/04/2020,1\n03/04/2020,1\n04/27/2020,1\n")
        #expect(mixed.column("date_start")[2...] == ["2020-04-03", "2020-04-27"] && mixed.status(4) == "repaired")
    }

    @Test func `axes are settled over a column, and single records against it`() throws {
        let reversed = try ImportRun(
            "date,coordinates,dead\n2020-01-01,\"-110.5, 31.5\",1\n2020-01-02,\"-77.5, 8.5\",1\n")
        #expect(reversed.column("lat") == ["31.5", "8.5"] && reversed.status(2) == "accepted")
        let text =
            "date,wkt,dead,country\n2020-01-01,POINT (-77.5 8.5),1,PAN\n2020-01-02,POINT (8.6 -77.6),1,PAN\n2020-01-03,POINT(-77.7 8.7),1,PAN\n"
        let single = try ImportRun(text)
        #expect(single.column("lat") == ["8.5", "8.6", "8.7"] && single.problems(2) == ["axes_swapped"])
        #expect(single.status(1) == "accepted" && single.status(2) == "repaired")
    }

    @Test func `ids, duplicates and parts`() throws {
        let run = try ImportRun(
            "id,date,lat,lon,dead\n1,2020-01-01,8.5,-77.5,1\n1,2020-01-01,8.5,-77.5,1\n2,2020-01-01,8.5,-77.5,1\n2,2020-01-02,8.5,-77.5,1\n3,2020-01-02,8.5,-77.5,1\n"
        )
        #expect(run.problems(1) == ["exact_duplicate"] && run.problems(2) == ["exact_duplicate"])
        #expect(run.problems(3) == ["repeated_id"] && run.problems(4) == ["repeated_id"] && run.problems(5).isEmpty)
        let groups = run.column("duplicate_group")
        #expect(groups[0] == groups[1] && !groups[0].isEmpty && groups[2...] == ["", "", ""])
        #expect(run.outcome.tally.accepted == 5 && run.isBalanced)
        let parts = try ImportRun(
            "Main ID,Incident ID,Incident Type,Incident Date,Number of Dead,Coordinates\nA,A,Incident,2020-01-01,1,\nA,B,Split Incident,2020-01-01,1,\nC,C,Incident,2020-01-01,1,\n"
        )
        #expect(parts.problems(1).first == "split_incident" && parts.problems(2).first == "split_incident")
        #expect(!parts.problems(3).contains("split_incident") && parts.column("source_id") == ["A", "B", "C"])
    }

    @Test func `ids do not depend on the order of files or rows`() throws {
        let header = "id,date,lat,lon,dead\n"
        let (a, b) = (
            header + "1,2020-01-01,8.5,-77.5,1\n", header + "1,2020-01-02,8.5,-77.5,1\n2,2020-01-02,8.5,-77.5,1\n"
        )
        let (one, two) = (try ImportRun([a, b]), try ImportRun([b, a]))
        #expect(Set(one.column("incident_id")) == Set(two.column("incident_id")))
        let days = Dictionary(uniqueKeysWithValues: zip(one.column("incident_id"), one.column("date_start")))
        #expect(zip(two.column("incident_id"), two.column("date_start")).allSatisfy { days[$0] == $1 })
    }

    @Test func `broken quotes lose one record and no other`() throws {
        let run = try ImportRun(
            "id,date,place,dead\n1,2020-01-01,\"a \"\"b\"\"\nc\",1\n2,2020-01-02,\"open,1\n3,2020-01-03,\"x\" y,1\n4,2020-01-04,z,1\n5,2020-01-05,1\n6,2020-01-06,,1,,\n"
        )
        #expect(run.column("source_id") == ["1", "4", "6"] && run.column("source_row") == ["1", "4", "6"])
        #expect(run.rows[0]["place_text"] == "a \"b\"\nc")
        #expect([2, 3, 5].allSatisfy { run.problems($0) == ["malformed_record"] && run.status($0) == "rejected" })
        #expect(run.isBalanced && run.outcome.tally.recordsIn == 6)
    }

    @Test func `totals, letters and blank fields`() throws {
        let run = try ImportRun(
            "date,dead,missing,total dead and missing,place\n2020-01-01,1,2,4,Acand\u{FFFD}\n2020-01-01,1,,1,G?m?\u{15F}l\u{FC}k\n2020-01-01,,,5,Why? Nobody knows\n,,,,\n"
        )
        #expect(run.problems(1).contains("total_mismatch") && run.problems(1).contains("encoding_damaged"))
        #expect(run.column("dead_or_missing") == ["4", "1", "5"] && run.column("dead") == ["1", "1", ""])
        #expect(run.problems(2).contains("encoding_damaged") && !run.problems(3).contains("encoding_damaged"))
        #expect(run.status(1) == "accepted" && run.status(4) == "rejected")
    }
}
