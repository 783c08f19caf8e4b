import Foundation
import SpatialEngine
import Testing

@Suite struct LandPathTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.friction(folder.file("f.tif"))
        try LandRaster.write(folder.file("wall.tif"), rows: 6, columns: 9) { _, column in column == 4 ? .nan : 1 }
    }

    private func land(_ verb: String, _ raster: String, _ to: String, _ more: String...) throws -> TrochaCommand.Outcome
    {
        try TrochaCommand.run(
            ["land", verb, "--friction", folder.file(raster), "--from", "1.5,1.5", "--to", to, "--overwrite", "--json"]
                + more)
    }

    @Test func `line, table and summary tell of the same way`() throws {
        let summary = try land("path", "f.tif", "13.5,10.5", "-o", folder.file("p.geojson")).json()
        _ = try land("path", "f.tif", "13.5,10.5", "-o", folder.file("p.csv"))
        let feature = try #require(try features(of: folder.file("p.geojson")).first)
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(Set(properties.keys) == ["reachable", "cost", "unit", "length_m", "cells", "elongation_bound"])
        #expect(feature["id"] as? String == "path" && properties["reachable"] as? Bool == true)
        for key in ["cost", "length_m", "elongation_bound"] {
            #expect(properties[key] as? Double == summary[key] as? Double)
        }
        let rows = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8).split(separator: "\n")
        #expect(rows[0] == "seq,row,col,x,y,cost" && rows.count == 1 + (summary["cells"] as? Int ?? 0))
        #expect(rows[1] == "0,10,1,1.5,1.5,0")
        let last = rows[rows.count - 1].split(separator: ",").compactMap { Double($0) }
        let cost = try #require(summary["cost"] as? Double)
        // Foundation's JSON reader may miss the last digit of a double.
        #expect(Array(last[1...4]) == [1, 13, 13.5, 10.5] && abs(last[5] - cost) <= 1e-14 * cost)
    }

    @Test func `no way is a result with a null geometry, an empty table or an empty raster`() throws {
        let line = try land("path", "wall.tif", "7.5,1.5", "-o", folder.file("p.geojson"))
        let summary = try line.json()
        #expect(line.status == 0 && summary["reachable"] as? Bool == false && summary["cost"] is NSNull)
        let feature = try #require(try features(of: folder.file("p.geojson")).first)
        #expect(feature["geometry"] is NSNull)
        #expect(try land("path", "wall.tif", "7.5,1.5", "-o", folder.file("p.csv")).status == 0)
        #expect(try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8) == "seq,row,col,x,y,cost\n")
        let corridor = try land("corridor", "wall.tif", "7.5,1.5", "-o", folder.file("c.tif"))
        #expect(try corridor.status == 0 && corridor.json()["min_cost"] is NSNull)
        #expect(try LandRaster.values(folder.file("c.tif")).allSatisfy(\.isNaN))
    }

    @Test func `a way from a place to itself is a line without length`() throws {
        let summary = try land("path", "f.tif", "1.5,1.5", "-o", folder.file("p.geojson")).json()
        #expect(summary["cost"] as? Double == 0 && summary["cells"] as? Int == 1)
    }

    @Test func `least cost of the corridor is that of the path, and bands lie in each other`() throws {
        let path = try land("path", "f.tif", "13.5,10.5", "--exact", "-o", folder.file("p.geojson")).json()
        let summary = try land("corridor", "f.tif", "13.5,10.5", "--exact", "-o", folder.file("c.tif")).json()
        let cost = try #require(path["cost"] as? Double)
        for key in ["min_cost", "path_cost"] { #expect(abs((summary[key] as? Double ?? 0) - cost) < 1e-9 * cost) }
        let excess = try LandRaster.values(folder.file("c.tif"))
        #expect(excess.filter(\.isFinite).min() == 0)
        _ = try land("corridor", "f.tif", "13.5,10.5", "--bands", "10,1,30", "-o", folder.file("c.geojson"))
        let bands = try features(of: folder.file("c.geojson"))
        let percents = bands.compactMap { ($0["properties"] as? [String: Any])?["band_percent"] as? Double }
        #expect(percents == [1, 10, 30])
        for (percent, band) in zip(percents, bands) {
            // Cells are unit squares, so the area of the polygons is their number.
            let cells = excess.count { $0 <= cost * (percent / 100 + 1e-9) }
            #expect(abs(area(band) - Double(cells)) < 1e-6)
        }
    }

    /// Rings of a multipolygon by the shoelace formula, holes taken away.
    private func area(_ feature: [String: Any]) -> Double {
        let geometry = feature["geometry"] as? [String: Any]
        let polygons = geometry?["coordinates"] as? [[[[Double]]]] ?? [geometry?["coordinates"] as? [[[Double]]] ?? []]
        var double = 0.0
        for ring in polygons.flatMap(\.self) {
            for (a, b) in zip(ring, ring.dropFirst()) { double += a[0] * b[1] - b[0] * a[1] }
        }
        return double / 2
    }

    @Test func `barriers close what they touch and fords open it again`() throws {
        try LandRaster.write(folder.file("open.tif"), rows: 9, columns: 9) { _, _ in 1 }
        func collection(_ geometry: String) -> String {
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(geometry)}]}"
        }
        let wall = try folder.write(
            collection("{\"type\":\"LineString\",\"coordinates\":[[0,8.9],[8.9,0.1]]}"), to: "wall.geojson")
        let ford = try folder.write(collection("{\"type\":\"Point\",\"coordinates\":[4.5,4.5]}"), to: "ford.geojson")
        for neighbours in ["4", "8", "16", "32", "48"] {
            let shut = try land(
                "path", "open.tif", "7.5,7.5", "--neighbours", neighbours, "--barriers", wall, "-o",
                folder.file("p.geojson"))
            #expect(try shut.json()["reachable"] as? Bool == false)
        }
        let open = try land(
            "path", "open.tif", "7.5,7.5", "--neighbours", "8", "--barriers", wall, "--fords", ford, "-o",
            folder.file("p.geojson"))
        #expect(try open.json()["reachable"] as? Bool == true)
    }

    @Test func `positions of a projected raster come out in degrees`() throws {
        try LandRaster.write(
            folder.file("utm.tif"), rows: 20, columns: 20, crs: .init("EPSG:32618"),
            transform: .init(originX: 235_000, originY: 908_000, cellWidth: 100, cellHeight: 100)
        ) { _, _ in 1 }
        let outcome = try TrochaCommand.run(
            "land", "path", "--friction", folder.file("utm.tif"), "--length", "grid", "--from", "-77.4,8.2", "--to",
            "-77.395,8.195", "-o", folder.file("p.geojson"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let geometry = try features(of: folder.file("p.geojson")).first?["geometry"] as? [String: Any]
        let first = try #require((geometry?["coordinates"] as? [[Double]])?.first)
        #expect(abs(first[0] + 77.4) < 0.001 && abs(first[1] - 8.2) < 0.001)
    }
}
