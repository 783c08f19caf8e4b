import Glibc
public import Hotspots
import SpatialEngine

/// Units divided into compact blocks of like number, so that a forecast can be made of places whose past it has not seen.
public enum SpatialBlocks {
    /// Halves the units across the wider side of their box, again and again.
    ///
    /// - Parameter count: Blocks wanted; at most one a unit.
    /// - Returns: One block a unit, numbered from 0 in the order of the halving.
    /// - Complexity: O(*n* log *n* · log *count*).
    public static func bisected(_ positions: Positions, into count: Int) -> [Int] {
        var blocks = [Int](repeating: 0, count: positions.count)
        var next = 0
        func divide(_ units: [Int], into count: Int) {
            guard count > 1 else {
                for unit in units { blocks[unit] = next }
                next += 1
                return
            }
            let points = positions.points
            let (x, y) = (extent(units.map { points[$0].x }), extent(units.map { points[$0].y }))
            // A degree of longitude shrinks with the cosine of the latitude.
            let shrinking = positions.metric.isGeographic ? cos(y.middle * .pi / 180) : 1
            let byX = x.width * shrinking >= y.width
            let sorted = units.sorted { a, b in
                let (first, second) = byX ? (points[a].x, points[b].x) : (points[a].y, points[b].y)
                return first != second ? first < second : a < b
            }
            let place = sorted.count * (count / 2) / count
            divide(Array(sorted[..<place]), into: count / 2)
            divide(Array(sorted[place...]), into: count - count / 2)
        }
        divide(Array(positions.points.indices), into: max(1, min(count, positions.count)))
        return blocks
    }

    private static func extent(_ values: [Double]) -> (width: Double, middle: Double) {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        return (high - low, (low + high) / 2)
    }
}
