import Network
import SpatialEngine
import Surfaces
import Testing

private func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

/// Voyages over 10 km of a plane, on cells of 400 m.
private struct Crossing {
    var from = at(0, 0)
    var to = at(10_000, 0)
    var land: [Polygon] = []
    var speed: Double? = 4
    var limits = VoyagePlanner.Limits()

    func plan(
        _ sea: Metocean, _ objective: VoyagePlanner.Objective = .time, departure: Double = 0,
        _ change: (inout VoyageConditions) -> Void = { _ in }
    ) throws -> VoyageResult {
        let chart = try SeaChart(
            land: MultiPolygon(land), extent: BoundingBox(west: -5000, south: -5000, east: 15_000, north: 5000),
            clearance: Metres(0), in: .plane)
        guard case .route(let shortest) = try chart.passage(from: from, to: to, snap: Metres(0)) else {
            return .unreachable("land")
        }
        var limits = limits
        limits.largestCell = limits.largestCell ?? Metres(400)
        let planner = try VoyagePlanner(
            waters: .chart(chart), legs: [VoyagePlanner.Leg(shortest)], limits: limits, isSearched: true, threads: 2)
        var conditions = VoyageConditions(craft: try Craft.builtIn()[0], persons: 15, metocean: sea)
        conditions.constantSpeed = speed
        change(&conditions)
        return try planner.plan(leg: 0, objective: objective, departure: departure, conditions: conditions)
    }

    func best(
        _ sea: Metocean, _ objective: VoyagePlanner.Objective = .time, departure: Double = 0,
        _ change: (inout VoyageConditions) -> Void = { _ in }
    ) throws -> Voyage {
        guard case .voyages(let voyages) = try plan(sea, objective, departure: departure, change),
            let first = voyages.first
        else { throw SeaTestFailure(reason: "no voyage") }
        return first
    }
}

/// A current by place and, where times are given, by time.
private func current(times: [Double] = [], _ value: (Double, Double, Double) -> (Double, Double)) throws -> Metocean {
    let x = stride(from: -5000.0, through: 15_000, by: 500).map { $0 }
    let y = stride(from: -5000.0, through: 5000, by: 500).map { $0 }
    var values: [Double] = []
    for time in times.isEmpty ? [0] : times {
        for north in y {
            for east in x {
                let (u, v) = value(east, north, time)
                values += [u, v]
            }
        }
    }
    return Metocean.calm.replacing(
        with: try MetoceanGrid(.current, x: x, y: y, times: times, isPlanar: true, values: values))
}

@Suite struct VoyageTests {
    /// Fermat's principle.
    ///
    /// The boat goes out to the faster water as light does (Snell), here with a current along the way
    /// in the northern half only. The least time over the kink by a search of its own.
    @Test func `a fast stream beside the way is used as far as it pays`() throws {
        let sea = try current { _, y, _ in (y >= 1000 ? 3 : y >= 500 ? 3 * (y - 500) / 500 : 0, 0) }
        let voyage = try Crossing().best(sea)
        var least = 2500.0
        for edge in stride(from: 0.0, through: 4500, by: 10) {
            // Out across the still water and the linear rim, along at 7 m/s, back by the same way.
            let still = 2 * (edge * edge + 1e6).squareRoot() / 4
            least = min(least, still + (10_000 - 2 * edge) / 7)
        }
        #expect(voyage.timing.time.value < least && voyage.timing.time.value > 10_000 / 7)
        #expect(voyage.line.points.map(\.latitude).max() ?? 0 > 900)
    }

    /// A tide that turns: on the plane the water's own displacement is known, so the least time solves
    /// |target − drift(T)| = speed·T.
    @Test func `a turning tide carries the boat as far as its integral`() throws {
        let period = 6000.0
        let times = stride(from: 0.0, through: 12_000, by: 60).map { $0 }
        let sea = try current(times: times) { _, _, t in (0, 2 * tideCosine(2 * .pi * t / period)) }
        let voyage = try Crossing().best(sea)
        var (low, high) = (0.0, 10_000.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let drift = 2 * period / (2 * .pi) * tideCosine(2 * .pi * middle / period - .pi / 2)
            if 4 * middle < (1e8 + drift * drift).squareRoot() { low = middle } else { high = middle }
        }
        #expect(voyage.timing.time.value <= low * 1.01 && voyage.timing.time.value >= low * 0.9995)
    }

    @Test func `leaving later never brings a boat in earlier`() throws {
        let times = stride(from: 0.0, through: 20_000, by: 500).map { $0 }
        let sea = try current(times: times) { _, y, t in (t < 3000 ? -3 : 2, 0.0002 * y) }
        var last = 0.0
        for departure in stride(from: 0.0, through: 4000, by: 1000) {
            let arrival = departure + (try Crossing().best(sea, departure: departure)).timing.time.value
            #expect(arrival >= last * (1 - 1e-3), "departure \(departure)")
            last = arrival
        }
    }

    @Test func `without sea or current the way is the exact shortest one`() throws {
        var crossing = Crossing()
        crossing.land = [
            Polygon(exterior: [at(4000, -1000), at(6000, -1000), at(6000, 500), at(4000, 500), at(4000, -1000)])
        ]
        let voyage = try crossing.best(.calm)
        let shortest = 2 * (16e6 + 0.25e6).squareRoot() + 2000
        #expect(abs(voyage.length.value - shortest) <= 1e-5 * shortest)
    }

    /// The channel is 20 m wide and the cells 400 m; the current makes a search necessary.
    @Test func `a channel narrower than the cells stays open`() throws {
        var crossing = Crossing()
        crossing.land = [
            Polygon(exterior: [at(4000, -5000), at(4500, -5000), at(4500, 990), at(4000, 990), at(4000, -5000)]),
            Polygon(exterior: [at(4000, 1010), at(4500, 1010), at(4500, 5000), at(4000, 5000), at(4000, 1010)]),
        ]
        let voyage = try crossing.best(try current { _, _, _ in (0.5, 0.5) })
        let inside = voyage.line.points.filter { $0.longitude > 4000 && $0.longitude < 4500 }
        #expect(inside.allSatisfy { $0.latitude > 989 && $0.latitude < 1011 })
        #expect(voyage.length.value > 10_000 && voyage.length.value < 10_600)
    }

    @Test func `what stands in the way is named`() throws {
        guard case .unreachable(let current) = try Crossing().plan(try current { _, _, _ in (-5, 0) }) else {
            Issue.record("a current stronger than the boat was overcome")
            return
        }
        #expect(current.contains("current"))
        let rough = Metocean(uniform: SeaStateSample(significantHeight: Metres(3)))
        guard case .unsafe(let waves) = try Crossing().plan(rough, .time, { $0.heightLimit = 2 }) else {
            Issue.record("waves above the limit were entered")
            return
        }
        #expect(waves.contains("2 m"))
    }

    @Test func `distance off the coast is kept but near the ends`() throws {
        var crossing = Crossing()
        crossing.land = [
            Polygon(exterior: [at(-5000, -5000), at(15_000, -5000), at(15_000, -10), at(-5000, -10), at(-5000, -5000)])
        ]
        crossing.limits.leastCoastDistance = Metres(1000)
        let voyage = try crossing.best(.calm)
        let middle = voyage.line.points.filter { $0.longitude > 2500 && $0.longitude < 7500 }
        #expect(!middle.isEmpty && middle.allSatisfy { $0.latitude >= 985 })
        crossing.limits.greatestCoastDistance = Metres(1500)
        #expect(try crossing.best(.calm).line.points.allSatisfy { $0.latitude <= 1495 })
    }
}

/// Cosine without a mathematical library, as the other tests of this module.
private func tideCosine(_ angle: Double) -> Double {
    let turn = (angle / (2 * .pi)).rounded()
    let x = angle - 2 * .pi * turn
    var (sum, term) = (1.0, 1.0)
    for k in 1..<30 {
        term *= -x * x / Double(2 * k * (2 * k - 1))
        sum += term
    }
    return sum
}
