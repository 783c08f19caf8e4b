/// Which units are neighbours of which, and how much each counts.
///
/// Units are numbered from 0 in input order; a unit is never its own neighbour here (Gi* adds it itself).
public struct SpatialWeights: Hashable, Sendable {
    /// How weights are scaled when a statistic uses them.
    public enum Style: String, Hashable, Sendable {
        /// As they are: 1 for a neighbour.
        case binary
        /// Each unit's weights sum to 1.
        case row
    }

    /// Number of units.
    public let count: Int
    /// How a statistic scales the weights.
    public var style: Style
    /// `count + 1` numbers: the neighbours of unit *i* lie at `starts[i] ..< starts[i + 1]` of the next two.
    let starts: [Int]
    let neighbours: [Int32]
    /// Before scaling.
    let weights: [Double]

    /// Weights from lists of neighbours, each with weight 1; the order within a list does not matter.
    ///
    /// - Throws: ``HotspotError/unknownNeighbour(_:of:)``.
    public static func contiguity(
        neighbours: [[Int]], style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        for (unit, list) in neighbours.enumerated() {
            for neighbour in list where neighbour == unit || !neighbours.indices.contains(neighbour) {
                throw .unknownNeighbour(neighbour, of: unit)
            }
        }
        return SpatialWeights(neighbours, style: style)
    }

    /// Trusted lists, each with weight 1.
    init(_ lists: [[Int]], style: Style) {
        count = lists.count
        self.style = style
        var starts = [0]
        starts.reserveCapacity(lists.count + 1)
        for list in lists { starts.append(starts[starts.count - 1] + list.count) }
        self.starts = starts
        neighbours = lists.flatMap { $0.map(Int32.init) }
        weights = [Double](repeating: 1, count: neighbours.count)
    }

    /// The neighbours of a unit, in the order in which they were found.
    public func neighbours(of unit: Int) -> [Int] { neighbours[starts[unit]..<starts[unit + 1]].map(Int.init) }

    /// How many neighbours a unit has; 0 for an island.
    public func neighbourCount(of unit: Int) -> Int { starts[unit + 1] - starts[unit] }

    /// Units without neighbours.
    public var islands: Int { (0..<count).reduce(0) { $0 + (neighbourCount(of: $1) == 0 ? 1 : 0) } }
}
