import Glibc
import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct SeaGroundSpeedTests {
    @Test func `a current ahead, astern and abeam`() throws {
        func north(_ east: Double, _ north: Double) -> Double? {
            SeaGroundSpeed.along(east: 0, north: 1, throughWater: 5, currentEast: east, currentNorth: north)
        }
        #expect(isClose(try #require(north(0, 2)), 7, within: 1e-12))
        #expect(isClose(try #require(north(0, -2)), 3, within: 1e-12))
        #expect(isClose(try #require(north(3, 0)), 4, within: 1e-12))
        #expect(isClose(try #require(north(3, 1)), 5, within: 1e-12))
        #expect(north(5.1, 0) == nil)
        #expect(north(0, -5) == nil)
        #expect(north(3, -4) == nil)
    }

    @Test func `speed through the water closes the triangle of speeds`() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let course = 2 * Double.pi * random.nextUnit()
            let (u, v) = (2 * random.nextUnit() - 1, 2 * random.nextUnit() - 1)
            let speed = try #require(
                SeaGroundSpeed.along(
                    east: sin(course), north: cos(course), throughWater: 4, currentEast: u, currentNorth: v))
            let (x, y) = (speed * sin(course) - u, speed * cos(course) - v)
            #expect(isClose((x * x + y * y).squareRoot(), 4, within: 1e-12))
        }
    }
}

@Suite struct SeaTimingTests {
    private let line = LineString([
        GeographicPoint(longitude: -78, latitude: 9), GeographicPoint(longitude: -78, latitude: 9.5),
        GeographicPoint(longitude: -77.5, latitude: 9.5),
    ])

    private func voyage(persons: Int = 15) throws -> SeaTiming.Voyage {
        let craft = try #require(try Craft.builtIn().first { $0.name == "open_skiff" })
        return SeaTiming.Voyage(craft: craft, persons: persons, night: 1)
    }

    private func timed(
        _ voyage: SeaTiming.Voyage, _ sea: (GeographicPoint) -> SeaStateSample?
    ) throws -> SeaTiming {
        guard case .timed(let timing) = try SeaTiming.along(line, voyage: voyage, seaState: sea) else {
            throw SeaStateError.irregularGrid("not timed")
        }
        return timing
    }

    @Test func `on a flat sea time is length over the laden speed`() throws {
        let timing = try timed(voyage()) { _ in SeaStateSample(significantHeight: Metres(0)) }
        let length = Geodesic.length(of: line).value
        #expect(isClose(timing.time.value, length / (9 * 0.9), within: 1e-6))
        // exp(−10.5 + 0.7 + 0.5) per hour
        let integral = exp(-9.3) * timing.time.value / 3600
        #expect(isClose(timing.hazard, -expm1(-integral), within: 1e-15))
        #expect(timing.vertexTimes.first == Seconds(0))
        #expect(timing.vertexTimes.last == timing.time)
        #expect(timing.vertexTimes.count == 3 && timing.vertexHazardsPerHour.count == 3)
        #expect(!timing.isOverloaded)
    }

    @Test func `waves from the north slow the way north more than the way east`() throws {
        let timing = try timed(voyage()) { _ in SeaStateSample(significantHeight: Metres(1), waveFromDegrees: 0) }
        let first = Geodesic.distance(line.points[0], line.points[1]).value
        let second = Geodesic.distance(line.points[1], line.points[2]).value
        // 9·0.75·0.9 ahead; from the side 9·0.85·0.9 but for the 0.04° by which the geodesic leaves the parallel
        let expected = first / 6.075 + second / 6.885
        #expect(isClose(timing.time.value, expected, within: 1e-3 * expected))
        #expect(isClose(timing.meanSignificantHeight.value, 1, within: 1e-12))
    }

    @Test func `a following current saves the time that closed form says`() throws {
        let timing = try timed(voyage()) { _ in
            SeaStateSample(significantHeight: Metres(0), currentNorthMetresPerSecond: 1)
        }
        let first = Geodesic.distance(line.points[0], line.points[1]).value
        let second = Geodesic.distance(line.points[1], line.points[2]).value
        let expected = first / (8.1 + 1) + second / (8.1 * 8.1 - 1).squareRoot()
        #expect(isClose(timing.time.value, expected, within: 1e-3 * expected))
    }

    @Test func `the sum over a sea that rises with latitude meets the integral`() throws {
        // On the meridian: ds/F with F = 8.1·(1 − 0.25·k(φ − 9)) integrates to a logarithm.
        let slope = 2.0
        let meridian = LineString(Array(line.points.prefix(2)))
        let result = try SeaTiming.along(meridian, voyage: voyage()) { p in
            SeaStateSample(significantHeight: Metres(slope * (p.latitude - 9)), waveFromDegrees: 0)
        }
        guard case .timed(let timing) = result else { throw SeaStateError.irregularGrid("not timed") }
        let length = Geodesic.length(of: meridian).value
        let loss = 0.25 * slope * 0.5
        let expected = length / 8.1 * -log(1 - loss) / loss
        #expect(isClose(timing.time.value, expected, within: 1e-4 * expected))
        #expect(isClose(timing.maximumSignificantHeight.value, 1, within: 1e-12))
    }

    @Test func `the chance of a critical wave is that of all waves of the passage`() throws {
        func chance(_ sea: @escaping (GeographicPoint) -> SeaStateSample?) throws -> Double? {
            SeaTiming.chanceOfCriticalWave(along: line, voyage: try voyage(), seaState: sea)
        }
        // 15 persons leave 0.6 m of freeboard: a wave above 1.2 m is critical. 0.78·8 s from one wave to the next.
        let sea = SeaStateSample(significantHeight: Metres(0.4), peakPeriod: Seconds(8))
        let each = exp(-2 * (1.2 / 0.4) * (1.2 / 0.4))
        let waves = try timed(voyage()) { _ in sea }.time.value / (0.78 * 8)
        #expect(isClose(try #require(try chance { _ in sea }), -expm1(waves * log1p(-each)), within: 1e-12))
        #expect(try chance { _ in SeaStateSample(significantHeight: Metres(0)) } == 0)
        #expect(try chance { _ in SeaStateSample(significantHeight: Metres(1)) } == nil)
        #expect(try chance { $0.longitude > -77.8 ? nil : sea } == nil)
    }

    @Test func `a gap and a torrent are results with their place`() throws {
        let gap = try SeaTiming.along(line, voyage: voyage()) { p in
            p.longitude > -77.8 ? nil : SeaStateSample(significantHeight: Metres(0))
        }
        #expect(gap == .noSeaState(at: line.points[2]))
        let torrent = try SeaTiming.along(line, voyage: voyage()) { _ in
            SeaStateSample(significantHeight: Metres(0), currentEastMetresPerSecond: 20)
        }
        guard case .currentTooStrong(let place) = torrent else {
            Issue.record("a torrent of 20 m/s was crossed")
            return
        }
        #expect(place.longitude == -78)
    }

    @Test func `more persons mean more hazard and are reported`() throws {
        let few = try timed(voyage(persons: 10)) { _ in SeaStateSample(significantHeight: Metres(1)) }
        let many = try timed(voyage(persons: 30)) { _ in SeaStateSample(significantHeight: Metres(1)) }
        #expect(many.hazard > few.hazard)
        #expect(many.isOverloaded)
    }
}
