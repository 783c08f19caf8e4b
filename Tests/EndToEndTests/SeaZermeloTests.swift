import Foundation
import Testing

/// Least time in currents whose optimum is known.
///
/// (Zermelo 1931, doi:10.1002/zamm.19310110205; Bryson and Ho 1975, section
/// 2.7), on a grid of 1/200 of the leg.) The grids of the currents are linear, so that reading them adds no error.
@Suite struct SeaZermeloTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let leg = 100_000.0
    private static let speed = 5.0

    /// Seconds of the least time passage along the x axis from 0 to the leg's length.
    private func seconds(_ current: (Double, Double) -> (Double, Double)) throws -> Double? {
        var table = "x,y,current_u_mps,current_v_mps\n"
        for x in stride(from: -50_000.0, through: 150_000, by: 20_000) {
            for y in stride(from: -50_000.0, through: 50_000, by: 10_000) {
                let (u, v) = current(x, y)
                table += "\(x),\(y),\(u),\(v)\n"
            }
        }
        let outcome = try TrochaCommand.run([
            "sea", "route", "--from", "0,0", "--to", "\(Self.leg),0", "--crs", "planar", "--land", "none", "--speed",
            "\(Self.speed)", "--resolution", "\(Self.leg / 200)", "--currents", try folder.write(table, to: "c.csv"),
            "-o",
            folder.file("way.geojson"), "--overwrite",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let properties = try #require(features(of: folder.file("way.geojson")).first?["properties"] as? [String: Any])
        return properties["time_s"] as? Double
    }

    /// Within 1 % above the least time, and never below it by more than the rounding of the sums.
    private func expect(_ seconds: Double?, _ least: Double, within share: Double = 0.01) throws {
        let found = try #require(seconds)
        #expect(found <= least * (1 + share) && found >= least * (1 - 1e-4), "\(found) s for \(least) s")
    }

    @Test func `across, along and against a uniform current`() throws {
        try expect(seconds { _, _ in (0, 3) }, Self.leg / 4)
        try expect(seconds { _, _ in (2, 0) }, Self.leg / 7)
        try expect(seconds { _, _ in (-4.5, 0) }, Self.leg / 0.5)
    }

    @Test func `a uniform current stronger than the craft is no way`() throws {
        #expect(try seconds { _, _ in (-5.5, 0) } == nil)
    }

    /// tan of the heading falls by the shear each second; the passage starts and ends on the line without current.
    @Test func `shear`() throws {
        let shear = 1e-4
        /// Time and reach of the way that leaves at an angle.
        func way(_ angle: Double) -> (time: Double, reach: Double) {
            let time = 2 * tan(angle) / shear
            let (steps, half) = (2000, time / 4000)
            var (x, y) = (0.0, 0.0)
            for i in 0..<steps {
                func velocity(_ t: Double, _ y: Double) -> (Double, Double) {
                    let heading = atan(tan(angle) - shear * t)
                    return (Self.speed * cos(heading) + shear * y, Self.speed * sin(heading))
                }
                let t = Double(i) * 2 * half
                let start = velocity(t, y)
                let middle = velocity(t + half, y + half * start.1)
                x += 2 * half * middle.0
                y += 2 * half * middle.1
            }
            return (time, x)
        }
        var (low, high) = (0.01, 1.5)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if way(middle).reach < Self.leg { low = middle } else { high = middle }
        }
        try expect(seconds { _, y in (shear * y, 0) }, way(low).time)
    }

    /// Seen from the turning water the way is straight, to where the water will have carried the target from.
    @Test func `a rotating current`() throws {
        let turn = 2e-5
        var (low, high) = (0.0, 40_000.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Self.speed * middle < Self.leg * cos(turn * middle / 2) { low = middle } else { high = middle }
        }
        try expect(seconds { x, y in (-turn * y, turn * (x - Self.leg / 2)) }, low)
    }

    /// Along the axis of a hyperbolic current, ∫ dx / (F + kx).
    @Test func `a hyperbolic current`() throws {
        let k = 3e-5
        let half = k * Self.leg / 2
        try expect(
            seconds { x, y in (k * (x - Self.leg / 2), -k * y) }, log((Self.speed + half) / (Self.speed - half)) / k)
    }
}
