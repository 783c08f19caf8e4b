import Testing

@testable import IncidentImport

/// Headers that no file at hand has: the same three invented incidents must come out of each.
@Suite struct LaterHeaderTests {
    private struct Export: CustomStringConvertible {
        var description: String
        var header: String
        /// How this export writes dates, coordinates and numbers.
        var dates: [String]
        var places = ["8.7, -77.6", "8.61, -77.32", "8.4, -77.05"]
        var thousand = "1022"
        var months = ["February", "February", "March"]
        var delimiter = ","

        var text: String {
            let rows: [[String]] = [
                [
                    "2024.MMP7", "2024.MMP7", "Incident", "Central America", dates[0], "2024", months[0], "3", "2", "5",
                    "11", "1", "2", "0", "Somewhere", "Caribbean", "Drowning, Violence", "Panama", "Darién", "Río, bay",
                    places[0], "Central America", "News", "https://n.example/a,b", "4",
                ],
                [
                    "2024.MMP8", "2024.MMP9", "Split Incident", "Central America", dates[1], "2024", months[1],
                    thousand, "", thousand, "", "", "", "", "Elsewhere", "",
                    "Harsh environmental conditions / lack of adequate shelter, food, water", "Panama", "Darién", "Bay",
                    places[1], "Central America", "A; B", "", "5",
                ],
                [
                    "2024.MMP10", "2024.MMP10", "Cumulative Incident", "South America", dates[2], "2024", months[2], "",
                    "4", "4", "0", "", "", "", "", "", "Mixed or unknown", "Colombia", "", "Gulf", places[2],
                    "South America", "Navy", "", "1",
                ],
            ]
            let lines = rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }
            return ([header] + lines).joined(separator: "\n") + "\n"
        }
    }

    private static let exports: [Export] = [
        Export(
            description: "words run together",
            header:
                "MainID,IncidentID,IncidentType,RegionOfIncident,DateOfIncident,YearOfIncident,MonthOfIncident,NumberOfDead,MinEstimatedNumberOfMissing,TotalNumberOfDeadAndMissing,NumberOfSurvivors,NumberOfFemales,NumberOfMales,NumberOfChildren,CountryOfOrigin,RegionOfOrigin,CauseOfDeath,CountryOfIncident,MigrationRoute,LocationOfIncident,Coordinates,UNSDGeographicalGrouping,InformationSource,URL,SourceQuality",
            dates: ["2024-02-09T00:00:00Z", "2024-02-21T00:00:00Z", "2024-03-30T00:00:00Z"]),
        Export(
            description: "underscores and well-known text",
            header:
                "main_id,incident_id,incident_type,region_of_incident,incident_date,incident_year,month,number_of_dead,minimum_estimated_number_of_missing,total_number_of_dead_and_missing,number_of_survivors,number_of_females,number_of_males,number_of_children,country_of_origin,region_of_origin,cause_of_death,country_of_incident,migration_route,location_of_incident,coordinates,unsd_geographical_grouping,information_source,url,source_quality",
            dates: ["2024-02-09 00:00:00", "2024-02-21 00:00:00", "2024-03-30 00:00:00"],
            places: ["POINT(-77.6 8.7)", "POINT(-77.32 8.61)", "POINT(-77.05 8.4)"]),
        Export(
            description: "terse",
            header:
                "Main Incident ID,Incident ID #,Type of Incident,Incident Region,Date (DD/MM/YYYY),Year,Month of Incident,# Dead,# Missing (min. est.),Dead & Missing (total),# Survivors,# Women,# Men,# Children,Origin Country,Origin Region,Cause(s) of Death,Incident Country,Route,Incident Location,\"Coordinates (lat, lon)\",UNSD Group,Source(s),Link(s),Quality of Source",
            dates: ["09/02/2024", "21/02/2024", "30/03/2024"], thousand: "1,022"),
        Export(
            description: "wordy",
            header:
                "Main ID,Incident ID,Incident Type,Region of Incident,Reported Date,Reported Year,Reported Month,Confirmed Dead,Estimated Missing,Total Dead and Missing,Survivors,Females,Males,Children,Nationality,Region of Origin,Cause of Death/Disappearance,Country where incident occurred,Migratory route,Location of death or disappearance,Lat/Long,UNSD region,Source,Link,Source reliability",
            dates: ["Feb 9, 2024", "Feb 21, 2024", "Mar 30, 2024"], months: ["Feb", "Feb", "Mar"]),
        Export(
            description: "Spanish",
            header:
                "ID principal;ID del incidente;Tipo de incidente;Región del incidente;Fecha del incidente;Año del incidente;Mes;Número de muertos;Número mínimo estimado de desaparecidos;Número total de muertos y desaparecidos;Número de sobrevivientes;Número de mujeres;Número de hombres;Número de niños;País de origen;Región de origen;Causa de muerte;País del incidente;Ruta migratoria;Lugar del incidente;Coordenadas;Agrupación geográfica UNSD;Fuente de información;URL;Calidad de la fuente",
            dates: ["09/02/2024", "21/02/2024", "30/03/2024"],
            places: ["8,7; -77,6", "8,61; -77,32", "8,4; -77,05"], thousand: "1.022",
            months: ["febrero", "febrero", "marzo"], delimiter: ";"),
        Export(
            description: "French",
            header:
                "ID principal,ID de l'incident,Type d'incident,Région de l'incident,Date de l'incident,Année de l'incident,Mois,Nombre de morts,Nombre minimum estimé de disparus,Nombre total de morts et disparus,Nombre de survivants,Nombre de femmes,Nombre d'hommes,Nombre d'enfants,Pays d'origine,Région d'origine,Cause de décès,Pays de l'incident,Route migratoire,Lieu de l'incident,Coordonnées,Groupement géographique UNSD,Source d'information,URL,Qualité de la source",
            dates: ["09.02.2024", "21.02.2024", "30.03.2024"], thousand: "1 022",
            months: ["février", "février", "mars"]),
    ]

    private static let expected: [String: [String]] = [
        "source_id": ["2024.MMP7", "2024.MMP9", "2024.MMP10"],
        "date_start": ["2024-02-09", "2024-02-21", "2024-03-30"], "date_precision": ["day", "day", "day"],
        "lon": ["-77.6", "-77.32", "-77.05"], "lat": ["8.7", "8.61", "8.4"], "country": ["PAN", "PAN", "COL"],
        "dead": ["3", "1022", ""], "missing": ["2", "", "4"], "dead_or_missing": ["5", "1022", "4"],
        "survivors": ["11", "", "0"],
        "categories": [
            "Drowning;Violence", "Harsh environmental conditions / lack of adequate shelter, food, water",
            "Mixed or unknown",
        ],
        "route": ["Darién", "Darién", ""], "region": ["Central America", "Central America", "South America"],
        "place_text": ["Río, bay", "Bay", "Gulf"], "source": ["News", "A; B", "Navy"],
        "url": ["https://n.example/a,b", "", ""], "quality": ["4", "5", "1"],
    ]

    @Test(arguments: exports.indices) func `the same incidents come out`(_ index: Int) throws {
        let export = Self.exports[index]
        let run = try ImportRun(export.text)
        #expect(run.outcome.files[0].schema == .mmp && run.isBalanced, "\(export)")
        for (column, values) in Self.expected { #expect(run.column(column) == values, "\(export): \(column)") }
        // Where persons came from is not an incident's.
        #expect(!run.bytes.contains(Array("Somewhere".utf8)) && !run.bytes.contains(Array("Caribbean".utf8)))
        #expect(run.problems(2).contains("thousands_separator") == (export.thousand != "1022"), "\(export)")
        #expect(run.count("total_mismatch") == 0 && run.outcome.tally.rejected == 0)
    }

    @Test func `degrees north and east are latitude and longitude, degrees west are not guessed`() throws {
        let east = try ImportRun("Deaths,Date,Latitude (°N),Longitude (°E)\n1,2024-02-09,8.7,-77.6\n")
        #expect(east.column("lat") == ["8.7"] && east.column("lon") == ["-77.6"])
        let west = try ImportRun("Deaths,Date,Latitude (°N),Longitude (°W)\n1,2024-02-09,8.7,77.6\n")
        #expect(west.column("lon") == [""] && west.problems(1) == ["missing_position"])
    }

    /// The header of 2024 as ACLED exports it.
    @Test func `ACLED with an exchanged pair of coordinates, a wrong sign and a negative count`() throws {
        let header =
            "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
        func row(_ id: String, _ day: Int, _ country: String, _ lat: String, _ lon: String, _ dead: String) -> String {
            "\(id),\(day) February 2024,2024,1,Political violence,Violence against civilians,Attack,Some Actor,,x,Civilians,,y,z,,,America,\(country),A,B,,Place,\(lat),\(lon),2,\"A; B\",National,\"Words, words\",\(dead),,1707865000"
        }
        let run = try ImportRun(
            [
                header, row("PAN1", 9, "Panama", "8.2", "-77.55", "3"),
                row("COL2", 10, "Colombia", "8.51", "77.28", "0"),
                row("COL3", 12, "Colombia", "-76.78", "8.42", "-1"),
            ].joined(separator: "\n"))
        #expect(run.outcome.files[0].schema == .acled && run.isBalanced)
        #expect(run.column("lon") == ["-77.55", "-77.28", "-76.78"] && run.column("lat") == ["8.2", "8.51", "8.42"])
        #expect(run.column("dead") == ["3", "0", ""] && run.column("precision_m") == ["15000", "15000", "15000"])
        #expect(run.problems(2) == ["country_contradicts_position"])
        #expect(run.problems(3) == ["axes_swapped", "negative_count"] && run.status(3) == "repaired")
        #expect(!run.bytes.contains(Array("Some Actor".utf8)) && !run.bytes.contains(Array("Words".utf8)))
    }
}
