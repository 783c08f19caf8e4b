import Foundation
import SpatialEngine
import TestSupport
import Testing

@testable import Ingest

private let darien = BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9)
private let packagesArePresent = RegionSources.installed.firstMissing == nil

private func point(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
}

@Suite struct CountryOutlinesTests {
    /// Two square countries side by side, with the border at 1° E, and one far away.
    private let countries = [("AA", 0.0), ("BB", 1.0), ("CC", 50.0)].map { code, west in
        CountryOutline(
            code: code,
            rings: [
                [point(west, 0), point(west + 1, 0), point(west + 1, 1), point(west, 1), point(west, 0)]
            ])
    }

    @Test func `a national border concerns the two nearest countries, whatever their order`() {
        let border = (0...100).map { point(1.001, Double($0) / 100) }
        #expect(countries.codes(along: border, isNational: true) == "AA;BB")
        #expect([CountryOutline](countries.reversed()).codes(along: border, isNational: true) == "AA;BB")
        #expect([countries[0]].codes(along: border, isNational: true) == nil)
    }

    @Test func `an internal border concerns the country that it lies in`() {
        #expect(countries.codes(along: [point(1.2, 0.5), point(1.5, 0.5), point(1.8, 0.5)], isNational: false) == "BB")
        #expect(countries.codes(along: [point(7, 7), point(8, 8)], isNational: false) == nil)
    }

    @Test func `a distance is measured to the nearest side, in degrees of latitude`() {
        #expect(abs(countries[0].degreesToOutline(from: point(0.5, 1.25)) - 0.25) < 1e-12)
        // At 60° north a degree of longitude is half as long as one of latitude.
        let north = CountryOutline(code: "NN", rings: [[point(0, 59), point(0, 61)]])
        #expect(abs(north.degreesToOutline(from: point(1, 60)) - 0.5) < 1e-12)
    }

    @Test func `an outline is decoded from fractions of its box`() {
        let outline = CountryOutline(
            code: "PA", longitudes: [.max, 0, 11150, 0, .max, 1, 2], latitudes: [0, 0, 26787, 0, 0, 5, 6],
            minimum: point(276.948555, 7.197906), scale: (11150.452415549, 26786.918615345))
        #expect(outline.rings.map(\.count) == [3, 2])
        #expect(abs(outline.rings[0][1].longitude - (-82.051486)) < 1e-6)
        #expect(abs(outline.rings[0][1].latitude - 8.197909) < 1e-6)
    }
}

@Suite struct WindClimatologyTests {
    @Test func `rows run from south to north, west to east and by month, without empty ones`() {
        var wind = WindClimatology(
            longitudes: [1, 281, 359], latitudes: [9, -9], eastward: [], northward: [], speed: [])
        wind.eastward = (0..<72).map { Double($0) / 1000 }
        wind.northward = wind.eastward.map { -$0 }
        wind.speed = wind.eastward.map { $0 + 1 }
        wind.speed[1 * 6 + 0 * 3 + 1] = .nan
        let lines = wind.table(in: BoundingBox(west: -80, south: -10, east: 0, north: 10)).split(separator: "\n")
        #expect(lines.count == 1 + 4 * 12 - 1)
        #expect(lines[0] == "lon,lat,month,u_m_s,v_m_s,speed_m_s")
        #expect(lines[1] == "-79,-9,1,0.004,-0.004,1.004")
        #expect(lines[2] == "-79,-9,2,0.010,-0.010,1.010")
        #expect(lines[13] == "-1,-9,1,0.005,-0.005,1.005")
        #expect(lines[26] == "-79,9,3,0.013,-0.013,1.013")
    }

    @Test(arguments: [(0.0005, "0.001"), (-0.0004, "0.000"), (-1.5, "-1.500"), (12.3456, "12.346"), (0, "0.000")])
    func `decimals are fixed and nought has no sign`(value: Double, text: String) {
        #expect(decimal(value, 3) == text)
    }

    @Test func `trimmed decimals lose their noughts`() {
        #expect(decimal(-84.3, 6, trimmed: true) == "-84.3")
        #expect(decimal(-75, 6, trimmed: true) == "-75")
    }
}

@Suite(.enabled(if: packagesArePresent, "needs the Debian packages gmt-gshhg-full, gmt-dcw and ferret-datasets"))
struct DerivedLineTests {
    @Test func `national borders name their neighbours`() throws {
        let file = try BinnedLineFile(reading: RegionSources.installed.borders, around: darien)
        let countries = try [CountryOutline](reading: RegionSources.installed.countries, near: darien)
        let national = try LineLayer.lines(from: file, in: darien).filter { $0.level == 1 }
        let names = national.map { countries.codes(along: $0.points, isNational: true) ?? "?" }
        // From west to east: Nicaragua–Costa Rica, Costa Rica–Panama, Panama–Colombia, one line each.
        #expect(names == ["CR;NI", "CR;PA", "CO;PA"])
        // The Colombian end lies on the Caribbean at Cabo Tiburón, the other on the Pacific near Cocalito.
        let border = try #require(national.last).points
        #expect(border.contains { abs($0.longitude + 77.3667) < 0.001 && abs($0.latitude - 8.675) < 0.001 })
        #expect(border.contains { abs($0.longitude + 77.8897) < 0.001 && abs($0.latitude - 7.2289) < 0.001 })
    }

    @Test func `internal borders lie in one country`() throws {
        let file = try BinnedLineFile(reading: RegionSources.installed.borders, around: darien)
        let countries = try [CountryOutline](reading: RegionSources.installed.countries, near: darien)
        let codes = try LineLayer.lines(from: file, in: darien).filter { $0.level == 2 }
            .compactMap { countries.codes(along: $0.points, isNational: false) }
        #expect(Set(codes) == ["CO", "CR", "NI", "PA"])
    }

    @Test func `lines are joined across bins: no end of one level meets exactly one other`() throws {
        for source in [RegionSources.installed.rivers, RegionSources.installed.borders] {
            let lines = try LineLayer.lines(from: BinnedLineFile(reading: source, around: darien), in: darien)
            var ends: [GeographicPoint: [Int]] = [:]
            for line in lines {
                #expect(line.points.count > 1 && zip(line.points, line.points.dropFirst()).allSatisfy { $0 != $1 })
                guard line.points.first != line.points.last else { continue }
                ends[line.points[0], default: []].append(line.level)
                ends[line.points[line.points.count - 1], default: []].append(line.level)
            }
            #expect(!ends.values.contains { $0.count == 2 && $0[0] == $0[1] })
            #expect(lines.flatMap(\.points).allSatisfy(darien.contains))
        }
    }

    @Test func `the Panama Canal is the only major canal`() throws {
        let file = try BinnedLineFile(reading: RegionSources.installed.rivers, around: darien)
        let lines = try LineLayer.lines(from: file, in: darien)
        let canal = lines.filter { $0.level == 8 }.flatMap(\.points)
        let box = BoundingBox(west: -79.93, south: 8.95, east: -79.55, north: 9.31)
        #expect(!canal.isEmpty && canal.allSatisfy(box.contains))
        #expect(Set(lines.map(\.level)) == [1, 2, 3, 4, 8])
    }

    /// Segments that another program read from the same file (shared test data), cut at bins and at its own window.
    @Test(.enabled(if: SharedData.isPresent), arguments: ["rivers", "borders"])
    func `every vertex that an independent reading has is one of ours`(name: String) throws {
        let source = name == "rivers" ? RegionSources.installed.rivers : RegionSources.installed.borders
        let file = try BinnedLineFile(reading: source, around: darien)
        let ours = try LineLayer.lines(from: file, in: darien).flatMap(\.points)
        let path = SharedData.path("data/\(name == "rivers" ? "rivers" : "boundaries")/gshhg_f_\(name).geojson")
        // Theirs are cut at −84, −75, 5 and 13: those ends are not vertices of the source.
        let theirs = try vertices(inGeoJSON: path).filter { point in
            point.longitude > -84 && point.longitude < -75 && point.latitude > 5 && point.latitude < 13
        }
        #expect(theirs.count > 10_000)
        // Theirs are rounded to 0.00001°; half a step each way.
        let cells = Dictionary(grouping: ours, by: cell)
        let lost = theirs.filter { point in
            let centre = cell(point)
            let near = (-1...1).flatMap { dx in
                (-1...1).flatMap { dy in cells[LatticePoint(x: centre.x + dx, y: centre.y + dy)] ?? [] }
            }
            return !near.contains {
                abs($0.longitude - point.longitude) < 5.1e-6 && abs($0.latitude - point.latitude) < 5.1e-6
            }
        }
        // They cut lines where a line crosses itself, twice on the rivers: such a cut is no vertex, but lies on our line.
        #expect(Set(lost).count <= 2)
        let outline = CountryOutline(code: "", rings: try LineLayer.lines(from: file, in: darien).map(\.points))
        #expect(lost.allSatisfy { outline.degreesToOutline(from: $0) < 1e-5 })
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `winds agree with an independent reading of the same file`() throws {
        let wind = try WindClimatology(reading: RegionSources.installed.wind)
        let table = try CommaSeparatedTable(bytes: Array(wind.table(in: darien.expanded(byDegrees: 2)).utf8))
        var ours: [String: [Double]] = [:]
        for row in table.rows {
            ours[row.fields[0...2].map { "\(Double($0) ?? .nan)" }.joined(separator: " ")] =
                row.fields[3...].map { Double($0) ?? .nan }
        }
        let data = try Data(contentsOf: URL(filePath: SharedData.path("data/climate/coads_monthly_2deg.csv")))
        let theirs = try CommaSeparatedTable(bytes: Array(data))
        #expect(table.rows.count == 504 && theirs.rows.count == 504)
        for row in theirs.rows {
            let values = row.fields.map { Double($0) ?? .nan }
            let found = try #require(ours["\(values[1]) \(values[2]) \(values[0])"])
            // Theirs are rounded to 0.01 m/s.
            #expect(abs(found[0] - values[4]) <= 0.0056 && abs(found[1] - values[5]) <= 0.0056)
            #expect(abs(found[2] - values[3]) <= 0.0056)
            #expect(found[2] * found[2] + 0.01 > found[0] * found[0] + found[1] * found[1])
        }
    }
}

private func vertices(inGeoJSON path: String) throws -> [GeographicPoint] {
    struct Collection: Decodable {
        struct Feature: Decodable { let geometry: Line }
        struct Line: Decodable {
            let points: [[Double]]
            enum CodingKeys: CodingKey { case type, coordinates }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                let isMulti = try container.decode(String.self, forKey: .type) == "MultiLineString"
                points =
                    isMulti
                    ? try container.decode([[[Double]]].self, forKey: .coordinates).flatMap(\.self)
                    : try container.decode([[Double]].self, forKey: .coordinates)
            }
        }
        let features: [Feature]
    }
    let data = try Data(contentsOf: URL(filePath: path))
    return try JSONDecoder().decode(Collection.self, from: data).features.flatMap(\.geometry.points).map {
        GeographicPoint(longitude: $0[0], latitude: $0[1])
    }
}

private func cell(_ point: GeographicPoint) -> LatticePoint {
    LatticePoint(x: Int((point.longitude * 1e5).rounded(.down)), y: Int((point.latitude * 1e5).rounded(.down)))
}
