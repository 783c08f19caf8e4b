import Foundation
import Ingest
import SpatialEngine
import SpatialFormats
import Surfaces
import TestSupport
import Testing

@testable import SeaAnalysis

@Suite struct SeaConditionsTests {
    private static let pack = try? RegionPack.load(RegionPack.defaultFolder(), verifyingManifest: false)
    private static let gulf = BoundingBox(west: -79, south: 9, east: -78, north: 10)

    private func file(_ text: String, _ name: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    private func source(
        _ options: SeaConditionsSource.Options, pack: RegionPack? = Self.pack
    ) throws -> SeaConditionsSource {
        try SeaConditionsSource(options, pack: pack, land: pack?.coast, extent: Self.gulf, threads: 2)
    }

    private func sample(_ conditions: SeaConditions?, _ x: Double, _ y: Double, _ time: Double = 0) -> SeaStateSample? {
        conditions?.metocean.sample(at: GeographicPoint(longitude: x, latitude: y), time: time)
    }

    @Test func `without moment and files there is no sea state`() throws {
        let conditions = try source(.init()).conditions([.none])
        #expect(conditions[0].seaState == .none && conditions[0].modelError == nil)
        #expect(sample(conditions[0], -78.5, 9.7)?.significantHeight == Metres(0))
    }

    @Test func `a month or a departure without files has the region's climatology`() throws {
        let pack = try #require(Self.pack)
        let january = try #require(UniversalTime("2026-01-15T00:00Z"))
        let conditions = try source(.init()).conditions([.month(1), .departure(january), .month(9)])
        #expect(conditions.map(\.seaState) == [.modelled, .modelled, .modelled])
        let model = try ClimatologicalSea(pack).model
        // On the points of its grid the sea is that of the model; between them within a few percent off the coast.
        let here = try #require(sample(conditions[0], -78.5, 9.8))
        let direct = try model.seaState(at: GeographicPoint(longitude: -78.5, latitude: 9.8), month: 1)
        #expect(isClose(here.significantHeight.value, direct.significantHeight.value, within: 1e-9))
        #expect(isClose(try #require(here.waveFromDegrees), try #require(direct.waveFromDegrees), within: 1e-6))
        #expect(isClose(try #require(here.windMetresPerSecond), try #require(direct.windMetresPerSecond), within: 1e-9))
        #expect(here.origin == .modelled)
        let between = try #require(sample(conditions[0], -78.46, 9.87)).significantHeight.value
        let exact = try model.seaState(at: GeographicPoint(longitude: -78.46, latitude: 9.87), month: 1)
        #expect(abs(between / exact.significantHeight.value - 1) < 0.03)
        #expect(sample(conditions[1], -78.5, 9.8) == here)
        // Trade winds blow in January, hardly in September.
        #expect(
            try #require(sample(conditions[2], -78.5, 9.8)).significantHeight.value < here.significantHeight.value / 2)
        // Close to the coast the nearest point at sea stands in: the sea never ends before the land does.
        let inshore = GeographicPoint(longitude: -78.95, latitude: 9.44)
        #expect(conditions[0].metocean.gap(at: inshore, time: 0) == .known)
    }

    @Test func `the model's error against bulletins is told`() throws {
        let error = try #require(try source(.init()).conditions([.month(1)])[0].modelError)
        #expect(
            error.rows.map { "\($0.zoneID) \($0.month)" } == [
                "guna_yala 1", "colon 1", "guna_yala 12", "colon 12", "panama_bight 1", "panama_bight 9",
                "colombian_caribbean 12",
            ])
        let root = try #require(error.relativeRootMeanSquare)
        let sum = error.rows.reduce(0) { $0 + $1.relativeError * $1.relativeError }
        #expect(isClose(root, (sum / 7).squareRoot(), within: 1e-12) && root > 0.1 && root < 0.6)
        #expect(try #require(error.rows[0].windMetresPerSecond) == 30 / 3.6)
    }

    @Test func `files come over the climatology, and threads change nothing`() throws {
        let path = try file(
            "lon,lat,current_u_mps,current_v_mps\n-79,9,0.5,0\n-78,9,0.5,0\n-79,10,0.5,0\n-78,10,0.5,0\n", "current.csv"
        )
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = SeaConditionsSource.Options()
        options.currents = path
        let both = try source(options).conditions([.month(1)])[0]
        #expect(both.seaState == .modelled)
        let here = try #require(sample(both, -78.5, 9.8))
        #expect(here.currentEastMetresPerSecond == 0.5 && here.significantHeight.value > 0.5)
        let single = try SeaConditionsSource(
            options, pack: Self.pack, land: nil, extent: Self.gulf, threads: 1
        ).conditions([.month(1)])[0]
        #expect(sample(single, -78.51, 9.83) == sample(both, -78.51, 9.83))
        options.seaState = path
        #expect(try source(options).conditions([.month(1)])[0].seaState == .given)
        options.isPlanar = true
        #expect(throws: IngestError.self) { try source(options) }
    }

    @Test func `a departure outside a series is refused, and a series needs a moment`() throws {
        let rows = ["-79,9", "-78,9", "-79,10", "-78,10"].flatMap { place in
            ["2026-01-01T00:00Z", "2026-01-02T00:00Z"].map { "\(place),\($0),1.2" }
        }
        let path = try file((["lon,lat,time,hs_m"] + rows).joined(separator: "\n"), "waves.csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = SeaConditionsSource.Options()
        options.seaState = path
        let source = try source(options)
        let (inside, outside) = (
            try #require(UniversalTime("2026-01-02T00:00Z")), try #require(UniversalTime("2026-01-02T00:01Z"))
        )
        #expect(try source.conditions([.departure(inside)])[0].seaState == .given)
        let late = #expect(throws: RequestError.self) { try source.conditions([.departure(outside)]) }
        #expect(late?.kind == .badData)
        #expect(
            late?.description.contains(
                "the departure 2026-01-02T00:01:00Z lies outside its times 2026-01-01T00:00:00Z…2026-01-02T00:00:00Z")
                == true)
        let none = #expect(throws: RequestError.self) { try source.conditions([.none]) }
        #expect(none?.kind == .wrongUsage)
        #expect(sample(try source.conditions([.month(1)])[0], -78.5, 9.5)?.significantHeight == Metres(1.2))
        #expect(throws: IngestError.self) { try source.conditions([.month(2)]) }
    }

    @Test func `gaps count at sea only`() throws {
        // Every tenth of a degree; nothing known south of 9.45, where there is land and a strip of sea.
        var text = "lon,lat,hs_m\n"
        for x in 0...10 {
            for y in 0...10 { text += "\(-79 + Double(x) / 10),\(9 + Double(y) / 10),\(y < 5 ? "" : "1")\n" }
        }
        let path = try file(text, "waves.csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = SeaConditionsSource.Options()
        options.seaState = path
        let atSea = try source(options).coverage
        let all = try SeaConditionsSource(options, pack: Self.pack, land: nil, extent: Self.gulf, threads: 2).coverage
        #expect(all.known == 66 && all.filled == 22 && all.missing == 33)
        #expect(atSea.known == 66 && atSea.missing < 10 && atSea.filled <= 22 && atSea.filled > 0)
    }
}
