import Glibc
import Network
import SpatialEngine
import TestSupport
import Testing

@Suite struct PathDeviationTests {
    private func line(_ points: [(Double, Double)]) -> LineString {
        LineString(points.map { GeographicPoint(longitude: $0.0, latitude: $0.1) })
    }

    private func onPlane(
        _ a: [(Double, Double)], _ b: [(Double, Double)], buffer: Double = 100
    ) throws -> PathDeviation {
        try PathDeviation(modelled: line(a), observed: line(b), metric: .plane, buffer: Metres(buffer))
    }

    @Test func `a detour over a corner encloses its triangle`() throws {
        let found = try onPlane([(0, 0), (500, 300), (1000, 0)], [(0, 0), (1000, 0)], buffer: 150)
        #expect(found.area == SquareMetres(150_000) && found.endpointDistance == Metres(1000))
        #expect(found.index == Metres(150) && found.indexPercent == 15)
        #expect(abs(found.hausdorff.value - 300) < 1e-6)
        #expect(abs(found.bufferShare - 0.5) < 1e-12)
    }

    @Test func `lobes on both sides add up`() throws {
        let found = try onPlane([(0, 0), (1, 1), (3, -1), (5, 1), (6, 0)], [(0, 0), (6, 0)])
        #expect(abs(found.area.value - 3) < 1e-12)
    }

    @Test func `a line that crosses itself and the other encloses every lobe once`() throws {
        // Shapely 2.1 (unary_union, polygonize, intersection with a buffer of 2000 chords a quarter).
        let found = try onPlane(
            [(0, 0), (1000, 500), (2000, -500), (3000, 700), (2500, 900), (2800, 200), (4000, 100)],
            [(0, 0), (4000, 0)])
        #expect(abs(found.area.value - 972_201.2578616353) < 1e-6)
        #expect(abs(found.bufferShare - 0.11620599686606486) < 1e-9)
        #expect(abs(found.hausdorff.value - 900) < 1e-6)
    }

    @Test func `lines that run over each other enclose nothing`() throws {
        let found = try onPlane([(0, 0), (4, 0), (9, 0)], [(0, 0), (9, 0)], buffer: 1)
        #expect(found.area == SquareMetres(0) && found.hausdorff == Metres(0) && found.bufferShare == 1)
    }

    @Test func `ends that differ are joined by straight segments whichever way the line runs`() throws {
        let (a, b) = ([(0.0, 10.0), (100.0, 10.0)], [(0.0, 0.0), (100.0, 0.0)])
        #expect(try onPlane(a, b).area == SquareMetres(1000))
        #expect(try onPlane(a.reversed(), b).area == SquareMetres(1000))
    }

    @Test func `the greatest distance may lie between the vertices`() throws {
        // A roof over two posts: half way between them the line is farther from the posts than at any vertex.
        let found = try onPlane(
            [(0, 0), (100, 0)], [(0, 0), (0, 40), (50, 400), (100, 40), (100, 0)], buffer: 1)
        #expect(abs(found.hausdorff.value - 400) < 1e-4)
        let flat = try onPlane([(0, 0), (100, 0)], [(0, 0), (0, 1000), (100, 1000), (100, 0)], buffer: 1)
        #expect(abs(flat.hausdorff.value - 1000) < 1e-3)
        let reverse = try onPlane([(0, 0), (0, 30), (100, 30), (100, 0)], [(0, 0), (100, 0)], buffer: 1)
        #expect(abs(reverse.hausdorff.value - 30) < 1e-6)
    }

    @Test func `areas and lengths are those of the ellipsoid`() throws {
        // pyproj 3.7 (Geod.inv, geometry_area_perimeter) over the faces that shapely polygonises.
        let found = try PathDeviation(
            modelled: line([(-77.5, 8), (-77.4, 8.1), (-77.3, 7.95), (-77.2, 8)]),
            observed: line([(-77.5, 8), (-77.2, 8)]), metric: .ellipsoid, buffer: Metres(500))
        #expect(isClose(found.area.value, 142_240_496.67283916, relative: 1e-9))
        #expect(isClose(found.endpointDistance.value, 33_072.9846815511, relative: 1e-12))
    }

    @Test func `a line across the antimeridian is no longer than elsewhere`() throws {
        let shifts = [-80.0, 180]
        let found = try shifts.map { shift in
            let turn: (Double) -> Double = { ($0 + shift).remainder(dividingBy: 360) }
            return try PathDeviation(
                modelled: line([(turn(-0.1), 1), (turn(0.1), 1.1), (turn(0.4), 1)]),
                observed: line([(turn(-0.1), 1), (turn(0.4), 1)]), metric: .ellipsoid, buffer: Metres(2000))
        }
        #expect(isClose(found[0].area.value, found[1].area.value, relative: 1e-9))
        #expect(isClose(found[0].hausdorff.value, found[1].hausdorff.value, relative: 1e-6))
        #expect(abs(found[0].bufferShare - found[1].bufferShare) < 1e-6)
    }

    @Test func `lines without length or off the globe are refused`() {
        #expect(throws: PathDeviation.Fault.tooShort(line: "modelled")) {
            try onPlane([(1, 1), (1, 1)], [(0, 0), (1, 0)])
        }
        #expect(throws: PathDeviation.Fault.notFinite(line: "observed", position: 1)) {
            try PathDeviation(
                modelled: line([(0, 0), (1, 0)]), observed: line([(0, 0), (0, 91)]), metric: .ellipsoid,
                buffer: Metres(1))
        }
    }

    @Test func `an observed line that ends where it begins has no index`() throws {
        let found = try onPlane([(0, 0), (1, 0)], [(0, 0), (1, 1), (0, 0)])
        #expect(found.index == nil && found.indexPercent == nil)
    }

    private func isClose(_ a: Double, _ b: Double, relative: Double) -> Bool {
        TestSupport.isClose(a, b, within: relative * abs(b))
    }
}
