import SpatialEngine
import TestSupport
import Testing

@Suite struct PreparedRegionTests {
    let context = TopologyContext()
    let ringed = area(box(0, 0, 10, 10), box(4, 4, 6, 6).reversed())

    @Test func `borders are covered but not contained`() throws {
        let region = try PreparedRegion(ringed, in: context)
        #expect(try region.contains(spot(1, 1)) && region.covers(spot(1, 1)))
        #expect(try !region.contains(spot(0, 5)) && region.covers(spot(0, 5)))
        #expect(try !region.covers(spot(5, 5)) && !region.covers(spot(11, 5)))
        #expect(try region.covers(line((1, 1), (9, 1))) && !region.covers(line((1, 5), (9, 5))))
        #expect(try region.intersects(line((-1, 0), (1, 0))) && !region.intersects(line((4.5, 5), (5.5, 5))))
    }

    @Test(arguments: [
        (line((-1, 0), (11, 0)), false, "along the outer border"),
        (line((4, 4), (6, 4)), false, "along the hole's border"),
        (line((4, 5), (6, 5)), false, "across the hole, from border to border"),
        (line((4, 4), (6, 6)), false, "across the hole, corner to corner"),
        (line((3.9, 4), (6, 4)), true, "into the hole's border from inside"),
        (line((-1, 1), (1, -1)), false, "through a corner from outside"),
        (line((-1, 1), (1, -0.999)), true, "cutting a corner off"),
        (line((0, 0), (10, 10)), true, "corner to corner across the hole"),
        (line((-1, 5), (0, 5)), false, "ending at the border"),
        (line((-1, 5), (1e-9, 5)), true, "ending a hair inside"),
        (line((1, 1), (2, 2)), true, "inside"),
        (line((0, 0), (0, 10), (10, 10), (10, 0)), false, "round the border"),
        (line((0, 1), (10, 1)), true, "from border to border inside"),
        (line((20, 20), (30, 30)), false, "far away"),
    ])
    func `touching the border is not crossing`(_ path: LineString, _ crosses: Bool, _ what: String) throws {
        let region = try PreparedRegion(ringed, in: context)
        #expect(try region.crossesInterior(path) == crosses, "\(what)")
        #expect(try region.crossesInterior(path.reversed()) == crosses, "\(what), reversed")
        let slow =
            try context.intersects(.lineString(path), .multiPolygon(ringed))
            && !context.touches(.lineString(path), .multiPolygon(ringed))
        #expect(slow == crosses, "the engine's full relation of \(what)")
    }

    @Test func `crossing agrees with the engine's full relation on random lines through shared vertices`() throws {
        var random = SplitMix64(seed: 23)
        var crossings = 0
        for _ in 0..<60 {
            let shape = area(star(spot(0, 0), radius: 1, spikes: 24, random: &random))
            let vertices = shape.polygons[0].exterior
            let region = try PreparedRegion(shape, in: context)
            for _ in 0..<20 {
                let from = vertices[Int(random.next() % UInt64(vertices.count))]
                let far = spot(Double(random.next() % 400) / 100 - 2, Double(random.next() % 400) / 100 - 2)
                let to = random.next() % 2 == 0 ? far : vertices[Int(random.next() % UInt64(vertices.count))]
                guard from != to else { continue }
                let path = LineString([from, to])
                let slow =
                    try context.intersects(.lineString(path), .multiPolygon(shape))
                    && !context.touches(.lineString(path), .multiPolygon(shape))
                #expect(try region.crossesInterior(path) == slow, "\(path)")
                crossings += slow ? 1 : 0
            }
        }
        #expect(crossings > 100 && crossings < 1100)
    }

    @Test func `the nearest place of a square lies straight across`() throws {
        let region = try PreparedRegion(ringed, in: context)
        let outside = try #require(try region.nearestPoint(to: spot(-1, 5)))
        #expect(isClose(outside.place.longitude, 0, within: 1e-12) && isClose(outside.place.latitude, 5, within: 1e-2))
        #expect(isClose(outside.distance.value, Geodesic.distance(spot(-1, 5), spot(0, 5)).value, within: 10))
        let inside = try #require(try region.nearestPoint(to: spot(1, 1)))
        #expect(inside.place == spot(1, 1) && inside.distance == Metres(0))
        #expect(try region.nearestPoint(to: spot(-1, 5), within: Metres(1000)) == nil)
    }

    @Test func `an empty area contains nothing and has no nearest place`() throws {
        let region = try PreparedRegion(MultiPolygon([]), in: context)
        #expect(try !region.contains(spot(0, 0)) && !region.covers(spot(0, 0)))
        #expect(try !region.intersects(line((0, 0), (1, 1))) && !region.crossesInterior(line((0, 0), (1, 1))))
        #expect(try region.nearestPoint(to: spot(0, 0)) == nil)
    }
}
