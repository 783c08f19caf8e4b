/// Which units are neighbours of which, and how much each counts.
///
/// Units are numbered from 0 in input order; a unit is never its own neighbour here (Gi* adds it itself).
public struct SpatialWeights: Hashable, Sendable {
    /// How weights are scaled when a statistic uses them.
    public enum Style: String, Hashable, Sendable, CaseIterable {
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
    /// Before scaling; nil where each is 1.
    let weights: [Double]?

    /// Weights from lists of neighbours, each with weight 1; the order within a list does not matter.
    ///
    /// - Throws: ``HotspotError/unknownNeighbour(_:of:)``.
    public static func contiguity(
        neighbours: [[Int]], style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try check(neighbours)
        return SpatialWeights(neighbours, style: style)
    }

    /// Weights from lists of neighbours with a weight each, finite and not negative.
    ///
    /// - Throws: ``HotspotError/unknownNeighbour(_:of:)``, ``HotspotError/invalidWeight(_:of:)``.
    public static func weighted(
        neighbours: [[Int]], weights: [[Double]], style: Style = .binary
    ) throws(HotspotError) -> SpatialWeights {
        try check(neighbours)
        guard weights.map(\.count) == neighbours.map(\.count) else {
            throw .countMismatch(expected: neighbours.count, found: weights.count)
        }
        for (unit, list) in weights.enumerated() {
            if let weight = list.first(where: { !($0 >= 0) || !$0.isFinite }) { throw .invalidWeight(weight, of: unit) }
        }
        return SpatialWeights(neighbours, weights: weights.flatMap(\.self), style: style)
    }

    private static func check(_ neighbours: [[Int]]) throws(HotspotError) {
        for (unit, list) in neighbours.enumerated() {
            for neighbour in list where neighbour == unit || !neighbours.indices.contains(neighbour) {
                throw .unknownNeighbour(neighbour, of: unit)
            }
        }
    }

    /// Trusted lists.
    init(_ lists: [[Int]], weights: [Double]? = nil, style: Style) {
        var starts = [0]
        starts.reserveCapacity(lists.count + 1)
        for list in lists { starts.append(starts[starts.count - 1] + list.count) }
        self.init(starts: starts, neighbours: lists.flatMap { $0.map(Int32.init) }, weights: weights, style: style)
    }

    /// Trusted flat lists.
    init(starts: [Int], neighbours: [Int32], weights: [Double]? = nil, style: Style) {
        count = starts.count - 1
        self.style = style
        self.starts = starts
        self.neighbours = neighbours
        self.weights = weights
    }

    /// The neighbours of a unit, in the order in which they were found.
    public func neighbours(of unit: Int) -> [Int] { neighbours[starts[unit]..<starts[unit + 1]].map(Int.init) }

    /// The weights of a unit's neighbours in the same order, scaled by the style.
    public func weights(of unit: Int) -> [Double] {
        let scale = scale(of: unit)
        return (starts[unit]..<starts[unit + 1]).map { rawWeight($0) * scale }
    }

    /// How many neighbours a unit has; 0 for an island.
    public func neighbourCount(of unit: Int) -> Int { starts[unit + 1] - starts[unit] }

    /// Whether no neighbour counts: there is none, or all have weight 0.
    public func isIsland(_ unit: Int) -> Bool {
        guard let weights else { return starts[unit] == starts[unit + 1] }
        return !(starts[unit]..<starts[unit + 1]).contains { weights[$0] > 0 }
    }

    /// Units without neighbours.
    public var islands: Int { (0..<count).reduce(0) { $0 + (isIsland($1) ? 1 : 0) } }

    /// How many pairs of a unit and a neighbour there are, each direction by itself.
    public var links: Int { neighbours.count }
}

extension SpatialWeights {
    /// The weight at a position of `neighbours` before scaling.
    @inline(__always)
    func rawWeight(_ position: Int) -> Double { weights.map { $0[position] } ?? 1 }

    /// What the weights of a unit are multiplied by.
    func scale(of unit: Int) -> Double {
        guard style == .row else { return 1 }
        let sum = rawSum(of: unit)
        return sum > 0 ? 1 / sum : 0
    }

    /// The sum of a unit's weights before scaling.
    func rawSum(of unit: Int) -> Double {
        guard let weights else { return Double(neighbourCount(of: unit)) }
        return (starts[unit]..<starts[unit + 1]).reduce(0) { $0 + weights[$1] }
    }

    /// The one weight that all neighbours of a unit have before scaling; nil if they differ.
    func commonWeight(of unit: Int) -> Double? {
        guard let weights else { return 1 }
        let range = starts[unit]..<starts[unit + 1]
        guard let first = range.first.map({ weights[$0] }) else { return 1 }
        return range.contains { weights[$0] != first } ? nil : first
    }

    /// Σwx over a unit's neighbours with scaled weights.
    func lag(of unit: Int, _ values: [Double]) -> Double {
        var sum = 0.0
        for position in starts[unit]..<starts[unit + 1] {
            sum += rawWeight(position) * values[Int(neighbours[position])]
        }
        return sum * scale(of: unit)
    }
}
