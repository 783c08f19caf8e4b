import Foundation
import Incidents
import SpatialEngine
import Testing

@testable import Ingest

@Suite struct IncidentTableTests {
    private static let header =
        "incident_id,date_start,date_end,date_precision,category,mode,corridor_id,place_id,lon,lat,precision_m"

    private func read(_ text: String, taken: Set<String> = []) throws -> IncidentTable {
        let url = FileManager.default.temporaryDirectory.appending(path: "incidents-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(text.utf8).write(to: url)
        return try IncidentTable.read(path: url.path, for: try EmbeddedPack.load(), taken: taken)
    }

    private func error(_ rows: String, header: String = header, taken: Set<String> = []) -> String {
        let error = #expect(throws: IngestError.self) { try read(header + "\n" + rows, taken: taken) }
        return error?.description ?? ""
    }

    @Test func `columns after precision_m may be absent`() throws {
        let table = try read(Self.header + "\nA1,2023-05-02,,day,drowning,river,C1,,-77.6,8.5,4000\n")
        let incident = try #require(table.incidents.first)
        #expect(incident.dateEnd == incident.dateStart)
        #expect(incident.direction == .unknown && incident.channel == .reported && incident.reportKind == .event)
        #expect(incident.dead == nil && incident.confidence == .medium && incident.sourceIDs.isEmpty)
        #expect(table.counts == .init(read: 1, accepted: 1, repaired: 0, rejected: 0))
    }

    @Test func `blanks, capitals and whole numbers with a fraction are repaired and noted`() throws {
        let table = try read(
            Self.header + ",dead\nA1, 2023-05-02,,Day,Drowning,river,C1,,-77.6,8.5,4000,3.0\n")
        #expect(table.incidents.first?.dead == 3)
        #expect(table.counts == .init(read: 1, accepted: 0, repaired: 1, rejected: 0))
        #expect(table.notes.map(\.field) == ["date_start", "date_precision", "category", "dead"])
        #expect(table.notes.map(\.repair) == ["2023-05-02", "day", "drowning", "3"])
    }

    @Test func `a row outside the region is rejected and counted`() throws {
        let table = try read(
            Self.header + """

                A1,2023-05-02,,day,drowning,river,,,-110.9,32.2,4000
                A2,2023-05-02,,day,drowning,river,,,-77.6,8.5,4000

                """)
        #expect(table.incidents.map(\.id) == ["A2"])
        #expect(table.counts == .init(read: 2, accepted: 1, repaired: 0, rejected: 1))
        #expect(table.notes.map(\.row) == [2] && table.notes.map(\.status) == [.rejected])
    }

    @Test func `a row without a position is kept unlocated`() throws {
        let table = try read(Self.header + "\nA1,2023-05-02,,day,drowning,river,C1,,,,\n")
        #expect(table.incidents.first?.position == nil)
    }

    @Test func `swapped coordinates are named as such`() {
        let text = error("A1,2023-05-02,,day,drowning,river,C1,,8.5,-77.6,4000")
        #expect(text.contains("row 2, field lon") && text.contains("fits when swapped"))
    }

    @Test func `one coordinate without the other is an error`() {
        #expect(
            error("A1,2023-05-02,,day,drowning,river,C1,,-77.6,,4000").contains("row 2, field lat: the field is empty"))
    }

    @Test(arguments: ["nan", "NaN", "inf", "1e999", "0x1p3", "eight", "8,5"])
    func `a number that is not finite and decimal is an error`(_ text: String) {
        let latitude = CommaSeparatedTable.quoted(text)
        let message = error("A1,2023-05-02,,day,drowning,river,C1,,-77.6,\(latitude),4000")
        #expect(message.contains("row 2, field lat: \"\(text)\" is not a finite number"), "\(message)")
    }

    @Test func `a repeated id names both rows`() {
        let row = "A1,2023-05-02,,day,drowning,river,C1,,-77.6,8.5,4000\n"
        #expect(error(row + row).contains("row 3, field incident_id: \"A1\" is already in row 2"))
        #expect(error(row, taken: ["A1"]).contains("row 2, field incident_id: \"A1\" is already in another table"))
    }

    @Test func `an unknown column is an error that lists the allowed ones`() {
        let text = error("A1,x", header: "incident_id,colour")
        #expect(text.contains("row 1, field colour: unknown column \"colour\"") && text.contains("report_kind"))
    }

    @Test func `a needed column that is absent is an error`() {
        let text = error("A1,2023-05-02", header: "incident_id,date_start")
        #expect(text.contains("field date_end: column \"date_end\" is missing"))
    }

    @Test func `a file without a byte, and one without a row, are errors`() {
        #expect(error("", header: "").contains("no row") || error("", header: "").contains("empty"))
        #expect(error("").contains("row 1: no row below the header"))
    }

    @Test func `an unknown corridor, a bad day and a negative count are errors`() {
        #expect(
            error("A1,2023-05-02,,day,drowning,river,C77,,-77.6,8.5,4000").contains("\"C77\" is not in region.yaml"))
        #expect(error("A1,2023-02-29,,day,drowning,river,C1,,-77.6,8.5,4000").contains("\"2023-02-29\" is no day"))
        let row = "A1,2023-05-02,,day,drowning,river,C1,,-77.6,8.5,4000,-1"
        #expect(error(row, header: Self.header + ",dead").contains("row 2, field dead: -1 is negative"))
    }

    @Test func `a quoted field may hold a line break and rows are counted by lines`() {
        let text = error(
            "A1,2023-05-02,,\"d\nay\",drowning,river,C1,,-77.6,8.5,4000\nA2,,,day,drowning,river,C1,,-77.6,8.5,1")
        #expect(text.contains("row 2, field date_precision"))
    }

    @Test func `the pack's own table reads as a user's table without repairs`() throws {
        let pack = try EmbeddedPack.load()
        let table = try IncidentTable.read(path: EmbeddedPack.folder + "/incidents.csv", for: pack)
        #expect(table.incidents == pack.incidents)
        #expect(table.counts.accepted == pack.incidents.count && table.notes.isEmpty)
    }
}
