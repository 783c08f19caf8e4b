import Foundation
import Hotspots
import SpatialEngine
import TestSupport
import Testing

/// Columns of a fixture.
private func fixture() throws -> [[String: String]] {
    let url = try #require(
        Bundle.module.url(forResource: "gi_star_lattice", withExtension: "csv", subdirectory: "Fixtures"))
    let table = try CommaSeparatedTable(bytes: Data(contentsOf: url))
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
}

/// Queen neighbours on a lattice, row-major.
func queenLattice(rows: Int, columns: Int) -> [[Int]] {
    (0..<(rows * columns)).map { cell in
        let (row, column) = (cell / columns, cell % columns)
        return (-1...1).flatMap { dr in (-1...1).map { (row + dr, column + $0) } }
            .filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) && ($0.0, $0.1) != (row, column) }
            .map { $0.0 * columns + $0.1 }
    }
}

@Suite struct LocalGStarTests {
    private let random = SplitMix64(seed: 1)

    /// The example of esda's documentation (G_Local with star=True, transform B), which prints eight digits.
    @Test func `the published example has the published z`() throws {
        let points = [(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)].map {
            PlanarPoint(x: Double($0.0), y: Double($0.1))
        }
        let weights = try SpatialWeights.distanceBand(
            of: NearestUnits(try Positions(points, metric: .euclidean)), within: 15)
        #expect(
            (0..<6).map { weights.neighbours(of: $0) } == [[1, 3], [0, 3, 4], [4], [0, 1, 4], [1, 2, 3, 5], [4]])
        let found = try LocalGStar.compute(
            values: [2, 3, 3.2, 5, 8, 7], weights: weights, permutations: 0, random: random, threads: 1)
        let published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
        for (unit, z) in published.enumerated() { #expect(isClose(found[unit].z ?? .nan, z, within: 0.6e-8)) }
        #expect(found.allSatisfy { $0.pSim == nil })
    }

    @Test func `z, g and p agree with esda on a lattice and on nearest neighbours`() throws {
        let rows = try fixture()
        let values = rows.map { Double($0["value"] ?? "") ?? .nan }
        func number(_ unit: Int, _ name: String) -> Double { Double(rows[unit][name] ?? "") ?? .nan }
        var lattice = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 7, columns: 9))
        let binary = try LocalGStar.compute(
            values: values, weights: lattice, permutations: 0, random: random, threads: 1)
        lattice.style = .row
        let row = try LocalGStar.compute(values: values, weights: lattice, permutations: 0, random: random, threads: 1)
        let points = rows.indices.map { PlanarPoint(x: number($0, "x"), y: number($0, "y")) }
        let nearest = try SpatialWeights.nearestNeighbours(
            of: NearestUnits(try Positions(points, metric: .euclidean)), count: 8)
        let scattered = try LocalGStar.compute(
            values: values, weights: nearest, permutations: 0, random: random, threads: 1)
        for unit in rows.indices {
            #expect(isClose(binary[unit].z ?? .nan, number(unit, "z"), within: 1e-12))
            #expect(row[unit].z == binary[unit].z)
            #expect(isClose(binary[unit].g ?? .nan, number(unit, "g_binary"), within: 1e-14))
            #expect(isClose(row[unit].g ?? .nan, number(unit, "g_row"), within: 1e-14))
            #expect(isClose(binary[unit].pNorm ?? .nan, number(unit, "p_two_sided"), within: 1e-13))
            let listed = nearest.neighbours(of: unit).sorted().map(String.init).joined(separator: " ")
            #expect(listed == rows[unit]["knn8"])
            #expect(isClose(scattered[unit].z ?? .nan, number(unit, "z_knn8"), within: 1e-12))
        }
    }

    @Test func `a chain of three units is computed by hand`() throws {
        // x = 1, 2, 6: x̄ = 3, s² = 14/3. Unit 0: W = S₁ = 2, z = (3 − 6)/(√(14/3)·√((6 − 4)/2)) = −3/√(14/3).
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0, 2], [1]])
        let found = try LocalGStar.compute(
            values: [1, 2, 6], weights: weights, permutations: 0, random: random, threads: 1)
        #expect(isClose(found[0].z ?? .nan, -3 / (14.0 / 3).squareRoot(), within: 1e-15))
        #expect(found[0].g == 3.0 / 9)
        // Unit 1 has all units in its sum, so its variance is 0 and no z exists.
        #expect(found[1].z == nil && found[1].pNorm == nil && found[1].q == nil && found[1].bin == 0)
        #expect(found[1].neighbourCount == 2)
    }

    @Test func `an island has no statistic and counts in no adjustment`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0], [], [4], [3]])
        let found = try LocalGStar.compute(
            values: [9, 8, 5, 1, 0], weights: weights, permutations: 99, random: random, threads: 1)
        #expect(weights.islands == 1)
        #expect(found[2] == LocalGStarResult(neighbourCount: 0))
        let p = found.map(\.pSim)
        #expect(FalseDiscoveryRate.adjusted(p) == found.map(\.q))
        #expect(p.filter { $0 != nil }.count == 4)
    }

    @Test func `shifting and scaling values changes neither z nor p`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 6, columns: 6))
        var draw = SplitMix64(seed: 4)
        let values = (0..<36).map { _ in Double(draw.next() % 20) }
        let before = try LocalGStar.compute(values: values, weights: weights, random: random, threads: 1)
        let after = try LocalGStar.compute(
            values: values.map { 1e6 + 4 * $0 }, weights: weights, random: random, threads: 1)
        for (a, b) in zip(before, after) {
            #expect(isClose(a.z ?? .nan, b.z ?? .nan, within: 1e-9))
            #expect(a.pSim == b.pSim)
            #expect(a.bin == b.bin)
        }
    }

    @Test func `bins take the sign of z and the adjusted p`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 12, columns: 12))
        let values = (0..<144).map { cell -> Double in
            let (row, column) = (cell / 12, cell % 12)
            if row < 4 && column < 4 { return 50 + Double(cell % 3) }
            return row > 7 && column > 7 ? Double(cell % 2) : 20 + Double(cell % 5)
        }
        let found = try LocalGStar.compute(
            values: values, weights: weights, permutations: 4999, random: random, threads: 2)
        #expect(found[13].bin == 3)
        #expect(found[10 * 12 + 10].bin < 0)
        for result in found {
            let (z, q, p) = (result.z ?? .nan, result.q ?? .nan, result.pSim ?? .nan)
            #expect(q >= p)
            let level = q <= 0.01 ? 3 : q <= 0.05 ? 2 : q <= 0.1 ? 1 : 0
            #expect(result.bin == (z < 0 ? -level : level))
            #expect(abs(result.rawBin) >= abs(result.bin))
        }
    }

    @Test func `data for which no statistic exists are refused`() throws {
        let weights = try SpatialWeights.contiguity(neighbours: [[1], [0], [0]])
        func compute(_ values: [Double], _ weights: SpatialWeights) throws {
            _ = try LocalGStar.compute(values: values, weights: weights, random: random, threads: 1)
        }
        #expect(throws: HotspotError.constantValue) { try compute([2, 2, 2], weights) }
        #expect(throws: HotspotError.constantValue) { try compute([], try .contiguity(neighbours: [])) }
        #expect(throws: HotspotError.invalidValue(unit: 1)) { try compute([2, .nan, 3], weights) }
        #expect(throws: HotspotError.countMismatch(expected: 3, found: 2)) { try compute([2, 3], weights) }
        #expect(throws: HotspotError.noNeighbours) {
            try compute([1, 2, 3], try .contiguity(neighbours: [[], [], []]))
        }
    }
}
