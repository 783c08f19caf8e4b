public import SpatialEngine

/// A chart with what makes its shortest passages quick: the corners that paths bend round, and the distances between them.
///
/// Passages are those of the chart, found without a search through its triangles; where the chart compares lengths in a
/// plane scaled at the middle latitude of the ends, these are compared on the globe.
public struct SeaNetwork: Sendable {
    let core: SeaNetworkCore
    private let scratch: SeaPool<SeaNetworkScratch>

    /// The water.
    public var chart: SeaChart { core.chart }

    /// Works out the corners of a chart and the distances between them; the result is the same for any number of threads.
    ///
    /// - Complexity: For the 39,000 corners of the region's full coast half a minute of computing and 55 MB.
    public init(preparing chart: SeaChart, threads: Int) {
        let graph = SeaCornerGraph(of: chart, metric: SeaMetric(chart.frame), threads: threads)
        let labels = SeaHubLabels(of: graph, on: chart, threads: threads)
        self.init(core: SeaNetworkCore(chart: chart, corners: graph.corners, labels: labels))
    }

    init(core: SeaNetworkCore) {
        self.core = core
        let corners = core.corners.count
        let longest = core.labels.longest
        scratch = SeaPool { SeaNetworkScratch(corners: corners, longest: longest) }
    }

    /// How many corners passages may bend round.
    public var cornerCount: Int { core.corners.count }

    /// How many distances are kept.
    public var distanceCount: Int { core.labels.entries.count }

    /// The shortest passage between two places that touches no land, as ``SeaChart/passage(from:to:snap:)`` finds it.
    ///
    /// - Throws: ``SeaError/invalidPosition(_:)`` for a place that is none.
    public func passage(
        from: GeographicPoint, to: GeographicPoint, snap: Metres
    ) throws(SeaError) -> SeaPassageResult {
        var detours = SeaDetours()
        while true {
            var way: (way: SeaWay, start: SeaEnd, target: SeaEnd)?
            let result = try core.chart.passage(from: from, to: to, snap: snap) { start, target in
                guard !core.chart.isClear(from: start, to: target) else { return [] }
                guard let found = self.way(from: start, to: target, detours) else { return nil }
                way = (found, start, target)
                return core.bends(from: found.first, by: found.hub, to: found.last)
            }
            guard case .route(let passage) = result, let way, passage.length.value > way.way.length * (1 + 1e-10),
                core.measure(way.way, from: way.start, to: way.target, &detours)
            else { return result }
        }
    }

    private func way(from start: SeaEnd, to target: SeaEnd, _ detours: SeaDetours) -> SeaWay? {
        scratch.with { scratch in
            return core.chart.gates.read { view in
                var search = SeaNetworkSearch(core, from: start, to: target, scratch, view, detours: detours)
                return search.way()
            }
        }
    }
}

extension SeaNetworkCore {
    /// Measures the first and the last piece of a way as they are drawn.
    ///
    /// - Returns: Whether one is longer than it was taken to be; then another way may be shorter.
    fileprivate func measure(
        _ way: SeaWay, from start: SeaEnd, to target: SeaEnd, _ detours: inout SeaDetours
    ) -> Bool {
        var isLonger = false
        for (corner, end, isStart) in [(Int(way.first), start, true), (Int(way.last), target, false)]
        where detours[corner, isStart] == nil {
            let point = chart.mesh.points[Int(corners[corner])]
            let geodesic = metric.distance(metric.spot(end.point), spots[corner], from: end.point, to: point)
            let drawn =
                isStart
                ? chart.drawnLength(from: end.point, in: end.triangle, to: point, measuring: geodesic)
                : chart.drawnLength(from: Int(corners[corner]), to: end.point, measuring: geodesic)
            guard drawn > geodesic * (1 + 1e-10) else { continue }
            detours[corner, isStart] = drawn
            isLonger = true
        }
        return isLonger
    }
}

/// A group of labels (``SeaHubLabels/Group``) with the place of its next corner, which decides whether to go into it.
struct SeaWayOn: BitwiseCopyable {
    /// Lattice steps from the south-west of the window.
    var x: Int32
    var y: Int32
    /// Where the entries begin; they end where those of the next one begin.
    var start: Int32
}

/// What all queries of a network read.
final class SeaNetworkCore: Sendable {
    let chart: SeaChart
    let metric: SeaMetric
    let bending: SeaBending
    /// A plane in which no way is longer than on the globe.
    let shortest: SeaScale
    /// The vertex of each corner.
    let corners: [Int32]
    let labels: SeaHubLabels
    /// The corner at each vertex of the chart, −1 for none.
    let numbers: [Int32]
    let spots: [SeaMetric.Spot]
    /// The groups of the labels.
    let waysOn: [SeaWayOn]

    init(chart: SeaChart, corners: [Int32], labels: SeaHubLabels) {
        (self.chart, self.corners, self.labels) = (chart, corners, labels)
        let metric = SeaMetric(chart.frame)
        self.metric = metric
        bending = SeaBending(chart.frame)
        shortest = SeaScale(shortestIn: chart.frame)
        var numbers = [Int32](repeating: -1, count: chart.mesh.points.count)
        for (c, v) in corners.enumerated() { numbers[Int(v)] = Int32(c) }
        self.numbers = numbers
        waysOn = labels.groups.map { group in
            guard group.next >= 0 else { return SeaWayOn(x: 0, y: 0, start: group.start) }
            let p = chart.mesh.points[Int(corners[Int(group.next)])]
            return SeaWayOn(x: Int32(p.x - chart.frame.west), y: Int32(p.y - chart.frame.south), start: group.start)
        }
        spots = corners.map { metric.spot(chart.mesh.points[Int($0)]) }
    }
}
