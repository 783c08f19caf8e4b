public import SpatialEngine

/// A chart with what makes its shortest passages quick: the corners that paths bend round, the straight ways between them,
/// and how far they lie from some landmarks.
///
/// Passages are those of the chart, found without a search through its triangles; where the chart compares lengths in a
/// plane scaled at the middle latitude of the ends, these are compared on the globe.
public struct SeaNetwork: Sendable {
    let core: SeaNetworkCore
    private let scratch: SeaPool<SeaNetworkScratch>

    /// The water.
    public var chart: SeaChart { core.chart }

    /// Works out the corners of a chart and how they join; the result is the same for any number of threads.
    ///
    /// - Complexity: For the 39,000 corners of the region's full coast some seconds and 25 MB.
    public init(preparing chart: SeaChart, threads: Int) {
        let graph = SeaCornerGraph(of: chart, metric: SeaMetric(chart.frame), threads: threads)
        let bodies = graph.corners.map { v in
            chart.mesh.spokes(of: Int(v)).lazy.map { chart.waters.body[$0 / 3] }.max() ?? -1
        }
        self.init(core: SeaNetworkCore(chart: chart, graph: graph, landmarks: SeaLandmarks(of: graph) { bodies[$0] }))
    }

    init(core: SeaNetworkCore) {
        self.core = core
        let corners = core.graph.corners.count
        scratch = SeaPool { SeaNetworkScratch(corners: corners) }
    }

    /// How many corners passages may bend round.
    public var cornerCount: Int { core.graph.corners.count }

    /// How many straight ways join them.
    public var wayCount: Int { core.graph.heads.count / 2 }

    /// The shortest passage between two places that touches no land, as ``SeaChart/passage(from:to:snap:)`` finds it.
    ///
    /// - Throws: ``SeaError/invalidPosition(_:)`` for a place that is none.
    public func passage(
        from: GeographicPoint, to: GeographicPoint, snap: Metres
    ) throws(SeaError) -> SeaPassageResult {
        try core.chart.passage(from: from, to: to, snap: snap) { start, target in
            core.chart.isClear(from: start.point, to: target.point)
                ? [] : scratch.with { SeaNetworkSearch(core, from: start, to: target, $0).bends() }
        }
    }
}

/// What all queries of a network read.
final class SeaNetworkCore: Sendable {
    let chart: SeaChart
    let metric: SeaMetric
    let graph: SeaCornerGraph
    let landmarks: SeaLandmarks
    /// The corner at each vertex of the chart, −1 for none.
    let numbers: [Int32]
    let points: [LatticePoint]
    let spots: [SeaMetric.Spot]

    init(chart: SeaChart, graph: SeaCornerGraph, landmarks: SeaLandmarks) {
        (self.chart, self.graph, self.landmarks) = (chart, graph, landmarks)
        let metric = SeaMetric(chart.frame)
        self.metric = metric
        var numbers = [Int32](repeating: -1, count: chart.mesh.points.count)
        for (c, v) in graph.corners.enumerated() { numbers[Int(v)] = Int32(c) }
        self.numbers = numbers
        points = graph.corners.map { chart.mesh.points[Int($0)] }
        spots = graph.corners.map { metric.spot(chart.mesh.points[Int($0)]) }
    }
}
