import SpatialEngine
import TestSupport
import Testing

/// Where the features lie: validity, coast, lengths and areas, by GEOS and PROJ.
@Suite struct LayerGeometryTests {
    @Test(arguments: Assessed.Scenario.allCases)
    func `areas are valid and follow the right-hand rule`(_ scenario: Assessed.Scenario) throws {
        let context = TopologyContext()
        for feature in try scenario.assessed.layers.flatMap(\.features) {
            guard let geometry = feature.geometry, !geometry.polygons.isEmpty else { continue }
            #expect(try context.validityFault(of: geometry) == nil, "\(feature.name)")
            for polygon in geometry.polygons { #expect(polygon == polygon.rightHanded(), "\(feature.name)") }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `lines have two different positions or more and none twice in a row`(_ scenario: Assessed.Scenario) throws {
        for feature in try ["segments", "routes"].flatMap(try scenario.assessed.features) {
            #expect(!feature.lines.isEmpty, "\(feature.name)")
            for line in feature.lines {
                #expect(line.points.count >= 2, "\(feature.name)")
                #expect(!zip(line.points, line.points.dropFirst()).contains { $0 == $1 }, "\(feature.name)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `a corridor has four bands, each inside the next, of the area that it states`(
        _ scenario: Assessed.Scenario
    ) throws {
        let context = TopologyContext()
        let groups = Dictionary(grouping: try scenario.assessed.features("corridors")) {
            $0.name.split(separator: ":").dropLast().joined(separator: ":")
        }
        for (name, unsorted) in groups {
            let bands = unsorted.sorted { ($0.number("band_pct") ?? 0) < ($1.number("band_pct") ?? 0) }
            #expect(bands.compactMap { $0.number("band_pct") } == [1, 2, 5, 10], "\(name)")
            #expect(Set(bands.compactMap { $0.number("least_time_s") }).count == 1, "\(name)")
            let areas = bands.map { MultiPolygon($0.geometry?.polygons ?? []) }
            for (inner, outer) in zip(areas, areas.dropFirst()) {
                let outside = try context.difference(inner, outer)
                #expect(Geodesic.area(of: outside).value < 1, "\(name)")
            }
            for (band, area) in zip(bands, areas) {
                let stated = band.number("area_m2") ?? 0
                #expect(isClose(Geodesic.area(of: area).value, stated, within: 1e-5 * stated), "\(band.name)")
            }
        }
    }

    @Test(arguments: [Assessed.Scenario.standard, .elevation])
    func `no sea line crosses land, and foot and road lines leave it nowhere`(_ scenario: Assessed.Scenario) throws {
        let context = TopologyContext()
        let land = try PreparedRegion(try Pack.land(), in: context)
        for segment in try scenario.assessed.features("segments") {
            for line in segment.lines {
                switch segment.text("mode") {
                case "sea":
                    #expect(try !land.crossesInterior(line), "\(segment.name)")
                    #expect(segment.text("geometry_basis") == "sea_route", "\(segment.name)")
                case "foot", "road": #expect(try land.covers(line), "\(segment.name)")
                default: break
                }
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `a segment runs from near its first place to near its last, as long as it says`(
        _ scenario: Assessed.Scenario
    ) throws {
        let places = try Pack.rows("places.csv", by: "place_id")
        for segment in try scenario.assessed.features("segments") {
            let line = try #require(segment.lines.first)
            let length = Geodesic.length(of: line).value
            #expect(isClose(length, segment.number("length_m") ?? 0, within: 1e-5 * length), "\(segment.name)")
            for (key, end, point) in [("from", "from_gap_m", line.points.first), ("to", "to_gap_m", line.points.last)] {
                let place = try #require(places[segment.text(key + "_id")]?.position)
                let gap = Geodesic.distance(place, try #require(point)).value
                let stated = try #require(segment.number(end))
                // A position of seven decimals is known to 8 mm.
                #expect(isClose(gap, stated, within: 0.02 + 1e-5 * stated), "\(segment.name) \(end) \(gap)")
                #expect(gap <= 5000, "\(segment.name) \(end) \(gap)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the parts of a route are its segments, chained from origin to destination`(
        _ scenario: Assessed.Scenario
    ) throws {
        let segments = try scenario.assessed.segments()
        for route in try scenario.assessed.features("routes") {
            let parts = route.list("segment_ids").compactMap { segments[$0] }
            #expect(parts.count == route.list("segment_ids").count, "\(route.name)")
            #expect(route.lines == parts.flatMap(\.lines), "\(route.name)")
            #expect(parts.first?.text("from_id") == route.text("origin_id"), "\(route.name)")
            #expect(parts.last?.text("to_id") == route.text("destination_id"), "\(route.name)")
            for (part, next) in zip(parts, parts.dropFirst()) {
                #expect(part.text("to_id") == next.text("from_id"), "\(route.name)")
            }
        }
    }

    @Test func `an incident is a disc of its precision on the ellipsoid`() throws {
        let rows = try Pack.rows("incidents.csv", by: "incident_id")
        for incident in try Assessed.Scenario.standard.assessed.features("incidents") {
            guard let row = rows[incident.text("incident_id")], let centre = row.position else { continue }
            let precision = try #require(incident.number("precision_m"))
            #expect(Double(row["precision_m"] ?? "") == precision, "\(incident.name)")
            let ring = try #require(incident.geometry?.polygons.first?.exterior)
            #expect(ring.count > 32, "\(incident.name)")
            for vertex in ring {
                let radius = Geodesic.distance(centre, vertex).value
                #expect(isClose(radius, precision, within: 0.05), "\(incident.name) \(radius)")
            }
        }
    }

    @Test func `both levers of an area are drawn alike`() throws {
        let areas = Dictionary(grouping: try Assessed.Scenario.standard.assessed.features("priorities")) {
            $0.text("area_id")
        }
        for (area, levers) in areas {
            #expect(Set(levers.map { $0.text("lever") }) == ["enforcement", "protection"], "\(area)")
            #expect(Set(levers.compactMap(\.geometry)).count == 1, "\(area)")
        }
    }
}
