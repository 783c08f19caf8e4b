internal import SpatialEngine

/// The corners of the land that a path may bend round, and the straight ways between them that touch the land at both ends:
/// of these, and of the ways to its ends, every shortest path is made.
struct SeaCornerGraph: Sendable {
    /// The vertex of each corner, ascending.
    let corners: [Int32]
    /// Corner *c* is joined to `heads[starts[c]..<starts[c + 1]]`, ascending.
    let starts: [Int32]
    let heads: [Int32]
    let lengths: [Double]

    /// - Complexity: The sum of what the corners see, shared among the threads.
    init(of chart: SeaChart, metric: SeaMetric, threads: Int) {
        let waters = chart.waters
        let corners = chart.mesh.points.indices.filter { waters.isCorner($0) }
        var number = [Int32](repeating: -1, count: chart.mesh.points.count)
        for (c, v) in corners.enumerated() { number[v] = Int32(c) }
        let numbers = number
        // Some hundred corners at a time share the memory of a search.
        let blocks = stride(from: 0, to: corners.count, by: 256).map { $0..<min(corners.count, $0 + 256) }
        let seen = parallelMap(blocks, threads: threads) { block -> [(Int32, Int32)] in
            chart.gates.read { Self.pairs(of: block.map { corners[$0] }, numbers, chart, $0) }
        }
        self.corners = corners.map { Int32($0) }
        (starts, heads) = Self.rows(seen, count: corners.count)
        lengths = Self.lengths(starts, heads, self.corners.map { Int($0) }, chart, metric, threads: threads)
    }

    /// The corners that some corners see, in both directions; `numbers` has the corner at each vertex.
    private static func pairs(
        of vertices: [Int], _ numbers: [Int32], _ chart: SeaChart, _ view: SeaGates.View
    ) -> [(Int32, Int32)] {
        var sight = SeaSight(chart)
        var pairs: [(Int32, Int32)] = []
        for v in vertices {
            let c = numbers[v]
            let fan = chart.mesh.spokes(of: v).map { $0 / 3 }.filter { chart.waters.body[$0] >= 0 }
            for other in sight.corners(from: chart.mesh.points[v], in: fan, bending: Int32(v), view) {
                let d = numbers[Int(other)]
                // What is seen from one end only, by a hair, counts as well.
                pairs.append((c, d))
                pairs.append((d, c))
            }
        }
        return pairs
    }

    /// The lengths of the ways as they are drawn, the same in both directions.
    private static func lengths(
        _ starts: [Int32], _ heads: [Int32], _ corners: [Int], _ chart: SeaChart, _ metric: SeaMetric, threads: Int
    ) -> [Double] {
        let points = corners.map { chart.mesh.points[$0] }
        let spots = points.map(metric.spot)
        let rows = parallelMap(Array(corners.indices), threads: threads) { c -> [Double] in
            (Int(starts[c])..<Int(starts[c + 1])).map { e in
                let d = Int(heads[e])
                guard d > c else { return 0 }
                let length = metric.distance(spots[c], spots[d], from: points[c], to: points[d])
                return chart.drawnLength(from: corners[c], to: points[d], measuring: length)
            }
        }
        var lengths = Array(rows.joined())
        var fill = starts
        // Rows ascend, so that what comes from the corners before is at the beginning of each.
        for c in corners.indices {
            for e in Int(starts[c])..<Int(starts[c + 1]) where Int(heads[e]) > c {
                let d = Int(heads[e])
                lengths[Int(fill[d])] = lengths[e]
                fill[d] += 1
            }
        }
        return lengths
    }

    /// The pairs as rows, each sorted and without repetitions.
    private static func rows(_ blocks: [[(Int32, Int32)]], count: Int) -> ([Int32], [Int32]) {
        var fill = [Int](repeating: 0, count: count + 1)
        for block in blocks { for (tail, _) in block { fill[Int(tail) + 1] += 1 } }
        for c in 0..<count { fill[c + 1] += fill[c] }
        let bounds = fill
        var all = [Int32](repeating: 0, count: fill[count])
        for block in blocks {
            for (tail, head) in block {
                all[fill[Int(tail)]] = head
                fill[Int(tail)] += 1
            }
        }
        var starts: [Int32] = [0]
        var heads: [Int32] = []
        for c in 0..<count {
            var last = Int32(-1)
            for head in all[bounds[c]..<bounds[c + 1]].sorted() where head != last {
                heads.append(head)
                last = head
            }
            starts.append(Int32(heads.count))
        }
        return (starts, heads)
    }
}
