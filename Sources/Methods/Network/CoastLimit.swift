internal import SpatialEngine

/// The least and greatest distance off the coast that a passage keeps.
///
/// No boat leaves a beach at a distance from it: within ``approach`` of an end the least distance does not hold.
struct CoastLimit: Sendable {
    private let waters: VoyageWaters
    private let least: Double
    private let greatest: Double
    private let isOpen: [Bool]

    init(waters: VoyageWaters, limits: VoyagePlanner.Limits, graph: VoyageGraph, threads: Int) {
        self.waters = waters
        least = limits.leastCoastDistance?.value ?? 0
        let box = waters.extent
        let across = VoyagePlanner.metres(
            LocalOffset(space: waters.space), GeographicPoint(longitude: box.west, latitude: box.south),
            GeographicPoint(longitude: box.east, latitude: box.north))
        // No place is farther off than the extent is wide, unless there is no coast at all.
        greatest = limits.greatestCoastDistance.map { $0.value < across ? $0.value : .infinity } ?? .infinity
        guard least > 0 || greatest < .infinity else {
            isOpen = []
            return
        }
        let points = graph.points
        let (least, greatest) = (least, greatest)
        isOpen = parallelMap(Array(stride(from: 0, to: points.count, by: 4096)), threads: threads) { start in
            (start..<min(start + 4096, points.count)).map {
                Self.holds(points[$0], waters, least * 1.002, greatest)
            }
        }.flatMap { $0 }
    }

    /// Whether there is no limit.
    var isNone: Bool { isOpen.isEmpty }

    private static func holds(
        _ point: GeographicPoint, _ waters: VoyageWaters, _ least: Double, _ greatest: Double
    ) -> Bool {
        let reach = greatest < .infinity ? greatest : least
        guard let metres = waters.distanceToShore(from: point, within: reach) else {
            return greatest == .infinity
        }
        return metres >= least
    }

    /// How far round an end the least distance does not hold: half as far again as the nearest place that keeps it.
    func approach(to end: GeographicPoint, _ graph: VoyageGraph, _ offset: LocalOffset) -> Double {
        guard !isNone, least > 0 else { return 0 }
        var nearest = Double.infinity
        for (i, point) in graph.points.enumerated() where isOpen[i] {
            nearest = min(nearest, VoyagePlanner.metres(offset, end, point))
        }
        return nearest < .infinity ? 1.5 * nearest + VoyageCells.finest : 0
    }

    /// Whether a search may enter a place of the graph.
    func mayEnter(_ place: Int) -> Bool { isNone || isOpen[place] }

    /// Whether the whole segment keeps the limits outside the approaches; looked at every eighth of the least distance,
    /// at most at 33 points.
    func allows(
        from a: GeographicPoint, to b: GeographicPoint, metres: Double, isNearEnd: (GeographicPoint) -> Bool
    ) -> Bool {
        guard !isNone else { return true }
        let grain = max(10, min(least > 0 ? least : .infinity, greatest) / 8)
        let pieces = min(32, max(1, Int((metres / grain).rounded(.up))))
        for i in 0...pieces {
            let t = Double(i) / Double(pieces)
            let point = GeographicPoint(
                longitude: a.longitude + t * (b.longitude - a.longitude),
                latitude: a.latitude + t * (b.latitude - a.latitude))
            guard isNearEnd(point) || Self.holds(point, waters, least * 1.001, greatest) else { return false }
        }
        return true
    }
}
