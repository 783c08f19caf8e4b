internal import Glibc
internal import SpatialEngine
public import Surfaces

/// A boat at sea: how fast it goes, what endangers it and what it must not meet, by place and time.
public struct VoyageConditions: Sendable {
    /// When it is dark.
    public enum Night: Hashable, Sendable {
        /// A fixed share of the way, 0…1.
        case share(Double)
        /// As the sun stands.
        case sun
    }

    /// The boat.
    public var craft: Craft
    /// Persons aboard, 0 to twice the design number.
    public var persons: Int
    /// The hazard's coefficients.
    public var coefficients = SeaHazard.assumed
    /// Speed through the water whatever the sea, m/s; nil reckons it from craft, load and waves.
    public var constantSpeed: Double?
    /// When it is dark.
    public var night = Night.share(0)
    /// Waves, wind and current.
    public var metocean: Metocean
    /// Whether there is neither wave nor current anywhere: the shortest passage is then the best one.
    public var isCalm = false
    /// The highest Hs that may be entered, metres.
    public var heightLimit: Double?

    /// A boat on a sea.
    public init(craft: Craft, persons: Int, metocean: Metocean) {
        self.craft = craft
        self.persons = persons
        self.metocean = metocean
    }

    /// What is met at a place and time.
    struct Meeting {
        let sea: SeaStateSample
        let hazardPerHour: Double
    }

    /// Why a boat cannot be somewhere.
    enum Obstacle: UInt8 {
        case gap, height, current
    }

    func meeting(at point: GeographicPoint, time: Double) -> Result<Meeting, Obstruction> {
        guard let sea = metocean.sample(at: point, time: time) else { return .failure(Obstruction(.gap)) }
        if let heightLimit, sea.significantHeight.value > heightLimit { return .failure(Obstruction(.height)) }
        return .success(Meeting(sea: sea, hazardPerHour: hazardPerHour(in: sea, at: point, time: time)))
    }

    struct Obstruction: Error {
        let obstacle: Obstacle
        init(_ obstacle: Obstacle) { self.obstacle = obstacle }
    }

    func hazardPerHour(in sea: SeaStateSample, at point: GeographicPoint, time: Double) -> Double {
        let dark: Double
        switch night {
        case .share(let share): dark = share
        case .sun: dark = SolarElevation.isNight(at: point, time: time) ? 1 : 0
        }
        return coefficients.perHour(craft: craft, persons: persons, in: sea, night: dark)
    }

    /// Speed over the ground along a course of unit vector (`east`, `north`), m/s; nil where the current is stronger than the
    /// boat.
    ///
    /// The heading differs from the course by the angle that the boat holds against the current; waves are met by the
    /// heading, so speed and heading are found by turns.
    func groundSpeed(east: Double, north: Double, in sea: SeaStateSample) -> Double? {
        let (u, v) = (sea.currentEastMetresPerSecond, sea.currentNorthMetresPerSecond)
        if let constantSpeed {
            return SeaGroundSpeed.along(
                east: east, north: north, throughWater: constantSpeed, currentEast: u, currentNorth: v)
        }
        var heading = (east, north)
        var speed: Double?
        for _ in 0..<(u == 0 && v == 0 || sea.waveFromDegrees == nil ? 1 : 3) {
            let throughWater = speedThroughWater(east: heading.0, north: heading.1, in: sea)
            speed = SeaGroundSpeed.along(
                east: east, north: north, throughWater: throughWater, currentEast: u, currentNorth: v)
            guard let made = speed else { return nil }
            heading = (made * east - u, made * north - v)
        }
        return speed
    }

    private func speedThroughWater(east: Double, north: Double, in sea: SeaStateSample) -> Double {
        let encounter = sea.waveFromDegrees.map {
            SeaEncounter.angleDegrees(
                waveFromDegrees: $0, headingDegrees: atan2(east, north) * 180 / .pi)
        }
        return craft.speedThroughWater(
            persons: persons, significantHeight: sea.significantHeight, encounterDegrees: encounter)
    }

    /// The highest speed through the water on a flat sea, m/s.
    var calmSpeed: Double {
        constantSpeed
            ?? craft.speedThroughWater(persons: persons, significantHeight: Metres(0), encounterDegrees: nil)
    }

    /// A hazard per hour that no sea goes below: flat water by day.
    var leastHazardPerHour: Double {
        coefficients.perHour(
            craft: craft, persons: persons, in: SeaStateSample(significantHeight: Metres(0)), night: 0)
    }
}
