import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct SpatialWeightsTests {
    private func scattered(_ count: Int, seed: UInt64) -> [GeographicPoint] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            // A cluster across the antimeridian, one at a pole, and the whole globe.
            switch index % 3 {
            case 0: GeographicPoint(longitude: 179.5 + random.nextUnit(), latitude: 10 * random.nextUnit())
            case 1: GeographicPoint(longitude: 360 * random.nextUnit(), latitude: 89 + random.nextUnit())
            default: GeographicPoint(longitude: 360 * random.nextUnit() - 180, latitude: 180 * random.nextUnit() - 90)
            }
        }
    }

    @Test func `nearest neighbours are those of sorting all geodesics`() throws {
        let points = scattered(120, seed: 1)
        let weights = try SpatialWeights.nearestNeighbours(of: points, count: 7)
        for unit in points.indices {
            let sorted = points.indices.filter { $0 != unit }.map { (Geodesic.distance(points[unit], points[$0]), $0) }
                .sorted { $0 < $1 }
            #expect(weights.neighbours(of: unit) == sorted.prefix(7).map(\.1))
        }
    }

    @Test func `a band holds all within the distance, the limit included`() throws {
        let points = scattered(120, seed: 2)
        for metres in [0.0, 50_000, 1_000_000, 2.1e7] {
            let weights = try SpatialWeights.distanceBand(of: points, within: Metres(metres))
            for unit in points.indices {
                let expected = points.indices.filter {
                    $0 != unit && Geodesic.distance(points[unit], points[$0]).value <= metres
                }
                #expect(weights.neighbours(of: unit) == expected)
            }
        }
        let line = (0..<3).map { PlanarPoint(x: Double($0), y: 0) }
        let plane = try SpatialWeights.distanceBand(of: line, within: 1)
        #expect(plane.neighbours(of: 1) == [0, 2])
        #expect(try SpatialWeights.distanceBand(of: line, within: 0.999).islands == 3)
    }

    @Test func `ties go by input order and coincident points are neighbours`() throws {
        let square = [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let weights = try SpatialWeights.nearestNeighbours(of: square, count: 3)
        #expect(weights.neighbours(of: 0) == [5, 1, 2])
        #expect(weights.neighbours(of: 1) == [0, 5, 2])
        #expect(weights.neighbourCount(of: 5) == 3)
    }

    @Test func `impossible requests are refused`() {
        let points = scattered(3, seed: 3)
        for k in [0, 3, -1] {
            #expect(throws: HotspotError.neighbourCount(k, units: 3)) {
                try SpatialWeights.nearestNeighbours(of: points, count: k)
            }
        }
        #expect(throws: HotspotError.notPositive("the distance of a band", -1)) {
            try SpatialWeights.distanceBand(of: points, within: Metres(-1))
        }
        #expect(throws: HotspotError.unknownNeighbour(2, of: 0)) {
            try SpatialWeights.contiguity(neighbours: [[2], [0]])
        }
        #expect(throws: HotspotError.unknownNeighbour(1, of: 1)) {
            try SpatialWeights.contiguity(neighbours: [[1], [1]])
        }
    }
}
