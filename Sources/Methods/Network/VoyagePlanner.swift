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

    /// A passage asked for, by the shortest way between its ends.
    public struct Leg: Sendable {
        /// The exact shortest passage; its ends are those of the leg.
        public let shortest: SeaPassage

        /// The leg that a passage goes.
        public init(_ shortest: SeaPassage) { self.shortest = shortest }

        var from: GeographicPoint { shortest.line.points[0] }
        var to: GeographicPoint { shortest.line.points[shortest.line.points.count - 1] }
    }

    /// On the globe cells are laid only where a way of at most this many times the shortest passage may lead; an
    /// assumption.
    public static let searchedStretch = 1.6
    /// How finely waits ashore are tried; an assumption.
    public static let waitStep = Seconds(900)
    /// Vertices that a passage is drawn with, besides its bends round land.
    static let vertices = 128

    let waters: VoyageWaters
    let limits: Limits
    let legs: [Leg]
    let graph: VoyageGraph
    let coast: CoastLimit

    /// Lays the places of a search over the waters that some legs may use.
    ///
    /// - Parameter isSearched: Whether anything but land shapes the ways; else no place is laid.
    /// - Throws: ``SeaError`` for a position that is not on the globe.
    /// - Complexity: O(*n* log *n*) for *n* places, some hundred thousand for the whole Darién.
    public init(
        waters: VoyageWaters, legs: [Leg], limits: Limits, isSearched: Bool, threads: Int
    ) throws(SeaError) {
        (self.waters, self.legs, self.limits) = (waters, legs, limits)
        guard isSearched else {
            graph = VoyageGraph.empty(places: 2 * legs.count)
            coast = CoastLimit(waters: waters, limits: limits, graph: graph, threads: 1)
            return
        }
        let largest = try Self.largestCell(
            limits, waters, longest: legs.reduce(0) { max($0, $1.shortest.length.value) })
        let offset = LocalOffset(space: waters.space)
        let reaches = legs.map { ($0, max($0.shortest.length.value, 1e-6) * Self.searchedStretch) }
        // Many legs cover the waters anyway.
        let coversAll = legs.count > 24 || waters.space == .plane
        let isNeeded: @Sendable (GeographicPoint, Double) -> Bool = { point, radius in
            coversAll
                || reaches.contains { leg, reach in
                    Self.metres(offset, leg.from, point) + Self.metres(offset, point, leg.to) - 2.01 * radius <= reach
                }
        }
        graph = try waters.graph(
            places: legs.flatMap { [$0.from, $0.to] }, largest: largest,
            threads: threads, isNeeded: isNeeded)
        coast = CoastLimit(waters: waters, limits: limits, graph: graph, threads: threads)
    }

    /// No search has more cells than this, roughly.
    private static let mostCells = 8e6

    /// The side of the largest cell, metres.
    ///
    /// - Throws: ``SeaError/tooManyCells(count:least:)`` for a side so small that the search would never end.
    private static func largestCell(
        _ limits: Limits, _ waters: VoyageWaters, longest: Double
    ) throws(SeaError) -> Double {
        let box = waters.extent
        let middle = (box.south + box.north) / 2
        let unit =
            waters.space == .plane ? (east: 1.0, north: 1.0) : LocalOffset.metresPerDegree(latitude: middle)
        let area = (box.east - box.west) * unit.east * (box.north - box.south) * unit.north
        let least = (area / mostCells).squareRoot()
        if let given = limits.largestCell?.value {
            guard given >= least else { throw .tooManyCells(count: area / (given * given), least: Metres(least)) }
            return given
        }
        if waters.space == .plane { return max(longest / 100, area.squareRoot() / 500) }
        return min(5000, max(250, longest / 100))
    }

    static func metres(_ offset: LocalOffset, _ a: GeographicPoint, _ b: GeographicPoint) -> Double {
        let way = offset(from: a, to: b)
        return (way.east * way.east + way.north * way.north).squareRoot()
    }

    /// How many places the search has.
    public var placeCount: Int { graph.points.count }
}
