import Export
import SpatialEngine
import Testing

@Suite struct LayerTests {
    private let square = Geometry.polygon(SampleAssessment.square(-77, 8))

    /// Makes a layer of one incident with some values changed.
    private func incident(
        id: String = "incident:I0001", geometry: Geometry? = nil, _ changed: [String: PropertyValue] = [:],
        without missing: String? = nil
    ) throws -> Layer {
        var properties = SampleAssessment.incident.merging(changed) { $1 }
        if let missing { properties[missing] = nil }
        return try Layer(schema: .incidents, features: [(id, geometry ?? square, properties)])
    }

    private func problem(_ body: () throws -> Layer) -> String? {
        do {
            _ = try body()
            return nil
        } catch ExportError.invalidLayer(_, _, let problem) {
            return problem
        } catch {
            return "another error: \(error)"
        }
    }

    @Test func `features are sorted by id and values stand in the schema's order`() throws {
        for layer in try SampleAssessment.layers() {
            let ids = layer.features.map(\.id)
            #expect(ids == ids.sorted())
            for feature in layer.features {
                #expect(feature.values.count == layer.schema.properties.count)
            }
        }
        let segments = try SampleAssessment.layers()[2]
        #expect(segments.features.map(\.id) == ["segment:L001:north", "segment:L009:north"])
        #expect(segments.value("leg_id", of: segments.features[1]) == "L009")
        #expect(segments.value("length_m", of: segments.features[1]) == 14_500.125)
    }

    @Test func `a whole number given for a number is stored as a number`() throws {
        let layer = try incident()
        #expect(layer.value("precision_m", of: layer.features[0]) == .number(5000))
        #expect(layer.value("dead", of: layer.features[0]) == .integer(2))
    }

    @Test func `a key that is missing, unknown, null or of another type is named`() throws {
        #expect(problem { try incident(without: "dead") } == "dead is missing; give null where it is not known")
        #expect(problem { try incident(["price": 3]) } == "price is not a property of the layer")
        #expect(problem { try incident(["mode": nil]) } == "mode is null, which mode never is")
        #expect(problem { try incident(["dead": 1.5]) } == "dead is 1.5, not of type int")
        #expect(problem { try incident(["used": "yes"]) } == "used is \"yes\", not of type bool")
        #expect(problem { try incident(["precision_m": .number(.nan)]) } == "precision_m is nan, not a finite number")
        #expect(problem { try incident(["date_start": "2023-5-1"]) } == "date_start is \"2023-5-1\", not a date")
        #expect(problem { try incident(["source_ids": "S1; S2"]) } == "source_ids is \"S1; S2\", not a list")
        #expect(problem { try incident(["source_ids": "S1;;S2"]) } == "source_ids is \"S1;;S2\", not a list")
        #expect(
            problem { try incident(["confidence": "sure"]) } == "confidence is \"sure\", not one of high, medium, low")
    }

    @Test func `ids and geometries follow the layer`() throws {
        let ids = ["I0001", "incident", "incident:", "incident:a b", "incident:ñ", "segment:I0001"]
        for id in ids {
            #expect(problem { try incident(id: id) }?.hasPrefix("the id is not incident:") == true, "\(id)")
        }
        let line = Geometry.lineString(SampleAssessment.line(-77, 8))
        #expect(problem { try incident(geometry: line) } == "a LineString where the layer holds Polygon")
        let twice = {
            try Layer(
                schema: .incidents,
                features: [
                    ("incident:1", self.square, SampleAssessment.incident),
                    ("incident:1", self.square, SampleAssessment.incident),
                ])
        }
        #expect(problem(twice) == "the id appears twice; make ids unique")
    }

    @Test func `hotspots are cells or segments but not both`() throws {
        let cell = SampleAssessment.hotspot("a", bin: 1)
        let line = Geometry.lineString(SampleAssessment.line(-77, 8))
        #expect(
            problem {
                try Layer(schema: .hotspots, features: [("hotspot:a", square, cell), ("hotspot:b", line, cell)])
            }
                == "a LineString in a layer of Polygons; a layer has one geometry type")
        let segment = cell.merging(["unit": "segment"]) { $1 }
        let layer = try Layer(schema: .hotspots, features: [("hotspot:b", line, segment)])
        #expect(layer.geometryType == .lineString)
    }

    @Test func `values that contradict each other are refused`() throws {
        func segment(_ changed: [String: PropertyValue]) -> String? {
            problem {
                try Layer(
                    schema: .segments,
                    features: [
                        (
                            "segment:L1:north", .lineString(SampleAssessment.line(-77, 8)),
                            SampleAssessment.segment("L1").merging(changed) { $1 }
                        )
                    ])
            }
        }
        #expect(segment([:]) == nil)
        #expect(segment(SampleAssessment.unknownRate) == nil)
        #expect(segment(["rate_per_100k_q25": 50]) == "rate_per_100k_q25 = 50.0 is above the next quantile, 45.5")
        #expect(segment(["rate_per_100k_q05": nil])?.hasSuffix("must be null together") == true)
        #expect(segment(["status": "refused", "status_reason": "too few"])?.hasPrefix("rate_per_100k = 45.5") == true)
        #expect(segment(["status_reason": "x"]) == "status_reason must be null when status is supported, and only then")
        #expect(segment(["exposure_status": "unknown"])?.hasPrefix("exposure_person_trips must be null") == true)
        #expect(segment(["measure": "count_density"])?.hasPrefix("measure must be count_density") == true)
        #expect(problem { try incident(["used": false]) }?.hasPrefix("not_used_reason must be null") == true)
        #expect(problem { try incident(["used": false, "not_used_reason": "duplicate"]) } == nil)
    }

    @Test func `harm adds up, backfire is its sign, and a suppressed cell gives nothing away`() throws {
        func priority(_ changed: [String: PropertyValue]) -> String? {
            problem {
                try Layer(
                    schema: .priorities,
                    features: [
                        (
                            "priority:a:enforcement", .multiPolygon(MultiPolygon([SampleAssessment.square(-77, 8)])),
                            SampleAssessment.priority("enforcement").merging(changed) { $1 }
                        )
                    ])
            }
        }
        #expect(priority([:]) == nil)
        #expect(priority(["direct_harm_per_year": -3]) == "direct -3.0 + displaced 0.5 is not net -2.0")
        #expect(priority(["backfire": true])?.hasPrefix("backfire must be true") == true)
        #expect(priority(["direct_harm_per_year": nil])?.hasPrefix("direct, displaced and net") == true)
        let cell = SampleAssessment.hotspot("a", bin: 1).merging(["suppressed": true]) { $1 }
        #expect(
            problem { try Layer(schema: .hotspots, features: [("hotspot:a", square, cell)]) }
                == "n_events and value must be null in a suppressed cell")
    }
}
