import SpatialEngine
import TestSupport
import Testing

@Suite struct ValidityTests {
    let context = TopologyContext()
    let bowTie = positions([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)])

    @Test func `a bow tie is named with its crossing and its ring`() throws {
        let shape = MultiPolygon([Polygon(exterior: box(5, 5, 6, 6)), Polygon(exterior: bowTie)])
        let fault = try #require(try context.validityFault(of: .multiPolygon(shape)))
        #expect(fault.reason == "Self-intersection")
        #expect(fault.place == spot(1, 1))
        #expect(fault.ring == RingReference(polygon: 1, ring: 0))
        #expect("\(fault)" == "Self-intersection at 1.0,1.0 (exterior of polygon 1)")
    }

    @Test func `a hole outside its shell is named as that hole`() throws {
        let shape = Polygon(exterior: box(0, 0, 4, 4), holes: [box(1, 1, 2, 2), box(6, 6, 7, 7)])
        let fault = try #require(try context.validityFault(of: .polygon(shape)))
        #expect(fault.reason == "Hole lies outside shell")
        #expect(fault.ring == RingReference(polygon: 0, ring: 2))
    }

    @Test func `open, short and infinite rings are faults and not errors`() throws {
        let open = Polygon(exterior: positions([(0, 0), (1, 0), (1, 1), (0, 1)]))
        let short = Polygon(exterior: positions([(0, 0), (1, 0), (0, 0)]))
        let infinite = Polygon(exterior: positions([(0, 0), (1, 0), (1, .infinity), (0, 0)]))
        for shape in [open, short, infinite] {
            #expect(try context.validityFault(of: .polygon(shape))?.ring == RingReference(polygon: 0, ring: 0))
        }
        #expect(try context.isValid(.lineString(LineString([spot(1, 1)]))) == false)
    }

    @Test func `empty geometries are valid`() throws {
        for empty in [
            Geometry.multiPolygon(MultiPolygon([])), .multiPoint([]), .multiLineString([]), .lineString(LineString([])),
        ] {
            #expect(try context.isValid(empty))
        }
    }

    @Test func `a mended bow tie is two triangles of one square degree each`() throws {
        let mended = try context.makeValid(area(bowTie))
        #expect(mended.polygons.count == 2)
        #expect(squareDegrees(mended) == 2)
        #expect(try context.isValid(.multiPolygon(mended)))
    }

    @Test func `mending a valid area keeps it`() throws {
        let shape = area(box(0, 0, 4, 4), box(1, 1, 2, 2).reversed())
        #expect(try context.equals(.multiPolygon(context.makeValid(shape)), .multiPolygon(shape)))
    }

    @Test func `an area snapped to seven decimals has seven decimals and stays valid`() throws {
        var random = SplitMix64(seed: 3)
        let shape = area(star(spot(-77.3, 8.1), radius: 1e-6, spikes: 200, random: &random))
        let snapped = try context.snapped(.multiPolygon(shape), toDecimals: 7)
        #expect(try context.isValid(snapped))
        for p in snapped.points {
            #expect(p.longitude == (p.longitude * 1e7).rounded() / 1e7)
            #expect(p.latitude == (p.latitude * 1e7).rounded() / 1e7)
        }
        #expect(snapped.points.count < 200)
    }

    @Test func `simplifying keeps input vertices, rings and the tolerance`() throws {
        var random = SplitMix64(seed: 5)
        let shape = Polygon(
            exterior: star(spot(-77.3, 8.1), radius: 0.1, spikes: 600, random: &random),
            holes: [box(-77.301, 8.099, -77.299, 8.101).reversed()])
        let simple = try context.simplified(.polygon(shape), tolerance: Metres(2000))
        #expect(Set(simple.points).isSubset(of: Set(shape.rings.flatMap(\.self))))
        #expect(simple.polygons.count == 1 && simple.polygons[0].holes.count == 1)
        #expect(simple.points.count < 600)
        #expect(try context.isValid(simple))
        let tree = SegmentTree(MultiPolygon(simple.polygons))
        for vertex in shape.exterior {
            let nearest = try #require(tree.nearest(to: vertex))
            #expect(nearest.distance.value <= 2000 * 1.01)
        }
    }

    @Test func `simplifying nothing gives nothing`() throws {
        let empty = Geometry.multiPolygon(MultiPolygon([]))
        #expect(try context.simplified(empty, tolerance: Metres(10)) == empty)
    }
}
