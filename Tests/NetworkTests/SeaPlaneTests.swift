import Network
import SpatialEngine
import TestSupport
import Testing

private func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

private func ring(_ points: [(Double, Double)]) -> Polygon {
    Polygon(exterior: (points + points.prefix(1)).map { at($0.0, $0.1) })
}

private func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
    ring([(west, south), (east, south), (east, north), (west, north)])
}

private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> BoundingBox {
    BoundingBox(west: west, south: south, east: east, north: north)
}

private func chart(_ land: [Polygon], _ extent: BoundingBox, clearance: Double = 0) throws -> SeaChart {
    try SeaChart(land: MultiPolygon(land), extent: extent, clearance: Metres(clearance), in: .plane)
}

private func route(_ chart: SeaChart, _ from: GeographicPoint, _ to: GeographicPoint) throws -> SeaPassage {
    switch try chart.passage(from: from, to: to, snap: Metres(0)) {
    case .route(let passage): return passage
    case .unreachable(let reason): throw SeaTestFailure(reason: reason)
    case .ashore(let end): throw SeaTestFailure(reason: end.description)
    }
}

/// A star of random radii round a centre: simple, and mostly not convex.
private func star(at x: Double, _ y: Double, _ radius: Double, _ random: inout SplitMix64) -> Polygon {
    let corners = 5 + Int(random.next() % 8)
    return ring(
        (0..<corners).map { i in
            let angle = 2 * Double.pi * (Double(i) + 0.8 * random.nextUnit()) / Double(corners)
            let reach = radius * (0.25 + 0.75 * random.nextUnit())
            return (x + reach * cosine(angle), y + reach * cosine(angle - .pi / 2))
        })
}

/// Taylor's series; the tests of this module do without a mathematical library.
private func cosine(_ angle: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1..<30 {
        term *= -angle * angle / Double(2 * k * (2 * k - 1))
        sum += term
    }
    return sum
}

/// Whether the straight segment enters a polygon, by GEOS.
private func enters(_ a: GeographicPoint, _ b: GeographicPoint, _ land: [Polygon], _ geos: TopologyContext) throws
    -> Bool
{
    let line = Geometry.lineString(LineString([a, b]))
    return try land.contains { polygon in
        try geos.intersects(line, .polygon(polygon)) && !geos.touches(line, .polygon(polygon))
    }
}

@Suite struct SeaPlaneTests {
    @Test func `lengths on a plane are Euclidean and corners are touched exactly`() throws {
        let chart = try chart([square(0, -50, 10, 50)], box(-200, -200, 200, 200))
        let passage = try route(chart, at(-100, 0), at(110, 0))
        #expect(isClose(passage.length.value, 2 * (100.0 * 100 + 50 * 50).squareRoot() + 10, within: 1e-9))
        #expect(passage.bends == [at(0, -50), at(10, -50)] || passage.bends == [at(0, 50), at(10, 50)])
        #expect(passage.line.points.first == at(-100, 0) && passage.line.points.last == at(110, 0))
        #expect(passage.fromGap == Metres(0) && passage.toGap == Metres(0))
    }

    @Test(arguments: [1e-6, 1.0, 1e6, 1e12])
    func `a plane of any size is charted`(unit: Double) throws {
        let (x, y) = (3e5 * unit, -7e4 * unit)
        let chart = try chart(
            [square(x, y - 50 * unit, x + 10 * unit, y + 40 * unit)],
            box(x - 200 * unit, y - 200 * unit, x + 200 * unit, y + 200 * unit))
        let passage = try route(chart, at(x - 100 * unit, y), at(x + 110 * unit, y))
        let expected = (2 * (100.0 * 100 + 40 * 40).squareRoot() + 10) * unit
        // A window is parted into 10⁸ steps or more.
        #expect(isClose(passage.length.value / expected, 1, within: 2e-8))
    }

    @Test func `long planar ways get no vertices between`() throws {
        let passage = try route(chart([], box(0, 0, 1e7, 1e7)), at(1, 1), at(9e6, 8e6))
        #expect(passage.line.points.count == 2)
        #expect(passage.length == SeaSpace.plane.distance(at(1, 1), at(9e6, 8e6)))
    }

    @Test func `clearance keeps off the coast on a plane`() throws {
        let chart = try chart([square(0, -50, 10, 50)], box(-200, -200, 200, 200), clearance: 12)
        let passage = try route(chart, at(-100, 0), at(110, 0))
        #expect(
            passage.bends.allSatisfy { (chart.distanceToShore(from: $0, within: Metres(1)) ?? Metres(9)).value < 1e-3 })
        #expect(chart.isWater(at(-20.1, 0)) && !chart.isWater(at(-11.9, 0)))
    }

    @Test(arguments: [SeaSpace.plane, .globe])
    func `paths enter no polygon of full doubles, by GEOS`(space: SeaSpace) throws {
        let geos = TopologyContext()
        var random = SplitMix64(seed: space == .plane ? 3 : 4)
        var segments = 0
        for _ in 0..<25 {
            // Stars overlap, leave the window and share no digits with the lattice.
            let land = (0..<14).map { _ in
                star(at: 1.1 * random.nextUnit(), 1.1 * random.nextUnit(), 0.02 + 0.13 * random.nextUnit(), &random)
            }
            let chart = try SeaChart(
                land: MultiPolygon(land), extent: box(0, 0, 1, 1), clearance: Metres(0), in: space)
            for i in 0..<12 {
                let corner = land[i].exterior[0]
                let start =
                    i % 2 == 0 && chart.extent.contains(corner) ? corner : at(random.nextUnit(), random.nextUnit())
                let end = at(random.nextUnit(), random.nextUnit())
                guard case .route(let passage) = try chart.passage(from: start, to: end, snap: Metres(0)) else {
                    continue
                }
                let points = passage.line.points
                for (a, b) in zip(points, points.dropFirst()) where a != b {
                    segments += 1
                    #expect(try !enters(a, b, land, geos), "\(a) to \(b)")
                }
                #expect(passage.fromGap.value < (space == .globe ? 0.2 : 1e-6))
            }
        }
        #expect(segments > 300)
    }

    @Test func `paths may touch polygons on the lattice and enter none, by GEOS`() throws {
        let geos = TopologyContext()
        var random = SplitMix64(seed: 5)
        var bends = 0
        for _ in 0..<25 {
            // Decimals of three digits on a globe: many corners in line, none of them exactly so in doubles.
            let land = (0..<16).map { i in
                let (x, y) = (Double(i % 4) * 0.25, Double(i / 4) * 0.25)
                return ring(
                    [(0.02, 0.02), (0.2, 0.04), (0.18, 0.2), (0.04, 0.18)].map {
                        (((x + $0.0) * 100 + random.nextUnit()).rounded() / 100, ((y + $0.1) * 100).rounded() / 100)
                    })
            }
            let chart = try SeaChart(land: MultiPolygon(land), extent: box(-0.1, -0.1, 1.1, 1.1), clearance: Metres(0))
            for i in land.indices {
                let (start, end) = (land[i].exterior[i % 4], land[(7 * i + 5) % 16].exterior[(i + 1) % 4])
                guard case .route(let passage) = try chart.passage(from: start, to: end, snap: Metres(0)) else {
                    Issue.record("the islands lie apart")
                    continue
                }
                #expect(passage.fromGap == Metres(0) && passage.toGap == Metres(0))
                #expect(passage.line.points.first == start && passage.line.points.last == end)
                bends += passage.bends.count
                let points = passage.line.points
                for (a, b) in zip(points, points.dropFirst()) where a != b {
                    #expect(try !enters(a, b, land, geos), "\(a) to \(b)")
                }
            }
        }
        #expect(bends > 400)
    }

    @Test func `straight ways are told clear exactly as GEOS tells them`() throws {
        let geos = TopologyContext()
        var random = SplitMix64(seed: 6)
        var (clear, blocked) = (0, 0)
        for _ in 0..<30 {
            // Diamonds and squares on whole metres, each in its own plot, with many corners and sides in line.
            let land = (0..<16).map { i in
                let (x, y) = (Double(i % 4) * 10, Double(i / 4) * 10)
                let r = Double(1 + random.next() % 4)
                return random.next() % 2 == 0
                    ? square(x + 5 - r, y + 5 - r, x + 5 + r, y + 5 + r)
                    : ring([(x + 5 - r, y + 5), (x + 5, y + 5 - r), (x + 5 + r, y + 5), (x + 5, y + 5 + r)])
            }
            let chart = try chart(land, box(0, 0, 40, 40))
            for _ in 0..<200 {
                let ends = (0..<2).map { _ in at(Double(random.next() % 41), Double(random.next() % 41)) }
                guard ends[0] != ends[1] else { continue }
                let expected = try !enters(ends[0], ends[1], land, geos)
                #expect(chart.isClear(from: ends[0], to: ends[1]) == expected, "\(ends)")
                if expected { clear += 1 } else { blocked += 1 }
            }
        }
        #expect(clear > 500 && blocked > 500)
    }

    @Test func `a straight way may not leave the window or cross a closure`() throws {
        let closed = try SeaChart(
            land: MultiPolygon([]), extent: box(0, 0, 10, 10), clearance: Metres(0),
            closures: [LineString([at(5, -1), at(5, 6)])], in: .plane)
        #expect(closed.isClear(from: at(1, 8), to: at(9, 8)))
        #expect(closed.isClear(from: at(1, 6), to: at(9, 6)))
        #expect(!closed.isClear(from: at(1, 3), to: at(9, 4)))
        #expect(!closed.isClear(from: at(1, 8), to: at(11, 8)))
        #expect(closed.isClear(from: at(0, 0), to: at(0, 10)))
    }

    @Test func `polygons twice over, without area or of one point change nothing`() throws {
        let wall = square(0, -50, 10, 50)
        let sliver = ring([(-60, -100), (-60, 100), (-60, 0)])
        let point = ring([(-50, 0), (-50, 0), (-50, 0)])
        let passage = try route(
            chart(Array(repeating: wall, count: 300) + [sliver, point], box(-200, -200, 200, 200)), at(-100, 0),
            at(110, 0))
        #expect(isClose(passage.length.value, 2 * (100.0 * 100 + 50 * 50).squareRoot() + 10, within: 1e-6))
    }

    @Test func `no land at all and nothing but land are both charts`() throws {
        let open = try chart([], box(0, 0, 10, 10))
        #expect(open.waterBody(at: at(0, 0)) == open.waterBody(at: at(10, 10)))
        #expect(open.distanceToShore(from: at(1, 1), within: Metres(1e9)) == nil)
        let shut = try chart([square(-1, -1, 11, 11)], box(0, 0, 10, 10))
        #expect(shut.nearestWater(to: at(5, 5)) == nil)
        guard case .ashore(let end) = try shut.passage(from: at(1, 1), to: at(2, 2), snap: Metres(5)) else {
            Issue.record("went over land")
            return
        }
        #expect(end.isStart && end.nearest == nil && end.description.contains("has none"))
    }

    @Test func `waters are told apart and the nearest one is named`() throws {
        let land = Polygon(
            exterior: square(-50, -50, 50, 50).exterior, holes: [square(-10, -10, 10, 10).exterior])
        let chart = try chart([land], box(-100, -100, 100, 100))
        let (lake, sea) = (chart.waterBody(at: at(0, 0)), chart.waterBody(at: at(90, 90)))
        #expect(lake != nil && sea != nil && lake != sea)
        #expect(chart.waterBody(at: at(30, 0)) == nil)
        let nearest = try #require(chart.nearestWater(to: at(40, 0)))
        #expect(nearest.point == at(50, 0) && nearest.distance == Metres(10))
        #expect(isClose(chart.distanceToShore(from: at(90, 10), within: Metres(60))?.value ?? 0, 40, within: 1e-9))
        #expect(chart.distanceToShore(from: at(90, 10), within: Metres(39)) == nil)
        guard case .unreachable = try chart.passage(from: at(0, 0), to: at(90, 90), snap: Metres(0)) else {
            Issue.record("left a lake")
            return
        }
    }
}

/// Land whose edges run along the axes between the lattice's positions.
@Suite struct SeaBoxTests {
    @Test(arguments: [-3_000.0, -6_000]) func `the shortest way round a box is the same in both directions`(
        south: Double
    ) throws {
        let (west, east, top, bottom) = (4000.123456789, 6000.123456789001, 1999.0123456790002, -3000.987654321)
        func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }
        let box = Polygon(
            exterior: [at(west, bottom), at(east, bottom), at(east, top), at(west, top), at(west, bottom)])
        let chart = try SeaChart(
            land: MultiPolygon([box]), extent: BoundingBox(west: -2000, south: south, east: 12_000, north: 6000),
            clearance: Metres(0), in: .plane)
        let (a, b) = (at(0, 0), at(10_000, 0))
        let beyond = 10_000 - east
        let over = (west * west + top * top).squareRoot() + 2000 + (beyond * beyond + top * top).squareRoot()
        for (from, to) in [(a, b), (b, a)] {
            guard case .route(let way) = try chart.passage(from: from, to: to, snap: Metres(0)) else {
                Issue.record("no way from \(from) to \(to)")
                continue
            }
            #expect(abs(way.length.value - over) <= 1e-6 * over)
        }
    }
}
