import SpatialEngine
import TestSupport
import Testing

@Suite struct CellUnionTests {
    let context = TopologyContext()

    func grid(_ rows: Int, _ columns: Int) -> Grid {
        Grid(
            shape: GridShape(rows: rows, columns: columns),
            transform: GeoTransform(originX: -78, originY: 9, cellWidth: 0.25, cellHeight: 0.25))
    }

    func mask(_ picture: [String]) -> (Grid, [Bool]) {
        (grid(picture.count, picture[0].count), picture.flatMap { $0.map { $0 == "#" } })
    }

    @Test func `one cell is a square of four corners`() {
        let (grid, mask) = mask(["...", ".#.", "..."])
        let union = grid.unionOfCells(mask)
        #expect(union.polygons.count == 1)
        #expect(Set(union.polygons[0].exterior) == Set(box(-77.75, 8.5, -77.5, 8.75)))
        #expect(union.polygons[0].exterior.count == 5)
        #expect(union == union.rightHanded())
    }

    @Test func `no cells are an empty area and all cells one rectangle`() {
        #expect(grid(3, 4).unionOfCells([Bool](repeating: false, count: 12)).isEmpty)
        let all = grid(3, 4).unionOfCells([Bool](repeating: true, count: 12))
        #expect(all.polygons.map(\.exterior.count) == [5])
        #expect(Set(all.polygons[0].exterior) == Set(box(-78, 8.25, -77, 9)))
    }

    @Test(arguments: [
        ["#.", ".#"], [".#", "#."], ["###", "#.#", "##."], [".##", "#.#", "###"], ["####", "#.##", "##.#", "####"],
        ["#####", "#.#.#", "##.##", "#.#.#", "#####"], ["#####", "#...#", "#.#.#", "#...#", "#####"],
        ["..#..", ".#.#.", "#.#.#", ".#.#.", "..#.."], [".#.#", "####", "#.#.", "####"],
    ])
    func `corners that touch give a valid area of the right size`(_ picture: [String]) throws {
        let (grid, mask) = mask(picture)
        let union = grid.unionOfCells(mask)
        #expect(try context.validityFault(of: .multiPolygon(union)) == nil)
        #expect(union == union.rightHanded())
        let cells = mask.count { $0 }
        #expect(isClose(squareDegrees(union), Double(cells) * 0.0625, within: 1e-12))
    }

    @Test func `random masks give the same area as the engine's union of their cells`() throws {
        var random = SplitMix64(seed: 11)
        for density in [20, 50, 60, 80] {
            let grid = grid(31, 27)
            let mask = (0..<grid.shape.count).map { _ in Int(random.next() % 100) < density }
            let union = grid.unionOfCells(mask)
            #expect(try context.validityFault(of: .multiPolygon(union)) == nil)
            #expect(union == union.rightHanded())
            let cells = mask.indices.filter { mask[$0] }.map { i in
                let c = grid.geographicCentre(of: i)
                return area(box(c.longitude - 0.125, c.latitude - 0.125, c.longitude + 0.125, c.latitude + 0.125))
            }
            let reference = try context.unaryUnion(cells)
            #expect(try context.equals(.multiPolygon(union), .multiPolygon(reference)))
        }
    }

    @Test func `fifty thousand cells of two hundred thousand take less than a second`() throws {
        let grid = grid(450, 450)
        var random = SplitMix64(seed: 2)
        let mask = (0..<grid.shape.count).map { _ in random.next() % 4 == 0 }
        let clock = ContinuousClock()
        var union = MultiPolygon([])
        let time = clock.measure { union = grid.unionOfCells(mask) }
        #expect(time < .seconds(5), "a debug build on a busy machine; release takes some 20 ms")
        #expect(isClose(squareDegrees(union), Double(mask.count { $0 }) * 0.0625, within: 1e-6))
    }
}
