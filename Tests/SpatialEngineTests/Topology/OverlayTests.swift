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
            Polygon(exterior: box(0, 0, 1, 1)), Polygon(exterior: positions([(0, 0), (1, 0), (1, 1), (0, 1)])),
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
            let first = area(star(spot(0, 0), radius: 1, spikes: 20 + i, random: &random))
            let second = area(star(spot(0.5, 0.2), radius: 1, spikes: 60, random: &random))
            let union = squareDegrees(try context.union(first, second))
            let common = squareDegrees(try context.intersection(first, second))
            let either = squareDegrees(try context.symmetricDifference(first, second))
            #expect(isClose(union + common, squareDegrees(first) + squareDegrees(second), within: 1e-12))
            #expect(isClose(either, union - common, within: 1e-12))
        }
    }

    /// A valid ring that needs no trigonometry: a walk round a square with `4 * steps` stops, each drawn inwards by a
    /// share that a quadratic residue gives.
    func residueRing(_ x: Double, _ y: Double, modulus: Int, steps: Int, factor: Int) -> MultiPolygon {
        var ring: [GeographicPoint] = []
        for i in 0..<4 * steps {
            let u = 2 * Double(i % steps) / Double(steps) - 1
            let corner = [(u, -1), (1, u), (-u, 1), (-1, -u)][i / steps]
            let r = 1 - Double((i * i * factor) % modulus) / Double(2 * modulus)
            ring.append(spot(x + r * corner.0, y + r * corner.1))
        }
        return area(ring + ring.prefix(1))
    }

    // Computed with shapely 2.2.0 on GEOS 3.14.1: area of the one, of both common, either, one only, exactly one.
    @Test(arguments: [
        (13, 3, [2.3615384615384607, 1.5767311991259898, 3.1894365697567104, 0.7848072624124715, 1.6127053706307206]),
        (29, 5, [2.2692033293697986, 1.481042286722741, 3.058917145325942, 0.7881610426470568, 1.5778748586031996]),
        (101, 7, [2.2709342221350837, 1.4884675079956124, 3.0242120447587304, 0.782466714139472, 1.5357445367631182]),
    ])
    func `ragged rings overlay as in shapely`(_ modulus: Int, _ factor: Int, _ areas: [Double]) throws {
        let one = residueRing(0, 0, modulus: modulus, steps: 20, factor: factor)
        let other = residueRing(0.35, 0.2, modulus: modulus, steps: 17, factor: factor + 2)
        let results = [
            one, try context.intersection(one, other), try context.union(one, other),
            try context.difference(one, other), try context.symmetricDifference(one, other),
        ]
        for (result, expected) in zip(results, areas) {
            #expect(isClose(squareDegrees(result), expected, within: 1e-12))
        }
    }

    @Test func `a line inside a ragged ring is as long as in shapely`() throws {
        let ring = residueRing(0, 0, modulus: 101, steps: 20, factor: 7)
        var length = 0.0
        for piece in try context.intersection(line((-2, -0.9), (0, 0.1), (2, 1.1)), ring) {
            for (a, b) in zip(piece.points, piece.points.dropFirst()) {
                let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
                length += (dx * dx + dy * dy).squareRoot()
            }
        }
        #expect(isClose(length, 1.4873771873690975, within: 1e-12))
    }

    @Test func `every kind of geometry survives the way to the engine and back`() throws {
        let shapes: [Geometry] = [
            .point(spot(1, 2)), .multiPoint([spot(1, 2), spot(3, 4)]), .lineString(line((0, 0), (1, 1))),
            .multiLineString([line((0, 0), (1, 1)), line((5, 5), (6, 5))]),
            .polygon(Polygon(exterior: box(0, 0, 1, 1))),
        ]
        for shape in shapes { #expect(try context.equals(context.union(shape, shape), shape)) }
    }

    @Test func `the version of the engine is known`() {
        #expect(TopologyContext.geosVersion.split(separator: ".").count == 3)
    }
}
