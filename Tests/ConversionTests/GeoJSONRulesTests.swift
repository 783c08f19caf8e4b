import Conversion
import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// What RFC 7946 and the table rules ask of the text formats.
struct GeoJSONRulesTests {
    /// The text that a text becomes.
    static func converted(_ text: String, _ from: String, _ to: String) throws -> String {
        let folder = try TemporaryFolder()
        let output = folder.url.appending(path: "out.\(to)").path
        _ = try LayerConversion(input: try folder.file("in.\(from)", text), output: output).run()
        return try String(contentsOfFile: output, encoding: .utf8)
    }

    static func problem(_ text: String, _ from: String, to target: String = "geojson") -> String {
        do {
            return "no error: " + (try converted(text, from, target))
        } catch let error as RequestError { return error.description } catch { return "another error: \(error)" }
    }

    @Test func membersComeInOrder() throws {
        let text = try Self.converted("id,lon,lat,n\na,-77.12345678,8,1\nb,-76,8.5,\n", "csv", "geojson")
        let wanted = """
            {"type":"FeatureCollection","name":"in","bbox":[-77.1234568,8,-76,8.5],"features":[
            {"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[-77.1234568,8]},"properties":{"n":1}},
            {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[-76,8.5]},"properties":{"n":null}}
            ]}

            """
        #expect(text == wanted)
    }

    @Test func bothWritersAgree() throws {
        let text = try Self.converted("id,lon,lat,n\na,-77.12345678,8,1\nb,-76,8.5,\n", "csv", "geojson")
        var collection = try GeoJSON.decoded(Array(text.utf8))
        collection.name = "in"
        #expect(try GeoJSON.encoded(collection) == Array(text.utf8))
    }

    @Test func ringsFollowTheRightHand() throws {
        let clockwise = "wkt\n\"POLYGON ((0 0,0 4,4 4,4 0,0 0),(1 1,2 1,2 2,1 2,1 1))\"\n"
        #expect(
            try Self.converted(clockwise, "csv", "geojsonl").contains(
                "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]"))
    }

    @Test func theAntimeridianCuts() throws {
        let text = try Self.converted("wkt\n\"LINESTRING (170 0,190 10)\"\n", "csv", "geojson")
        #expect(text.contains(#""type":"MultiLineString","coordinates":[[[170,0],[180,5]],[[-180,5],[-170,10]]]"#))
        #expect(text.contains(#""bbox":[170,0,-170,10]"#))
    }

    @Test func everyFeatureHasEveryProperty() throws {
        let text = """
            {"type":"Feature","geometry":null,"properties":{"a":1}}
            {"type":"Feature","geometry":null,"properties":{"b":"x"}}
            """
        #expect(
            try Self.converted(text, "geojsonl", "geojsonl") == """
                {"type":"Feature","geometry":null,"properties":{"a":1,"b":null}}
                {"type":"Feature","geometry":null,"properties":{"a":null,"b":"x"}}

                """)
    }

    @Test func sequencesMayBeFramed() throws {
        let framed = "\u{1E}{\"type\":\"Feature\",\"id\":1,\"geometry\":null,\"properties\":null}\n"
        #expect(
            try Self.converted(framed + framed.replacing("\"id\":1", with: "\"id\":2"), "ndjson", "geojsonl") == """
                {"type":"Feature","id":1,"geometry":null,"properties":{}}
                {"type":"Feature","id":2,"geometry":null,"properties":{}}

                """)
    }

    @Test func aByteOrderMarkIsTakenOff() throws {
        #expect(try Self.converted("\u{FEFF}lon,lat\n1,2\n", "csv", "geojsonl").hasPrefix("{\"type\""))
        #expect(
            try Self.converted("\u{FEFF}{\"type\":\"FeatureCollection\",\"features\":[]}", "json", "geojsonl").isEmpty)
    }

    // MARK: - Types of a table

    @Test(arguments: [
        ("1", "2", "1"), ("1", "2.5", "1"), ("1", "x", "\"1\""), ("007", "1", "\"007\""), ("true", "FALSE", "true"),
        ("", "3", "null"), (".5", "+3", "0.5"), ("-0", "1", "-0"), ("1e300", "1", "1e300"), ("\"5\"", "6", "5"),
        ("18446744073709551616", "1", "18446744073709551616"), ("1e999", "1", "\"1e999\""), (" 1", "2", "\" 1\""),
        ("\"a \"\"b\"\", c\nd\"", "1", "\"a \\\"b\\\", c\\nd\""), ("2024-02-30", "1", "\"2024-02-30\""),
    ])
    func typesAreFoundOverTheWholeColumn(_ first: String, _ second: String, _ wanted: String) throws {
        let text = try Self.converted("lon,lat,v\n1,2,\(first)\n1,2,\(second)\n", "csv", "geojsonl")
        #expect(
            text.hasPrefix(
                #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"v":\#(wanted)}}"#))
    }

    // MARK: - Faults

    @Test func faultsNameLineAndColumn() {
        #expect(Self.problem("lon,lat,a\n1,2,3\n1,91,3\n", "csv").contains("line 3"))
        #expect(Self.problem("lon,lat,a\n1,2,3\nx,9,3\n", "csv").contains("line 3, column lon: \"x\" is no longitude"))
        #expect(Self.problem("lon,lat,a\n1,2,3\n1,,3\n", "csv").contains("line 3, column lat"))
        #expect(Self.problem("lon,lat,a\n1,2\n", "csv").contains("line 2: 2 fields where the header has 3"))
        #expect(Self.problem("wkt\n\"POINT (1)\"\n", "csv").contains("line 2, column wkt"))
        #expect(Self.problem("", "csv").contains("the file is empty"))
        #expect(Self.problem("lon,lat,a\n1,2,\"x\n", "csv").contains("never closed"))
    }

    @Test func repeatedIdsNameBothPlaces() {
        let faults = Self.problem("id,lon,lat\na,1,2\nb,1,2\na,1,2\n", "csv")
        #expect(faults.contains("features 1 and 3 (lines 2 and 4) have the same id a"))
        let numbers =
            #"{"type":"FeatureCollection","features":["#
            + [1, 2, 1].map {
                #"{"type":"Feature","id":\#($0),"geometry":null,"properties":{}}"#
            }.joined(separator: ",") + "]}"
        #expect(Self.problem(numbers, "geojson", to: "csv").contains("features 1 and 3 have the same id 1"))
    }

    @Test(arguments: [
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,1]}}]}"#,
            "feature 1"
        ),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}"#,
            "truncated"
        ),
        (
            #"{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:32618"}},"features":[]}"#,
            "transform it first"
        ),
        (#"{"type":"GeometryCollection","geometries":[]}"#, "GeometryCollection"),
        (#"{"type":"Feature","geometry":null,"properties":{"a":1,"a":2}}"#, "there twice"),
        (#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#, "not closed"),
        ("[]", "a GeoJSON object is needed"), ("", "truncated"),
    ])
    func faultsOfGeoJSON(_ text: String, _ wanted: String) {
        #expect(Self.problem(text, "geojson", to: "geojsonl").contains(wanted))
    }
}
