import Hotspots
import SpatialEngine
import Testing

@Suite struct ContiguityTests {
    private func ring(_ points: (Double, Double)...) -> [PlanarPoint] {
        (points + [points[0]]).map { PlanarPoint(x: $0.0, y: $0.1) }
    }

    private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [PlanarPoint] {
        ring((west, south), (east, south), (east, north), (west, north))
    }

    private func neighbours(_ kind: Contiguity, _ areas: [[[PlanarPoint]]], isGeographic: Bool = false) -> [[Int]] {
        kind.neighbours(of: areas, isGeographic: isGeographic, threads: 2)
    }

    @Test func `a lattice has the moves of queen and rook`() {
        let cells = (0..<30).map { cell -> [[PlanarPoint]] in
            let (x, y) = (Double(cell % 6), Double(cell / 6))
            return [box(x, y, x + 1, y + 1)]
        }
        #expect(neighbours(.queen, cells) == queenLattice(rows: 5, columns: 6))
        let rook = queenLattice(rows: 5, columns: 6).enumerated().map { cell, list in
            list.filter { abs($0 - cell) == 1 || abs($0 - cell) == 6 }
        }
        #expect(neighbours(.rook, cells) == rook)
    }

    @Test func `vertices need not meet vertices`() {
        // 0 has one long edge; 1 and 2 share halves of it, 3 stands on it with a corner, 4 is apart.
        let areas = [
            [box(0, 0, 4, 1)], [box(0, 1, 2.5, 2)], [box(2.5, 1, 5, 2)], [ring((1, 0), (0, -1), (2, -1))],
            [box(7, 7, 8, 8)],
        ]
        #expect(neighbours(.queen, areas) == [[1, 2, 3], [0, 2], [0, 1], [0], []])
        #expect(neighbours(.rook, areas) == [[1, 2], [0, 2], [0, 1], [], []])
    }

    @Test func `holes are boundary, insides are not`() {
        let island = box(3, 3, 5, 5)
        let areas = [[box(0, 0, 10, 10), island], [island], [box(6, 6, 7, 7)], [box(3.5, 3.5, 4, 4)]]
        #expect(neighbours(.queen, areas) == [[1], [0], [], []])
        #expect(neighbours(.rook, areas) == [[1], [0], [], []])
    }

    @Test func `parts of one area do not make it its own neighbour`() {
        let areas = [[box(0, 0, 1, 1), box(1, 1, 2, 2)], [box(1, 0, 2, 1)], []]
        #expect(neighbours(.queen, areas) == [[1], [0], []])
        #expect(neighbours(.rook, areas) == [[1], [0], []])
    }

    @Test func `the antimeridian is one line`() {
        let areas = [
            [box(170, -5, 180, 5)], [box(-180, 0, -175, 5)], [box(-180, 5, -170, 9)], [box(-180, -20, -170, -10)],
        ]
        #expect(neighbours(.queen, areas, isGeographic: true) == [[1, 2], [0, 2], [0, 1], []])
        #expect(neighbours(.rook, areas, isGeographic: true) == [[1], [0, 2], [1], []])
        #expect(neighbours(.rook, areas) == [[], [2], [1], []])
    }

    @Test func `nearly collinear is not collinear, and nearly touching is not touching`() {
        let slanted = ring((0, 0), (3, 1), (3, 4), (0, 4))
        // (1.5, 0.5) lies on the edge exactly, (1.5, 0.5 − 2⁻⁵³) does not.
        let touching = ring((1.5, 0.5), (1, -1), (2, -1))
        let apart = ring((1.5, 0.5.nextDown), (1, -1), (2, -1))
        #expect(neighbours(.queen, [[slanted], [touching]]) == [[1], [0]])
        #expect(neighbours(.queen, [[slanted], [apart]]) == [[], []])
        let along = ring((0.75, 0.25), (2.25, 0.75), (2, -1))
        let askew = ring((0.75, 0.25), (2.25, 0.75.nextDown), (2, -1))
        #expect(neighbours(.rook, [[slanted], [along]]) == [[1], [0]])
        #expect(neighbours(.rook, [[slanted], [askew]]) == [[], []])
        #expect(neighbours(.queen, [[slanted], [askew]]) == [[1], [0]])
    }

    @Test func `crossing boundaries share points but no length`() {
        let areas = [[box(0, 0, 4, 4)], [ring((-1, 1.5), (5, 2), (5, 2.5), (-1, 3))]]
        #expect(neighbours(.queen, areas) == [[1], [0]])
        #expect(neighbours(.rook, areas) == [[], []])
    }
}
