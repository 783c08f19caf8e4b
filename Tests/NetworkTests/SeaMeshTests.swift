import SpatialEngine
import TestSupport
import Testing

@testable import Network

@Suite struct SeaMeshTests {
    private let frame = try? SeaFrame(BoundingBox(west: 0, south: 0, east: 1, north: 1))

    /// A mesh with `count` random lines drawn into it, many of which cross.
    private func scribble(_ count: Int, seed: UInt64, grain: Double) throws -> SeaMesh {
        let frame = try #require(frame)
        var random = SplitMix64(seed: seed)
        func point() -> LatticePoint {
            LatticePoint(
                x: Int64((random.nextUnit() * 1e7 / grain).rounded() * grain),
                y: Int64((random.nextUnit() * 1e7 / grain).rounded() * grain))
        }
        return try SeaMesh(land: [], closures: (0..<count).map { _ in [point(), point()] }, in: frame)
    }

    @Test(arguments: [(1.0, UInt64(1)), (1e5, 2), (1e6, 3), (2.5e6, 4)])
    func `every triangle turns left and every edge knows its other side`(grain: Double, seed: UInt64) throws {
        let mesh = try scribble(120, seed: seed, grain: grain)
        for t in 0..<mesh.triangleCount {
            let (a, b, c) = (mesh.start(3 * t), mesh.end(3 * t), mesh.apex(3 * t))
            #expect(Lattice.turn(mesh.points[a], mesh.points[b], mesh.points[c]) > 0)
        }
        for h in 0..<mesh.origin.count where mesh.twin[h] >= 0 {
            let g = mesh.opposite(h)
            #expect(mesh.opposite(g) == h)
            #expect(mesh.start(h) == mesh.end(g) && mesh.end(h) == mesh.start(g))
            #expect(mesh.marks[h] == mesh.marks[g] && mesh.lift[h] == -mesh.lift[g])
        }
        for v in mesh.points.indices { #expect(mesh.start(Int(mesh.spoke[v])) == v) }
        // Euler: a triangulated square with n points inside has 2n + 2 triangles.
        #expect(mesh.triangleCount == 2 * (mesh.points.count - 4) + 2)
    }

    @Test func `areas of the triangles add up to the frame`() throws {
        let mesh = try scribble(80, seed: 9, grain: 1)
        var total: Int64 = 0
        for t in 0..<mesh.triangleCount {
            let corners = (3 * t..<3 * t + 3).map { mesh.points[mesh.start($0)] }
            total += Lattice.turn(corners[0], corners[1], corners[2])
        }
        let (low, high) = (mesh.points[0], mesh.points[2])
        #expect(total == 2 * (high.x - low.x) * (high.y - low.y))
    }

    @Test func `a walk finds the triangle of any point`() throws {
        let mesh = try scribble(60, seed: 5, grain: 1)
        var random = SplitMix64(seed: 6)
        for _ in 0..<500 {
            let p = LatticePoint(x: Int64(1e7 * random.nextUnit()), y: Int64(1e7 * random.nextUnit()))
            let t = try #require(mesh.triangle(containing: p, near: Int(random.next() % UInt64(mesh.triangleCount))))
            for h in 3 * t..<3 * t + 3 {
                #expect(Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], p) >= 0)
            }
        }
    }

    @Test func `a point in the circle is told from one on it, exactly`() {
        func p(_ x: Int64, _ y: Int64) -> LatticePoint { LatticePoint(x: x, y: y) }
        let r: Int64 = 400_000_000
        #expect(!Lattice.isInCircle(p(r, 0), p(0, r), p(-r, 0), p(0, -r)))
        #expect(Lattice.isInCircle(p(r, 0), p(0, r), p(-r, 0), p(0, -r + 1)))
        #expect(!Lattice.isInCircle(p(r, 0), p(0, r), p(-r, 0), p(0, -r - 1)))
    }

    @Test func `grown squares keep their sides the distance apart`() {
        let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { (corner: (Int64, Int64)) in
            LatticePoint(x: corner.0 * 10_000_000, y: corner.1 * 10_000_000)
        }
        for ring in [ring, ring.reversed()] {
            let grown = SeaGrowth(by: Metres(600)).grown(ring, isHole: false)
            let south = grown.map(\.y).min() ?? 0
            let gap = Geodesic.distance(
                GeographicPoint(longitude: 0.5, latitude: Double(south) / 1e7),
                GeographicPoint(longitude: 0.5, latitude: 0))
            #expect(isClose(gap.value, 700, within: 1))
        }
    }

    @Test func `a lake shrinks as the land grows and vanishes when it is narrow`() throws {
        let frame = try #require(frame)
        func square(_ from: Double, _ to: Double) -> [LatticePoint] {
            [(from, from), (to, from), (to, to), (from, to), (from, from)].map {
                LatticePoint(x: Int64(($0.0 * 1e7).rounded()), y: Int64(($0.1 * 1e7).rounded()))
            }
        }
        for (metres, bodies) in [(300.0, 2), (700, 1)] {
            let growth = SeaGrowth(by: Metres(metres))
            // The lake is 0.01 degrees wide, 1,110 m.
            let rings = [
                growth.grown(square(0.4, 0.6), isHole: false), growth.grown(square(0.495, 0.505), isHole: true),
            ]
            let mesh = try SeaMesh(land: rings, closures: [], in: frame)
            #expect(SeaWaters(of: mesh).area.count == bodies)
        }
    }
}
