/// Solves z = b + W·z and n = s + Wᵀ·n for matrices W ≥ 0 on one pattern, by elimination in an order of least degree.
///
/// Weights stay non-negative throughout, so that only the pivots subtract. The sum of all walks is finite exactly if all
/// pivots are positive (I − W is then an M-matrix: Berman and Plemmons 1994, doi:10.1137/1.9781611971262).
struct WalkPattern: Sendable {
    /// Places in the order of elimination, and the position of each place in it.
    let order: [Int32]
    let position: [Int32]
    /// Row *k* of the upper part has its columns at `upper[upperStarts[k]..<upperStarts[k + 1]]`, by position, ascending.
    let upperStarts: [Int]
    let upper: [Int32]
    /// The same columns by rows: row *i* of the lower part.
    let lowerStarts: [Int]
    let lower: [Int32]

    /// - Complexity: For planar networks about O(*n* log *n*) entries.
    init(placeCount: Int, pairs: [(from: Int, to: Int)]) {
        var neighbours = [[Int32]](repeating: [], count: placeCount)
        for (from, to) in pairs where from != to {
            neighbours[from].append(Int32(to))
            neighbours[to].append(Int32(from))
        }
        for place in neighbours.indices { neighbours[place] = Self.unique(neighbours[place]) }
        let (order, later) = Self.eliminate(&neighbours)
        var position = [Int32](repeating: 0, count: placeCount)
        for (index, place) in order.enumerated() { position[Int(place)] = Int32(index) }
        var upperStarts = [0]
        var upper: [Int32] = []
        var counts = [Int](repeating: 0, count: placeCount + 1)
        for columns in later {
            let sorted = columns.map { position[Int($0)] }.sorted()
            for column in sorted { counts[Int(column) + 1] += 1 }
            upper += sorted
            upperStarts.append(upper.count)
        }
        for row in 0..<placeCount { counts[row + 1] += counts[row] }
        var next = counts
        var lower = [Int32](repeating: 0, count: upper.count)
        for row in 0..<placeCount {
            for column in upper[upperStarts[row]..<upperStarts[row + 1]] {
                lower[next[Int(column)]] = Int32(row)
                next[Int(column)] += 1
            }
        }
        (self.order, self.position, self.upperStarts, self.upper) = (order, position, upperStarts, upper)
        (lowerStarts, self.lower) = (counts, lower)
    }

    private static func unique(_ places: [Int32]) -> [Int32] {
        var result: [Int32] = []
        for place in places.sorted() where place != result.last { result.append(place) }
        return result
    }

    /// Takes away the place with the fewest neighbours again and again, joining those that it leaves.
    ///
    /// - Returns: The order, and for each the neighbours that it had when it went.
    private static func eliminate(_ neighbours: inout [[Int32]]) -> (order: [Int32], later: [[Int32]]) {
        var waiting = DegreeQueue(neighbours.map(\.count))
        var order: [Int32] = []
        var later: [[Int32]] = []
        while let place = waiting.pop() {
            let left = neighbours[place]
            neighbours[place] = []
            for other in left {
                let merged = unique(neighbours[Int(other)] + left).filter { $0 != other && Int($0) != place }
                neighbours[Int(other)] = merged
                waiting.update(Int(other), degree: merged.count)
            }
            order.append(Int32(place))
            later.append(left)
        }
        return (order, later)
    }
}

/// Places by degree, then by number; old degrees are passed over.
private struct DegreeQueue {
    private var buckets: [[Int32]] = []
    private var degrees: [Int]
    private var lowest = 0

    init(_ degrees: [Int]) {
        self.degrees = degrees
        buckets = [[Int32]](repeating: [], count: (degrees.max() ?? 0) + 1)
        for place in degrees.indices.reversed() { buckets[degrees[place]].append(Int32(place)) }
    }

    mutating func update(_ place: Int, degree: Int) {
        guard degrees[place] != degree else { return }
        degrees[place] = degree
        while buckets.count <= degree { buckets.append([]) }
        buckets[degree].append(Int32(place))
        lowest = min(lowest, degree)
    }

    mutating func pop() -> Int? {
        while lowest < buckets.count {
            guard let place = buckets[lowest].popLast() else {
                lowest += 1
                continue
            }
            guard degrees[Int(place)] == lowest else { continue }
            degrees[Int(place)] = -1
            return Int(place)
        }
        return nil
    }
}

/// The factors of I − W on a pattern.
final class WalkElimination {
    private let pattern: WalkPattern
    private var upper: [Double]
    /// In the order of `pattern.lower`.
    private var lower: [Double]
    private var pivots: [Double]
    private var work: [Double]

    init(_ pattern: WalkPattern) {
        self.pattern = pattern
        upper = [Double](repeating: 0, count: pattern.upper.count)
        lower = upper
        pivots = [Double](repeating: 1, count: pattern.order.count)
        work = [Double](repeating: 0, count: pattern.order.count)
    }

    /// Below this a pivot is rounding.
    private static let leastPivot = 1e-13

    /// Eliminates; false if the sum of the walks is infinite.
    ///
    /// - Parameter row: The entries of the row of a place, as places and weights; several of the same place add up.
    func factor(_ row: (Int) -> [(to: Int, weight: Double)]) -> Bool {
        let pattern = pattern
        for index in pattern.order.indices {
            let (above, left) = (
                pattern.upperStarts[index]..<pattern.upperStarts[index + 1],
                pattern.lowerStarts[index]..<pattern.lowerStarts[index + 1]
            )
            for (to, weight) in row(Int(pattern.order[index])) { work[Int(pattern.position[to])] += weight }
            for slot in left {
                let earlier = Int(pattern.lower[slot])
                let share = work[earlier] / pivots[earlier]
                lower[slot] = share
                work[earlier] = 0
                guard share > 0 else { continue }
                for entry in pattern.upperStarts[earlier]..<pattern.upperStarts[earlier + 1] {
                    work[Int(pattern.upper[entry])] += share * upper[entry]
                }
            }
            for slot in above {
                upper[slot] = work[Int(pattern.upper[slot])]
                work[Int(pattern.upper[slot])] = 0
            }
            pivots[index] = 1 - work[index]
            work[index] = 0
            guard pivots[index] > Self.leastPivot else {
                for entry in work.indices { work[entry] = 0 }
                return false
            }
        }
        return true
    }

    /// z = b + W·z, by place.
    func solve(_ right: [Double]) -> [Double] {
        var z = pattern.order.map { right[Int($0)] }
        for index in z.indices {
            for slot in pattern.lowerStarts[index]..<pattern.lowerStarts[index + 1] {
                z[index] += lower[slot] * z[Int(pattern.lower[slot])]
            }
        }
        for index in z.indices.reversed() {
            for slot in pattern.upperStarts[index]..<pattern.upperStarts[index + 1] {
                z[index] += upper[slot] * z[Int(pattern.upper[slot])]
            }
            z[index] /= pivots[index]
        }
        return pattern.position.map { z[Int($0)] }
    }

    /// n = s + Wᵀ·n, by place.
    func solveTransposed(_ right: [Double]) -> [Double] {
        var n = pattern.order.map { right[Int($0)] }
        for index in n.indices {
            n[index] /= pivots[index]
            for slot in pattern.upperStarts[index]..<pattern.upperStarts[index + 1] {
                n[Int(pattern.upper[slot])] += upper[slot] * n[index]
            }
        }
        for index in n.indices.reversed() {
            for slot in pattern.lowerStarts[index]..<pattern.lowerStarts[index + 1] {
                n[Int(pattern.lower[slot])] += lower[slot] * n[index]
            }
        }
        return pattern.position.map { n[Int($0)] }
    }
}
