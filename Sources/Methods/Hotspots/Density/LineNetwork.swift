public import SpatialEngine

/// Lines that are joined where their end points coincide.
///
/// A closed line is a loop on its node; several lines may join the same two nodes. A place is a line with an offset along it.
public struct LineNetwork: Sendable {
    /// A place on a line, `offset` from its first vertex.
    public struct Place: Hashable, Sendable {
        /// The number of the line.
        public var edge: Int
        /// In metres on the globe, else in the plane's unit.
        public var offset: Double

        /// A place on a line.
        public init(edge: Int, offset: Double) {
            self.edge = edge
            self.offset = offset
        }
    }

    /// The vertices of each line.
    public let lines: [[PlanarPoint]]
    /// How lengths are measured.
    public let metric: Metric
    /// The length of each line, above 0.
    public let lengths: [Double]
    /// The nodes where each line begins and ends.
    let ends: [(from: Int, to: Int)]
    /// The lines that begin or end at each node; a loop comes twice.
    let leaving: [[Departure]]
    /// Offsets of the vertices of each line.
    private let vertexOffsets: [[Double]]

    /// A line as it leaves a node.
    struct Departure: Hashable, Sendable {
        let edge: Int
        /// From its first vertex on.
        let isForward: Bool
    }

    /// Joins lines.
    ///
    /// - Throws: ``HotspotError/notPositive(_:_:)`` for a line without length, ``HotspotError/invalidValue(unit:)`` for one
    ///   with a vertex that is no position.
    /// - Complexity: O(vertices).
    public init(_ lines: [[PlanarPoint]], metric: Metric) throws(HotspotError) {
        self.lines = lines
        self.metric = metric
        var numbers: [PlanarPoint: Int] = [:]
        func node(_ p: PlanarPoint) -> Int {
            // −0 is 0.
            let place = PlanarPoint(x: p.x + 0, y: p.y + 0)
            let number = numbers[place] ?? numbers.count
            numbers[place] = number
            return number
        }
        var (ends, offsets): ([(from: Int, to: Int)], [[Double]]) = ([], [])
        for (edge, line) in lines.enumerated() {
            do { _ = try Positions(line, metric: metric) } catch { throw .invalidValue(unit: edge) }
            var along = [0.0]
            for (a, b) in zip(line, line.dropFirst()) { along.append(along[along.count - 1] + metric.distance(a, b)) }
            guard let first = line.first, let last = line.last, along[along.count - 1] > 0 else {
                throw .notPositive("the length of line \(edge + 1)", along[along.count - 1])
            }
            ends.append((node(first), node(last)))
            offsets.append(along)
        }
        var leaving = [[Departure]](repeating: [], count: numbers.count)
        for (edge, end) in ends.enumerated() {
            leaving[end.from].append(Departure(edge: edge, isForward: true))
            leaving[end.to].append(Departure(edge: edge, isForward: false))
        }
        (self.ends, self.leaving, vertexOffsets) = (ends, leaving, offsets)
        lengths = offsets.map { $0[$0.count - 1] }
    }

    /// The length of all lines.
    public var length: Double { lengths.reduce(0, +) }

    /// How many line ends meet at each node.
    public var degrees: [Int] { leaving.map(\.count) }

    /// Where a place lies; straight in coordinates between the vertices.
    public func position(of place: Place) -> PlanarPoint {
        let (line, along) = (lines[place.edge], vertexOffsets[place.edge])
        var (low, high) = (0, along.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if along[middle] <= place.offset { low = middle } else { high = middle }
        }
        let length = along[high] - along[low]
        let t = length > 0 ? min(1, max(0, (place.offset - along[low]) / length)) : 0
        if t == 1 { return line[high] }
        return PlanarPoint(
            x: line[low].x + t * (line[high].x - line[low].x), y: line[low].y + t * (line[high].y - line[low].y))
    }

    /// The part of a line between two offsets, with the vertices in it.
    public func vertices(of edge: Int, from start: Double, to end: Double) -> [PlanarPoint] {
        let inner = vertexOffsets[edge].indices.filter {
            start < vertexOffsets[edge][$0] && vertexOffsets[edge][$0] < end
        }
        return [position(of: Place(edge: edge, offset: start))] + inner.map { lines[edge][$0] }
            + [position(of: Place(edge: edge, offset: end))]
    }

    /// The offset of a vertex.
    func offset(ofVertex vertex: Int, on edge: Int) -> Double { vertexOffsets[edge][vertex] }
}
