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
    /// - Complexity: For the 39,000 corners of the region's full coast half a minute of computing and 100 MB.
    public init(preparing chart: SeaChart, threads: Int) {
        let graph = SeaCornerGraph(of: chart, metric: SeaMetric(chart.frame), threads: threads)
        let labels = SeaHubLabels(of: graph, threads: threads)
        self.init(core: SeaNetworkCore(chart: chart, corners: graph.corners, labels: labels))
    }

    init(core: SeaNetworkCore) {
        self.core = core
        let corners = core.corners.count
        scratch = SeaPool { SeaNetworkScratch(corners: corners) }
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
        try core.chart.passage(from: from, to: to, snap: snap) { start, target in
            core.chart.isClear(from: start.point, to: target.point)
                ? []
                : scratch.with { scratch in
                    core.gates.read { view in
                        var search = SeaNetworkSearch(core, from: start, to: target, scratch, view)
                        return search.bends()
                    }
                }
        }
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
    /// A plane in which no way is longer than on the globe.
    let shortest: SeaScale
    let gates: SeaGates
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
        shortest = SeaScale(shortestIn: chart.frame)
        gates = SeaGates(of: chart)
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
