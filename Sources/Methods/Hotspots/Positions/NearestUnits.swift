public import SpatialEngine

/// Who is near whom: the nearest units of a unit, and all within a distance, by exact distances.
///
/// A k-d tree over straight lines (chords through the ellipsoid or sphere) finds candidates; the metric's own distance is
/// computed only where chords cannot decide. Equal distances go by input order. Units at one place are kept as one place, so
/// any number of them costs no more than one.
public struct NearestUnits: Sendable {
    /// Where the units are.
    public let positions: Positions
    /// The place of each unit; places are numbered by their first unit.
    private let placeOfUnit: [Int32]
    /// The units of place *p*, rising, lie at `starts[p] ..< starts[p + 1]` of `units`.
    private let starts: [Int]
    private let units: [Int32]
    private let unitCounts: [Int32]
    private let space: [SIMD3<Double>]
    private let tree: PointTree

    /// Builds the index.
    ///
    /// - Complexity: O(*n* log *n*) time, O(*n*) space.
    public init(_ positions: Positions) {
        self.positions = positions
        var numbers: [PlanarPoint: Int32] = [:]
        var firstUnits: [Int] = []
        var placeOfUnit: [Int32] = []
        placeOfUnit.reserveCapacity(positions.count)
        for (unit, point) in positions.points.enumerated() {
            if let place = numbers[point] {
                placeOfUnit.append(place)
            } else {
                numbers[point] = Int32(firstUnits.count)
                placeOfUnit.append(Int32(firstUnits.count))
                firstUnits.append(unit)
            }
        }
        var counts = [Int32](repeating: 0, count: firstUnits.count)
        for place in placeOfUnit { counts[Int(place)] += 1 }
        var starts = [0]
        for count in counts { starts.append(starts[starts.count - 1] + Int(count)) }
        var next = starts
        var units = [Int32](repeating: 0, count: positions.count)
        for (unit, place) in placeOfUnit.enumerated() {
            units[next[Int(place)]] = Int32(unit)
            next[Int(place)] += 1
        }
        (self.placeOfUnit, self.starts, self.units, unitCounts) = (placeOfUnit, starts, units, counts)
        space = firstUnits.map { positions.metric.place(positions.points[$0]) }
        tree = PointTree(space)
    }

    /// The `count` nearest other units, nearest first, equally distant ones by input order; all others if there are fewer.
    public func nearest(to unit: Int, count: Int) -> [Int] {
        let sorted = sortedUnits(near: placeOfUnit[unit], count: count + 1)
        return Array(sorted.lazy.map { Int($0) }.filter { $0 != unit }.prefix(count))
    }

    /// All other units within `distance`, the limit included, in input order.
    public func within(_ distance: Double, of unit: Int) -> [Int] {
        units(within: distance, of: positions.points[unit]).filter { $0 != unit }
    }

    /// All units within `distance` of a point, the limit included, in input order.
    public func units(within distance: Double, of point: PlanarPoint) -> [Int] {
        places(within: distance, of: point).flatMap { units(at: $0).map(Int.init) }.sorted()
    }
}

// MARK: - Places

extension NearestUnits {
    /// How many different positions there are.
    var placeCount: Int { space.count }

    /// The units at a place, rising.
    func units(at place: Int32) -> ArraySlice<Int32> { units[starts[Int(place)]..<starts[Int(place) + 1]] }

    /// The position that all units of a place have.
    func position(of place: Int32) -> PlanarPoint { positions.points[Int(units[starts[Int(place)]])] }

    /// All places with a unit within `distance` of a point, in no particular order.
    func places(within distance: Double, of point: PlanarPoint) -> [Int32] {
        guard distance >= 0 else { return [] }
        let metric = positions.metric
        var found: [(squared: Double, place: Int32)] = []
        // The straight line is the shortest; a little is added for its rounding.
        let reach = distance * (1 + 1e-12) + (metric.isGeographic ? 1e-6 : 0)
        tree.collect(within: reach * reach, of: metric.place(point), into: &found)
        return found.compactMap { squared, place in
            let bounds = metric.bounds(straight: squared.squareRoot())
            if bounds.lower > distance { return nil }
            if bounds.upper <= distance { return place }
            return metric.distance(point, position(of: place)) <= distance ? place : nil
        }
    }

    /// The first `count` units by distance from a place and input order, those at the place itself included.
    func sortedUnits(near place: Int32, count: Int) -> [Int32] {
        let (metric, centre) = (positions.metric, space[Int(place)])
        let reach = tree.squaredReach(of: centre, units: unitCounts, wanted: min(count, positions.count)).squareRoot()
        let limit = metric.bounds(straight: reach).upper
        let straight = limit * (1 + 1e-12) + (metric.isGeographic ? 1e-6 : 0)
        var found: [(squared: Double, place: Int32)] = []
        tree.collect(within: straight * straight, of: centre, into: &found)
        found.sort { ($0.squared, $0.place) < ($1.squared, $1.place) }
        var sorted: [Int32] = []
        sorted.reserveCapacity(count)
        var next = 0
        while next < found.count && sorted.count < count {
            // Places whose order the straight lines leave open are compared by their distances.
            let start = next
            var upper = metric.bounds(straight: found[next].squared.squareRoot()).upper
            next += 1
            while next < found.count {
                let bounds = metric.bounds(straight: found[next].squared.squareRoot())
                guard bounds.lower <= upper else { break }
                upper = bounds.upper
                next += 1
            }
            append(found[start..<next].map(\.place), near: place, count, &sorted)
        }
        return sorted
    }

    private func append(_ places: [Int32], near centre: Int32, _ count: Int, _ sorted: inout [Int32]) {
        guard places.count > 1 else {
            sorted += units(at: places[0]).prefix(count - sorted.count)
            return
        }
        let from = position(of: centre)
        var candidates: [(distance: Double, unit: Int32)] = []
        for place in places {
            let distance = place == centre ? 0 : positions.metric.distance(from, position(of: place))
            for unit in units(at: place).prefix(count) { candidates.append((distance, unit)) }
        }
        candidates.sort { ($0.distance, $0.unit) < ($1.distance, $1.unit) }
        sorted += candidates.prefix(count - sorted.count).map(\.unit)
    }
}
