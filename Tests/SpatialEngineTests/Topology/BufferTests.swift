import SpatialEngine
import TestSupport
import Testing

@Suite struct BufferTests {
    let context = TopologyContext()

    /// The smallest and largest geodesic distance, as shares of `distance`, from the sides of `buffer` to `geometry`.
    func spread(_ buffer: MultiPolygon, _ geometry: Geometry, _ distance: Double) throws -> (Double, Double) {
        var paths = geometry.lines.map(\.points)
        for polygon in geometry.polygons { paths += polygon.rings }
        if geometry.dimension == 0 { paths = geometry.points.map { [$0, $0] } }
        let tree = SegmentTree(paths: paths.map(finely))
        var (least, most) = (Double.infinity, 0.0)
        for polygon in buffer.polygons {
            for ring in polygon.rings {
                for p in finely(ring) {
                    let share = try #require(tree.nearest(to: p)).distance.value / distance
                    (least, most) = (min(least, share), max(most, share))
                }
            }
        }
        return (least, most)
    }

    /// The path with its long sides split, so that the middle of every side is looked at too.
    func finely(_ path: [GeographicPoint]) -> [GeographicPoint] {
        var fine = Array(path.prefix(1))
        for (a, b) in zip(path, path.dropFirst()) {
            let parts = max(2, Int(Geodesic.distance(a, b).value / 2000))
            for i in 1...parts {
                let t = Double(i) / Double(parts)
                fine.append(
                    i == parts
                        ? b
                        : spot(
                            a.longitude + t * (b.longitude - a.longitude), a.latitude + t * (b.latitude - a.latitude)))
            }
        }
        return fine
    }

    @Test(arguments: [0.0, 8, -35, 60, 75], [50.0, 1_000, 50_000, 300_000])
    func `a line's buffer keeps its distance within half a per cent at any latitude`(
        _ latitude: Double, _ metres: Double
    ) throws {
        let crooked = Geometry.lineString(
            line(
                (-77, latitude), (-76.2, latitude + 0.01), (-75.5, latitude + 0.5), (-75.5, latitude + 0.4),
                (-70, latitude + 0.41)))
        let buffer = try context.buffer(of: crooked, distance: Metres(metres))
        let (least, most) = try spread(buffer, crooked, metres)
        #expect(least > 0.995 && most < 1.005, "\(least)…\(most)")
        #expect(try context.isValid(.multiPolygon(buffer)))
        #expect(buffer == buffer.rightHanded())
    }

    @Test func `a gently bent line, hollow side included, keeps its distance`() throws {
        // Bends just below one per cent of the distance deep: the engine alone would bridge them.
        let wave = LineString((0...400).map { spot(-77 + 0.002 * Double($0), 8 + 0.00004 * Double(($0 * $0) % 7)) })
        let metres = 1_500.0
        let (least, most) = try spread(
            context.buffer(of: .lineString(wave), distance: Metres(metres)), .lineString(wave), metres)
        #expect(least > 0.995 && most < 1.005, "\(least)…\(most)")
    }

    @Test func `an area grows and shrinks by metres`() throws {
        let shape = Geometry.polygon(
            Polygon(exterior: box(-78, 8, -77, 9), holes: [box(-77.6, 8.4, -77.4, 8.6).reversed()]))
        for metres in [5_000.0, -5_000] {
            let buffer = try context.buffer(of: shape, distance: Metres(metres))
            let (least, most) = try spread(buffer, shape, abs(metres))
            #expect(least > 0.995 && most < 1.005, "\(metres): \(least)…\(most)")
            #expect(buffer.polygons.count == 1 && buffer.polygons[0].holes.count == 1)
            let grew = Geodesic.area(of: buffer) > Geodesic.area(of: MultiPolygon(shape.polygons))
            #expect(grew == (metres > 0))
        }
    }

    @Test func `a small hole closes and a small island vanishes`() throws {
        let shape = Geometry.polygon(
            Polygon(exterior: box(-78, 8, -77, 9), holes: [box(-77.52, 8.49, -77.48, 8.51).reversed()]))
        #expect(try context.buffer(of: shape, distance: Metres(2_000)).polygons.map(\.holes.count) == [0])
        #expect(
            try context.buffer(of: .polygon(Polygon(exterior: box(0, 0, 0.01, 0.01))), distance: Metres(-2_000)).isEmpty
        )
    }

    @Test func `empty geometries have empty buffers and lines vanish below nought`() throws {
        #expect(try context.buffer(of: .multiLineString([]), distance: Metres(10)).isEmpty)
        #expect(try context.buffer(of: .multiPolygon(MultiPolygon([])), distance: Metres(10)).isEmpty)
        #expect(try context.buffer(of: .lineString(line((0, 0), (1, 0))), distance: Metres(-10)).isEmpty)
        #expect(try context.buffer(of: .point(spot(0, 0)), distance: Metres(0)).isEmpty)
    }

    @Test func `a buffer across the antimeridian runs past 180 degrees`() throws {
        let dateLine = Geometry.lineString(line((179.9, -17), (180.1, -17.1)))
        let buffer = try context.buffer(of: dateLine, distance: Metres(10_000))
        let extent = try #require(BoundingBox(around: buffer.polygons.flatMap(\.exterior)))
        #expect(extent.west > 179 && extent.east < 181 && extent.east > 180.1)
        let (least, most) = try spread(buffer, dateLine, 10_000)
        #expect(least > 0.995 && most < 1.005)
    }

    @Test func `poles and distances beyond 400 kilometres are refused`() {
        #expect(throws: TopologyError.self) { try context.buffer(of: .point(spot(0, 89.9)), distance: Metres(20_000)) }
        #expect(throws: TopologyError.self) { try context.buffer(of: .point(spot(0, 0)), distance: Metres(500_000)) }
        #expect(throws: TopologyError.self) { try context.buffer(of: .point(spot(0, 0)), distance: Metres(.nan)) }
        #expect(throws: TopologyError.self) { try Geodesic.disc(centre: spot(0, -89.99), radius: Metres(2_000)) }
        #expect(throws: TopologyError.self) { try Geodesic.disc(centre: spot(0, 0), radius: Metres(0)) }
    }

    @Test(arguments: [(-77.5, 8.0, 15_000.0, 64), (179.99, 51, 250, 32), (12, -69.6, 120_000, 48)])
    func `a disc's corners lie at the radius, counter-clockwise`(
        _ lon: Double, _ lat: Double, _ radius: Double, _ n: Int
    ) throws {
        let centre = spot(lon, lat)
        let disc = try Geodesic.disc(centre: centre, radius: Metres(radius), vertices: n)
        #expect(disc.exterior.count == n + 1 && disc.exterior.first == disc.exterior.last)
        #expect(disc == disc.rightHanded())
        for corner in disc.exterior { #expect(isClose(Geodesic.distance(centre, corner).value, radius, within: 1e-6)) }
        // A regular polygon of n corners has n/2π sin(2π/n) of the circle's area; the ellipsoid adds 0.1 % at most.
        let n = Double(n)
        let expected = radius * radius * n / 2 * sine(2 * .pi / n)
        #expect(isClose(Geodesic.area(of: disc).value / expected, 1, within: 1e-3))
    }
}
