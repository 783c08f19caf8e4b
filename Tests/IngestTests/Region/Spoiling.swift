import Testing

/// One way to spoil the pack and what the error must then say.
struct Spoiling: CustomTestStringConvertible, Sendable {
    let file: String
    let old: String
    let new: String
    let says: [String]

    init(_ file: String, _ old: String, _ new: String, _ says: String...) {
        (self.file, self.old, self.new, self.says) = (file, old, new, says)
    }

    var testDescription: String { "\(file): \(says.joined(separator: " … "))" }

    static let tables = [
        Spoiling(
            "places.csv", "place_id,name,", "place_id,label,", "row 1, field label", "unknown column \"label\"",
            "place_id, name"),
        Spoiling("places.csv", "place_id,name,", "place_id,place_id,", "row 1", "column \"place_id\" appears twice"),
        Spoiling(
            "places.csv", "-76.7893,8.4263", "8.4263,-76.7893", "row 2, field lon", "fits when swapped",
            "exchange the columns lon and lat"),
        Spoiling(
            "places.csv", "-76.7893,8.4263", "-46.7893,8.4263", "row 2, field lon",
            "outside the region's extent [-84.3, 3.3, -75, 13.9]"),
        Spoiling("places.csv", "-76.7893,8.4263", "-76.7893,nan", "row 2, field lat", "\"nan\" is not a finite number"),
        Spoiling("places.csv", "-76.7893,8.4263", "-76.7893,", "row 2, field lat", "the field is empty"),
        Spoiling(
            "places.csv", "8.4263,1000", "8.4263,-1000", "row 2, field precision_m", "-1000 lies outside 1…200000"),
        Spoiling("places.csv", "\nturbo,", "\nnecocli,", "row 3, field place_id", "\"necocli\" is already in row 2"),
        Spoiling(
            "places.csv", ",gazetteer,S001", ",hearsay,S001", "row 2, field basis", "\"hearsay\" is not allowed",
            "gazetteer, centroid, estimate, secondary"),
        Spoiling(
            "places.csv", ",gazetteer,S001", ",gazetteer,S999", "row 2, field source_ids",
            "\"S999\" is not in sources.csv"),
        Spoiling(
            "legs.csv", "L001,necocli,", "L001,nowhere,", "row 2, field from_id", "\"nowhere\" is not in places.csv"),
        Spoiling(
            "legs.csv", "L001,necocli,capurgana,C0", "L001,necocli,capurgana,C9", "row 2, field corridor_id",
            "\"C9\" is not in region.yaml"),
        Spoiling(
            "legs.csv", "L001,necocli,capurgana", "L001,necocli,necocli", "row 2, field to_id", "ends where it starts"),
        Spoiling(
            "legs.csv", "2015-01,2025-12", "2025-12,2015-01", "row 2, field active_to",
            "2015-01 is before active_from 2025-12"),
        Spoiling(
            "legs.csv", "2015-01,2025-12", "2015-13,2025-12", "row 2, field active_from", "\"2015-13\" is no month"),
        Spoiling("legs.csv", ",1.5,2,published", ",2,1.5,published", "row 2, field duration_high_h", "1.5 is below 2"),
        Spoiling("legs.csv", ",sea,licensed", ",station,licensed", "row 2, field mode", "\"station\" is not allowed"),
        Spoiling("crossings.csv", "north,559", "north,-559", "row 2, field persons", "-559 is negative"),
        Spoiling("crossings.csv", "north,559", "north,5.5", "row 2, field persons", "\"5.5\" is not a whole number"),
        Spoiling("crossings.csv", "north,559", "north,", "row 2, field persons", "the field is empty"),
        Spoiling(
            "crossings.csv", "2010-01-01,2010-12-31", "2010-12-31,2010-01-01", "row 2, field period_end",
            "2010-01-01 is before period_start 2010-12-31"),
        Spoiling(
            "crossings.csv", "2011-01-01,2011-12-31", "2010-01-01,2010-12-31", "row 3, field period_start",
            "already in row 2"),
        Spoiling(
            "crossings.csv", "2010-01-01", "2010-02-30", "row 2, field period_start",
            "\"2010-02-30\" is no day of the calendar"),
        Spoiling("crossings.csv", "north,559", "unknown,559", "row 2, field direction", "\"unknown\" is not allowed"),
        Spoiling(
            "incidents.csv", "I0002,2014-06-13", "I0001,2014-06-13", "row 3, field incident_id",
            "\"I0001\" is already in row 2"),
        Spoiling(
            "incidents.csv", ",interception,sea,C7", ",parking,sea,C7", "row 2, field category",
            "\"parking\" is not allowed"),
        Spoiling(
            "incidents.csv", "C7,buenaventura", "C7,atlantis", "row 2, field place_id",
            "\"atlantis\" is not in places.csv"),
        Spoiling(
            "incidents.csv", ",medium,,S063", ",medium,I9999,S063", "row 2, field duplicate_of",
            "\"I9999\" is not in the table"),
        Spoiling(
            "incidents.csv", ",medium,,S063", ",medium,I0001,S063", "row 2, field duplicate_of", "its own duplicate"),
        Spoiling("incidents.csv", "3.8801,8000", "3.8801,", "row 2, field precision_m", "the field is empty"),
        Spoiling(
            "sea_state.csv", "guna_yala,1,hs", "atlantis,1,hs", "row 2, field zone_id",
            "\"atlantis\" is not in region.yaml"),
        Spoiling("sea_state.csv", "guna_yala,1,hs", "guna_yala,13,hs", "row 2, field month", "13 lies outside 1…12"),
        Spoiling(
            "sea_state.csv", "hs,1.8,,2.4,m", "hs,1.8,,2.4,ft", "row 2, field unit", "\"ft\" is not allowed for hs"),
        Spoiling("sea_state.csv", "hs,1.8,,2.4,m", "hs,2.4,,1.8,m", "row 2, field value_high", "do not rise"),
        Spoiling("sea_state.csv", "hs,1.8,,2.4,m", "hs,,,,m", "row 2, field value_typical", "no value is given"),
        Spoiling(
            "measures.csv", "reception,C1,", "reception,C1;C9,", "row 2, field corridor_ids",
            "\"C9\" is not in region.yaml"),
        Spoiling("measures.csv", ",yes,S", ",no,S", "row 2, field verified", "\"no\" is not allowed", "yes, partial"),
        Spoiling("share_statements.csv", "\nF02,", "\nF01,", "row 3, field statement_id", "already in row 2"),
        Spoiling(
            "share_statements.csv", "2021-01,2022-02,north", "2022-03,2022-02,north", "row 2, field period_end",
            "is before period_start"),
        Spoiling(
            "share_statements.csv", "north,C1;C2,most", "unknown,C1;C2,most", "row 2, field direction",
            "use one of north, south"),
        Spoiling(
            "share_statements.csv", "north,C1;C2,most", "north,C1;C99,most", "row 2, field corridor_ids",
            "\"C99\" is not in region.yaml"),
        Spoiling(
            "share_statements.csv", "north,C1;C2,most", "north,,most", "row 2, field corridor_ids", "the field is empty"
        ),
        Spoiling("share_statements.csv", "most,0.75,0.97,", "much,0.75,0.97,", "row 2, field relation", "not allowed"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,", "most,0.97,0.75,", "row 2, field share_high", "is not above"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,", "most,0,0.97,", "row 2, field share_low", "lies outside"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,", "most,nan,0.97,", "row 2, field share_low",
            "is not a finite number"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,", "most,0.75,,", "row 2, field share_high", "give both ends"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,,,", "most,,,,,", "row 2, field share_low", "neither a share nor"),
        Spoiling(
            "share_statements.csv", "most,0.75,0.97,,,", "most,0.75,0.97,5,6,", "row 2, field share_low", "both a share"
        ),
        Spoiling(
            "share_statements.csv", ",S055;S014", ",S055;S9999", "row 2, field source_ids", "is not in sources.csv"),
        Spoiling("spot_heights.csv", "\nSanta Isabel,", "\nEl Porvenir,", "row 3, field name", "already in row 2"),
        Spoiling(
            "spot_heights.csv", "9.5528,2,", "9.5528,20000,", "row 2, field elevation_m", "20000 lies outside -450…9000"
        ),
        Spoiling(
            "harm_taxonomy.csv", ",yes,10,", ",yes,100,", "row 2, field ussg_levels", "\"100\" is no offence level"),
        Spoiling("wind.csv", "month,u_m_s", "month,u", "row 1, field u", "unknown column"),
        Spoiling("sources.csv", "\nS002,", "\nS001,", "row 3, field source_id", "already in row 2"),
        Spoiling("sources.csv", "https://www.geonames.org", "www.geonames.org", "row 2, field url", "is no address"),
        Spoiling("sources.csv", "\nS002,", "\n\"S002,", "sources.csv, row ", "; "),
    ]
}
