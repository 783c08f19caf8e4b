import Foundation
import SpatialEngine
import TestSupport
import Testing

@testable import Ingest

private let darien = BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9)
private let packagesArePresent = RegionSources.installed.firstMissing == nil

/// The land of the Darién extent, built once for all tests of this file.
private let built: Result<[CoastLayer.Land], any Error> = Result {
    let file = try BinnedShoreFile(reading: RegionSources.installed.shorelines, around: darien)
    return try CoastLayer(topology: TopologyContext(), extent: darien).land(from: file)
}

@Suite struct PolygonAreaTests {
    /// A zone of the ellipsoid between two parallels has a closed form (Snyder 1987, equation 3-12, doi:10.3133/pp1395).
    @Test(arguments: [(3.3, 13.9, 9.3), (0.0, 1.0, 1.0), (8.0, 8.01, 0.02), (-60.0, 40.0, 12.0)])
    func `the area of a box is that of its zone`(south: Double, north: Double, width: Double) {
        let (a, e2) = (6378.137, 0.006694379990141317)
        let e = e2.squareRoot()
        func q(_ latitude: Double) -> Double {
            let s = sin(latitude * .pi / 180)
            return (1 - e2) * (s / (1 - e2 * s * s) + atanh(e * s) / e)
        }
        let expected = a * a / 2 * (q(north) - q(south)) * width * .pi / 180
        let box = BoundingBox(west: -84, south: south, east: -84 + width, north: north).polygon
        #expect(abs(box.areaKm2 - expected) / expected < 2e-9)
    }
}

@Suite(.enabled(if: packagesArePresent, "needs the Debian package gmt-gshhg-full"))
struct CoastLayerTests {
    @Test func `every piece of land is valid, right-handed, inside the extent and rounded`() throws {
        let topology = TopologyContext()
        let land = try built.get()
        #expect(land.count == 786)
        for piece in land {
            #expect(try topology.validityFault(of: .polygon(piece.polygon)) == nil)
            #expect(piece.polygon.rightHanded() == piece.polygon)
            for point in piece.polygon.rings.flatMap(\.self) {
                #expect(darien.contains(point) && point == point.roundedToMicrodegrees)
            }
        }
        #expect(land.map(\.areaKm2) == land.map(\.areaKm2).sorted(by: >))
    }

    @Test func `no two pieces of land overlap`() throws {
        let land = try built.get().map { MultiPolygon([$0.polygon]) }
        let together = try TopologyContext().unaryUnion(land)
        let sum = land.map { Geodesic.area(of: $0).value }.reduce(0, +)
        // Rounding to 0.1 m can make neighbours overlap by less than a square metre a metre of shore.
        #expect(abs(Geodesic.area(of: together).value - sum) < 1)
    }

    @Test func `the canal is closed: one mainland holds both banks and Gatún Lake`() throws {
        let topology = TopologyContext()
        let mainland = MultiPolygon([try #require(built.get().first).polygon])
        // Colón, Panama City and Bogotá's meridian; Gatún Lake, Gatún, Pedro Miguel and Miraflores locks.
        for (x, y) in [
            (-79.88, 9.33), (-79.53, 9.0), (-76, 6), (-79.87, 9.2), (-79.9227, 9.2723), (-79.6128, 9.0169),
            (-79.5915, 8.9971),
        ] {
            let place = Geometry.point(GeographicPoint(longitude: x, latitude: y))
            #expect(try topology.intersects(place, .multiPolygon(mainland)), "\(x), \(y)")
        }
        // Limón Bay and the roads of Balboa stay sea.
        let all = MultiPolygon(try built.get().map(\.polygon))
        for (x, y) in [(-79.93, 9.36), (-79.56, 8.9)] {
            let place = Geometry.point(GeographicPoint(longitude: x, latitude: y))
            #expect(try !topology.intersects(place, .multiPolygon(all)), "\(x), \(y)")
        }
    }

    @Test func `no lake is cut out`() throws {
        let land = try built.get()
        #expect(land.allSatisfy { $0.polygon.holes.isEmpty })
        // Lake Bayano.
        let lake = Geometry.point(GeographicPoint(longitude: -78.7, latitude: 9.13))
        let topology = TopologyContext()
        #expect(try topology.intersects(lake, .polygon(#require(land.first).polygon)))
    }

    @Test func `without a canal to close two builds of the same file are equal, whatever the extent around`() throws {
        // San Andrés and Providencia: islands far from any edge are the same in a small extent and in the whole.
        let box = BoundingBox(west: -82.2, south: 12, east: -81, north: 13.6)
        let file = try BinnedShoreFile(reading: RegionSources.installed.shorelines, around: box)
        let small = try CoastLayer(topology: TopologyContext(), extent: box).land(from: file)
        let whole = try built.get().filter { piece in piece.polygon.exterior.allSatisfy(box.contains) }
        #expect(!small.isEmpty)
        #expect(small == whole)
    }

    /// The land that another program rebuilt from the same binned file (shared test data), lakes cut out and the canal open.
    @Test(.enabled(if: SharedData.isPresent))
    func `land agrees with an independent assembly of the same file`() throws {
        let reference = try polygons(inGeoJSON: SharedData.path("data/coast/gshhg_f_land.geojson"))
        let window = MultiPolygon([BoundingBox(west: -84, south: 5, east: -75, north: 13).polygon])
        let topology = TopologyContext()
        let ours = try topology.intersection(MultiPolygon(built.get().map(\.polygon)), window)
        let theirs = try topology.unaryUnion(reference.map { MultiPolygon([$0]) })
        let total = Geodesic.area(of: theirs).value
        // What they have and we lack: nothing but slivers of rounding.
        let lost = try topology.difference(theirs, ours)
        #expect(Geodesic.area(of: lost).value / total < 1e-8)
        // What we have and they lack: lakes (0.06 %) and the canal with Gatún Lake (420 km², 0.18 %).
        let gained = try topology.difference(ours, theirs)
        #expect(abs(Geodesic.area(of: gained).value / total - 0.0024) < 0.0002)
        // Every shore vertex of theirs is one of ours, or lies in or on what we gained (the shores of lakes and of the canal).
        let shore = Set(ours.polygons.flatMap(\.exterior))
        let water = try PreparedRegion(gained, in: topology)
        let vertices = reference.flatMap(\.exterior)
        var (same, inland, strange) = (0, 0, 0)
        for vertex in vertices {
            if shore.contains(vertex.roundedToMicrodegrees) {
                same += 1
            } else if try water.intersects(.polygon(BoundingBox(around: [vertex]).grown(byDegrees: 1e-6))) {
                inland += 1
            } else {
                strange += 1
            }
        }
        #expect(strange == 0)
        #expect(Double(same) / Double(vertices.count) > 0.95, "\(same) of \(vertices.count), \(inland) inland")
    }
}

private func polygons(inGeoJSON path: String) throws -> [Polygon] {
    struct Collection: Decodable {
        struct Feature: Decodable { let geometry: Area }
        struct Area: Decodable { let coordinates: [[[Double]]] }
        let features: [Feature]
    }
    let data = try Data(contentsOf: URL(filePath: path))
    return try JSONDecoder().decode(Collection.self, from: data).features.map { feature in
        let rings = feature.geometry.coordinates.map { ring in
            ring.map { GeographicPoint(longitude: $0[0], latitude: $0[1]) }
        }
        return Polygon(exterior: rings[0], holes: Array(rings.dropFirst()))
    }
}

extension BoundingBox? {
    fileprivate func grown(byDegrees degrees: Double) -> Polygon {
        self?.expanded(byDegrees: degrees).polygon ?? Polygon(exterior: [])
    }
}
