internal import Glibc
public import SpatialEngine
public import Surfaces

/// Time and hazard of a craft along a drawn line.
public struct SeaTiming: Hashable, Sendable {
    /// Time under way.
    public let time: Seconds
    /// The chance of grief on the way, 1 − exp(−∫ hazard per hour dt).
    public let hazard: Double
    /// Hs over the time under way.
    public let meanSignificantHeight: Metres
    /// The highest Hs met.
    public let maximumSignificantHeight: Metres
    /// More persons than the craft is made for.
    public let isOverloaded: Bool
    /// Since departure, one value a vertex.
    public let vertexTimes: [Seconds]
    /// Hs, one value a vertex.
    public let vertexSignificantHeights: [Metres]
    /// Hazard per hour, one value a vertex.
    public let vertexHazardsPerHour: [Double]
}

/// The answer to a question for the timing of a line.
public enum SeaTimingResult: Hashable, Sendable {
    case timed(SeaTiming)
    /// The current there is stronger than the craft.
    case currentTooStrong(at: GeographicPoint)
    /// The waves there are higher than the limit.
    case tooHigh(at: GeographicPoint)
    /// The sea state there is not known.
    case noSeaState(at: GeographicPoint)
}

extension SeaTiming {
    /// A craft on a line, with what it meets.
    public struct Voyage: Sendable {
        /// The boat.
        public let craft: Craft
        /// Persons aboard, 0 to twice the design number.
        public let persons: Int
        /// The hazard's coefficients.
        public let coefficients: SeaHazard
        /// 1 at night, 0 by day, or the share of the way made at night.
        public let night: Double

        /// Sets a craft on its way.
        public init(craft: Craft, persons: Int, coefficients: SeaHazard = .assumed, night: Double) {
            self.craft = craft
            self.persons = persons
            self.coefficients = coefficients
            self.night = night
        }
    }

    /// The longest piece over which the sea state counts as constant.
    public static let longestPiece = Metres(1000)

    /// Follows `line` with a craft.
    ///
    /// Time is ∫ ds / ground speed and hazard ∫ h dt, both by the middle of pieces of at most ``longestPiece``. The course
    /// over the ground stands for the heading against the waves.
    /// - Parameter seaState: What the craft meets at a place; nil where nothing is known.
    /// - Throws: ``SeaStateError/tooManyPersons(craft:persons:designPersons:)``.
    /// - Complexity: O(length / piece) calls of `seaState`.
    public static func along(
        _ line: LineString, voyage: Voyage, seaState: (GeographicPoint) -> SeaStateSample?
    ) throws(SeaStateError) -> SeaTimingResult {
        let isOverloaded = try voyage.craft.isOverloaded(persons: voyage.persons)
        var sums = Sums()
        var heights: [Metres] = []
        var hazards: [Double] = []
        for point in line.points {
            guard let sea = seaState(point) else { return .noSeaState(at: point) }
            heights.append(sea.significantHeight)
            hazards.append(voyage.hazardPerHour(in: sea))
            sums.highest = max(sums.highest, sea.significantHeight.value)
        }
        var times = [Seconds](repeating: Seconds(0), count: min(1, line.points.count))
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            if let stop = add(from: a, to: b, voyage, seaState, to: &sums) { return stop }
            times.append(Seconds(sums.seconds))
        }
        return .timed(
            SeaTiming(
                time: Seconds(sums.seconds), hazard: SeaHazard.chance(integral: sums.hazard),
                meanSignificantHeight: Metres(sums.seconds > 0 ? sums.heightSeconds / sums.seconds : sums.highest),
                maximumSignificantHeight: Metres(sums.highest), isOverloaded: isOverloaded, vertexTimes: times,
                vertexSignificantHeights: heights, vertexHazardsPerHour: hazards))
    }

    private struct Sums {
        var seconds = 0.0
        var hazard = 0.0
        var heightSeconds = 0.0
        var highest = 0.0
    }

    /// Adds one segment of the line; returns why the craft cannot follow it, if so.
    private static func add(
        from a: GeographicPoint, to b: GeographicPoint, _ voyage: Voyage,
        _ seaState: (GeographicPoint) -> SeaStateSample?, to sums: inout Sums
    ) -> SeaTimingResult? {
        let length = Geodesic.distance(a, b).value
        guard length > 0 else { return nil }
        let pieces = max(1, Int((length / longestPiece.value).rounded(.up)))
        let course = Geodesic.azimuthDegrees(from: a, to: b)
        for i in 0..<pieces {
            let t = (Double(i) + 0.5) / Double(pieces)
            let place = GeographicPoint(
                longitude: a.longitude + t * (b.longitude - a.longitude),
                latitude: a.latitude + t * (b.latitude - a.latitude))
            guard let sea = seaState(place) else { return .noSeaState(at: place) }
            guard let speed = voyage.groundSpeed(courseDegrees: course, in: sea) else {
                return .currentTooStrong(at: place)
            }
            let seconds = length / Double(pieces) / speed
            sums.seconds += seconds
            sums.hazard += voyage.hazardPerHour(in: sea) * seconds / 3600
            sums.heightSeconds += sea.significantHeight.value * seconds
            sums.highest = max(sums.highest, sea.significantHeight.value)
        }
        return nil
    }
}

extension SeaTiming.Voyage {
    /// m/s over the ground on a course, nil where the current is stronger than the craft.
    public func groundSpeed(courseDegrees: Double, in sea: SeaStateSample) -> Double? {
        let encounter = sea.waveFromDegrees.map {
            SeaEncounter.angleDegrees(waveFromDegrees: $0, headingDegrees: courseDegrees)
        }
        let throughWater = craft.speedThroughWater(
            persons: persons, significantHeight: sea.significantHeight, encounterDegrees: encounter)
        let course = courseDegrees * .pi / 180
        return SeaGroundSpeed.along(
            east: sin(course), north: cos(course), throughWater: throughWater,
            currentEast: sea.currentEastMetresPerSecond, currentNorth: sea.currentNorthMetresPerSecond)
    }

    /// The hazard per hour in a sea.
    public func hazardPerHour(in sea: SeaStateSample) -> Double {
        coefficients.perHour(craft: craft, persons: persons, in: sea, night: night)
    }
}
