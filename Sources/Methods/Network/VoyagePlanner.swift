internal import Glibc
public import SpatialEngine
internal import Surfaces

/// Plans passages of open boats between beaches: least time, least hazard, or both weighed against each other.
public struct VoyagePlanner: Sendable {
    /// What a passage shall have least of.
    public enum Objective: String, CaseIterable, Hashable, Sendable {
        case time, hazard, pareto
    }

    /// What a passage must keep to.
    public struct Limits: Hashable, Sendable {
        /// The least distance off the coast, metres; near its ends a passage may be closer.
        public var leastCoastDistance: Metres?
        /// The greatest distance off the coast.
        public var greatestCoastDistance: Metres?
        /// The side of the largest cell of the search; nil takes a hundredth of the longest leg, 250 m to 5 km.
        public var largestCell: Metres?
        /// How long the boat may wait ashore for the sea to calm.
        public var longestWait = Seconds(0)

        /// No limit.
        public init() {}
    }

    /// A passage asked for: two positions on charted water.
    public struct Leg: Hashable, Sendable {
        /// Where it begins.
        public var from: GeographicPoint
        /// Where it ends.
        public var to: GeographicPoint

        /// A leg between two positions.
        public init(from: GeographicPoint, to: GeographicPoint) {
            self.from = from
            self.to = to
        }
    }

    /// Cells are laid only where a way of at most this many times the shortest passage may lead; an assumption.
    public static let searchedStretch = 2.5
    /// Vertices that a passage is drawn with, besides its bends round land.
    static let vertices = 128

    let chart: SeaChart
    let limits: Limits
    let legs: [Leg]
    let graph: VoyageGraph
    /// The exact shortest passage of each leg, nil where the waters do not join.
    let shortest: [SeaPassage?]
    let coast: CoastLimit

    /// Lays the places of a search over the waters that some legs may use.
    ///
    /// - Parameter isSearched: Whether anything but land shapes the ways; else no place is laid.
    /// - Throws: ``SeaError`` for a position that is not on the globe.
    /// - Complexity: O(*n* log *n*) for *n* places, some hundred thousand for the whole Darién.
    public init(
        chart: SeaChart, legs: [Leg], limits: Limits, isSearched: Bool, threads: Int
    ) throws(SeaError) {
        let shortest = try parallelMap(legs, threads: threads) { leg throws(SeaError) -> SeaPassage? in
            guard case .route(let passage) = try chart.passage(from: leg.from, to: leg.to, snap: Metres(0)) else {
                return nil
            }
            return passage
        }
        (self.chart, self.legs, self.limits, self.shortest) = (chart, legs, limits, shortest)
        guard isSearched else {
            graph = VoyageGraph.empty(places: 2 * legs.count)
            coast = CoastLimit(chart: chart, limits: limits, graph: graph, threads: 1)
            return
        }
        let longest = shortest.reduce(0) { max($0, $1?.length.value ?? 0) }
        let usual = chart.space == .plane ? max(longest / 100, 1e-6) : min(5000, max(250, longest / 100))
        let offset = LocalOffset(space: chart.space)
        let reaches = zip(legs, shortest).compactMap { leg, passage in
            passage.map { (leg, max($0.length.value, 1e-6) * Self.searchedStretch) }
        }
        // Many legs cover the waters anyway.
        let coversAll = legs.count > 24
        let isNeeded: @Sendable (GeographicPoint, Double) -> Bool = { point, radius in
            coversAll
                || reaches.contains { leg, reach in
                    Self.metres(offset, leg.from, point) + Self.metres(offset, point, leg.to) - 2.01 * radius <= reach
                }
        }
        graph = try VoyageGraph(
            over: chart, places: legs.flatMap { [$0.from, $0.to] }, largest: limits.largestCell?.value ?? usual,
            threads: threads, isNeeded: isNeeded)
        coast = CoastLimit(chart: chart, limits: limits, graph: graph, threads: threads)
    }

    static func metres(_ offset: LocalOffset, _ a: GeographicPoint, _ b: GeographicPoint) -> Double {
        let way = offset(from: a, to: b)
        return (way.east * way.east + way.north * way.north).squareRoot()
    }

    /// How many places the search has.
    public var placeCount: Int { graph.points.count }
}
