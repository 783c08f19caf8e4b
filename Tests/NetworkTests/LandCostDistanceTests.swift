import Foundation
import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct LandCostDistanceTests {
    /// Rough ground with closed cells and several orders of multipliers.
    private func randomGround(seed: UInt64, rows: Int, columns: Int, spread: Double = 1) throws -> TravelSurface {
        var random = SplitMix64(seed: seed)
        let count = rows * columns
        let heights = (0..<count).map { _ in Float(random.nextUnit() * 900) }
        let multiplier = (0..<count).map { _ in
            random.nextUnit() < 0.18 ? Float.infinity : Float(1 + random.nextUnit() * spread)
        }
        return try TravelSurface(
            grid: landGrid(rows: rows, columns: columns), elevation: heights, timeMultiplier: multiplier)
    }

    private func openCells(_ surface: TravelSurface) -> [Int] {
        surface.timeMultiplier.indices.filter { surface.isOpen($0) }
    }

    private func expectEqual(_ actual: [Double], _ expected: [Double], relative: Double, _ note: String) {
        #expect(actual.count == expected.count)
        for (cell, pair) in zip(actual, expected).enumerated() where pair.0 != pair.1 {
            let (a, e) = pair
            #expect(abs(a - e) <= relative * e, "\(note), cell \(cell): \(a), expected \(e)")
        }
    }

    @Test(arguments: Neighbourhood.allCases)
    func `walking times equal those of a search over every edge by its definition`(neighbourhood: Neighbourhood) throws
    {
        let slope = try SlopeFunction.named("toblerOffPath")
        for (seed, spread) in [(1, 1.0), (2, 4.0), (3, 1e6), (4, 9e3)] {
            let surface = try randomGround(seed: UInt64(seed), rows: 14, columns: 17, spread: spread)
            let open = openCells(surface)
            let slow = LandSlowSearch(
                grid: surface.grid, neighbours: neighbourhood.rawValue, weights: surface.timeMultiplier.map(Double.init)
            ) { from, to, length in
                slope.costPerMetre(at: (Double(surface.elevation[to]) - Double(surface.elevation[from])) / length)
            }
            for sources in [[open[3]], [open[0], open[open.count / 2], open[open.count - 1]]] {
                let away = try CostDistance.accumulate(
                    surface: surface, slope: slope, neighbourhood: neighbourhood, sources: sources)
                expectEqual(away.cost, slow.costs(from: sources), relative: 1e-12, "from, seed \(seed)")
                let toward = try CostDistance.accumulate(
                    surface: surface, slope: slope, neighbourhood: neighbourhood, sources: sources, toward: true)
                expectEqual(toward.cost, slow.costs(toward: sources), relative: 1e-12, "toward, seed \(seed)")
            }
        }
    }

    @Test(arguments: Neighbourhood.allCases)
    func `friction adds up over the cells that each step crosses`(neighbourhood: Neighbourhood) throws {
        var random = SplitMix64(seed: 7)
        let grid = landGrid(rows: 13, columns: 16)
        let values = (0..<grid.shape.count).map { _ in
            random.nextUnit() < 0.15 ? Float.nan : Float(random.nextUnit() * 9)
        }
        let friction = try FrictionSurface(Raster(grid: grid, values: values))
        let source = try #require(values.firstIndex { $0 > 0 })
        let slow = LandSlowSearch(
            grid: grid, neighbours: neighbourhood.rawValue, weights: friction.friction.map(Double.init)
        ) { _, _, _ in 1 }
        let found = try CostDistance.accumulate(friction: friction, neighbourhood: neighbourhood, sources: [source])
        expectEqual(found.cost, slow.costs(from: [source]), relative: 1e-12, "\(neighbourhood)")
    }

    @Test func `eight neighbours over friction give the field of scikit-image cell by cell`() throws {
        // scikit-image 0.26.0, skimage.graph.MCP_Geometric(fully_connected=True), costs in cell units, source (8, 9).
        let fixture = try LandFixture("mcp_geometric_16x20.csv")
        let values = try fixture.numbers("friction", empty: .nan).map { Float($0) }
        let friction = try FrictionSurface(Raster(grid: landGrid(rows: 16, columns: 20), values: values))
        let found = try CostDistance.accumulate(
            friction: friction, neighbourhood: .n8, sources: [8 * 20 + 9], lengths: .cells)
        expectEqual(found.cost, try fixture.numbers("cost", empty: .infinity), relative: 1e-12, "scikit-image")
    }

    @Test(arguments: Neighbourhood.allCases)
    func `times both ways equal those of SciPy on the same graph`(neighbourhood: Neighbourhood) throws {
        // SciPy 1.17.1 csgraph.dijkstra; edges built with Shapely (crossed cells) and GeographicLib (lengths) from
        // 0.11+0.67·exp(−(100s+2)²/1800); from row 2, column 3 and toward row 15, column 12.
        let fixture = try LandFixture("dijkstra_anisotropic_18x15.csv")
        let surface = try TravelSurface(
            grid: landGrid(rows: 18, columns: 15),
            elevation: try fixture.numbers("elevation", empty: .nan).map { Float($0) },
            timeMultiplier: try fixture.numbers("multiplier", empty: .infinity).map { Float($0) })
        let corridor = try Corridor(
            surface: surface, slope: .irmischerClarkeOffPath, neighbourhood: neighbourhood, from: 2 * 15 + 3,
            to: 15 * 15 + 12)
        let n = neighbourhood.rawValue
        expectEqual(
            corridor.forward.cost, try fixture.numbers("forward_\(n)", empty: .infinity), relative: 1e-11, "from")
        expectEqual(
            corridor.backward.cost, try fixture.numbers("toward_\(n)", empty: .infinity), relative: 1e-11, "toward")
    }

    @Test(arguments: Neighbourhood.allCases)
    func `each cell's predecessor is the lowest index that gives its cost`(neighbourhood: Neighbourhood) throws {
        // Even ground and few multipliers make many ties.
        var random = SplitMix64(seed: 11)
        let grid = landGrid(rows: 15, columns: 15)
        let values = (0..<225).map { _ in random.nextUnit() < 0.12 ? Float.nan : (random.nextUnit() < 0.3 ? 2 : 1) }
        let friction = try FrictionSurface(Raster(grid: grid, values: values))
        let source = 7 * 15 + 7
        let found = try CostDistance.accumulate(
            friction: friction, neighbourhood: neighbourhood, sources: [source], lengths: .cells)
        let offsets = neighbourhood.offsets
        for cell in 0..<225 where cell != source && found.cost[cell] < .infinity {
            var lowest: Int?
            for offset in offsets.reversed() {
                let (row, column) = (cell / 15 - offset.rows, cell % 15 - offset.columns)
                guard (0..<15).contains(row), (0..<15).contains(column) else { continue }
                let before = row * 15 + column
                var weight = 0.0
                for (crossed, share) in offset.crossedCells {
                    weight += share * Double(friction.friction[before + crossed.rows * 15 + crossed.columns])
                }
                let (x, y) = (Double(offset.columns), Double(offset.rows))
                guard found.cost[before] + (x * x + y * y).squareRoot() * weight == found.cost[cell] else { continue }
                lowest = min(lowest ?? before, before)
            }
            #expect(found.predecessor(of: cell) == lowest)
        }
        #expect(found.predecessors[source] == -1)
    }

    @Test func `lengths on the ground are geodesics and the same both ways`() throws {
        let grid = landGrid(rows: 9, columns: 9, west: -77, north: 60, cell: 0.5)
        let friction = try FrictionSurface(Raster(grid: grid, values: [Float](repeating: 1, count: 81)))
        for neighbourhood in Neighbourhood.allCases {
            for offset in neighbourhood.offsets {
                let to = 40 + offset.rows * 9 + offset.columns
                let found = try CostDistance.accumulate(friction: friction, neighbourhood: neighbourhood, sources: [40])
                let expected = Geodesic.distance(grid.geographicCentre(of: 40), grid.geographicCentre(of: to)).value
                #expect(isClose(found.cost[to], expected, within: 1e-9 * expected))
            }
        }
    }

    @Test func `open ground is never crossed faster than straight nor slower than the elongation bound`() throws {
        let grid = Grid(
            shape: GridShape(rows: 61, columns: 61),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 1, cellHeight: 1),
            crs: CoordinateReferenceSystem("EPSG:32618"))
        let friction = try FrictionSurface(Raster(grid: grid, values: [Float](repeating: 1, count: 61 * 61)))
        for neighbourhood in Neighbourhood.allCases {
            let found = try CostDistance.accumulate(
                friction: friction, neighbourhood: neighbourhood, sources: [30 * 61 + 30], lengths: .grid)
            var worst = 1.0
            for cell in 0..<61 * 61 where cell != 30 * 61 + 30 {
                let (x, y) = (Double(cell % 61 - 30), Double(cell / 61 - 30))
                worst = max(worst, found.cost[cell] / (x * x + y * y).squareRoot())
                #expect(found.cost[cell] >= (x * x + y * y).squareRoot() * (1 - 1e-12))
            }
            #expect(worst <= neighbourhood.elongationBound() * (1 + 1e-12))
            #expect(worst >= 1 + (neighbourhood.elongationBound() - 1) * 0.98)
        }
    }

    @Test(arguments: zip(Neighbourhood.allCases, [1.4142, 1.0824, 1.0275, 1.0131, 1.0075]))
    func `elongation bounds are the published ones`(neighbourhood: Neighbourhood, bound: Double) {
        #expect(isClose(neighbourhood.elongationBound(), bound, within: 6e-5))
        #expect(neighbourhood.offsets.count == neighbourhood.rawValue)
    }

    @Test(arguments: Neighbourhood.allCases)
    func `a line of closed cells stops every long step`(neighbourhood: Neighbourhood) throws {
        // A full column of barriers; at a diagonal gap only steps through the corner pass.
        var values = [Float](repeating: 1, count: 15 * 15)
        for row in 0..<15 { values[row * 15 + 7] = .nan }
        let grid = landGrid(rows: 15, columns: 15)
        let wall = try FrictionSurface(Raster(grid: grid, values: values))
        let found = try CostDistance.accumulate(friction: wall, neighbourhood: neighbourhood, sources: [7 * 15 + 2])
        for cell in 0..<225 { #expect((found.cost[cell] < .infinity) == (cell % 15 < 7)) }

        var diagonal = [Float](repeating: 1, count: 15 * 15)
        for row in 0..<15 { diagonal[row * 15 + row] = .nan }
        let slanted = try FrictionSurface(Raster(grid: grid, values: diagonal))
        let through = try CostDistance.accumulate(
            friction: slanted, neighbourhood: neighbourhood, sources: [2 * 15 + 12])
        #expect((through.cost[12 * 15 + 2] < .infinity) == (neighbourhood != .n4))
    }

    @Test func `friction of nothing is walked for nothing`() throws {
        var values = [Float](repeating: 5, count: 100)
        for column in 0..<10 { values[4 * 10 + column] = 0 }
        let friction = try FrictionSurface(Raster(grid: landGrid(rows: 10, columns: 10), values: values))
        let found = try CostDistance.accumulate(friction: friction, sources: [40])
        #expect(found.cost[49] == 0)
        let path = try #require(found.path(to: 49))
        #expect(path.cells.first == 40 && path.cells.last == 49 && path.cost == 0)
        #expect(path.length > Metres(9 * 1100))
    }

    @Test func `a search that stops at its target finds the same cost and way`() throws {
        let surface = try randomGround(seed: 21, rows: 40, columns: 40)
        let components = surface.components(of: .n16)
        let largest = try #require(components.largest)
        let cells = components.labels.indices.filter { Int(components.labels[$0]) == largest }
        let (from, to) = (cells[0], cells[cells.count / 2])
        let slope = SlopeFunction.irmischerClarkeOffPath
        let whole = try CostDistance.accumulate(surface: surface, slope: slope, sources: [from])
        let stopped = try CostDistance.accumulate(surface: surface, slope: slope, sources: [from], until: to)
        #expect(whole.cost[to] == stopped.cost[to])
        #expect(whole.path(to: to)?.cells == stopped.path(to: to)?.cells)
        #expect(stopped.cost.filter { $0 < .infinity }.count < whole.cost.filter { $0 < .infinity }.count)
        #expect(zip(whole.cost, stopped.cost).allSatisfy { $1 == .infinity || $0 == $1 })
        let limited = try CostDistance.accumulate(surface: surface, slope: slope, sources: [from], limit: 20_000)
        #expect(zip(whole.cost, limited.cost).allSatisfy { $0 <= 20_000 ? $0 == $1 : $1 == .infinity })
    }

    @Test func `a way leads from the source to the cell and its cost and length add up`() throws {
        let surface = try randomGround(seed: 5, rows: 25, columns: 25)
        let open = openCells(surface)
        let found = try CostDistance.accumulate(
            surface: surface, slope: .irmischerClarkeOffPath, sources: [open[10]])
        for cell in open where found.cost[cell] < .infinity {
            let path = try #require(found.path(to: cell))
            #expect(path.cells.first == open[10] && path.cells.last == cell)
            #expect(path.cost == found.cost[cell])
            #expect(path.costSoFar == path.costSoFar.sorted())
            #expect(isClose(Geodesic.length(of: path.line(on: surface.grid)).value, path.length.value, within: 1e-5))
        }
    }

    @Test func `a start on a barrier names the nearest open cell and its distance`() throws {
        var multiplier = [Float](repeating: .infinity, count: 400)
        multiplier[3 * 20 + 4] = 1
        multiplier[15 * 20 + 4] = 1
        let surface = try TravelSurface(
            grid: landGrid(rows: 20, columns: 20), elevation: [Float](repeating: 10, count: 400),
            timeMultiplier: multiplier)
        let start = 8 * 20 + 4
        let nearest = surface.grid.geographicCentre(of: 3 * 20 + 4)
        let distance = Geodesic.distance(surface.grid.geographicCentre(of: start), nearest)
        let expected = NetworkError.startOnBarrier(
            row: 8, column: 4, nearestOpen: surface.grid.centre(of: 3 * 20 + 4), distance: distance)
        #expect(throws: expected) {
            try CostDistance.accumulate(surface: surface, slope: .irmischerClarkeOffPath, sources: [start])
        }
        #expect(expected.description.contains("\(Int(distance.value.rounded()))"))
        #expect(throws: NetworkError.noSource) {
            try CostDistance.accumulate(surface: surface, slope: .irmischerClarkeOffPath, sources: [])
        }
        #expect(throws: NetworkError.cellOutsideGrid(cell: 400, count: 400)) {
            try CostDistance.accumulate(surface: surface, slope: .irmischerClarkeOffPath, sources: [400])
        }
    }

    @Test(arguments: ["EPSG:32618", "EPSG:3035", "EPSG:26717", "EPSG:2277"])
    func `ground lengths of a projected grid are geodesics between cell centres`(system: String) throws {
        // UTM, an equal-area projection, another datum, and feet: each over some hundred kilometres of its own area.
        let origins = [
            "EPSG:32618": (200_000.0, 1_000_000.0, 1_500.0), "EPSG:3035": (3_000_000.0, 2_500_000.0, 2_000.0),
            "EPSG:26717": (300_000.0, 4_500_000.0, 900.0), "EPSG:2277": (2_000_000.0, 10_200_000.0, 5_000.0),
        ]
        let (x, y, cell) = try #require(origins[system])
        let crs = CoordinateReferenceSystem(system)
        let grid = Grid(
            shape: GridShape(rows: 60, columns: 80),
            transform: GeoTransform(originX: x, originY: y, cellWidth: cell, cellHeight: cell * 1.25), crs: crs)
        let friction = try FrictionSurface(
            Raster(grid: grid, values: [Float](repeating: 1, count: grid.shape.count)))
        let found = try CostDistance.accumulate(friction: friction, neighbourhood: .n8, sources: [31 * 80 + 37])
        let toWGS84 = try Transformation(from: crs, to: .wgs84)
        func place(_ cell: Int) -> GeographicPoint {
            let moved = toWGS84.apply(to: grid.centre(of: cell)) ?? PlanarPoint(x: .nan, y: .nan)
            return GeographicPoint(longitude: moved.x, latitude: moved.y)
        }
        for target in [0, 79, 59 * 80, 59 * 80 + 79, 31 * 80 + 79] {
            let path = try #require(found.path(to: target))
            var sum = 0.0
            for (a, b) in zip(path.cells, path.cells.dropFirst()) {
                sum += Geodesic.distance(place(a), place(b)).value
            }
            #expect(isClose(path.length.value, sum, within: 1e-6 * sum))
            #expect(isClose(path.cost, sum, within: 1e-6 * sum))
        }
    }

    @Test func `lengths on the ground need a reference system`() throws {
        let grid = Grid(
            shape: GridShape(rows: 3, columns: 3),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 30, cellHeight: 30),
            crs: CoordinateReferenceSystem(""))
        let friction = try FrictionSurface(Raster(grid: grid, values: [Float](repeating: 1, count: 9)))
        #expect(throws: NetworkError.self) { try CostDistance.accumulate(friction: friction, sources: [0]) }
        let planar = try CostDistance.accumulate(friction: friction, sources: [0], lengths: .grid)
        #expect(planar.cost[2] == 60)
    }

    @Test(arguments: Neighbourhood.allCases, ["toblerOnPath", "langmuir", "minetti", "irmischerClarkeOffPath"])
    func `single precision keeps to 1e-5 of double`(neighbourhood: Neighbourhood, name: String) throws {
        var random = SplitMix64(seed: 5)
        let heights = (0..<2500).map { _ in Float(random.nextUnit() * 900) }
        let multiplier = (0..<2500).map { _ in random.nextUnit() < 0.1 ? Float.infinity : Float(1 + random.nextUnit()) }
        let surface = try TravelSurface(
            grid: landGrid(rows: 50, columns: 50), elevation: heights, timeMultiplier: multiplier)
        let slope = try SlopeFunction.named(name)
        let start = try #require(multiplier.indices.first { multiplier[$0] < .infinity })
        let plan = SearchPlan(sources: [start], neighbourhood: neighbourhood)
        let exact = try CostField<Double>.accumulate(surface: surface, slope: slope, plan: plan)
        let fast = try CostField<Float>.accumulate(surface: surface, slope: slope, plan: plan)
        for cell in exact.cost.indices {
            #expect((exact.cost[cell] < .infinity) == (fast.cost[cell] < .infinity))
            guard exact.cost[cell] < .infinity else { continue }
            #expect(abs(Double(fast.cost[cell]) - exact.cost[cell]) <= 1e-5 * exact.cost[cell])
        }
    }

    @Test(arguments: Neighbourhood.allCases)
    func `walls that cost e to the hundreds are climbed right where there is no way round`(
        neighbourhood: Neighbourhood
    ) throws {
        let heights = [0, 40, 0, 55, 3, 60, 20, 0, 58, 1, 30, 2].map { Float($0) }
        let surface = try TravelSurface(
            grid: Grid(
                shape: GridShape(rows: 3, columns: 4),
                transform: GeoTransform(originX: 0, originY: 3, cellWidth: 1, cellHeight: 1),
                crs: CoordinateReferenceSystem("")),
            elevation: heights, timeMultiplier: [Float](repeating: 1, count: 12))
        let slope = try SlopeFunction.named("toblerOnPath")
        let found = try CostDistance.accumulate(
            surface: surface, slope: slope, neighbourhood: neighbourhood, sources: [0], lengths: .grid)
        var slow = [Double](repeating: .infinity, count: 12)
        slow[0] = 0
        for _ in 0..<12 {
            for from in 0..<12 {
                for offset in neighbourhood.offsets {
                    let (row, column) = (from / 4 + offset.rows, from % 4 + offset.columns)
                    guard (0..<3).contains(row), (0..<4).contains(column) else { continue }
                    let to = row * 4 + column
                    let length = hypot(Double(offset.rows), Double(offset.columns))
                    let rise = Double(heights[to] - heights[from])
                    slow[to] = min(slow[to], slow[from] + length * slope.costPerMetre(at: rise / length))
                }
            }
        }
        for cell in 0..<12 { #expect(abs(found.cost[cell] - slow[cell]) <= 1e-12 * slow[cell]) }
    }

    @Test(arguments: [3.0, 9, 20, 60], [Neighbourhood.n4, .n8, .n16])
    func `frictions that span any range are searched right`(span: Double, neighbourhood: Neighbourhood) throws {
        for seed in 0..<12 {
            var random = SplitMix64(seed: UInt64(seed))
            let values = (0..<49).map { _ in Float(exp(span * (random.nextUnit() - 0.5))) }
            let friction = try FrictionSurface(Raster(grid: landGrid(rows: 7, columns: 7), values: values))
            let found = try CostDistance.accumulate(
                friction: friction, neighbourhood: neighbourhood, sources: [seed])
            let single = try CostField<Float>.accumulate(
                friction: friction, neighbourhood: neighbourhood, sources: [seed])
            let weights = values.map { Double($0) }
            let slow = LandSlowSearch(
                grid: friction.grid, neighbours: neighbourhood.rawValue, weights: weights
            ) { _, _, _ in 1 }.costs(from: [seed])
            for cell in slow.indices {
                #expect(isClose(found.cost[cell], slow[cell], within: 1e-12 * slow[cell]))
                #expect(isClose(Double(single.cost[cell]), slow[cell], within: 1e-5 * slow[cell]))
            }
        }
    }

    @Test func `friction of seven orders of magnitude, zero among it, is searched right`() throws {
        var random = SplitMix64(seed: 9)
        let values = (0..<900).map { _ in
            random.nextUnit() < 0.2 ? Float(0) : Float(1e-3 * pow(10, random.nextUnit() * 7))
        }
        let friction = try FrictionSurface(Raster(grid: landGrid(rows: 30, columns: 30), values: values))
        let found = try CostDistance.accumulate(friction: friction, neighbourhood: .n16, sources: [435])
        let back = try CostDistance.accumulate(friction: friction, neighbourhood: .n16, sources: [435], toward: true)
        let slow = LandSlowSearch(grid: friction.grid, neighbours: 16, weights: values.map { Double($0) }) { _, _, _ in
            1
        }
        .costs(from: [435])
        for cell in values.indices {
            #expect(isClose(found.cost[cell], slow[cell], within: 1e-12 * max(1, slow[cell])))
            #expect(isClose(back.cost[cell], slow[cell], within: 1e-12 * max(1, slow[cell])))
            #expect(found.path(to: cell)?.cells.first == 435)
        }
    }

    @Test func `the nearest open cell is the nearest by geodesic`() throws {
        var random = SplitMix64(seed: 3)
        let multiplier = (0..<900).map { _ in random.nextUnit() < 0.9 ? Float.infinity : 1 }
        let surface = try TravelSurface(
            grid: landGrid(rows: 30, columns: 30, north: 62, cell: 0.2), elevation: [Float](repeating: 0, count: 900),
            timeMultiplier: multiplier)
        for _ in 0..<50 {
            let point = GeographicPoint(
                longitude: -78 + 7 * random.nextUnit(), latitude: 55.5 + 7 * random.nextUnit())
            let expected = openCells(surface).min {
                Geodesic.distance(point, surface.grid.geographicCentre(of: $0))
                    < Geodesic.distance(point, surface.grid.geographicCentre(of: $1))
            }
            #expect(surface.nearestOpenCell(to: point)?.cell == expected)
        }
    }

    @Test func `parts of the open ground are those that a search can reach`() throws {
        let surface = try TravelSurface(
            grid: landGrid(rows: 30, columns: 30), elevation: [Float](repeating: 0, count: 900),
            timeMultiplier: (0..<900).map { ($0 * 7919 + $0 / 30 * 13) % 10 < 5 ? .infinity : 1 })
        for neighbourhood in Neighbourhood.allCases {
            let components = surface.components(of: neighbourhood)
            #expect(components.sizes.reduce(0, +) == openCells(surface).count)
            let start = try #require(openCells(surface).first)
            let found = try CostDistance.accumulate(
                surface: surface, slope: .irmischerClarkeOffPath, neighbourhood: neighbourhood, sources: [start])
            for cell in 0..<900 {
                #expect((found.cost[cell] < .infinity) == (components.labels[cell] == components.labels[start]))
            }
        }
    }
}
