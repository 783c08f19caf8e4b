import Network
import SpatialEngine
import TestSupport
import Testing

private func plane(_ rows: Int, _ columns: Int, width: Double = 1, height: Double = 1) -> Grid {
    Grid(
        shape: GridShape(rows: rows, columns: columns),
        transform: GeoTransform(originX: 0, originY: 0, cellWidth: width, cellHeight: height),
        crs: CoordinateReferenceSystem(""))
}

private func degrees(_ rows: Int, _ columns: Int, north: Double = 60, cell: Double = 0.1) -> Grid {
    Grid(
        shape: GridShape(rows: rows, columns: columns),
        transform: GeoTransform(originX: -80, originY: north, cellWidth: cell, cellHeight: cell))
}

/// `#` is land.
private func mask(_ rows: [String], _ grid: Grid? = nil) throws -> SeaMask {
    try SeaMask(
        grid: grid ?? plane(rows.count, rows[0].count), isWater: rows.joined().map { $0 != "#" })
}

/// Land with a chance for each cell, or in blobs.
private func isWater(_ shape: GridShape, land: Double, blobs: Bool, _ random: inout SplitMix64) -> [Bool] {
    var water = [Bool](repeating: true, count: shape.count)
    guard blobs else { return water.map { _ in random.nextUnit() >= land } }
    for _ in 0..<Int(land * Double(shape.count) / 12) {
        let (row, column) = (Int(random.next() % UInt64(shape.rows)), Int(random.next() % UInt64(shape.columns)))
        for r in row..<min(shape.rows, row + 1 + Int(random.next() % 6)) {
            for c in column..<min(shape.columns, column + 1 + Int(random.next() % 6)) {
                water[r * shape.columns + c] = false
            }
        }
    }
    return water
}

/// Dijkstra over all steps, each step measured on its own: slow and obvious.
private func slowLength(_ grid: Grid, _ water: [Bool], from: Int, to: Int) -> Double? {
    let (rows, columns) = (grid.shape.rows, grid.shape.columns)
    var best = [Double](repeating: .infinity, count: water.count)
    var open: Set<Int> = [from]
    best[from] = 0
    while let here = open.min(by: { best[$0] < best[$1] }) {
        if here == to { return best[to] }
        open.remove(here)
        for dr in -1...1 {
            for dc in -1...1 {
                let (row, column) = (here / columns + dr, here % columns + dc)
                guard row >= 0, row < rows, column >= 0, column < columns, water[row * columns + column] else {
                    continue
                }
                let there = row * columns + column
                let length = best[here] + distance(grid, here, there)
                if length < best[there] {
                    best[there] = length
                    open.insert(there)
                }
            }
        }
    }
    return nil
}

private func distance(_ grid: Grid, _ a: Int, _ b: Int) -> Double {
    let (p, q) = (grid.geographicCentre(of: a), grid.geographicCentre(of: b))
    return (grid.crs == .wgs84 ? SeaSpace.globe : .plane).distance(p, q).value
}

@Suite struct SeaMaskTests {
    @Test(arguments: [plane(40, 50), plane(40, 50, width: 3, height: 2), degrees(40, 50), degrees(40, 50, north: 2)])
    func `ways are as short as those of a slow search`(grid: Grid) throws {
        var random = SplitMix64(seed: 12)
        var (found, blocked) = (0, 0)
        for trial in 0..<60 {
            let water = isWater(grid.shape, land: [0.1, 0.4, 0.6][trial % 3], blobs: trial % 2 == 0, &random)
            let mask = try SeaMask(grid: grid, isWater: water)
            let ends = water.indices.filter { water[$0] }
            let (from, to) = (
                ends[Int(random.next() % UInt64(ends.count))], ends[Int(random.next() % UInt64(ends.count))]
            )
            let expected = slowLength(grid, water, from: from, to: to)
            guard let path = mask.path(from: from, to: to), let expected else {
                blocked += 1
                #expect(mask.path(from: from, to: to) == nil && expected == nil)
                continue
            }
            found += 1
            #expect(isClose(path.stepLength.value, expected, within: 1e-9 * max(1, expected)))
            let smooth = zip(path.cells, path.cells.dropFirst()).reduce(0) { $0 + distance(grid, $1.0, $1.1) }
            #expect(isClose(path.length.value, smooth, within: 1e-9 * max(1, smooth)))
            #expect(path.length.value <= path.stepLength.value * (1 + 1e-12))
            #expect(path.cells.first == from && path.cells.last == to)
            for (a, b) in zip(path.cells, path.cells.dropFirst()) { #expect(mask.isClear(from: a, to: b)) }
        }
        #expect(found > 30 && blocked > 3)
    }

    @Test func `a straight way is clear unless it meets the inside of a land cell, by GEOS`() throws {
        let geos = TopologyContext()
        var random = SplitMix64(seed: 13)
        let grid = plane(12, 13)
        var (clear, blocked) = (0, 0)
        for _ in 0..<40 {
            let water = isWater(grid.shape, land: 0.12, blobs: false, &random)
            let mask = try SeaMask(grid: grid, isWater: water)
            for _ in 0..<40 {
                let (from, to) = (Int(random.next() % 156), Int(random.next() % 156))
                guard water[from], water[to], from != to else { continue }
                let way = Geometry.lineString(
                    LineString([grid.geographicCentre(of: from), grid.geographicCentre(of: to)]))
                let enters = try water.indices.contains { cell in
                    guard !water[cell] else { return false }
                    let p = grid.centre(of: cell)
                    let square = Geometry.polygon(
                        Polygon(
                            exterior: [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)].map {
                                GeographicPoint(longitude: p.x + $0.0, latitude: p.y + $0.1)
                            }))
                    return try geos.intersects(way, square) && !geos.touches(way, square)
                }
                #expect(mask.isClear(from: from, to: to) == !enters)
                if enters { blocked += 1 } else { clear += 1 }
            }
        }
        #expect(clear > 300 && blocked > 300)
    }

    @Test func `a diagonal slips between two cells of land`() throws {
        let mask = try mask([".#", "#."])
        let path = try #require(mask.path(from: 0, to: 3))
        #expect(path.cells == [0, 3])
        #expect(path.length.value == 2.0.squareRoot())
    }

    @Test func `open water is crossed straight, whatever the slope`() throws {
        let mask = try mask(Array(repeating: String(repeating: ".", count: 30), count: 20))
        let path = try #require(mask.path(from: 0, to: 17 * 30 + 29))
        #expect(path.cells == [0, 17 * 30 + 29])
        let (straight, stepped) = ((17.0 * 17 + 29 * 29).squareRoot(), 12 + 17 * 2.0.squareRoot())
        #expect(path.length.value == straight)
        #expect(isClose(path.stepLength.value, stepped, within: 1e-12))
    }

    @Test func `a wall is rounded at its end, as tightly as centres allow`() throws {
        // A wall 21 cells long; the way round its end has one bend on each side of the last cell.
        let rows = (0..<40).map { row in String((0..<41).map { $0 == 20 && row < 31 && row > 9 ? "#" : "." }) }
        let path = try #require(try mask(rows).path(from: 20 * 41, to: 20 * 41 + 40))
        let bends = path.cells.dropFirst().dropLast().map { SIMD2($0 / 41, $0 % 41) }
        #expect(bends == [SIMD2(31, 20)] || bends == [SIMD2(9, 20)])
        let expected = 2 * (20.0 * 20 + 11 * 11).squareRoot()
        #expect(path.length.value == expected)
    }

    @Test func `land, lakes and a cell to itself are answered`() throws {
        let mask = try mask([".#.", "##.", "..."])
        #expect(mask.path(from: 0, to: 2) == nil)
        #expect(mask.path(from: 1, to: 2) == nil && mask.path(from: 2, to: 1) == nil)
        let still = try #require(mask.path(from: 2, to: 2))
        #expect(still.cells == [2] && still.length == Metres(0) && still.stepLength == Metres(0))
        #expect(mask.nearestWater(to: GeographicPoint(longitude: 0.6, latitude: -1.4))?.cell == 0)
        #expect(
            try SeaMask(grid: plane(1, 1), isWater: [false]).nearestWater(to: .init(longitude: 0, latitude: 0)) == nil)
    }
}
