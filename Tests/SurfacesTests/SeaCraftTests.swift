import Glibc
import SpatialEngine
import Surfaces
import TestSupport
import Testing

private func skiff() throws -> Craft {
    try #require(try Craft.builtIn().first { $0.name == "open_skiff" })
}

@Suite struct SeaCraftTests {
    @Test func `the built-in boats have names of their own and say where their figures come from`() throws {
        let boats = try Craft.builtIn()
        #expect(Set(boats.map(\.name)).count == boats.count)
        #expect(boats.allSatisfy { $0.source.contains("assumption") })
    }

    @Test func `speed falls with waves and load and never below the minimum share`() throws {
        let craft = try skiff()
        // 9 · (1 − 0.25·1) · (1 − 0.1·15/15) = 6.075
        #expect(isClose(speed(craft, 15, 1, 0), 6.075, within: 1e-12))
        // from the side 9 · 0.85 · 0.9, from astern 9 · 0.9 · 0.9, from 45° 9 · 0.8 · 0.9
        #expect(isClose(speed(craft, 15, 1, 90), 6.885, within: 1e-12))
        #expect(isClose(speed(craft, 15, 1, 180), 7.29, within: 1e-12))
        #expect(isClose(speed(craft, 15, 1, 45), 6.48, within: 1e-12))
        #expect(isClose(speed(craft, 0, 0, 0), 9, within: 1e-12))
        #expect(isClose(speed(craft, 15, 50, 0), 2.7, within: 1e-12))
        #expect(speed(craft, 15, 1, nil) == speed(craft, 15, 1, 0))
    }

    private func speed(_ craft: Craft, _ persons: Int, _ height: Double, _ angle: Double?) -> Double {
        craft.speedThroughWater(persons: persons, significantHeight: Metres(height), encounterDegrees: angle)
    }

    @Test func `two losses above one do not make a gain`() throws {
        var craft = try skiff()
        craft.lossPerLoad = 3
        #expect(isClose(speed(craft, 15, 10, 0), 2.7, within: 1e-12))
    }

    @Test func `a laden skiff is swamped before it is rolled over`() throws {
        let craft = try skiff()
        // 30 persons: 15·75/(1025·0.75·8.5·2) = 0.0860832 m deeper; 2·(0.6 − 0.0860832) = 1.0278336 < 0.3·8.5 = 2.55
        #expect(isClose(craft.remainingFreeboard(persons: 30).value, 0.5139168, within: 1e-6))
        #expect(isClose(craft.criticalWave(persons: 30).height.value, 1.0278336, within: 1e-6))
        #expect(craft.criticalWave(persons: 30).cause == .swamping)
        #expect(craft.remainingFreeboard(persons: 3) == Metres(0.6))
        let rolled = craft.criticalWave(persons: 10, swampingFactor: 5)
        #expect(isClose(rolled.height.value, 2.55, within: 1e-12))
        #expect(rolled.cause == .beam)
        #expect(craft.remainingFreeboard(persons: 1000) == Metres(0))
    }

    @Test func `above the design number is overloaded and above twice is refused`() throws {
        let craft = try skiff()
        #expect(try craft.isOverloaded(persons: 15) == false)
        #expect(try craft.isOverloaded(persons: 16))
        #expect(throws: SeaStateError.tooManyPersons(craft: "open_skiff", persons: 31, designPersons: 15)) {
            _ = try craft.isOverloaded(persons: 31)
        }
    }

    @Test func `a boat without length is refused by name and field`() throws {
        let boat = try skiff()
        let refusal = SeaStateError.badCraft(
            name: "raft", field: "length_m", value: 0, needed: "a number above 0")
        #expect(throws: refusal) {
            _ = try Craft(
                name: "raft", length: Metres(0), beam: boat.beam, freeboard: boat.freeboard, designPersons: 4,
                personKilograms: 75, speedMetresPerSecond: 1, lossHeadPerMetre: 0, lossBeamPerMetre: 0,
                lossFollowPerMetre: 0, lossPerLoad: 0, minimumSpeedFraction: 0.5, heightLimit: Metres(1), source: "")
        }
    }
}

@Suite struct SeaEncounterTests {
    private let knot = SeaEncounter.metresPerSecondPerKnot

    @Test(arguments: [(0.0, 0.0, 0.0), (90, 0, 90), (350, 10, 20), (10, 350, 20), (180, 0, 180), (45, 270, 135)])
    func `the angle to the waves is folded to half a turn`(from: Double, heading: Double, angle: Double) {
        #expect(
            isClose(
                SeaEncounter.angleDegrees(waveFromDegrees: from, headingDegrees: heading), angle, within: 1e-12))
    }

    @Test func `head waves are met sooner and following waves later`() throws {
        // 3·36/(18 + 12) = 3.6 s; 3·36/(18 − 12) = 18 s; at 18 kn the boat keeps up with them
        let t = Seconds(6)
        #expect(
            isClose(
                try #require(SeaEncounter.period(wavePeriod: t, speedMetresPerSecond: 12 * knot, angleDegrees: 0))
                    .value,
                3.6, within: 1e-9))
        #expect(
            isClose(
                try #require(SeaEncounter.period(wavePeriod: t, speedMetresPerSecond: 12 * knot, angleDegrees: 180))
                    .value,
                18, within: 1e-9))
        #expect(SeaEncounter.period(wavePeriod: t, speedMetresPerSecond: 20 * knot, angleDegrees: 180) == nil)
    }

    @Test func `an 8,5 m boat may surf from 5,2 knots with the sea astern`() throws {
        // 1.8·√8.5 = 5.247857 kn; at μ = 150°: /cos 30° = 6.059703 kn
        let astern = try #require(SeaEncounter.surfRidingSpeed(length: Metres(8.5), angleDegrees: 180))
        #expect(isClose(astern / knot, 5.247857, within: 1e-6))
        let quarter = try #require(SeaEncounter.surfRidingSpeed(length: Metres(8.5), angleDegrees: 150))
        #expect(isClose(quarter / knot, 6.059703, within: 1e-6))
        #expect(SeaEncounter.surfRidingSpeed(length: Metres(8.5), angleDegrees: 135) == nil)
    }

    @Test func `high wave groups need long waves and high ones`() {
        #expect(
            SeaEncounter.isHighWaveGroup(wavelength: Metres(7), significantHeight: Metres(0.35), length: Metres(8.5)))
        #expect(
            !SeaEncounter.isHighWaveGroup(wavelength: Metres(6.8), significantHeight: Metres(1), length: Metres(8.5)))
        #expect(
            !SeaEncounter.isHighWaveGroup(wavelength: Metres(9), significantHeight: Metres(0.34), length: Metres(8.5)))
    }

    /// IMO guidance for high-speed craft in following seas, table 1.
    @Test(arguments: [
        (1.0, 15.0, 18.0), (2, 17, 23), (3, 19, 27), (4, 20, 30), (5, 21, 33), (6, 23, 35), (1.5, 16, 20.5),
    ])
    func `coastal waves run as fast as the table says`(height: Double, low: Double, high: Double) throws {
        let range = try #require(SeaEncounter.waveSpeeds(significantHeight: Metres(height), in: .coastal))
        #expect(isClose(range.lowerBound / knot, low, within: 1e-9))
        #expect(isClose(range.upperBound / knot, high, within: 1e-9))
    }

    @Test func `wave speeds are not given outside the table`() throws {
        #expect(SeaEncounter.waveSpeeds(significantHeight: Metres(0.9), in: .ocean) == nil)
        #expect(SeaEncounter.waveSpeeds(significantHeight: Metres(6.1), in: .ocean) == nil)
        let ocean = try #require(SeaEncounter.waveSpeeds(significantHeight: Metres(6), in: .ocean))
        #expect(isClose(ocean.upperBound / knot, 46, within: 1e-9))
    }

    @Test(arguments: [(0.0, 0), (0.3, 1), (5.4, 3), (5.5, 4), (7.9, 4), (8.0, 5), (13.8, 6), (17.2, 8), (32.7, 12)])
    func `wind forces begin at the published limits`(wind: Double, force: Int) {
        #expect(SeaEncounter.beaufort(windMetresPerSecond: wind) == force)
    }

    @Test func `design categories follow the directive's limits`() {
        #expect(SeaEncounter.designCategory(significantHeight: Metres(0.3), beaufort: 4) == .d)
        #expect(SeaEncounter.designCategory(significantHeight: Metres(0.3), beaufort: 5) == .c)
        #expect(SeaEncounter.designCategory(significantHeight: Metres(2), beaufort: 6) == .c)
        #expect(SeaEncounter.designCategory(significantHeight: Metres(2.1), beaufort: 6) == .b)
        #expect(SeaEncounter.designCategory(significantHeight: Metres(4), beaufort: 9) == .a)
    }

    @Test func `a wind of 30 metres per second capsizes one open boat in two an hour`() {
        #expect(isClose(SeaEncounter.windCapsizePerHour(windMetresPerSecond: 30), 0.5, within: 1e-12))
        // ½ + ½·tanh(−1) = 0.1192029
        #expect(isClose(SeaEncounter.windCapsizePerHour(windMetresPerSecond: 27), 0.1192029, within: 1e-7))
    }
}

@Suite struct SeaHazardTests {
    @Test func `the hazard per hour is the exponential of its terms`() throws {
        let craft = try skiff()
        let sea = SeaStateSample(
            significantHeight: Metres(1.2), peakPeriod: Seconds(6), windMetresPerSecond: 8, windFromDegrees: 45,
            currentEastMetresPerSecond: 0.5, currentNorthMetresPerSecond: 0.5)
        // λ = 56.1876 m: −10.5 + 1.2·0.8 + 10·1.2/56.1876 + 0.7·30/15 + 0.5 + 0.5·0.7071068 = −7.0728777
        let hazard = SeaHazard.assumed.perHour(craft: craft, persons: 30, in: sea, night: 1)
        #expect(isClose(log(hazard), -7.0728777, within: 1e-6))
    }

    @Test func `only a current against the wind counts`() {
        var sea = SeaStateSample(significantHeight: Metres(1), windFromDegrees: 90, currentEastMetresPerSecond: 1)
        #expect(isClose(SeaHazard.currentAgainstWind(sea), 1, within: 1e-12))
        sea.currentEastMetresPerSecond = -1
        #expect(SeaHazard.currentAgainstWind(sea) == 0)
        sea.windFromDegrees = nil
        sea.currentEastMetresPerSecond = 1
        #expect(SeaHazard.currentAgainstWind(sea) == 0)
    }

    @Test func `where only one period is known the other follows by the ratio`() {
        let peak = SeaStateSample(significantHeight: Metres(1), peakPeriod: Seconds(10))
        let mean = SeaStateSample(significantHeight: Metres(1), meanPeriod: Seconds(7.8))
        #expect(isClose(peak.meanPeriod()?.value ?? 0, 7.8, within: 1e-12))
        #expect(isClose(mean.peakPeriod()?.value ?? 0, 10, within: 1e-12))
        #expect(mean.governingPeriod == Seconds(7.8))
    }
}
