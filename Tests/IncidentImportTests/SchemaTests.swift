import Testing

@testable import IncidentImport

/// Small files of invented records in the manner of each source.
@Suite struct SchemaTests {
    private static let mainID = """
        ,Main ID,Incident ID,Region,Incident Date,Year,Reported Month,Number Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,Number of Survivors,Number of Females,Cause of Death,Location of death,Information Source,Coordinates,Migrantion route,URL,UNSD Geographical Grouping,Source Quality
        0,2016.MMP1,2016.MMP1,Central America,"Wed, 03/02/2016 - 12:00",2016,March,1.0,,1,,,Drowning,"Near a village, Darién",A paper,"8.51, -77.42",Darien,http://a.example,Central America,5.0
        1,2016.MMP1,2016.MMP2,Central America,"Thu, 03/03/2016 - 12:00",2016,March,2.0,3.0,5,,,"Drowning,Violence",Bay,A paper,"8.61, -77.32",Darien,,Central America,3.0
        2,2016.MMP3,2016.MMP3,Central America,,2016,April,,,,,,Mixed or unknown,,,,,,,
        """

    private static let wellKnownText = """
        Main ID,Incident ID,Incident Type,Region of Incident,Website Date,Incident year,Reported Month,Number of Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,Migration route,Location of death,Coordinates,Cause of Death
        2016.MMP1,2016.MMP1,Incident,Central America,2016-03-02,2016,March,1,,1,Darien,"Near a village, Darién",POINT (-77.42 8.51),Drowning
        2016.MMP1,2016.MMP2,Split Incident,Central America,2016-03-03,2016,March,2,3,5,Darien,Bay,POINT (-77.32 8.61),"Drowning,Violence"
        2016.MMP3,2016.MMP3,Incident,Central America,,2016,April,,,,,,,Mixed or unknown
        """

    @Test func `the same incidents come out of different schemas`() throws {
        let a = try ImportRun(Self.mainID)
        let b = try ImportRun(Self.wellKnownText)
        #expect(a.outcome.files[0].schema == .mmp && b.outcome.files[0].schema == .mmp)
        for column in [
            "source_id", "date_start", "date_end", "date_precision", "lon", "lat", "dead", "missing", "dead_or_missing",
            "categories", "place_text",
        ] {
            #expect(a.column(column) == b.column(column), "\(column)")
        }
        #expect(a.column("lon") == ["-77.42", "-77.32", ""])
        #expect(a.column("date_start") == ["2016-03-02", "2016-03-03", "2016-04-01"])
        #expect(a.column("date_end") == ["2016-03-02", "2016-03-03", "2016-04-30"])
        #expect(a.column("date_precision") == ["day", "day", "month"])
        #expect(a.column("dead") == ["1", "2", ""])
        #expect(a.column("categories")[1] == "Drowning;Violence")
        #expect(a.column("quality") == ["5", "3", ""])
        #expect(a.problems(1) == ["split_incident"] && a.problems(3) == ["missing_date", "missing_position"])
        #expect(a.isBalanced && b.isBalanced)
    }

    @Test func `a later export of the same source needs no change`() throws {
        let run = try ImportRun(
            """
            Main ID,Incident ID,Incident Type,Region of Incident,Incident Date,Incident Year,Month,Number of Dead,Minimum Estimated Number of Missing,Total Number of Dead and Missing,Number of Survivors,Number of Females,Number of Males,Number of Children,Country of Origin,Region of Origin,Cause of Death,Country of Incident,Migration Route,Location of Incident,Coordinates,UNSD Geographical Grouping,Information Source,URL,Source Quality
            2024.MMP7,2024.MMP7,Incident,North America,2024-02-09,2024,February,3,2,5,11,1,2,0,Somewhere,Caribbean,"Harsh environmental conditions / lack of adequate shelter, food, water",Panama,Darién,Near a river,"8.70, -77.60",Central America,News,https://n.example,4
            """)
        let row = run.rows[0]
        #expect(row["country"] == "PAN" && row["route"] == "Darién" && row["survivors"] == "11")
        #expect(row["categories"] == "Harsh environmental conditions / lack of adequate shelter, food, water")
        #expect(row["region"] == "North America" && row["place_text"] == "Near a river")
        #expect(run.status(1) == "accepted" && run.problems(1).isEmpty)
        #expect(!run.bytes.contains(Array("Somewhere".utf8)))
    }

    @Test func `hashtags below the header are no record`() throws {
        let run = try ImportRun(
            """
            web_id,reported_date,number_dead,number_missing,location_coodinates,wo
            #meta+id,#date+reported,#affected+killed,#affected+missing,#geo+coords,#country+name
            17,2019-05-06,1,2,"8.5, -77.5",Panama
            """)
        #expect(run.rows.count == 1 && run.rows[0]["source_row"] == "1")
        #expect(run.column("country") == ["PAN"] && run.column("lat") == ["8.5"])
        #expect(run.outcome.files[0].header("lat") == "location_coodinates")
    }

    @Test func `ACLED events`() throws {
        let run = try ImportRun(
            """
            event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,iso,region,country,admin1,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp
            PAN1,14 March 2021,2021,1,Political violence,Violence against civilians,Attack,A Name,591,Central America,Panama,Darien,Meteti,8.5,-77.98,1,La Prensa,National,Words about A Name,2,1616000000
            PAN2,2021-03-15,2021,1,Political violence,Riots,Mob violence,A Name,591,Central America,Panama,Darien,Yaviza,8.15,-77.69,3,La Prensa,National,Words,0,1616000000
            """)
        #expect(run.outcome.files[0].schema == .acled)
        #expect(run.outcome.files[0].header("categories") == "event_type;sub_event_type")
        #expect(run.column("date_start") == ["2021-03-14", "2021-03-15"])
        #expect(run.column("precision_m") == ["2000", "50000"])
        #expect(run.column("categories") == ["Violence against civilians;Attack", "Riots;Mob violence"])
        #expect(run.column("dead") == ["2", "0"] && run.column("dead_or_missing") == ["2", "0"])
        #expect(run.column("place_text") == ["Meteti", "Yaviza"] && run.column("country") == ["PAN", "PAN"])
        #expect(!run.bytes.contains(Array("A Name".utf8)))
    }

    @Test func `Arizona records`() throws {
        let run = try ImportRun(
            """
            ML Number,Name,Sex,Age,Reporting Date,Surface Management,Location Precision,Corridor Code,Corridor,Cause of Death,OME Determined COD,Condition Code,Body Condition,Post Mortem Interval,State,County,Latitude,Longitude,UTM X,UTM Y
            09-1,A Name,male,31,5/9/2009,Private,GPS Coordinate (precise to within ca. 300ft./100m),8,Ajo,Exposure,HEAT,1,Fully fleshed,< 1 day,Arizona,Pima,32.35,-112.46,1,2
            09-2,A Name,male,31,6/7/2009,Private,vague physical description (precise to within 10mi/15km),8,Ajo,Exposure,HEAT,1,Fully fleshed,< 1 day,Arizona,PIMA,32.36,-112.47,1,2
            09-3,A Name,male,31,6/17/2009,Private,individual moved from location where they originally collapsed or died,8,Ajo,Exposure,HEAT,1,Fully fleshed,< 1 day,Arizona,PIMA,32.36,-112.47,1,2
            """)
        #expect(run.outcome.files[0].schema == .arizona && run.outcome.files[0].dateOrder == "month first")
        #expect(run.column("date_start") == ["2009-05-09", "2009-06-07", "2009-06-17"])
        #expect(run.column("precision_m") == ["100", "15000", ""])
        #expect(run.column("dead") == ["1", "1", "1"] && run.column("country") == ["USA", "USA", "USA"])
        #expect(run.column("channel") == ["forensic", "forensic", "forensic"])
        #expect(!run.bytes.contains(Array("A Name".utf8)))
    }

    @Test(arguments: [
        ("Fecha;Latitud;Longitud;Muertos;Desaparecidos\n05/01/2020;8,51;-77,42;1.022;2\n25/01/2020;8,52;-77,43;1;\n"),
        ("\u{FEFF}Fecha\tLatitud\tLongitud\tMuertos\tDesaparecidos\r\n05/01/2020\t8.51\t-77.42\t1,022\t2\r\n25/01/2020\t8.52\t-77.43\t1\t\r\n"),
        ("A table of somebody,,,,\nFecha,Coordenadas,Muertos,Desaparecidos\n5 de enero de 2020,\"8.51, -77.42\",1 022,2\n25 enero 2020,\"8,52; -77,43\",1,\n"),
    ])
    func `delimiters, decimal commas and Spanish`(_ text: String) throws {
        let run = try ImportRun(text)
        #expect(run.column("date_start") == ["2020-01-05", "2020-01-25"])
        #expect(run.column("lat") == ["8.51", "8.52"] && run.column("lon") == ["-77.42", "-77.43"])
        #expect(run.column("dead") == ["1022", "1"] && run.column("missing") == ["2", ""])
        #expect(
            run.problems(1) == ["thousands_separator"] && run.status(1) == "repaired" && run.status(2) == "accepted")
    }

    @Test func `columns can be named`() throws {
        let text = "aa,bb,cc,dd\n03.04.2021,7,8.5,-77.5\n"
        #expect(throws: (any Error).self) { try ImportRun(text) }
        let run = try ImportRun(
            text, columns: [("date", "aa"), ("dead", "BB"), ("lat", "cc"), ("lon", "dd")])
        #expect(run.rows[0]["dead"] == "7" && run.rows[0]["lat"] == "8.5" && run.rows[0]["date_start"] == "2021-04-03")
        #expect(throws: (any Error).self) { try ImportRun(text, columns: [("date", "aa"), ("dead", "zz")]) }
        #expect(throws: (any Error).self) { try ImportRun(text, columns: [("date", "aa"), ("deed", "bb")]) }
    }

    @Test func `a forced schema must fit`() throws {
        let text = "date,lat,lon,dead\n2020-01-01,8,-77,1\n"
        let fault = #expect(throws: (any Error).self) { try ImportRun(text, schema: .acled) }
        #expect(fault.map { "\($0)".contains("event_type") } == true)
        #expect(try ImportRun(text, schema: .csv).rows.count == 1)
    }

    @Test func `the output can be read again`() throws {
        let first = try ImportRun(Self.mainID)
        let second = try ImportRun(String(decoding: first.bytes, as: UTF8.self))
        for column in [
            "date_start", "date_end", "date_precision", "lon", "lat", "dead", "missing", "dead_or_missing",
            "categories",
        ] {
            #expect(first.column(column) == second.column(column), "\(column)")
        }
    }
}
