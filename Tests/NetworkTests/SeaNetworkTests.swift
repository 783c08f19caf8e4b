import SpatialEngine
import TestSupport
import Testing

@testable import Network

private func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

/// Islands of random corners, many of them overlapping or cut by the window.
private func islands(_ count: Int, _ random: inout SplitMix64) -> MultiPolygon {
    MultiPolygon(
        (0..<count).map { _ in
            let (x, y, r) = (random.nextUnit(), random.nextUnit(), 0.02 + 0.12 * random.nextUnit())
            let sides = [(1.0, 0.0), (0.6, 0.7), (0.0, 1.0), (-0.7, 0.6), (-1.0, 0.0), (-0.5, -0.8), (0.1, -1.0)]
            let ring = sides.map { side in
                let reach = r * (0.3 + 0.7 * random.nextUnit())
                return at(x + side.0 * reach, y + side.1 * reach)
            }
            return Polygon(exterior: ring + ring.prefix(1))
        })
}

private func chart(_ land: MultiPolygon, in space: SeaSpace = .plane) throws -> SeaChart {
    try SeaChart(
        land: land, extent: BoundingBox(west: 0, south: 0, east: 1, north: 1), clearance: Metres(0), in: space)
}

private func decoded(_ bytes: [UInt8], _ chart: SeaChart) throws -> SeaNetwork {
    try bytes.withUnsafeBytes { try SeaNetwork(decoding: $0, for: chart) }
}

@Suite struct SeaNetworkTests {
    @Test func `passages are those of the search through the triangles`() throws {
        var random = SplitMix64(seed: 30)
        var (compared, blocked) = (0, 0)
        for _ in 0..<30 {
            let land = islands(25, &random)
            let chart = try chart(land)
            let network = SeaNetwork(preparing: chart, threads: 2)
            for i in 0..<20 {
                // From places at sea and, every other time, from a beach.
                let from = i % 2 == 0 ? at(random.nextUnit(), random.nextUnit()) : land.polygons[i].exterior[i % 7]
                let to = at(random.nextUnit(), random.nextUnit())
                switch (
                    try chart.passage(from: from, to: to, snap: Metres(0)),
                    try network.passage(from: from, to: to, snap: Metres(0))
                ) {
                case (.route(let searched), .route(let looked)):
                    #expect(isClose(looked.length.value, searched.length.value, within: 5e-7 * searched.length.value))
                    let stops = looked.line.points
                    for (a, b) in zip(stops, stops.dropFirst()) { #expect(chart.isClear(from: a, to: b)) }
                    compared += 1
                case (let searched, let looked):
                    #expect(searched == looked)
                    blocked += 1
                }
            }
        }
        #expect(compared > 200 && blocked > 50)
    }

    @Test func `on the globe a prepared passage is no longer than a searched one`() throws {
        var random = SplitMix64(seed: 31)
        let land = islands(40, &random)
        let chart = try chart(land, in: .globe)
        let network = SeaNetwork(preparing: chart, threads: 1)
        var compared = 0
        for _ in 0..<100 {
            let (from, to) = (at(random.nextUnit(), random.nextUnit()), at(random.nextUnit(), random.nextUnit()))
            guard case .route(let searched) = try chart.passage(from: from, to: to, snap: Metres(0)),
                case .route(let looked) = try network.passage(from: from, to: to, snap: Metres(0))
            else { continue }
            compared += 1
            #expect(looked.length.value <= searched.length.value * (1 + 1e-6))
            #expect(looked.length.value >= searched.length.value * (1 - 1e-4))
        }
        #expect(compared > 30)
    }

    @Test func `straight pieces that are known to be free are clear and touch no shore`() throws {
        var random = SplitMix64(seed: 37)
        let chart = try chart(islands(40, &random))
        let network = SeaNetwork(preparing: chart, threads: 1)
        let (labels, corners) = (network.core.labels, network.core.corners)
        var free = 0
        for c in corners.indices {
            for g in labels.range(of: c) where labels.isFree[g] == 1 {
                let (a, b) = (
                    chart.mesh.points[Int(corners[c])], chart.mesh.points[Int(corners[Int(labels.groups[g].next)])]
                )
                #expect(chart.isClear(from: a, to: b) && chart.isClear(from: b, to: a))
                free += a == b ? 0 : 1
            }
        }
        #expect(free > 100)
    }

    @Test func `where geodesics leave straight lines no passage is longer than that of the triangles`() throws {
        var random = SplitMix64(seed: 39)
        var (compared, shorter) = (0, 0)
        for _ in 0..<6 {
            // Some islands of a wide sea far north, where geodesics bulge by kilometres.
            let land = MultiPolygon(
                islands(20, &random).polygons.map { island in
                    Polygon(exterior: island.exterior.map { at(12 * $0.longitude, 50 + 8 * $0.latitude) })
                })
            let extent = BoundingBox(west: 0, south: 50, east: 12, north: 58)
            let chart = try SeaChart(land: land, extent: extent, clearance: Metres(0))
            let network = SeaNetwork(preparing: chart, threads: 2)
            let places = (0..<12).map { _ in at(12 * random.nextUnit(), 50 + 8 * random.nextUnit()) }
            let pairs = places.flatMap { from in places.map { (from, $0) } }
            for (from, to) in pairs {
                guard case .route(let searched) = try chart.passage(from: from, to: to, snap: Metres(0)),
                    case .route(let looked) = try network.passage(from: from, to: to, snap: Metres(0))
                else { continue }
                #expect(looked.length.value <= searched.length.value * (1 + 1e-9) + 1e-4)
                let stops = looked.line.points
                for (a, b) in zip(stops, stops.dropFirst()) { #expect(chart.isClear(from: a, to: b)) }
                compared += 1
                if looked.length.value < searched.length.value * (1 - 1e-8) { shorter += 1 }
            }
        }
        #expect(compared > 150 && shorter > 5)
    }

    @Test func `short ways are drawn as those whose distance from the geodesic is measured`() {
        var random = SplitMix64(seed: 38)
        for i in 0..<2000 {
            let reach = [0.01, 0.1, 0.5, 1][i % 4]
            let a = at(0, 160 * random.nextUnit() - 80)
            let b = at(reach * random.nextUnit(), min(80, max(-80, a.latitude + reach * (2 * random.nextUnit() - 1))))
            #expect(SeaChart.pieces(from: a, to: b) == SeaChart.measuredPieces(from: a, to: b))
        }
    }

    @Test func `lengths over the chord are geodesics to a few parts in ten thousand million`() throws {
        let frame = try SeaFrame(BoundingBox(west: -84.3, south: 3.3, east: -75, north: 13.9))
        let metric = SeaMetric(frame)
        var random = SplitMix64(seed: 32)
        for i in 0..<500 {
            let reach = [1.0, 0.1, 0.001][i % 3]
            let a = at(-84 + 9 * random.nextUnit(), 3.5 + 10 * random.nextUnit())
            let b = at(
                a.longitude + reach * (random.nextUnit() - 0.5) * 9, 8.5 + reach * (random.nextUnit() - 0.5) * 10)
            let (p, q) = try (#require(frame.lattice.point(near: a)), #require(frame.lattice.point(near: b)))
            let (one, other) = (metric.spot(p), metric.spot(q))
            let geodesic = Geodesic.distance(frame.lattice.position(of: p), frame.lattice.position(of: q)).value
            #expect(isClose(metric.distance(one, other, from: p, to: q), geodesic, within: 4e-10 * geodesic + 2e-8))
            #expect(isClose(metric.distance(one, other), geodesic, within: 5e-8 * geodesic + 2e-8))
        }
    }

    @Test func `a file gives the network back, and the number of threads does not show`() throws {
        var random = SplitMix64(seed: 33)
        let chart = try chart(islands(40, &random))
        let network = SeaNetwork(preparing: chart, threads: 1)
        let bytes = network.encoded()
        #expect(bytes == SeaNetwork(preparing: chart, threads: 3).encoded())
        let read = try decoded(bytes, chart)
        #expect(
            read.core.corners == network.core.corners && read.core.labels.entries == network.core.labels.entries)
        #expect(read.core.labels.starts == network.core.labels.starts && read.cornerCount > 50)
        let (from, to) = (at(0.01, 0.02), at(0.98, 0.97))
        #expect(
            try read.passage(from: from, to: to, snap: Metres(1))
                == network.passage(from: from, to: to, snap: Metres(1)))
        // Water without a corner has a file too.
        let open = try SeaChart(
            land: MultiPolygon([]), extent: BoundingBox(west: 0, south: 0, east: 1, north: 1), clearance: Metres(0))
        let empty = try decoded(SeaNetwork(preparing: open, threads: 1).encoded(), open)
        #expect(empty.cornerCount == 0 && empty.distanceCount == 0)
    }

    @Test func `files that are cut, spoilt, foreign or for other water are refused`() throws {
        var random = SplitMix64(seed: 34)
        let chart = try chart(islands(20, &random))
        let bytes = SeaNetwork(preparing: chart, threads: 1).encoded()
        func fault(_ bytes: [UInt8], _ chart: SeaChart) -> SeaNetworkFault? {
            do {
                _ = try decoded(bytes, chart)
                return nil
            } catch { return error as? SeaNetworkFault }
        }
        #expect(fault([], chart) == .foreign)
        #expect(fault(Array("lon,lat\n-77,8\n".utf8), chart) == .foreign)
        #expect(fault(Array(bytes.prefix(40)), chart) == .foreign)
        #expect(fault(Array(bytes.dropLast()), chart) == .truncated(bytes: bytes.count - 1, expected: bytes.count))
        #expect(fault(bytes + [0], chart) == .truncated(bytes: bytes.count + 1, expected: bytes.count))
        for place in [70, bytes.count / 2, bytes.count - 1] {
            var spoilt = bytes
            spoilt[place] ^= 1
            #expect(fault(spoilt, chart) == .damaged)
        }
        var newer = bytes
        newer[8] = 9
        #expect(fault(newer, chart) == .otherVersion(9))
        var huge = bytes
        for i in 32..<40 { huge[i] = 255 }
        #expect(fault(huge, chart) == .damaged)
        #expect(fault(bytes, try Self.other(&random)) == .otherWater)
    }

    private static func other(_ random: inout SplitMix64) throws -> SeaChart { try chart(islands(20, &random)) }
}

@Suite struct SeaDegenerateTests {
    private func square(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> Polygon {
        Polygon(
            exterior: [(west, south), (east, south), (east, north), (west, north), (west, south)].map { at($0.0, $0.1) }
        )
    }

    private func lengths(
        _ land: [Polygon], _ from: GeographicPoint, _ to: GeographicPoint
    ) throws -> [Double] {
        let chart = try chart(MultiPolygon(land))
        let network = SeaNetwork(preparing: chart, threads: 1)
        return try [
            chart.passage(from: from, to: to, snap: Metres(0)), network.passage(from: from, to: to, snap: Metres(0)),
        ].map { result in
            guard case .route(let passage) = result else { throw SeaTestFailure(reason: "\(result)") }
            return passage.length.value
        }
    }

    @Test func `ends on one spot, on corners, sides and the window's border are passages like any other`() throws {
        let wall = square(0.4, 0.2, 0.6, 0.8)
        let cases: [(GeographicPoint, GeographicPoint, Double)] = [
            (at(0.1, 0.1), at(0.1, 0.1), 0), (at(0.4, 0.2), at(0.4, 0.2), 0),
            // Along a side, round two corners, from side to side, across the window's corners.
            (at(0.4, 0.2), at(0.4, 0.8), 0.6), (at(0.4, 0.5), at(0.6, 0.5), 0.8),
            (at(0.4, 0.3), at(0.6, 0.2), 0.3), (at(0, 0), at(1, 0), 1), (at(0, 0), at(0, 1), 1),
            (at(0, 0.2), at(1, 0.2), 1), (at(0.5, 0), at(0.5, 1), 1 + 2 * 0.1 * (5.0.squareRoot() - 2)),
        ]
        for (from, to, expected) in cases {
            for length in try lengths([wall], from, to) {
                #expect(isClose(length, expected, within: 1e-6), "\(from) to \(to)")
            }
        }
    }

    @Test func `an island on the window's border is rounded on its other side`() throws {
        let walls = [square(0.4, 0.3, 0.6, 1), square(0.7, -0.5, 0.8, 0.5), square(0.2, 0.2, 0.2, 0.9)]
        let expected =
            [(0.1, 0.8), (0.4, 0.3), (0.6, 0.3), (0.7, 0.5), (0.8, 0.5), (0.9, 0.1)].map { at($0.0, $0.1) }
        let length = SeaSpace.plane.length(of: LineString(expected)).value
        for found in try lengths(walls, expected[0], expected[5]) { #expect(isClose(found, length, within: 1e-6)) }
    }
}
