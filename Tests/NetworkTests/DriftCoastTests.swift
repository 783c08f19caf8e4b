import Glibc
import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct DriftCoastTests {
    private func point(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

    private func ring(_ points: [(Double, Double)]) -> [GeographicPoint] {
        let ring = points.map { point($0.0, $0.1) }
        return ring + ring.prefix(1)
    }

    /// A star about the middle with spikes of many lengths, and a lake in it.
    private func star(_ seed: UInt64, spikes: Int) -> Polygon {
        var generator = SplitMix64(seed: seed)
        let points = (0..<spikes).map { k in
            let (angle, away) = (2 * Double.pi * Double(k) / Double(spikes), 20 + 80 * generator.nextUnit())
            return (away * cos(angle), away * sin(angle))
        }
        return Polygon(exterior: ring(points), holes: [ring([(-5, -5), (-5, 5), (5, 5), (5, -5)])])
    }

    /// The least share of the step at which it crosses any side, by trying every side.
    private func slow(_ area: MultiPolygon, _ a: GeographicPoint, _ b: GeographicPoint) -> Double? {
        var least: Double?
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        for ring in area.polygons.flatMap(\.rings) {
            for (p, q) in zip(ring, ring.dropFirst()) {
                let (ex, ey) = (q.longitude - p.longitude, q.latitude - p.latitude)
                let cross = dx * ey - dy * ex
                let t = ((p.longitude - a.longitude) * ey - (p.latitude - a.latitude) * ex) / cross
                let s = ((p.longitude - a.longitude) * dy - (p.latitude - a.latitude) * dx) / cross
                if t >= 0, t <= 1, s >= 0, s <= 1 { least = min(least ?? 1, t) }
            }
        }
        return least
    }

    @Test func `the first meeting is the one that trying every side finds`() throws {
        let area = MultiPolygon([star(1, spikes: 300)])
        let coast = try #require(DriftCoast(land: area))
        var generator = SplitMix64(seed: 5)
        func draw() -> GeographicPoint { point(240 * generator.nextUnit() - 120, 240 * generator.nextUnit() - 120) }
        var met = 0
        for _ in 0..<3000 {
            let a = draw()
            let reach = pow(10, 2 * generator.nextUnit())
            let b = point(a.longitude + reach * generator.nextNormal(), a.latitude + reach * generator.nextNormal())
            let expected = slow(area, a, b)
            let found = coast.firstMeeting(from: a, to: b)
            #expect((found == nil) == (expected == nil))
            guard let expected, let found else { continue }
            met += 1
            #expect(isClose(found.longitude, a.longitude + expected * (b.longitude - a.longitude), within: 1e-9))
            #expect(isClose(found.latitude, a.latitude + expected * (b.latitude - a.latitude), within: 1e-9))
        }
        #expect(met > 300)
    }

    @Test func `land and lake are told apart by the winding of the rings`() throws {
        let polygon = star(2, spikes: 200)
        let coast = try #require(DriftCoast(land: MultiPolygon([polygon])))
        func winds(_ p: GeographicPoint, _ ring: [GeographicPoint]) -> Bool {
            let turn = zip(ring, ring.dropFirst()).reduce(0.0) { sum, side in
                let a = atan2(side.0.latitude - p.latitude, side.0.longitude - p.longitude)
                let b = atan2(side.1.latitude - p.latitude, side.1.longitude - p.longitude)
                let turn = remainder(b - a, 2 * .pi)
                return sum + turn
            }
            return abs(turn) > .pi
        }
        var generator = SplitMix64(seed: 6)
        var onLand = 0
        for _ in 0..<3000 {
            let p = point(240 * generator.nextUnit() - 120, 240 * generator.nextUnit() - 120)
            let expected = winds(p, polygon.exterior) && !winds(p, polygon.holes[0])
            #expect(coast.isLand(p) == expected)
            if expected { onLand += 1 }
        }
        #expect(onLand > 500 && coast.isLand(point(0, 0)) == false)
    }

    @Test func `a spit of a metre is not jumped, and what strands stays where it met the shore`() throws {
        let spit = Polygon(exterior: ring([(5000, -20_000), (5001, -20_000), (5001, 20_000), (5000, 20_000)]))
        var settings = DriftSettings(start: point(0, 0), startTime: 0, hours: 12)
        settings.space = .plane
        settings.particles = 400
        let sea = Metocean(
            uniform: SeaStateSample(significantHeight: Metres(0), windMetresPerSecond: 10, windFromDegrees: 270))
        let drift = DriftEnsemble(
            try published("SKIFF-1"), settings, in: sea, coast: DriftCoast(land: MultiPolygon([spit])), threads: 2)
        // The slowest of them makes 0.315 − 4·0.022 m/s.
        #expect(drift.count(.stranded) == 400)
        for particle in 0..<400 {
            #expect(isClose(drift.fix(particle, hour: 12).position.longitude, 5000, within: 1e-9))
            let hours = (0...12).filter { drift.fix(particle, hour: $0).status == .stranded }
            #expect(hours.allSatisfy { drift.fix(particle, hour: $0) == drift.fix(particle, hour: 12) })
        }
    }

    @Test func `the nearest shore of a square is straight across from it`() throws {
        let coast = try #require(
            DriftCoast(land: MultiPolygon([Polygon(exterior: ring([(0, 0), (10, 0), (10, 10), (0, 10)]))])))
        #expect(coast.nearestShore(to: point(9, 4), in: .plane) == point(10, 4))
        #expect(DriftCoast(land: MultiPolygon([])) == nil)
    }
}

@Suite struct DriftAreaTests {
    private func cloud(
        _ n: Int, _ seed: UInt64, at centre: (Double, Double) = (0, 0), _ sx: Double, _ sy: Double, turn: Double
    )
        -> [GeographicPoint]
    {
        var generator = SplitMix64(seed: seed)
        return (0..<n).map { _ in
            let (u, v) = (sx * generator.nextNormal(), sy * generator.nextNormal())
            return GeographicPoint(
                longitude: centre.0 + u * cos(turn) - v * sin(turn), latitude: centre.1 + u * sin(turn) + v * cos(turn))
        }
    }

    /// The smallest area with a share p of a Gaussian is an ellipse of −2π·ln(1 − p)·σ₁σ₂.
    @Test(arguments: [(5000.0, 5000.0, 0.0), (20_000, 2000, 0.5), (3000, 9000, -1.1)])
    func `areas of a Gaussian cloud are its ellipses`(sx: Double, sy: Double, turn: Double) {
        let points = cloud(10_000, 3, sx, sy, turn: turn)
        let sides = points.indices.map { $0 % 2 == 0 }
        for area in DriftArea.areas(holding: [0.5, 0.9], of: points, isRight: sides, in: .plane) {
            let expected = -2 * Double.pi * log(1 - area.probability) * sx * sy
            #expect(isClose(area.squareMetres / expected, 1, within: 0.05))
        }
    }

    @Test func `an area holds the share that it promises, also of two clouds far apart`() throws {
        let right = cloud(3000, 4, at: (0, 0), 2000, 1000, turn: 0.3)
        let left = cloud(3000, 5, at: (60_000, 10_000), 2000, 1000, turn: 0.3)
        let points = right + left
        let sides = points.indices.map { $0 < 3000 }
        for area in DriftArea.areas(holding: [0.5, 0.9], of: points, isRight: sides, in: .plane) {
            let land = try #require(DriftCoast(land: area.area))
            let inside = Double(points.count { land.isLand($0) }) / 6000
            #expect(inside >= area.probability - 0.003 && inside < area.probability + 0.03)
            // Two ellipses, each with the share of its own cloud.
            let expected = 2 * -2 * Double.pi * log(1 - area.probability) * 2000 * 1000
            #expect(isClose(area.squareMetres / expected, 1, within: 0.07))
        }
    }

    @Test func `on the globe the size is that of the polygons on the ellipsoid`() {
        let degree = 111_000.0
        let points = cloud(5000, 6, at: (-78, 9), 20_000 / degree, 20_000 / degree, turn: 0)
        let areas = DriftArea.areas(holding: [0.9], of: points, isRight: points.map { _ in true }, in: .globe)
        // A degree of longitude is cos 9° = 0.98769 of that on the equator, 111,320 m; one of latitude 110,607 m.
        let scale = 111_320 * cos(9 * Double.pi / 180) * 110_607 / (degree * degree)
        let expected = 2 * Double.pi * log(10.0) * 20_000 * 20_000 * scale
        #expect(isClose(areas[0].squareMetres / expected, 1, within: 0.05))
    }

    @Test func `particles in one place have an area, a small one`() {
        let points = [GeographicPoint](repeating: GeographicPoint(longitude: 7, latitude: 8), count: 50)
        let areas = DriftArea.areas(holding: [0.5, 0.9], of: points, isRight: points.map { _ in true }, in: .plane)
        #expect(areas.map(\.squareMetres) == [625, 625])
    }
}
