import SpatialEngine
import TestSupport
import Testing

@Suite struct OverlayTests {
    let context = TopologyContext()
    let a = area(box(0, 0, 2, 2))
    let b = area(box(1, 1, 3, 3))

    @Test func `two overlapping squares share one and cover seven square degrees`() throws {
        #expect(squareDegrees(try context.intersection(a, b)) == 1)
        #expect(squareDegrees(try context.union(a, b)) == 7)
        #expect(squareDegrees(try context.difference(a, b)) == 3)
        #expect(squareDegrees(try context.symmetricDifference(a, b)) == 6)
        #expect(squareDegrees(try context.unaryUnion([a, b, a])) == 7)
    }

    @Test func `areas that touch have no common area but a common line`() throws {
        let neighbour = area(box(2, 0, 4, 2))
        #expect(try context.intersection(a, neighbour).isEmpty)
        let shared = try context.intersection(.multiPolygon(a), .multiPolygon(neighbour))
        #expect(shared == .lineString(line((2, 2), (2, 0))) || shared == .lineString(line((2, 0), (2, 2))))
        #expect(try context.union(a, neighbour).polygons.count == 1)
    }

    @Test func `polygons come out counter-clockwise with clockwise holes`() throws {
        let ringed = try context.difference(area(box(0, 0, 9, 9)), area(box(3, 3, 6, 6).reversed()))
        #expect(ringed.polygons.count == 1)
        #expect(ringed == ringed.rightHanded())
        #expect(ringed.polygons[0].holes.count == 1)
        #expect(squareDegrees(ringed) == 72)
    }

    @Test func `empty operands give the empty set or the other operand`() throws {
        let nothing = MultiPolygon([])
        #expect(try context.intersection(a, nothing).isEmpty)
        #expect(try context.union(a, nothing) == context.unaryUnion([a]))
        #expect(try context.difference(nothing, a).isEmpty)
        #expect(try context.unaryUnion([MultiPolygon]()).isEmpty)
        #expect(try context.intersection(.lineString(LineString([])), .multiPolygon(a)) == .multiLineString([]))
        #expect(try context.intersection(.multiPoint([]), .multiPolygon(nothing)) == .multiPoint([]))
        #expect(try context.union(.multiPolygon(nothing), .lineString(LineString([]))) == .multiPolygon(nothing))
    }

    @Test func `a line is cut by an area in its own order and direction`() throws {
        let comb = MultiPolygon([Polygon(exterior: box(1, 0, 2, 2)), Polygon(exterior: box(3, 0, 4, 2))])
        let westwards = line((5, 1), (2.5, 1), (0, 1))
        let inside = try context.intersection(westwards, comb)
        #expect(inside == [line((4, 1), (3, 1)), line((2, 1), (1, 1))])
        let outside = try context.difference(westwards, comb)
        #expect(outside == [line((5, 1), (4, 1)), line((3, 1), (2.5, 1), (2, 1)), line((1, 1), (0, 1))])
    }

    @Test func `a polygon without a closed ring is refused with its place`() {
        let open = MultiPolygon([
            Polygon(exterior: box(0, 0, 1, 1)), Polygon(exterior: ring([(0, 0), (1, 0), (1, 1), (0, 1)])),
        ])
        #expect {
            try context.union(a, open)
        } throws: { error in
            "\(error)".contains("exterior of polygon 1") && "\(error)".contains("not closed")
        }
    }

    @Test func `a position that is not a number is refused`() {
        let error = #expect(throws: TopologyError.self) {
            try context.intersects(.lineString(line((0, 0), (.nan, 1))), .multiPolygon(a))
        }
        #expect(error?.reason.contains("position 1") == true)
    }

    @Test func `area by inclusion and exclusion holds for ragged stars`() throws {
        var random = SplitMix64(seed: 7)
        for i in 0..<40 {
            let first = area(star(point(0, 0), radius: 1, spikes: 20 + i, random: &random))
            let second = area(star(point(0.5, 0.2), radius: 1, spikes: 60, random: &random))
            let union = squareDegrees(try context.union(first, second))
            let common = squareDegrees(try context.intersection(first, second))
            let either = squareDegrees(try context.symmetricDifference(first, second))
            #expect(isClose(union + common, squareDegrees(first) + squareDegrees(second), within: 1e-12))
            #expect(isClose(either, union - common, within: 1e-12))
        }
    }

    @Test func `every kind of geometry survives the way to the engine and back`() throws {
        let shapes: [Geometry] = [
            .point(point(1, 2)), .multiPoint([point(1, 2), point(3, 4)]), .lineString(line((0, 0), (1, 1))),
            .multiLineString([line((0, 0), (1, 1)), line((5, 5), (6, 5))]),
            .polygon(Polygon(exterior: box(0, 0, 1, 1))),
        ]
        for shape in shapes { #expect(try context.equals(context.union(shape, shape), shape)) }
    }

    @Test func `the version of the engine is known`() {
        #expect(TopologyContext.geosVersion.split(separator: ".").count == 3)
    }
}
