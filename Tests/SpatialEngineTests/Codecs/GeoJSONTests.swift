import SpatialEngine
import TestSupport
import Testing

@Suite struct GeoJSONTests {
    func text(_ features: [Feature], name: String? = nil) throws -> String {
        String(decoding: try GeoJSON.encoded(FeatureCollection(name: name, features: features)), as: UTF8.self)
    }

    func read(_ text: String) throws(GeoJSONError) -> FeatureCollection { try GeoJSON.decoded(Array(text.utf8)) }

    func written(_ geometry: Geometry) throws -> Geometry? {
        try read(text([Feature(geometry: geometry)])).features[0].geometry
    }

    @Test func `a layer is written member for member`() throws {
        let features = [
            Feature(
                id: .text("segment:a"), geometry: .lineString(line((-77.12345678, 8), (-76.5, 8.0000001))),
                properties: ["n": .integer(1)]),
            Feature(
                id: .number(7), geometry: .point(spot(-0.00000004, -0.5)),
                properties: ["name_es": .string("Río \"Atrato\"\n")]),
            Feature(geometry: nil),
        ]
        #expect(
            try text(features, name: "segments") == """
                {"type":"FeatureCollection","name":"segments","bbox":[-77.1234568,-0.5,0,8.0000001],"features":[
                {"type":"Feature","id":"segment:a","geometry":{"type":"LineString","coordinates":[[-77.1234568,8],[-76.5,8.0000001]]},"properties":{"n":1,"name_es":null}},
                {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[0,-0.5]},"properties":{"n":null,"name_es":"Río \\"Atrato\\"\\n"}},
                {"type":"Feature","geometry":null,"properties":{"n":null,"name_es":null}}
                ]}

                """)
    }

    @Test func `an empty layer has no box`() throws {
        #expect(try text([], name: "none") == "{\"type\":\"FeatureCollection\",\"name\":\"none\",\"features\":[]}\n")
    }

    @Test func `every type of geometry comes back the same`() throws {
        let hole = box(0.25, 0.25, 0.5, 0.5).reversed()
        let shapes: [Geometry] = [
            .point(spot(-77.5, 8.25)), .multiPoint([spot(1, 2), spot(3, 4)]),
            .lineString(line((0, 0), (1, 1), (2, 0))),
            .multiLineString([line((0, 0), (1, 1)), line((5, 5), (6, 6), (7, 5))]),
            .polygon(Polygon(exterior: box(0, 0, 1, 1), holes: [Array(hole)])),
            .multiPolygon(MultiPolygon([Polygon(exterior: box(0, 0, 1, 1)), Polygon(exterior: box(2, 2, 3, 3))])),
        ]
        for shape in shapes { #expect(try written(shape) == shape) }
    }

    @Test func `rings are turned, closed and freed of repeats`() throws {
        let clockwise = Array(box(0, 0, 4, 4).reversed())
        let wrongHole = box(1, 1, 2, 2)
        let tiny = box(3, 3, 3 + 1e-9, 3 + 1e-9)
        let expected = Polygon(exterior: box(0, 0, 4, 4).reversed().reversed(), holes: [wrongHole.reversed()])
        let back = try written(.polygon(Polygon(exterior: clockwise + clockwise.suffix(1), holes: [wrongHole, tiny])))
        #expect(back.map { Set($0.points) } == Set(expected.rings.flatMap(\.self)))
        #expect(back?.polygons[0] == back?.polygons[0].rightHanded())
        #expect(back?.polygons[0].rings.map(\.count) == [5, 5])
        let open = Array(box(0, 0, 1, 1).dropLast())
        #expect(try written(.polygon(Polygon(exterior: open)))?.polygons[0].exterior == box(0, 0, 1, 1))
    }

    @Test func `coordinates have at most seven decimals and come back within half a unit`() throws {
        var random = SplitMix64(seed: 1)
        let points = (0..<500).map { _ in
            spot(
                Double(random.next() % 3_600_000_000_000) / 1e10 - 180,
                Double(random.next() % 1_800_000_000_000) / 1e10 - 90)
        }
        let text = try text([Feature(geometry: .multiPoint(points))])
        for number in text.split(whereSeparator: { "[],{}:".contains($0) }) where Double(number) != nil {
            let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
            #expect(decimals <= 7 && !(number.contains(".") && number.hasSuffix("0")), "\(number)")
        }
        let back = try #require(try read(text).features[0].geometry).points
        for (a, b) in zip(points, back) {
            #expect(abs(a.longitude - b.longitude) <= 0.51e-7 && abs(a.latitude - b.latitude) <= 0.51e-7)
        }
    }

    @Test func `an area that plain rounding would make invalid is written valid`() throws {
        // The tip lies above the side from (0, 1) to (10, 0) by 0.04 units, and rounds to (6, 0), below it.
        let crossing = Polygon(
            exterior: positions([(0, 1e-7), (10e-7, 0), (10e-7, 8e-7), (5.5e-7, 0.49e-7), (2e-7, 8e-7), (0, 1e-7)]))
        let context = TopologyContext()
        #expect(try context.isValid(.polygon(crossing)))
        let plain = try read(
            String(
                decoding: GeoJSON.encoded(
                    FeatureCollection(features: [Feature(geometry: .polygon(crossing))]), keepsAreasValid: false),
                as: UTF8.self))
        #expect(try !context.isValid(#require(plain.features[0].geometry)))
        let back = try #require(try written(.polygon(crossing)))
        #expect(try context.isValid(back))
        #expect(try GeoJSON.asWritten(.polygon(crossing)) == back)
        // What never was valid is left as it is.
        let bowTie = Polygon(exterior: positions([(0, 0), (2, 2), (2, 0), (0, 3), (0, 0)]))
        let kept = try #require(try written(.polygon(bowTie)))
        #expect(Set(kept.points) == Set(bowTie.exterior))
    }

    @Test func `a line across the antimeridian is cut and its box runs west over east`() throws {
        let text = try text([Feature(geometry: .lineString(line((177, -20), (183, -17))))])
        #expect(text.contains("[[[177,-20],[180,-18.5]],[[-180,-18.5],[-177,-17]]]"))
        #expect(text.contains("\"MultiLineString\"") && text.contains("\"bbox\":[177,-20,-177,-17]"))
    }

    @Test func `a polygon across the antimeridian is cut into areas of the same size`() throws {
        for shift in [0.0, -360, 360] {
            let square = Polygon(
                exterior: box(178 + shift, -1, 184 + shift, 1),
                holes: [box(179 + shift, -0.5, 181 + shift, 0.5).reversed()])
            let text = try text([Feature(geometry: .polygon(square))])
            #expect(text.contains("\"bbox\":[178,-1,-176,1]"), "\(text)")
            let cut = try #require(try read(text).features[0].geometry)
            #expect(cut.polygons.count == 2)
            #expect(isClose(squareDegrees(MultiPolygon(cut.polygons)), 10, within: 1e-9))
            #expect(cut.points.allSatisfy { abs($0.longitude) <= 180 })
            // Written once more it keeps its box.
            #expect(try self.text([Feature(geometry: cut)]).contains("\"bbox\":[178,-1,-176,1]"))
        }
    }

    @Test func `a line that runs along the antimeridian or only touches it stays whole`() throws {
        #expect(
            try written(.lineString(line((179, 0), (180, 0), (180, 1), (179, 1))))
                == .lineString(line((179, 0), (180, 0), (180, 1), (179, 1))))
        #expect(
            try written(.lineString(line((181, 0), (180, 0), (180, 1), (181, 1))))
                == .lineString(line((-179, 0), (-180, 0), (-180, 1), (-179, 1))))
        #expect(
            try written(.multiPoint([spot(190, 0), spot(-190, 0)])) == .multiPoint([spot(-170, 0), spot(170, 0)]))
    }

    @Test func `far points that cross nothing have a plain box`() throws {
        #expect(
            try text([Feature(geometry: .multiPoint([spot(179, 0), spot(-179, 1)]))]).contains(
                "\"bbox\":[-179,0,179,1]"))
        #expect(
            try text([Feature(geometry: .polygon(Polygon(exterior: box(-180, -90, 180, 90))))])
                .contains("\"bbox\":[-180,-90,180,90]"))
        #expect(
            try text([190.0, 200].map { Feature(geometry: .point(spot($0, 0))) }).contains("\"bbox\":[-170,0,-160,0]"))
    }

    @Test func `a step of more than half the globe can be unrolled`() {
        #expect(
            line((179, 0), (-179, 1), (-178, 2), (179, 3)).unrolled() == line((179, 0), (181, 1), (182, 2), (179, 3)))
    }

    @Test func `what cannot be written is named with its feature`() {
        let cases: [(Feature, String)] = [
            (Feature(id: .text("x"), geometry: .point(spot(0, 0))), "same id"),
            (Feature(id: .text("y"), geometry: .point(spot(.nan, 0))), "not a finite number"),
            (Feature(id: .text("y"), geometry: .point(spot(0, 91))), "not on the globe"),
            (Feature(id: .text("y"), geometry: .polygon(Polygon(exterior: box(0, 0, 1e-9, 1e-9)))), "vanishes"),
            (Feature(id: .text("y"), geometry: nil, properties: ["rate": .number(.infinity)]), "properties.rate"),
        ]
        for (feature, words) in cases {
            #expect {
                try text([Feature(id: .text("x"), geometry: nil), feature])
            } throws: { error in
                "\(error)".hasPrefix("feature 2 (id ") && "\(error)".contains(words)
            }
        }
    }

    @Test(arguments: [
        ("[]", "an array"), ("{\"type\":\"FeatureCollection\"}", "no array \"features\""),
        (
            #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":null},{"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[1]}}]}"#,
            "feature 2 (id b): coordinates must be an array of longitude and latitude"
        ),
        (
            #"{"type":"Feature","geometry":{"type":"Point","coordinates":[8,-97]}}"#,
            "feature 1: coordinates has latitude -97.0"
        ),
        (
            #"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[[0,0],[1,0],[1,1],[0,1]]]}}"#,
            "coordinates[1]: the ring is not closed"
        ),
        (
            #"{"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[0,0]]]}}"#,
            "coordinates[1]: a line needs at least 2"
        ),
        (#"{"type":"GeometryCollection","geometries":[]}"#, "GeometryCollection"),
        (#"{"type":"Punkt","coordinates":[]}"#, "Punkt"),
        (#"{"type":"Feature","geometry":{"type":"Point"}}"#, "no \"coordinates\""),
        (#"{"type":"Feature","geometry":null,"properties":[1]}"#, "\"properties\" holds an array"),
        (
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[]}"#,
            "EPSG:3857"
        ),
        (#"{"type":"FeatureCollection","features":[{"type":"Feature","#, "truncated"),
    ])
    func `a text that is not right is named with its place`(_ text: String, _ words: String) {
        #expect {
            try read(text)
        } throws: { error in
            "\(error)".contains(words)
        }
    }

    @Test func `bare geometries, third numbers and the name of WGS 84 are accepted`() throws {
        #expect(
            try read(#"{"type":"Point","coordinates":[1,2,300]}"#).features == [Feature(geometry: .point(spot(1, 2)))])
        let named =
            #"{"type":"FeatureCollection","name":"n","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[]}"#
        #expect(try read(named).name == "n")
    }

    @Test(.enabled(if: SharedData.isPresent))
    func `the full-resolution coast is read, valid, and written back the same`() throws {
        let bytes = try [UInt8](readBytes(SharedData.path("data/coast/gshhg_h_land.geojson")))
        let coast = try GeoJSON.decoded(bytes)
        #expect(coast.features.count == 710)
        let context = TopologyContext()
        for feature in coast.features {
            let geometry = try #require(feature.geometry)
            #expect(try context.validityFault(of: geometry) == nil)
        }
        let once = try GeoJSON.encoded(coast)
        #expect(try GeoJSON.encoded(GeoJSON.decoded(once)) == once)
    }
}
