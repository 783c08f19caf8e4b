internal import Glibc
public import SpatialEngine
public import Surfaces

extension SeaTiming {
    /// The chance of meeting at least one wave above the craft's critical height on the way along `line`,
    /// 1 − exp(Σ N·ln(1 − p)) over pieces of at most ``longestPiece`` with N = time / Tz waves each.
    ///
    /// - Parameter seaState: What the craft meets at a place; nil where nothing is known.
    /// - Returns: nil where the sea state or its period is not known, or the current is stronger than the craft.
    /// - Complexity: O(length / piece) calls of `seaState`.
    public static func chanceOfCriticalWave(
        along line: LineString, voyage: Voyage, seaState: (GeographicPoint) -> SeaStateSample?
    ) -> Double? {
        let critical = voyage.craft.criticalWave(persons: voyage.persons).height
        var logarithm = 0.0
        for (a, b) in zip(line.points, line.points.dropFirst()) {
            let length = Geodesic.distance(a, b).value
            guard length > 0 else { continue }
            let pieces = max(1, Int((length / longestPiece.value).rounded(.up)))
            let course = Geodesic.azimuthDegrees(from: a, to: b)
            for i in 0..<pieces {
                let t = (Double(i) + 0.5) / Double(pieces)
                let place = GeographicPoint(
                    longitude: a.longitude + t * (b.longitude - a.longitude),
                    latitude: a.latitude + t * (b.latitude - a.latitude))
                guard let sea = seaState(place), let speed = voyage.groundSpeed(courseDegrees: course, in: sea) else {
                    return nil
                }
                let time = Seconds(length / Double(pieces) / speed)
                guard let part = logarithmOfNone(above: critical, in: sea, for: time) else { return nil }
                logarithm += part
            }
        }
        return -expm1(logarithm)
    }

    /// The logarithm of the chance that no wave is critical; nil where waves have no known period.
    private static func logarithmOfNone(above height: Metres, in sea: SeaStateSample, for time: Seconds) -> Double? {
        let p = WaveStatistics.chanceOfExceeding(height, significantHeight: sea.significantHeight)
        // Without waves there is no period either.
        guard p > 0 else { return 0 }
        guard let period = sea.meanPeriod() else { return nil }
        return WaveStatistics.count(in: time, meanPeriod: period) * log1p(-p)
    }
}
