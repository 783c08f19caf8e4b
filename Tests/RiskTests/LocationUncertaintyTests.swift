import Foundation
import Incidents
import SpatialEngine
import TestSupport
import Testing

@Suite struct LocationUncertaintyTests {
    private static func point(_ longitude: Double, _ latitude: Double) -> GeographicPoint {
        GeographicPoint(longitude: longitude, latitude: latitude)
    }

    private static func event(_ longitude: Double, _ latitude: Double, _ metres: Double?) -> LocatableEvent {
        LocatableEvent(position: point(longitude, latitude), precision: metres.map(Metres.init))
    }

    private static let kernelOnly = LocationSettings(estimation: .kernelOnly)

    /// Two bent lines near the Darién gap, some 40 km each.
    private static let lines = [
        LineString([point(-77.40, 8.40), point(-77.25, 8.52), point(-77.30, 8.65), point(-77.55, 8.62)]),
        LineString([point(-77.10, 8.35), point(-77.28, 8.55), point(-77.45, 8.50)]),
    ]

    /// Kernel mass of each line by steps of about 2 m with the ellipsoidal distance at each.
    private static func sampledMass(_ line: LineString, from centre: GeographicPoint, kernel: (Double) -> Double)
        -> Double
    {
        var sum = 0.0
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            let length = Geodesic.distance(a, b).value
            let steps = Int(length / 2)
            for step in 0..<steps {
                let t = (Double(step) + 0.5) / Double(steps)
                let here = point(
                    a.longitude + t * (b.longitude - a.longitude), a.latitude + t * (b.latitude - a.latitude))
                sum += kernel(Geodesic.distance(centre, here).value) * length / Double(steps)
            }
        }
        return sum
    }

    @Test(arguments: [3_000.0, 9_000, 20_000]) func `lengths inside a disc are those of fine sampling`(
        _ radius: Double
    ) throws {
        let centre = Self.point(-77.30, 8.52)
        let result = try LocationUncertainty.locate(
            events: [LocatableEvent(position: centre, precision: Metres(radius))], units: Self.lines,
            exposure: [nil, nil], settings: Self.kernelOnly, random: SplitMix64(seed: 1))
        let masses = Self.lines.map { Self.sampledMass($0, from: centre) { $0 <= radius ? 1 : 0 } }
        // 2 m steps miss each of at most six crossings by 1 m.
        let sum = masses.reduce(0, +)
        #expect(sum > 1_000)
        for share in result.weights[0] {
            #expect(isClose(share.weight, masses[share.unit] / sum, within: 12 / sum))
        }
        #expect(isClose(result.weights[0].reduce(0) { $0 + $1.weight }, 1, within: 1e-12))
    }

    @Test(arguments: [40.0, 700, 9_000]) func `a Gaussian's integral along lines is that of fine sampling`(
        _ deviation: Double
    ) throws {
        let centre = Self.point(-77.29, 8.545)
        let result = try LocationUncertainty.locate(
            events: [LocatableEvent(position: centre, precision: Metres(deviation))], units: Self.lines,
            exposure: [nil, nil], settings: LocationSettings(kernel: .gaussian, estimation: .kernelOnly),
            random: SplitMix64(seed: 1))
        let masses = Self.lines.map {
            Self.sampledMass($0, from: centre) { exp(-$0 * $0 / (2 * deviation * deviation)) }
        }
        let sum = masses.reduce(0, +)
        let weights = Dictionary(uniqueKeysWithValues: result.weights[0].map { ($0.unit, $0.weight) })
        for (unit, mass) in masses.enumerated() {
            #expect(isClose(weights[unit] ?? 0, mass / sum, within: 1e-5))
        }
    }

    @Test(arguments: LocationKernel.allCases) func `of many lines none is missed`(_ kernel: LocationKernel) throws {
        var random = SplitMix64(seed: 31)
        let lines = (0..<150).map { _ in
            var at = Self.point(-77.8 + 0.8 * random.nextUnit(), 8.1 + 0.8 * random.nextUnit())
            return LineString(
                (0..<4).map { _ in
                    at = Self.point(at.longitude + 0.01 * random.nextNormal(), at.latitude + 0.01 * random.nextNormal())
                    return at
                })
        }
        let events = [400.0, 3_000, 25_000].map { Self.event(-77.4, 8.5, $0) }
        let result = try LocationUncertainty.locate(
            events: events, lines: lines.map { [$0] }, exposure: lines.map { _ in nil },
            settings: LocationSettings(kernel: kernel, reach: Metres(1), estimation: .kernelOnly),
            random: SplitMix64(seed: 1), threads: 2)
        for (event, shares) in zip(events, result.weights) {
            let radius = try #require(event.precision?.value)
            let masses = try lines.map { line in
                Self.sampledMass(line, from: try #require(event.position)) {
                    kernel == .disc ? ($0 <= radius ? 1 : 0) : exp(-$0 * $0 / (2 * radius * radius))
                }
            }
            let sum = masses.reduce(0, +)
            var weights = [Double](repeating: 0, count: lines.count)
            for share in shares { weights[share.unit] = share.weight }
            // Steps of 2 m: each crossing of a disc's edge is missed by 1 m.
            for (weight, mass) in zip(weights, masses) {
                #expect(isClose(weight, mass / max(sum, 1e-300), within: 8 / max(sum, 100)))
            }
        }
    }

    @Test func `a unit of two lines has the weight of both`() throws {
        let event = Self.event(-77.3, 8.52, 20_000)
        func weights(_ lines: [[LineString]]) throws -> [Double] {
            try LocationUncertainty.locate(
                events: [event], lines: lines, exposure: lines.map { _ in nil }, settings: Self.kernelOnly,
                random: SplitMix64(seed: 1)
            ).weights[0].map(\.weight)
        }
        let third = LineString([Self.point(-77.4, 8.45), Self.point(-77.2, 8.45)])
        let apart = try weights(Self.lines.map { [$0] } + [[third]])
        let joined = try weights([Self.lines, [third]])
        #expect(isClose(joined[0], apart[0] + apart[1], within: 1e-12))
    }

    @Test func `every event is on units once or off, and draws follow the weights`() throws {
        var random = SplitMix64(seed: 4)
        let events = (0..<60).map { _ in
            Self.event(-77.55 + 0.5 * random.nextUnit(), 8.3 + 0.4 * random.nextUnit(), 14_000 * random.nextUnit())
        }
        let settings = LocationSettings(draws: 4_000)
        let result = try LocationUncertainty.locate(
            events: events, units: Self.lines, exposure: [900, 300], settings: settings, random: SplitMix64(seed: 9))
        #expect(result.massOn + result.massOff == 60)
        #expect(result.massOff > 0)
        #expect(result.massOn > 20)
        #expect(isClose(result.expectedCounts(units: 2).reduce(0, +), result.massOn, within: 1e-9))
        for (event, shares) in result.weights.enumerated() {
            let places = result.draws.map { Int($0[event]) }
            #expect(shares.isEmpty == result.offEvents.contains(event))
            #expect(shares.isEmpty == places.allSatisfy { $0 == -1 })
            for share in shares {
                let drawn = Double(places.count { $0 == share.unit }) / 4_000
                // Four standard errors of a binomial share.
                let error = (share.weight * (1 - share.weight) / 4_000).squareRoot()
                #expect(isClose(drawn, share.weight, within: 4.5 * error + 1e-12))
            }
        }
        let again = try LocationUncertainty.locate(
            events: events, units: Self.lines, exposure: [900, 300], settings: settings, random: SplitMix64(seed: 9))
        #expect(again.draws == result.draws && again.weights == result.weights)
    }

    /// Two straight lines of equal length side by side, 2 km apart.
    private static let twins = [
        LineString([point(-77.5, 8), point(-77.4, 8)]), LineString([point(-77.5, 8.018), point(-77.4, 8.018)]),
    ]

    @Test func `without estimation equal lengths weigh equally, with it well-placed events pull the vague one`() throws
    {
        let precise = (0..<9).map { Self.event(-77.49 + 0.01 * Double($0), 8, 300) }
        let vague = Self.event(-77.45, 8.009, 30_000)
        var settings = Self.kernelOnly
        let alone = try LocationUncertainty.locate(
            events: precise + [vague], units: Self.twins, exposure: [1, 1], settings: settings,
            random: SplitMix64(seed: 1))
        for share in alone.weights[9] { #expect(isClose(share.weight, 0.5, within: 1e-4)) }
        // With prior shape a and equal opportunities x: w = r₀/(r₀ + r₁), r₀ ∝ a + 9 + w, r₁ ∝ a + 1 − w.
        for shape in [0.5, 2] {
            settings.estimation = .expectationMaximisation(priorShape: shape, tolerance: 1e-12, maxPasses: 10_000)
            let result = try LocationUncertainty.locate(
                events: precise + [vague], units: Self.twins, exposure: [1, 1], settings: settings,
                random: SplitMix64(seed: 1))
            #expect(result.converged)
            let w = result.weights[9].first { $0.unit == 0 }?.weight ?? 0
            #expect(isClose(w, (shape + 9 + w) / (2 * shape + 10), within: 1e-4))
            #expect(w > 0.8)
        }
    }

    @Test func `plain maximum likelihood ends where the likelihood is stationary`() throws {
        var random = SplitMix64(seed: 12)
        let events = (0..<40).map { _ in
            Self.event(
                -77.45 + 0.2 * random.nextUnit(), 8.4 + 0.2 * random.nextUnit(), 2_000 + 9_000 * random.nextUnit())
        }
        var settings = Self.kernelOnly
        let kernel = try LocationUncertainty.locate(
            events: events, units: Self.lines, exposure: [nil, nil], settings: settings, random: random)
        settings.estimation = .expectationMaximisation(priorShape: 0, tolerance: 1e-13, maxPasses: 100_000)
        let result = try LocationUncertainty.locate(
            events: events, units: Self.lines, exposure: [nil, nil], settings: settings, random: random)
        let lengths = Self.lines.map { Geodesic.length(of: $0).value }
        let rates = zip(result.expectedCounts(units: 2), lengths).map { $0 / $1 }
        for (shares, masses) in zip(result.weights, kernel.weights) {
            let sum = masses.reduce(0) { $0 + $1.weight * rates[$1.unit] }
            for share in shares {
                let mass = masses.first { $0.unit == share.unit }?.weight ?? 0
                #expect(isClose(share.weight, mass * rates[share.unit] / sum, within: 1e-6))
            }
        }
    }

    @Test func `units that an event may not belong to get nothing, and exposure pulls`() throws {
        let vague = Self.event(-77.45, 8.009, 30_000)
        let barred = try LocationUncertainty.locate(
            events: [vague, vague], units: Self.twins, exposure: [1, 1],
            candidates: { event, unit in event == 0 || unit == 1 },
            settings: Self.kernelOnly, random: SplitMix64(seed: 1))
        #expect(barred.weights[0].count == 2)
        #expect(barred.weights[1] == [UnitWeight(unit: 1, weight: 1)])
        let nobody = try LocationUncertainty.locate(
            events: [vague], units: Self.twins, exposure: [1, 1], candidates: { _, _ in false },
            settings: LocationSettings(reach: Metres(1e6)), random: SplitMix64(seed: 1))
        #expect(nobody.offEvents == [0] && nobody.draws.allSatisfy { $0 == [-1] })
        let pulled = try LocationUncertainty.locate(
            events: [vague], units: Self.twins, exposure: [300, 100],
            settings: LocationSettings(
                estimation: .expectationMaximisation(priorShape: 1e9, tolerance: 1e-12, maxPasses: 50)),
            random: SplitMix64(seed: 1))
        // Rates held together by a very strong prior: shares follow exposure.
        #expect(isClose(pulled.weights[0][0].weight, 0.75, within: 1e-4))
    }

    @Test func `an event off all lines takes the nearest within reach`() throws {
        let apart = Self.event(-77.45, 8.05, 100)
        var settings = Self.kernelOnly
        func place() throws -> [[UnitWeight]] {
            try LocationUncertainty.locate(
                events: [apart], units: Self.twins, exposure: [nil, nil], settings: settings,
                random: SplitMix64(seed: 1)
            ).weights
        }
        #expect(try place() == [[]])
        settings.reach = Metres(3_000)  // the nearer line is 3,538 m away
        #expect(try place() == [[]])
        settings.reach = Metres(3_600)
        #expect(try place() == [[UnitWeight(unit: 1, weight: 1)]])
    }

    @Test func `a coordinate shared by too many events is taken for a default and widened`() throws {
        let shared = (0..<10).map { Self.event(-77.45, 8.05, $0 < 5 ? 100 : nil) }
        let others = (0..<9).map { _ in Self.event(-77.44, 8.0, 100) }
        var settings = LocationSettings(defaultRadius: Metres(200), sharedFactor: 50, estimation: .kernelOnly)
        let result = try LocationUncertainty.locate(
            events: shared + others, units: Self.twins, exposure: [nil, nil], settings: settings,
            random: SplitMix64(seed: 1))
        #expect(result.widened == Array(0..<10))
        #expect(result.offEvents.isEmpty)  // 100 m · 50 reaches the line at 3.5 km
        settings.widensStatedPrecision = false
        let stated = try LocationUncertainty.locate(
            events: shared + others, units: Self.twins, exposure: [nil, nil], settings: settings,
            random: SplitMix64(seed: 1))
        #expect(stated.widened.isEmpty)  // only five come without a stated precision
    }

    @Test func `events without position are off and wrong numbers are refused`() throws {
        let lost = LocatableEvent(position: nil, precision: Metres(5))
        let result = try LocationUncertainty.locate(
            events: [lost], units: Self.twins, exposure: [1, nil], random: SplitMix64(seed: 1))
        #expect(result.massOff == 1 && result.weights == [[]])
        #expect(throws: LocationError.exposureCount(given: 1, units: 2)) {
            try LocationUncertainty.locate(
                events: [], units: Self.twins, exposure: [1], random: SplitMix64(seed: 1))
        }
        #expect(throws: LocationError.badPosition(event: 0)) {
            try LocationUncertainty.locate(
                events: [Self.event(0, 91, 5)], units: Self.twins, exposure: [1, 1], random: SplitMix64(seed: 1))
        }
        #expect(throws: LocationError.badPrecision(event: 0, value: -5)) {
            try LocationUncertainty.locate(
                events: [Self.event(0, 1, -5)], units: Self.twins, exposure: [1, 1], random: SplitMix64(seed: 1))
        }
    }
}
