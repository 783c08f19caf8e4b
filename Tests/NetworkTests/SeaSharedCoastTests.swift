import Foundation
import Network
import SpatialEngine
import TestSupport
import Testing

/// Named legs on the real coast (GSHHG, full resolution).
///
/// Reference lengths: a visibility graph over the convex corners of the same polygons (Shapely 2, GEOS, and Dijkstra's
/// search; straight in longitude and latitude, weighted with PROJ geodesics), between the same two places in the water.
@Suite(.enabled(if: SharedData.isPresent), .serialized) struct SeaSharedCoastTests {
    static let window = BoundingBox(west: -84, south: 5, east: -75, north: 13)

    struct Leg: Sendable, CustomTestStringConvertible {
        let name: String
        let from: GeographicPoint
        let to: GeographicPoint
        /// Metres along the shortest way.
        let reference: Double

        init(_ name: String, _ from: (Double, Double), _ to: (Double, Double), _ reference: Double) {
            self.name = name
            self.from = GeographicPoint(longitude: from.0, latitude: from.1)
            self.to = GeographicPoint(longitude: to.0, latitude: to.1)
            self.reference = reference
        }

        var testDescription: String { name }
    }

    static let legs = [
        Leg("Necoclí–Capurganá", (-76.7893, 8.4263), (-77.3330, 8.6340), 64113.6),
        Leg("Necoclí–Acandí", (-76.7893, 8.4263), (-77.2772, 8.5116), 54272.8),
        Leg("Turbo–Capurganá", (-76.7282, 8.0926), (-77.3330, 8.6340), 94014.1),
        Leg("Turbo–Acandí", (-76.7282, 8.0926), (-77.2772, 8.5116), 80242.3),
        Leg("Acandí–Capurganá", (-77.2772, 8.5116), (-77.3330, 8.6340), 16844.5),
        Leg("Necoclí–Titumate", (-76.7893, 8.4263), (-77.0750, 8.3080), 33695.9),
        Leg("Capurganá–Sapzurro", (-77.3330, 8.6340), (-77.3636, 8.6614), 5964.3),
        Leg("La Miel–Puerto Obaldía", (-77.3720, 8.6690), (-77.4192, 8.6663), 6976.0),
        Leg("Capurganá–Puerto Obaldía", (-77.3330, 8.6340), (-77.4192, 8.6663), 15182.6),
        Leg("Capurganá–Carreto", (-77.3330, 8.6340), (-77.5793, 8.7822), 33462.3),
        Leg("Carreto–Anachucuna", (-77.5793, 8.7822), (-77.5330, 8.7170), 10483.3),
        Leg("Capurganá–Caledonia", (-77.3330, 8.6340), (-77.6850, 8.8750), 48392.9),
        Leg("Capurganá–Cartí Sugdup", (-77.3330, 8.6340), (-78.9593, 9.4646), 208824.2),
        Leg("Cartí Sugdup–Miramar", (-78.9593, 9.4646), (-79.3357, 9.5754), 51485.7),
        Leg("Turbo–Miramar", (-76.7282, 8.0926), (-79.3357, 9.5754), 345250.8),
        Leg("Turbo–Bocas del Atrato", (-76.7282, 8.0926), (-76.8600, 8.1000), 16479.8),
        Leg("Bahía Solano–Juradó", (-77.4030, 6.2252), (-77.7620, 7.1042), 104716.3),
        Leg("Juradó–Jaqué", (-77.7620, 7.1042), (-78.1634, 7.5183), 64262.6),
        Leg("Jaqué–Puerto Quimba", (-78.1634, 7.5183), (-78.0700, 8.4500), 130573.9),
        Leg("La Palma–Puerto Quimba", (-78.1396, 8.4061), (-78.0700, 8.4500), 7721.0),
        Leg("San Andrés–Corn Island", (-81.7064, 12.5832), (-83.0615, 12.1758), 159574.9),
        Leg("San Andrés–Cayo Albuquerque", (-81.7064, 12.5832), (-81.8500, 12.1700), 48256.3),
        Leg("Cayo Albuquerque–Corn Island", (-81.8500, 12.1700), (-83.0615, 12.1758), 132578.8),
        Leg("San Andrés–Bluefields", (-81.7064, 12.5832), (-83.7635, 12.0137), 238844.5),
        Leg("Corn Island–Bluefields", (-83.0615, 12.1758), (-83.7635, 12.0137), 79610.0),
        Leg("Bluefields–Puerto Limón", (-83.7635, 12.0137), (-83.0360, 9.9907), 239815.8),
        Leg("Miramar–Puerto Obaldía", (-79.3357, 9.5754), (-77.4192, 8.6663), 241915.4),
        Leg("Palenque–Puerto Obaldía", (-79.3634, 9.5697), (-77.4192, 8.6663), 245040.9),
        Leg("Cartí Sugdup–Puerto Obaldía", (-78.9593, 9.4646), (-77.4192, 8.6663), 198647.3),
        Leg("La Miel–Capurganá", (-77.3720, 8.6690), (-77.3330, 8.6340), 10478.2),
    ]

    static let land = try? SeaCoast.polygons("gshhg_f_land")
    static let exact = land.flatMap { try? SeaChart(land: $0, extent: window, clearance: Metres(0)) }
    static let cleared = land.flatMap { try? SeaChart(land: $0, extent: window) }

    private func passage(_ chart: SeaChart?, _ leg: Leg) throws -> SeaPassage {
        switch try #require(chart).passage(from: leg.from, to: leg.to, snap: Metres(5000)) {
        case .route(let passage): return passage
        case .unreachable(let reason): throw SeaTestFailure(reason: reason)
        case .ashore(let end): throw SeaTestFailure(reason: end.description)
        }
    }

    @Test(arguments: legs)
    func `without clearance the passage is the visibility graph's to a part in a million`(leg: Leg) throws {
        let passage = try passage(Self.exact, leg)
        #expect(isClose(passage.length.value, leg.reference, within: 1e-6 * leg.reference + 0.1))
    }

    @Test(arguments: legs)
    func `the clearance of 60 m lengthens long passages by less than one per cent`(leg: Leg) throws {
        let passage = try passage(Self.cleared, leg)
        // Short legs round many capes; from Jaqué to Puerto Quimba the clearance shuts a channel of the gulf.
        let allowed = leg.reference > 20_000 && leg.name != "Jaqué–Puerto Quimba" ? 0.01 : 0.04
        #expect(abs(passage.length.value / leg.reference - 1) < allowed)
        #expect(passage.fromGap.value <= 5000 && passage.toGap.value <= 5000)
    }

    @Test func `no segment of any leg touches land`() throws {
        let coast = SeaCoast(try #require(Self.land))
        for leg in Self.legs {
            let points = try passage(Self.cleared, leg).line.points
            for (a, b) in zip(points, points.dropFirst()) {
                #expect(!coast.isTouched(byLineFrom: a, to: b), "\(leg.name)")
            }
            for p in points { #expect(!coast.contains(p), "\(leg.name)") }
        }
    }

    @Test func `no passage between random places and beaches touches land`() throws {
        let coast = SeaCoast(try #require(Self.land))
        let chart = try #require(Self.cleared)
        var random = SplitMix64(seed: 4)
        func beach() -> GeographicPoint {
            let ring = coast.land.polygons[Int(random.nextUnit() * Double(coast.land.polygons.count))].exterior
            return ring[Int(random.nextUnit() * Double(ring.count))]
        }
        var routes = 0
        for _ in 0..<60 {
            guard case .route(let passage) = try chart.passage(from: beach(), to: beach(), snap: Metres(5000)) else {
                continue
            }
            routes += 1
            let points = passage.line.points
            for (a, b) in zip(points, points.dropFirst()) { #expect(!coast.isTouched(byLineFrom: a, to: b)) }
            for p in points { #expect(!coast.contains(p)) }
        }
        #expect(routes > 20)
    }

    @Test func `San Andrés to Corn Island is some 86 nautical miles from the eastern harbour, not 56`() throws {
        let leg = try #require(Self.legs.first { $0.name == "San Andrés–Corn Island" })
        let passage = try passage(Self.cleared, leg)
        #expect(isClose(passage.length.value / 1852, 86.3, within: 0.1))
        #expect(isClose(Geodesic.distance(leg.from, leg.to).value / 1852, 83.2, within: 0.05))
    }

    @Test func `the canal is water in the coast file and a closure across Gatún shuts it`() throws {
        let atlantic = GeographicPoint(longitude: -79.90, latitude: 9.42)
        let pacific = GeographicPoint(longitude: -79.55, latitude: 8.90)
        let open = try #require(Self.exact).passage(from: atlantic, to: pacific, snap: Metres(5000))
        guard case .route(let canal) = open else {
            Issue.record("the coast file no longer has the canal as water")
            return
        }
        #expect(canal.length.value < 90_000)
        let locks = LineString([
            GeographicPoint(longitude: -79.97, latitude: 9.27), GeographicPoint(longitude: -79.88, latitude: 9.27),
        ])
        let chart = try SeaChart(
            land: try #require(Self.land), extent: Self.window, clearance: Metres(0), closures: [locks])
        guard case .unreachable = try chart.passage(from: atlantic, to: pacific, snap: Metres(1000)) else {
            Issue.record("went through a closed canal")
            return
        }
    }
}

/// Coast polygons in latitude bands, with crossing tests that share nothing with the chart.
struct SeaCoast {
    let land: MultiPolygon
    private var bands: [[(GeographicPoint, GeographicPoint)]]
    private static let bandsPerDegree = 50.0

    init(_ land: MultiPolygon) {
        self.land = land
        bands = Array(repeating: [], count: Int(90 * Self.bandsPerDegree))
        for polygon in land.polygons {
            for ring in polygon.rings {
                for (a, b) in zip(ring, ring.dropFirst()) {
                    for band in Self.band(min(a.latitude, b.latitude))...Self.band(max(a.latitude, b.latitude)) {
                        bands[band].append((a, b))
                    }
                }
            }
        }
    }

    private static func band(_ latitude: Double) -> Int { Int(latitude * bandsPerDegree) }

    /// Whether the straight segment meets any edge of the land.
    func isTouched(byLineFrom a: GeographicPoint, to b: GeographicPoint) -> Bool {
        let (west, east) = (min(a.longitude, b.longitude), max(a.longitude, b.longitude))
        for band in Self.band(min(a.latitude, b.latitude))...Self.band(max(a.latitude, b.latitude)) {
            for (c, d) in bands[band] {
                if max(c.longitude, d.longitude) < west || min(c.longitude, d.longitude) > east { continue }
                if side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0 { return true }
            }
        }
        return false
    }

    private func side(_ a: GeographicPoint, _ b: GeographicPoint, _ c: GeographicPoint) -> Double {
        (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude)
            * (c.longitude - a.longitude)
    }

    /// Even–odd.
    func contains(_ p: GeographicPoint) -> Bool {
        var inside = false
        for (a, b) in bands[Self.band(p.latitude)] where (a.latitude > p.latitude) != (b.latitude > p.latitude) {
            let t = (p.latitude - a.latitude) / (b.latitude - a.latitude)
            if p.longitude < a.longitude + t * (b.longitude - a.longitude) { inside.toggle() }
        }
        return inside
    }

    static func polygons(_ name: String) throws -> MultiPolygon {
        let bytes = try Data(contentsOf: URL(filePath: SharedData.path("data/coast/\(name).geojson")))
        let collection = try JSONDecoder().decode(Collection.self, from: bytes)
        return MultiPolygon(
            collection.features.map { feature in
                let rings = feature.geometry.coordinates.map { ring in
                    ring.map { GeographicPoint(longitude: $0[0], latitude: $0[1]) }
                }
                return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
            })
    }

    private struct Collection: Decodable {
        struct Feature: Decodable { let geometry: Area }
        struct Area: Decodable { let coordinates: [[[Double]]] }
        let features: [Feature]
    }
}
