import Foundation
import Incidents
import Ingest
import Network
import SpatialEngine
import TestSupport
import Testing

@testable import RouteRiskJob

/// The early stages on the embedded pack: what is read, and what may lie where.
@Suite struct EmbeddedPackTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "geodata/darien").path

    static func settings(from: String? = nil, to: String? = nil) -> JobSettings {
        JobSettings(regionFolder: folder, from: from.flatMap { YearMonth($0) }, to: to.flatMap { YearMonth($0) })
    }

    @Test func `the whole window is read when no month is named`() throws {
        let inputs = try RiskJob.ingest(Self.settings())
        #expect(inputs.months.first == YearMonth(year: 2014, month: 1))
        #expect(inputs.months.last == YearMonth(year: 2026, month: 2))
        #expect(inputs.incidents.count == inputs.pack.incidents.count)
        #expect(inputs.files.count == 15)
    }

    @Test func `northward counts of 2023 add up to the official total and the two gulf ports share them`() throws {
        let inputs = try RiskJob.ingest(Self.settings(from: "2023-01", to: "2023-12"))
        // Servicio Nacional de Migración: 520,085 persons in 2023.
        let persons = inputs.crossings[.north]?.months.compactMap(\.persons).reduce(0, +) ?? 0
        #expect(abs(persons - 520_085) < 0.5)
        let shares = inputs.pack.settings.odPairs.filter { $0.direction == .north }.compactMap { $0.share?.typical }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    }

    @Test(arguments: [
        ("2030-01", "2030-02", "--from"), ("2020-05", "2020-01", "--from"), ("2014-01", "2031-01", "--to"),
    ])
    func `months outside the data or in the wrong order name the option`(from: String, to: String, option: String) {
        let error = #expect(throws: JobError.self) { try RiskJob.ingest(Self.settings(from: from, to: to)) }
        #expect(error.map { "\($0)".hasPrefix(option) } == true)
    }

    @Test func `a missing user file is named with what to check`() {
        var settings = Self.settings()
        settings.elevationModel = "/nowhere/dem.tif"
        let error = #expect(throws: JobError.self) { try RiskJob.ingest(settings) }
        #expect(error.map { "\($0)".contains("/nowhere/dem.tif") } == true)
    }

    @Test func `sea incidents never lie on land legs, and directions and corridors are respected`() throws {
        let inputs = try RiskJob.ingest(Self.settings())
        let leg = try #require(inputs.pack.legs.first { $0.mode == .sea && $0.corridorID == "C8" })
        let segment = Segment(
            leg: leg, direction: .north, fromID: leg.fromID, toID: leg.toID,
            line: LineString([
                GeographicPoint(longitude: -81.7, latitude: 12.5), GeographicPoint(longitude: -83, latitude: 12.2),
            ]), basis: .seaRoute, fromGap: Metres(0), toGap: Metres(0), length: Metres(150_000), seconds: [1, 1],
            lowSeconds: 1, highSeconds: 1, seaMonths: [])
        var incident = try #require(inputs.incidents.first { $0.mode == .sea && $0.corridorID == "C8" })
        incident.direction = .north
        #expect(RiskJob.mayLie(incident, on: segment))
        incident.direction = .south
        #expect(!RiskJob.mayLie(incident, on: segment))
        incident.direction = .unknown
        incident.corridorID = nil
        #expect(RiskJob.mayLie(incident, on: segment))
        incident.corridorID = "C1"
        #expect(!RiskJob.mayLie(incident, on: segment))
        incident.corridorID = nil
        incident.mode = .foot
        #expect(!RiskJob.mayLie(incident, on: segment))
    }

    @Test func `small expected counts are hidden and nothing gives them away`() throws {
        let inputs = try RiskJob.ingest(Self.settings())
        let hidden = try RiskJob.suppressed([0, 0.3, 4.99, 5, 40, 7], inputs)
        #expect(!hidden[0], "no record is no secret")
        #expect(hidden[1] && hidden[2])
        #expect(!hidden[4])
        let alone = try RiskJob.suppressed([0, 3, 50, 60], inputs)
        #expect(alone.count { $0 } >= 2, "a single hidden count follows from the total")
    }
}
