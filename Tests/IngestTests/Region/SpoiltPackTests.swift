import Foundation
import Testing

@testable import Ingest

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
        Spoiling("places.csv", "place_id,name,", "place_id,label,", "row 1, field label", "unknown column \"label\"", "place_id, name"),
        Spoiling("places.csv", "place_id,name,", "place_id,place_id,", "row 1", "column \"place_id\" appears twice"),
        Spoiling("places.csv", "-76.7893,8.4263", "8.4263,-76.7893", "row 2, field lon", "fits when swapped", "exchange the columns lon and lat"),
        Spoiling("places.csv", "-76.7893,8.4263", "-46.7893,8.4263", "row 2, field lon", "outside the region's extent [-84.3, 3.3, -75, 13.9]"),
        Spoiling("places.csv", "-76.7893,8.4263", "-76.7893,nan", "row 2, field lat", "\"nan\" is not a finite number"),
        Spoiling("places.csv", "-76.7893,8.4263", "-76.7893,", "row 2, field lat", "the field is empty"),
        Spoiling("places.csv", "8.4263,1000", "8.4263,-1000", "row 2, field precision_m", "-1000 lies outside 1…200000"),
        Spoiling("places.csv", "\nturbo,", "\nnecocli,", "row 3, field place_id", "\"necocli\" is already in row 2"),
        Spoiling("places.csv", ",gazetteer,S001", ",hearsay,S001", "row 2, field basis", "\"hearsay\" is not allowed", "gazetteer, centroid, estimate, secondary"),
        Spoiling("places.csv", ",gazetteer,S001", ",gazetteer,S999", "row 2, field source_ids", "\"S999\" is not in sources.csv"),
        Spoiling("legs.csv", "L001,necocli,", "L001,nowhere,", "row 2, field from_id", "\"nowhere\" is not in places.csv"),
        Spoiling("legs.csv", "L001,necocli,capurgana,C0", "L001,necocli,capurgana,C9", "row 2, field corridor_id", "\"C9\" is not in region.yaml"),
        Spoiling("legs.csv", "L001,necocli,capurgana", "L001,necocli,necocli", "row 2, field to_id", "ends where it starts"),
        Spoiling("legs.csv", "2015-01,2025-12", "2025-12,2015-01", "row 2, field active_to", "2015-01 is before active_from 2025-12"),
        Spoiling("legs.csv", "2015-01,2025-12", "2015-13,2025-12", "row 2, field active_from", "\"2015-13\" is no month"),
        Spoiling("legs.csv", ",1.5,2,published", ",2,1.5,published", "row 2, field duration_high_h", "1.5 is below 2"),
        Spoiling("legs.csv", ",sea,licensed", ",station,licensed", "row 2, field mode", "\"station\" is not allowed"),
        Spoiling("crossings.csv", "north,559", "north,-559", "row 2, field persons", "-559 is negative"),
        Spoiling("crossings.csv", "north,559", "north,5.5", "row 2, field persons", "\"5.5\" is not a whole number"),
        Spoiling("crossings.csv", "north,559", "north,", "row 2, field persons", "the field is empty"),
        Spoiling("crossings.csv", "2010-01-01,2010-12-31", "2010-12-31,2010-01-01", "row 2, field period_end", "2010-01-01 is before period_start 2010-12-31"),
        Spoiling("crossings.csv", "2011-01-01,2011-12-31", "2010-01-01,2010-12-31", "row 3, field period_start", "already in row 2"),
        Spoiling("crossings.csv", "2010-01-01", "2010-02-30", "row 2, field period_start", "\"2010-02-30\" is no day of the calendar"),
        Spoiling("crossings.csv", "north,559", "unknown,559", "row 2, field direction", "\"unknown\" is not allowed"),
        Spoiling("incidents.csv", "I0002,2014-06-13", "I0001,2014-06-13", "row 3, field incident_id", "\"I0001\" is already in row 2"),
        Spoiling("incidents.csv", ",interception,sea,C7", ",parking,sea,C7", "row 2, field category", "\"parking\" is not allowed"),
        Spoiling("incidents.csv", "C7,buenaventura", "C7,atlantis", "row 2, field place_id", "\"atlantis\" is not in places.csv"),
        Spoiling("incidents.csv", ",medium,,S063", ",medium,I9999,S063", "row 2, field duplicate_of", "\"I9999\" is not in the table"),
        Spoiling("incidents.csv", ",medium,,S063", ",medium,I0001,S063", "row 2, field duplicate_of", "its own duplicate"),
        Spoiling("incidents.csv", "3.8801,8000", "3.8801,", "row 2, field precision_m", "the field is empty"),
        Spoiling("sea_state.csv", "guna_yala,1,hs", "atlantis,1,hs", "row 2, field zone_id", "\"atlantis\" is not in region.yaml"),
        Spoiling("sea_state.csv", "guna_yala,1,hs", "guna_yala,13,hs", "row 2, field month", "13 lies outside 1…12"),
        Spoiling("sea_state.csv", "hs,1.8,,2.4,m", "hs,1.8,,2.4,ft", "row 2, field unit", "\"ft\" is not allowed for hs"),
        Spoiling("sea_state.csv", "hs,1.8,,2.4,m", "hs,2.4,,1.8,m", "row 2, field value_high", "do not rise"),
        Spoiling("sea_state.csv", "hs,1.8,,2.4,m", "hs,,,,m", "row 2, field value_typical", "no value is given"),
        Spoiling("measures.csv", "reception,C1,", "reception,C1;C9,", "row 2, field corridor_ids", "\"C9\" is not in region.yaml"),
        Spoiling("measures.csv", ",yes,S", ",no,S", "row 2, field verified", "\"no\" is not allowed", "yes, partial"),
        Spoiling("spot_heights.csv", "\nSanta Isabel,", "\nEl Porvenir,", "row 3, field name", "already in row 2"),
        Spoiling("spot_heights.csv", "9.5528,2,", "9.5528,20000,", "row 2, field elevation_m", "20000 lies outside -450…9000"),
        Spoiling("harm_taxonomy.csv", ",yes,10,", ",yes,100,", "row 2, field ussg_levels", "\"100\" is no offence level"),
        Spoiling("wind.csv", "month,u_m_s", "month,u", "row 1, field u", "unknown column"),
        Spoiling("sources.csv", "\nS002,", "\nS001,", "row 3, field source_id", "already in row 2"),
        Spoiling("sources.csv", "https://www.geonames.org", "www.geonames.org", "row 2, field url", "is no address"),
        Spoiling("sources.csv", "\nS002,", "\n\"S002,", "sources.csv, row ", "; "),
    ]

    static let settings = [
        Spoiling("region.yaml", "format: 1", "format: 2", ", row ", "field format: format 2 is not known"),
        Spoiling("region.yaml", "format: 1\n", "", "key \"format\" is missing"),
        Spoiling("region.yaml", "analysis_crs:", "analysis_csr:", "field analysis_csr", "unknown key \"analysis_csr\""),
        Spoiling("region.yaml", "extent: [-84.3, 3.3, -75.0, 13.9]", "extent: [-75.0, 3.3, -84.3, 13.9]", "field extent", "is no box"),
        Spoiling("region.yaml", "extent: [-84.3, 3.3, -75.0, 13.9]", "extent: everywhere", "field extent", "is no list"),
        Spoiling("region.yaml", "start: \"2014-01\"", "start: \"January 2014\"", "field window.start", "is no month"),
        Spoiling("region.yaml", "months: [1, 2, 3, 4]", "months: [1, 2, 3, 4, 5]", "field month_groups", "month 5 is in dry and in wet"),
        Spoiling("region.yaml", "months: [1, 2, 3, 4]", "months: [0, 2, 3, 4]", "field month_groups[0].months[0]", "0 is no month"),
        Spoiling("region.yaml", "kind: sea, origin_id: necocli", "kind: air, origin_id: necocli", "field corridors[0].kind", "\"air\" is not allowed", "land, sea, mixed"),
        Spoiling("region.yaml", "origin_id: acandi", "origin_id: nowhere", "field corridors C1 origin_id", "\"nowhere\" is not in places.csv"),
        Spoiling("region.yaml", "{id: C1, name:", "{id: C0, name:", "field corridors[1]", "id \"C0\" is already corridors[0]"),
        Spoiling("region.yaml", "value: 15, unit: arcsec", "value: fifteen, unit: arcsec", "field parameters[0].value", "\"fifteen\" is not a finite number"),
        Spoiling("region.yaml", "value: 15, unit: arcsec", "value: 150, unit: arcsec", "field parameters[0]", "does not lie between low and high"),
        Spoiling("region.yaml", "value: 15, unit: arcsec", "value: .nan, unit: arcsec", "field parameters[0].value", "not a finite number"),
        Spoiling("region.yaml", "assumed: true, source_id: null}", "assumed: maybe, source_id: null}", "field parameters[0].assumed", "neither true nor false"),
        Spoiling("region.yaml", "assumed: true, source_id: null}", "assumed: false, source_id: null}", "field parameters[0]", "has no source"),
        Spoiling("region.yaml", "source_id: S345}", "source_id: S999}", "source_id", "\"S999\" is not in sources.csv"),
        Spoiling("region.yaml", "share_low: 0.55, share_typical: 0.7", "share_low: 0.75, share_typical: 0.7", "field od_pairs[0]", "the shares do not rise"),
        Spoiling("region.yaml", "demand: unknown", "demand: zero", "\"zero\" is not allowed"),
        Spoiling("region.yaml", "corridors:\n", "corridors: [\n", "is no YAML"),
    ]
}

@Suite struct SpoiltPackTests {
    @Test(arguments: Spoiling.tables + Spoiling.settings)
    func `a spoilt pack gives one line that says what, where and how to mend`(_ spoiling: Spoiling) throws {
        let copy = try PackCopy()
        try copy.replace(spoiling.old, with: spoiling.new, in: spoiling.file)
        let text = try #require(copy.fault()).description
        #expect(text.hasPrefix(copy.path(spoiling.file)), "\(text)")
        #expect(!text.contains("\n") && text.contains("; "))
        for part in spoiling.says { #expect(text.contains(part), "\(text)") }
    }

    @Test(arguments: ["places.csv", "region.yaml", "coast.fgb"])
    func `a missing file is named and told from a bad one`(_ file: String) throws {
        let copy = try PackCopy()
        try FileManager.default.removeItem(atPath: copy.path(file))
        let fault = try #require(copy.fault())
        #expect(fault.kind == .missing)
        #expect(fault.description.hasPrefix(copy.path(file) + ": there is no such file"))
    }

    @Test(arguments: ["places.csv", "region.yaml"])
    func `an empty file is an error of its own`(_ file: String) throws {
        let copy = try PackCopy()
        try copy.write("", to: file)
        #expect(try #require(copy.fault()).description.contains("the file is empty"))
    }

    @Test func `a header without rows is an error`() throws {
        let copy = try PackCopy()
        try copy.write(Place.columns.joined(separator: ",") + "\n", to: "places.csv")
        #expect(try #require(copy.fault()).description.contains("row 1: no row below the header"))
    }

    @Test func `a folder that is not there is missing`() {
        let error = #expect(throws: IngestError.self) { try RegionPack.load("/nowhere", verifyingManifest: false) }
        #expect(error?.kind == .missing)
        #expect(error?.file == "/nowhere/region.yaml")
    }

    @Test func `every fault of a pack is found at once`() throws {
        let copy = try PackCopy()
        try copy.replace("north,559", with: "north,-559", in: "crossings.csv")
        try copy.replace("north,283", with: "north,x", in: "crossings.csv")
        try copy.replace("L001,necocli,", with: "L001,nowhere,", in: "legs.csv")
        let rows = RegionPack.check(copy.folder).filter { $0.kind == .content }.map { $0.row }
        #expect(rows == [2, 3, 2])
    }
}
