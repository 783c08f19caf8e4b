import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct ClusterScanTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let five = "id,x,y,n,pop\na,0,0,9,100\nb,1,0,8,100\nc,5,5,1,100\nd,6,6,1,100\ne,8,1,2,100\n"

    private func scan(_ table: String, name: String = "in.csv") throws -> ClusterScan {
        var source = UnitSource(path: try folder.file(name, table))
        (source.crs, source.idField) = ("planar", "id")
        var request = HotspotRequest(source: source, output: folder.url.appending(path: "out.csv").path)
        (request.overwrite, request.threads) = (true, 2)
        var scan = ClusterScan(request, cases: "n")
        scan.permutations = 99
        return scan
    }

    private func clusters(_ scan: ClusterScan) throws -> [JSONObject] {
        guard case .array(let items)? = try scan.run().summary["clusters"] else { return [] }
        return items.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    private func members(_ cluster: JSONObject?) -> [String] {
        guard case .array(let items)? = cluster?["members"] else { return [] }
        return items.compactMap(\.text)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }

    private func message(_ body: () throws -> Void) -> String {
        do { try body() } catch { return "\(error)" }
        return ""
    }

    @Test func `the pair in excess is found with what the definitions say of it`() throws {
        var scan = try scan(Self.five)
        scan.population = "pop"
        let cluster = try #require(try clusters(scan).first)
        #expect(members(cluster) == ["a", "b"])
        #expect(cluster["cases"] == .integer(17))
        #expect(cluster["expected"]?.double == 8.4)
        #expect(cluster["population"]?.double == 200)
        // (17/8.4)/(4/12.6), and 17 ln(17/8.4) + 4 ln(4/12.6)
        #expect(abs(try #require(cluster["rr"]?.double) - 6.375) < 1e-12)
        #expect(abs(try #require(cluster["llr"]?.double) - 7.395078038167952) < 1e-12)
        #expect(cluster["radius"]?.double == 1)
        let row = try text("out.csv").split(separator: "\n")
        #expect(row[0].hasPrefix("cluster,centre_id,x,y,radius,shape,angle,n_locations,members,start,end,cases,"))
        #expect(row[1].hasPrefix("1,a,0,0,1,1,0,2,a;b,,,17,8.4,200,"))
    }

    @Test func `expected numbers count in proportion only, and equally distant places go together`() throws {
        var scan = try scan("id,x,y,n,e\na,0,0,9,2\nb,1,0,8,2\nc,-1,0,1,2\nd,6,6,1,2\ne,8,1,2,2\nf,9,9,1,2\n")
        scan.expected = "e"
        let cluster = try #require(try clusters(scan).first)
        // From a, b and c are equally far: {a, b} is a zone of b only.
        #expect(cluster["centre_id"] == .string("b"))
        #expect(members(cluster) == ["b", "a"])
        #expect(cluster["population"] == .null)
    }

    @Test func `months that a location has no row for count no case, and spans end where the study ends`() throws {
        var rows = "id,x,y,n,pop,when\n"
        for place in 0..<6 {
            for month in 1...12 where place < 2 && month > 10 || month == 1 || month % 5 == 0 {
                let cases = place < 2 && month > 10 ? 6 : 1
                rows += "p\(place),\(place),0,\(cases),50,2023-\(month < 10 ? "0" : "")\(month)-11\n"
            }
        }
        var scan = try scan(rows)
        (scan.population, scan.time, scan.timeUnit) = ("pop", "when", .month)
        scan.timeTo = "2023-12-20"
        scan.temporal = .prospective
        let cluster = try #require(try clusters(scan).first)
        #expect(members(cluster) == ["p0", "p1"])
        #expect(cluster["start"] == .string("2023-11-01"))
        #expect(cluster["end"] == .string("2023-12-20"))
        #expect(cluster["cases"] == .integer(24))
        // 18 in January, May and October, 24 after; a share of 2/6 · 2/12.
        #expect(abs(try #require(cluster["expected"]?.double) - 42 / 18) < 1e-12)
        #expect(cluster["recurrence_interval"]?.double == 100)
        scan.timeFrom = "2023-02-01"
        let outcome = try scan.run()
        #expect(outcome.summary["total_cases"] == .integer(36))
        #expect(outcome.summary["rows_outside_period"] == .integer(6))
        #expect(outcome.warnings.count == 1)
    }

    @Test func `whole numbers are steps of time as they are`() throws {
        var rows = "id,x,y,n,year\n"
        for place in 0..<4 {
            for year in 1980...1987 { rows += "\(place),\(place),0,\(place == 1 && year > 1985 ? 9 : 1),\(year)\n" }
        }
        var scan = try scan(rows)
        (scan.model, scan.time) = (.permutation, "year")
        let cluster = try #require(try clusters(scan).first)
        #expect(cluster["start"] == .integer(1986))
        #expect(cluster["end"] == .integer(1987))
        // Margins: 24 of place 1, 24 of the last two years, 48 in all.
        #expect(cluster["expected"]?.double == 12)
        #expect(cluster["population"] == .null)
    }

    @Test func `listed zones are just these`() throws {
        var scan = try scan(Self.five)
        scan.population = "pop"
        scan.zones = try folder.file("zones.csv", "zone,id\nsouth,a\nsouth,e\nsouth,b\nnorth,c\n")
        let outcome = try scan.run()
        #expect(outcome.summary["zones"] == .integer(2))
        let cluster = try #require(try clusters(scan).first)
        #expect(cluster["centre_id"] == .string("south"))
        #expect(members(cluster) == ["a", "e", "b"])
    }

    @Test func `a circle on the ground is drawn with every corner at its radius`() throws {
        var scan = try scan("id,lon,lat,n,pop\na,179.9,8,9,100\nb,-179.9,8,8,100\nc,100,5,1,100\nd,60,6,1,100\n")
        scan.request.source.crs = nil
        scan.request.output = folder.url.appending(path: "out.geojson").path
        scan.population = "pop"
        let radius = try #require(try clusters(scan).first?["radius"]?.double)
        let collection = try GeoJSON.decoded(Array(try text("out.geojson").utf8))
        let geometry = try #require(collection.features.first?.geometry)
        // Across the antimeridian it is cut in two.
        #expect(geometry.typeName == "MultiPolygon")
        let centre = GeographicPoint(longitude: 179.9, latitude: 8)
        let away = geometry.points.filter { abs(abs($0.longitude) - 180) > 1e-6 }
        #expect(away.count >= 64)
        #expect(away.allSatisfy { abs(Geodesic.distance(centre, $0).value - radius) < 0.05 })
    }

    @Test func `too few cases are refused, and computed only on demand`() throws {
        var scan = try scan("id,x,y,n,pop\na,0,0,5,100\nb,1,0,1,100\nc,5,5,1,100\n")
        scan.population = "pop"
        let refused = try scan.run()
        #expect(refused.refusal != nil)
        #expect(refused.summary["clusters"] == nil)
        #expect(!FileManager.default.fileExists(atPath: scan.request.output))
        scan.request.allowsInsufficient = true
        #expect(try scan.run().summary["clusters"] != nil)
    }

    @Test func `faults are told with file, line and field`() throws {
        func fault(_ rows: String, _ change: (inout ClusterScan) -> Void = { $0.population = "pop" }) throws -> String {
            var scan = try scan("id,x,y,n,pop,t\n" + rows)
            change(&scan)
            return message { _ = try scan.run() }
        }
        #expect(try fault("a,0,0,20,0,1\n").contains("line 2, field pop"))
        #expect(try fault("a,0,0,-1,5,1\n").contains("line 2, field n"))
        #expect(try fault("a,0,0,11,5,1\na,0,0,1,5,1\n").contains("line 3"))
        #expect(
            try fault("a,0,0,11,5,1\n") { ($0.model, $0.population) = (.bernoulli, "pop") }.contains(
                "fewer than the 11"))
        #expect(try fault("a,0,0,1.5,5,1\n") { ($0.model, $0.controls) = (.bernoulli, "pop") }.contains("whole number"))
        let moved = try fault("a,0,0,11,5,1\na,1,0,1,5,2\n") { ($0.population, $0.time) = ("pop", "t") }
        #expect(moved.contains("line 3") && moved.contains("another place"))
        let twice = try fault("a,0,0,11,5,1\na,0,0,1,5,1\n") { ($0.population, $0.time) = ("pop", "t") }
        #expect(twice.contains("line 3, field t"))
        let mixed = try fault("a,0,0,11,5,1\na,0,0,1,5,2024-02-30\n") { ($0.population, $0.time) = ("pop", "t") }
        #expect(mixed.contains("field t"))
    }
}
