internal import SpatialEngine
internal import Surfaces

extension SeaTiming {
    /// Follows a drawn line with a boat from its departure.
    ///
    /// - Complexity: O(length / piece) looks at the sea.
    static func along(
        _ drawn: LineString, line: VoyageLine, departure: Double, isOverloaded: Bool
    ) -> SeaTimingResult {
        var sums = VoyageLine.Share()
        var times: [Seconds] = []
        var heights: [Metres] = []
        var hazards: [Double] = []
        for (i, point) in drawn.points.enumerated() {
            if i > 0 {
                let before = drawn.points[i - 1]
                let metres = line.offset.space.distance(before, point).value
                switch line.share(from: before, to: point, metres: metres, time: departure + sums.seconds) {
                case .failure(let obstruction):
                    return Self.stopped(by: obstruction.obstacle, at: point)
                case .success(let share):
                    sums.seconds += share.seconds
                    sums.hazard += share.hazard
                    sums.heightSeconds += share.heightSeconds
                    sums.highest = max(sums.highest, share.highest)
                }
            }
            guard let sea = line.conditions.metocean.sample(at: point, time: departure + sums.seconds) else {
                return .noSeaState(at: point)
            }
            if sea.significantHeight.value > line.conditions.heightLimit ?? .infinity { return .tooHigh(at: point) }
            times.append(Seconds(sums.seconds))
            heights.append(sea.significantHeight)
            hazards.append(line.conditions.hazardPerHour(in: sea, at: point, time: departure + sums.seconds))
            sums.highest = max(sums.highest, sea.significantHeight.value)
        }
        return .timed(
            SeaTiming(
                time: Seconds(sums.seconds), hazard: SeaHazard.chance(integral: sums.hazard),
                meanSignificantHeight: Metres(sums.seconds > 0 ? sums.heightSeconds / sums.seconds : sums.highest),
                maximumSignificantHeight: Metres(sums.highest), isOverloaded: isOverloaded, vertexTimes: times,
                vertexSignificantHeights: heights, vertexHazardsPerHour: hazards))
    }

    private static func stopped(by obstacle: VoyageConditions.Obstacle, at point: GeographicPoint) -> SeaTimingResult {
        switch obstacle {
        case .gap: .noSeaState(at: point)
        case .height: .tooHigh(at: point)
        case .current: .currentTooStrong(at: point)
        }
    }
}

extension VoyagePlanner {
    /// The strongest current at the places of the graph, m/s: at the departure, and six-hourly over two days.
    func strongestCurrent(_ metocean: Metocean, from departure: Double) -> Double {
        var strongest = 0.0
        let times = metocean.span == nil ? [departure] : (0...8).map { departure + Double($0) * 21_600 }
        let stride = max(1, graph.points.count / 20_000)
        for time in times {
            for i in Swift.stride(from: 0, to: graph.points.count, by: stride) {
                guard let sea = metocean.sample(at: graph.points[i], time: time) else { continue }
                let (u, v) = (sea.currentEastMetresPerSecond, sea.currentNorthMetresPerSecond)
                strongest = max(strongest, (u * u + v * v).squareRoot())
            }
        }
        return strongest
    }
}
