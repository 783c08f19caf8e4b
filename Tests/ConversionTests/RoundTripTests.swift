import Conversion
import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// Through every format and back: features, order, ids, names, types and positions stay.
struct RoundTripTests {
    static let ways: [[String]] = {
        let formats = ["csv", "gpkg", "fgb", "geojsonl"]
        return formats.map { [$0] } + formats.flatMap { a in formats.filter { $0 != a }.map { [a, $0] } }
    }()

    private static let geometries = [
        #"{"type":"Point","coordinates":[-77.1234567,8.5]}"#,
        #"{"type":"LineString","coordinates":[[0,0],[1,1],[1,1],[2.5,-3.25]]}"#,
        #"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}"#,
        #"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#,
        #"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[2,2],[3,3],[4,5]]]}"#,
        #"{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]],[[[9,9],[11,10],[11,11],[9,9]]]]}"#,
        "null", #"{"type":"LineString","coordinates":[[0,0,1.5],[1,1,2]]}"#,
    ]

    private static let values = [
        #""name":"Río Atrato","code":"007","count":1,"share":1e300,"open":true,"day":"2024-02-29""#,
        #""name":"a,b","code":"1","count":-5,"share":-0.5,"open":false,"day":"2023-01-31""#,
        #""name":"say \"hi\"","code":"2.5","count":9007199254740993,"share":2.5,"open":null,"day":null"#,
        #""name":"two\nlines","code":"","count":4611686018427387904,"share":1.0,"open":true,"day":"2024-12-01""#,
        #""name":"\t\\日本","code":"9","count":null,"share":null,"open":false,"day":"1999-01-01""#,
        #""name":null,"code":null,"count":-9223372036854775808,"share":5e-324,"open":true,"day":"2000-02-29""#,
        #""name":"","code":"true","count":0,"share":0.1,"open":true,"day":"2000-02-29""#,
        #""name":"plain","code":"-3","count":7,"share":123456.789,"open":true,"day":"2000-02-29""#,
    ]

    private func collection(geometry: (Int) -> String, id: (Int) -> String) -> String {
        let features = Self.values.indices.map { i in
            #"{"type":"Feature",\#(id(i))"geometry":\#(geometry(i)),"properties":{\#(Self.values[i])}}"#
        }
        return #"{"type":"FeatureCollection","name":"x","features":["# + features.joined(separator: ",") + "]}"
    }

    /// The file after going by `way`, and before, as values.
    private func carried(_ text: String, by way: [String]) throws -> (
        before: FeatureCollection, after: FeatureCollection
    ) {
        let folder = try TemporaryFolder()
        var path = try folder.file("x.geojson", text)
        for (i, step) in (way + ["geojson"]).enumerated() {
            let next = folder.url.appending(path: "step\(i).\(step)").path
            _ = try LayerConversion(input: path, output: next).run()
            path = next
        }
        let after = try GeoJSON.decoded([UInt8](Data(contentsOf: URL(filePath: path))))
        return (try GeoJSON.decoded(Array(text.utf8)), after)
    }

    @Test(arguments: ways) func everyGeometryAndTextIds(_ way: [String]) throws {
        let text = collection(geometry: { Self.geometries[$0] }, id: { #""id":"a:\#($0)","# })
        let (before, after) = try carried(text, by: way)
        #expect(after.features == before.features)
    }

    @Test(arguments: ways) func pointsWithNumbersAsIds(_ way: [String]) throws {
        let text = collection(geometry: { $0 == 3 ? "null" : Self.geometries[0] }, id: { #""id":\#(9 - $0),"# })
        let (before, after) = try carried(text, by: way)
        #expect(after.features == before.features)
    }

    @Test(arguments: ways) func digitsAsTextIds(_ way: [String]) throws {
        let text = collection(geometry: { _ in Self.geometries[0] }, id: { #""id":"\#($0)","# })
        let (before, after) = try carried(text, by: way)
        #expect(after.features == before.features)
    }

    @Test(arguments: ways) func noIds(_ way: [String]) throws {
        let text = collection(geometry: { _ in Self.geometries[2] }, id: { _ in "" })
        let (before, after) = try carried(text, by: way)
        #expect(after.features == before.features)
    }

    @Test(arguments: ways) func nothing(_ way: [String]) throws {
        let (_, after) = try carried(#"{"type":"FeatureCollection","features":[]}"#, by: way)
        #expect(after.features.isEmpty)
    }

    @Test(arguments: ways) func propertiesNamedLikeColumns(_ way: [String]) throws {
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"k","geometry":\(Self.geometries[0]),
            "properties":{"id":3,"lon":"7","wkt":"z","properties.id":1,"fid":9,"geom":"g"}}]}
            """
        let (before, after) = try carried(text, by: way)
        #expect(after.features == before.features)
    }

    @Test func heightsStay() throws {
        for kind in ["csv", "gpkg", "fgb", "geojsonl"] {
            let folder = try TemporaryFolder()
            let text = #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2,3.5]},"properties":{}}"#
            let (middle, end) = (
                folder.url.appending(path: "m.\(kind)").path, folder.url.appending(path: "e.geojsonl").path
            )
            _ = try LayerConversion(input: try folder.file("x.geojson", text), output: middle).run()
            _ = try LayerConversion(input: middle, output: end).run()
            let written = try String(contentsOfFile: end, encoding: .utf8)
            #expect(written.contains("[1,2,3.5]"), "\(kind): \(written)")
        }
    }
}
