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

    private func index(_ points: [GeographicPoint], _ metric: Metric = .geodesic) throws -> NearestUnits {
        try index(points.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }, metric)
    }

    private func index(_ points: [PlanarPoint], _ metric: Metric = .euclidean) throws -> NearestUnits {
        NearestUnits(try Positions(points, metric: metric))
    }

    /// All other units by distance, then by input order.
    private func sorted(_ positions: Positions, from unit: Int) -> [Int] {
        (0..<positions.count).filter { $0 != unit }.map { (positions.distance(unit, $0), $0) }.sorted { $0 < $1 }
            .map(\.1)
    }

    @Test(arguments: Metric.allCases)
    func `nearest neighbours are those of sorting all distances`(_ metric: Metric) throws {
        // Every third unit repeats the place of an earlier one.
        var points = scattered(150, seed: 1)
        for unit in stride(from: 2, to: points.count, by: 3) { points[unit] = points[unit / 6 * 2] }
        let units = try index(points, metric)
        for k in [1, 7, 149] {
            let weights = try SpatialWeights.nearestNeighbours(of: units, count: k, threads: 2)
            for unit in points.indices {
                let expected = Array(sorted(units.positions, from: unit).prefix(k))
                #expect(weights.neighbours(of: unit) == expected)
                #expect(units.nearest(to: unit, count: k) == expected)
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `on a lattice equal distances go by input order`(_ metric: Metric) throws {
        let points = (0..<400).map { PlanarPoint(x: Double($0 % 20) * 0.1, y: Double($0 / 20) * 0.1 - 1) }
        let units = try index(points, metric)
        let weights = try SpatialWeights.nearestNeighbours(of: units, count: 9)
        for unit in points.indices {
            #expect(weights.neighbours(of: unit) == Array(sorted(units.positions, from: unit).prefix(9)))
        }
    }

    @Test(arguments: Metric.allCases)
    func `a band holds all within the distance, the limit included`(_ metric: Metric) throws {
        let points = scattered(120, seed: 2)
        let units = try index(points, metric)
        let limit = units.positions.distance(3, 40)
        for distance in [0.0, 1, 50_000, 1_000_000, 2.1e7, limit, limit.nextDown] {
            let weights = try SpatialWeights.distanceBand(of: units, within: distance, threads: 2)
            for unit in points.indices {
                let expected = points.indices.filter { $0 != unit && units.positions.distance(unit, $0) <= distance }
                #expect(weights.neighbours(of: unit) == expected)
                #expect(units.within(distance, of: unit) == expected)
            }
        }
        let line = try index((0..<3).map { PlanarPoint(x: Double($0), y: 0) })
        #expect(try SpatialWeights.distanceBand(of: line, within: 1).neighbours(of: 1) == [0, 2])
        #expect(try SpatialWeights.distanceBand(of: line, within: 0.999).islands == 3)
    }

    @Test func `ties go by input order and coincident points are neighbours`() throws {
        let square = [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (0, 0)].map { PlanarPoint(x: $0.0, y: $0.1) }
        let weights = try SpatialWeights.nearestNeighbours(of: try index(square), count: 3)
        #expect(weights.neighbours(of: 0) == [5, 1, 2])
        #expect(weights.neighbours(of: 1) == [0, 5, 2])
        #expect(weights.neighbourCount(of: 5) == 3)
    }

    @Test func `many units at one place cost no more than others`() throws {
        // With a search by unit this would be 4 · 10⁸ comparisons.
        let points = (0..<20_000).map { PlanarPoint(x: $0 % 4 == 0 ? Double($0) : 0, y: 0) }
        let weights = try SpatialWeights.nearestNeighbours(of: try index(points, .geodesic), count: 2)
        #expect(weights.neighbours(of: 19_999) == [0, 1])
        #expect(weights.neighbours(of: 1) == [0, 2])
        #expect(weights.neighbours(of: 0) == [1, 2])
        let crowd = [PlanarPoint](repeating: PlanarPoint(x: 0, y: 0), count: 23_000)
        #expect(throws: HotspotError.tooManyLinks(23_000 * 22_999)) {
            try SpatialWeights.distanceBand(of: try index(crowd), within: 0)
        }
    }

    @Test func `row weights sum to 1 and a neighbour of weight 0 does not count`() throws {
        let weights = try SpatialWeights.weighted(
            neighbours: [[1, 2], [0], [1]], weights: [[1, 3], [2], [0]], style: .row)
        #expect(weights.weights(of: 0) == [0.25, 0.75])
        #expect(weights.weights(of: 1) == [1])
        #expect(weights.isIsland(2) && weights.islands == 1)
    }

    @Test func `impossible requests are refused`() throws {
        let units = try index(scattered(3, seed: 3))
        for k in [0, 3, -1] {
            #expect(throws: HotspotError.neighbourCount(k, units: 3)) {
                try SpatialWeights.nearestNeighbours(of: units, count: k)
            }
        }
        #expect(throws: HotspotError.notPositive("the distance of a band", -1)) {
            try SpatialWeights.distanceBand(of: units, within: -1)
        }
        #expect(throws: HotspotError.invalidWeight(-1, of: 1)) {
            try SpatialWeights.weighted(neighbours: [[1], [0]], weights: [[1], [-1]])
        }
        #expect(throws: HotspotError.unknownNeighbour(2, of: 0)) {
            try SpatialWeights.contiguity(neighbours: [[2], [0]])
        }
        #expect(throws: HotspotError.unknownNeighbour(1, of: 1)) {
            try SpatialWeights.contiguity(neighbours: [[1], [1]])
        }
    }
}
