import Glibc
import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

/// A class with the lines given.
func leeway(_ downwind: [Double], _ right: [Double], _ left: [Double]) -> LeewayClass {
    func line(_ f: [Double]) -> LeewayClass.Line { .init(f[0], f[1], f[2]) }
    return LeewayClass(
        name: "test", description: "", downwind: line(downwind), right: line(right), left: line(left))
}

func published(_ name: String) throws -> LeewayClass {
    try #require(LeewayClass.published.first { $0.name == name })
}

@Suite struct DriftEnsembleTests {
    /// A wind of 10 m/s from the west.
    private let westWind = Metocean(
        uniform: SeaStateSample(significantHeight: Metres(0), windMetresPerSecond: 10, windFromDegrees: 270))
    private let calm = Metocean(
        uniform: SeaStateSample(significantHeight: Metres(0), windMetresPerSecond: 0, windFromDegrees: 0))

    private func settings(hours: Int, particles: Int = 20_000) -> DriftSettings {
        var settings = DriftSettings(
            start: GeographicPoint(longitude: 0, latitude: 0), startTime: 0, hours: hours)
        settings.particles = particles
        settings.space = .plane
        settings.jibesPerHour = 0
        return settings
    }

    private func run(_ object: LeewayClass, _ settings: DriftSettings, in sea: Metocean) -> DriftEnsemble {
        DriftEnsemble(object, settings, in: sea, coast: nil, threads: 2)
    }

    private func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, square.squareRoot())
    }

    @Test func `without chance a skiff goes 0,315 m/s downwind and 0,129 across, to the right and to the left`() throws
    {
        var settings = settings(hours: 10)
        settings.isDeterministic = true
        let drift = run(try published("SKIFF-1"), settings, in: westWind)
        #expect(drift.particles == 2)
        for (particle, side) in [(0, -1.0), (1, 1.0)] {
            for hour in 0...10 {
                let p = drift.fix(particle, hour: hour).position
                // Right of a wind that blows east is south.
                #expect(isClose(p.longitude, 0.315 * 3600 * Double(hour), within: 1e-6))
                #expect(isClose(p.latitude, side * 0.129 * 3600 * Double(hour), within: 1e-6))
            }
        }
    }

    @Test func `mean and spread are those of the fitted lines`() throws {
        // Downwind 0.01·((0.96 + e/20)·10 + e/2) m/s with e ~ N(0, 12): mean 0.096, deviation 0.12; across right 0.054, 0.094.
        let drift = run(try published("PIW-1"), settings(hours: 5), in: westWind)
        let right = (0..<drift.particles).filter { drift.fix($0, hour: 5).isRight }
        #expect(right.count == 10_000)
        let east = moments((0..<drift.particles).map { drift.fix($0, hour: 5).position.longitude / 18_000 })
        let across = moments(right.map { -drift.fix($0, hour: 5).position.latitude / 18_000 })
        #expect(isClose(east.mean, 0.096, within: 3.5 * 0.12 / 20_000.0.squareRoot()))
        #expect(isClose(east.deviation, 0.12, within: 3.5 * 0.12 / 40_000.0.squareRoot()))
        #expect(isClose(across.mean, 0.054, within: 3.5 * 0.094 / 100))
        #expect(isClose(across.deviation, 0.094, within: 3.5 * 0.094 / 20_000.0.squareRoot()))
        let product = (0..<drift.particles).reduce(0.0) {
            let p = drift.fix($1, hour: 5)
            let side = p.isRight ? -1.0 : 1.0
            return $0 + (p.position.longitude / 18_000 - 0.096) * (p.position.latitude / 18_000 - side * 0.054)
        }
        // Both errors are independent: a correlation of 0 ± 0.007.
        #expect(abs(product / 20_000 / (0.12 * 0.094)) < 0.025)
    }

    @Test func `sides change as a telegraph signal does`() {
        // Rate λ = 0.5/h: still on the first side after t with ½ + ½·exp(−2λt); mean way across v·(1 − exp(−2λt))/2λ.
        var settings = settings(hours: 3)
        settings.jibesPerHour = 0.5
        let drift = run(leeway([0, 0, 0], [2, 0, 0], [-2, 0, 0]), settings, in: westWind)
        let same = (0..<drift.particles).count { drift.fix($0, hour: 3).isRight == ($0 % 2 == 0) }
        let expected = 0.5 + 0.5 * exp(-3.0)
        #expect(isClose(Double(same) / 20_000, expected, within: 3.5 * 0.5 / 141))
        let ways = (0..<drift.particles).map {
            drift.fix($0, hour: 3).position.latitude * ($0 % 2 == 0 ? -1 : 1) / (0.2 * 3600)
        }
        // Changes come at the ends of steps of 600 s: half a step longer on the first side.
        #expect(isClose(moments(ways).mean, 1 - exp(-3.0) + 0.5 / 6 * (1 - exp(-3.0)), within: 0.035))
        #expect(drift.fix(0, hour: 0).isRight && !drift.fix(1, hour: 0).isRight)
    }

    @Test func `errors of wind and current add up as random walks`() {
        var settings = settings(hours: 6)
        settings.windDeviation = 2
        settings.currentDeviation = 0.1
        // 36 steps of 600 s: current 6·0.1·600 = 360 m; wind 3 % of 6·2·600 = 216 m; together 419.8 m along each axis.
        let drift = run(leeway([3, 0, 0], [0, 0, 0], [0, 0, 0]), settings, in: westWind)
        let east = moments((0..<drift.particles).map { drift.fix($0, hour: 6).position.longitude })
        let north = moments((0..<drift.particles).map { drift.fix($0, hour: 6).position.latitude })
        let deviation = (360.0 * 360 + 216 * 216).squareRoot()
        #expect(isClose(east.deviation, deviation, within: 3.5 * deviation / 200))
        #expect(isClose(north.deviation, deviation, within: 3.5 * deviation / 200))
        #expect(isClose(north.mean, 0, within: 3.5 * deviation / 141))
        #expect(isClose(east.mean, 0.3 * 21_600, within: 3.5 * deviation / 141))
    }

    @Test func `starts fill the disc evenly`() {
        var settings = settings(hours: 0)
        settings.radius = Metres(2000)
        let drift = run(leeway([0, 0, 0], [0, 0, 0], [0, 0, 0]), settings, in: calm)
        let away = (0..<drift.particles).map { drift.fix($0, hour: 0).position }.map {
            ($0.longitude * $0.longitude + $0.latitude * $0.latitude).squareRoot()
        }
        #expect(away.allSatisfy { $0 <= 2000 })
        // Half of the disc's area lies within R/√2.
        let inner = Double(away.count { $0 < 2000 / 2.0.squareRoot() }) / 20_000
        #expect(isClose(inner, 0.5, within: 3.5 * 0.5 / 141))
    }

    @Test func `a wind of 27 m/s capsizes 11,9 in a hundred an hour, and they go on with four tenths of the leeway`() {
        var settings = settings(hours: 4)
        settings.capsize = .init(middle: 30, scale: 3, leewayFactor: 0.4)
        let storm = Metocean(
            uniform: SeaStateSample(significantHeight: Metres(0), windMetresPerSecond: 27, windFromDegrees: 270))
        let drift = run(leeway([2, 0, 0], [0, 0, 0], [0, 0, 0]), settings, in: storm)
        let share = Double(drift.count(.capsized)) / 20_000
        #expect(isClose(share, 1 - pow(1 - 0.1192029, 4), within: 3.5 * 0.5 / 141))
        for particle in 0..<200 where drift.fix(particle, hour: 3).status == .capsized {
            let way = drift.fix(particle, hour: 4).position.longitude - drift.fix(particle, hour: 3).position.longitude
            #expect(isClose(way, 0.4 * 0.02 * 27 * 3600, within: 1e-6))
        }
    }

    @Test func `a week on the globe is as long as the geodesic`() {
        for (east, north) in [(0.0, 1.0), (1.0, 0.0), (0.6, 0.8), (-0.7, -0.7)] {
            var settings = settings(hours: 168, particles: 1)
            settings.space = .globe
            settings.start = GeographicPoint(longitude: -80, latitude: 10)
            let sea = SeaStateSample(
                significantHeight: Metres(0), currentEastMetresPerSecond: east, currentNorthMetresPerSecond: north)
            let drift = run(leeway([0, 0, 0], [0, 0, 0], [0, 0, 0]), settings, in: Metocean(uniform: sea))
            // Each hour against the geodesic over that hour; a line of constant bearing is longer by less than 1e-8 of it.
            var way = 0.0
            for hour in 1...168 {
                way += Geodesic.distance(drift.fix(0, hour: hour - 1).position, drift.fix(0, hour: hour).position).value
            }
            let expected = (east * east + north * north).squareRoot() * 604_800
            #expect(isClose(way / expected, 1, within: 1e-7), "\(east),\(north): \(way)")
        }
    }

    @Test func `the same seed gives the same tracks on any number of threads, another one others`() throws {
        var settings = settings(hours: 12, particles: 500)
        settings.jibesPerHour = 0.04
        settings.windDeviation = 1
        let object = try published("SKIFF-3")
        let runs = [1, 2, 5].map { DriftEnsemble(object, settings, in: westWind, coast: nil, threads: $0).fixes }
        #expect(runs[0] == runs[1] && runs[0] == runs[2])
        settings.seed = 2
        #expect(DriftEnsemble(object, settings, in: westWind, coast: nil, threads: 1).fixes != runs[0])
    }
}

@Suite struct LeewayClassTests {
    /// Allen and Plourde 1999, Allen 2005.
    @Test(arguments: [
        ("PIW-1", [0.96, 0, 12], [0.54, 0, 9.4], [-0.54, 0, 9.4]),
        ("SKIFF-1", [3.15, 0, 2.2], [1.29, 0, 2.2], [-1.29, 0, 2.2]),
        ("SKIFF-3", [1.65, 0, 3.1], [0.39, 0, 2.9], [-0.39, 0, 2.9]),
        ("REFUGEE-RAFT-1", [1.56, 8.3, 1.53], [0.078, 2.7, 1.52], [-0.078, -2.7, 1.52]),
        ("LIFE-RAFT-DB-11", [3.5, -1.8, 6.4], [0.78, -3.6, 3.6], [-0.47, -0.1, 3.9]),
        ("SKIFF-2", [2.87, 3.98, 3.33], [0.32, -2.93, 2.53], [-0.62, 1.03, 3.05]),
    ])
    func `coefficients are the published ones`(name: String, downwind: [Double], right: [Double], left: [Double]) throws
    {
        let found = try published(name)
        let expected = leeway(downwind, right, left)
        #expect((found.downwind, found.right, found.left) == (expected.downwind, expected.right, expected.left))
    }

    @Test func `there are 85 classes with names of their own, and none goes the wrong way across the wind`() {
        let classes = LeewayClass.published
        #expect(classes.count == 85 && Set(classes.map(\.name)).count == 85)
        for item in classes {
            // In 10 m/s the left line lies left of the right one; of one class both are published within the error.
            let (right, left) = (item.right, item.left)
            let gap = (right.slopePercent - left.slopePercent) * 10 + right.offsetCentimetres - left.offsetCentimetres
            #expect(gap >= (item.name == "OVATEK-CRAFT-6" ? -1 : 0), "\(item.name)")
            #expect(item.downwind.slopePercent >= 0 && item.downwind.deviationCentimetres >= 0)
        }
    }
}
