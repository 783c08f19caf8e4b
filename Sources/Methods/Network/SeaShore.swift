internal import Glibc
internal import SpatialEngine

/// The edges where charted water ends, in square buckets for nearest-water and crossing questions.
struct SeaShore: Sendable {
    /// Half-edges with water on their left and no way through to the right, ascending.
    let edges: [Int32]
    private let west: Int64
    private let south: Int64
    private let side: Int64
    private let columns: Int
    private let rows: Int
    /// Bucket *b* holds `items[starts[b]..<starts[b + 1]]`, indices into `edges`.
    private let starts: [Int32]
    private let items: [Int32]
    /// A triangle at the centre of each bucket.
    private var hints: [Int32]

    init(of mesh: SeaMesh, _ waters: SeaWaters) {
        let shoreEdges = (0..<mesh.origin.count).filter { waters.body[$0 / 3] >= 0 && !waters.isOpen($0, in: mesh) }
        edges = shoreEdges.map { Int32($0) }
        let (low, high) = (mesh.points[0], mesh.points[2])
        side = max(1, max(high.x - low.x, high.y - low.y) / 256)
        (west, south) = (low.x, low.y)
        columns = Int((high.x - low.x) / side) + 1
        rows = Int((high.y - low.y) / side) + 1
        var counts = [Int32](repeating: 0, count: rows * columns + 1)
        var pairs: [(bucket: Int, item: Int32)] = []
        for (item, h) in shoreEdges.enumerated() {
            let (a, b) = (mesh.points[mesh.start(h)], mesh.points[mesh.end(h)])
            for row in Int((min(a.y, b.y) - low.y) / side)...Int((max(a.y, b.y) - low.y) / side) {
                for column in Int((min(a.x, b.x) - low.x) / side)...Int((max(a.x, b.x) - low.x) / side) {
                    pairs.append((row * columns + column, Int32(item)))
                    counts[row * columns + column + 1] += 1
                }
            }
        }
        for b in 1..<counts.count { counts[b] += counts[b - 1] }
        starts = counts
        var fill = counts
        var items = [Int32](repeating: 0, count: pairs.count)
        for pair in pairs {
            items[Int(fill[pair.bucket])] = pair.item
            fill[pair.bucket] += 1
        }
        self.items = items
        hints = []
        hints = makeHints(mesh)
    }

    /// Gives each bucket the triangle at its centre, by a walk to and fro.
    private func makeHints(_ mesh: SeaMesh) -> [Int32] {
        var hints = [Int32](repeating: 0, count: rows * columns)
        var last = 0
        for row in 0..<rows {
            for step in 0..<columns {
                let column = row % 2 == 0 ? step : columns - 1 - step
                let centre = LatticePoint(
                    x: west + Int64(column) * side + side / 2, y: south + Int64(row) * side + side / 2)
                last = mesh.triangle(containing: centre, near: last) ?? last
                hints[row * columns + column] = Int32(last)
            }
        }
        return hints
    }

    /// A triangle near `p` to start a walk from.
    func hint(near p: LatticePoint) -> Int {
        let column = min(columns - 1, max(0, Int((p.x - west) / side)))
        let row = min(rows - 1, max(0, Int((p.y - south) / side)))
        return Int(hints[row * columns + column])
    }

    /// Calls `visit` with each shore half-edge whose bucket meets the box; an edge may come more than once.
    func forEach(from low: LatticePoint, to high: LatticePoint, _ visit: (Int) -> Void) {
        let firstRow = max(0, Int((low.y - south) / side))
        let lastRow = min(rows - 1, Int((high.y - south) / side))
        let firstColumn = max(0, Int((low.x - west) / side))
        let lastColumn = min(columns - 1, Int((high.x - west) / side))
        guard firstRow <= lastRow, firstColumn <= lastColumn else { return }
        for row in firstRow...lastRow {
            for column in firstColumn...lastColumn {
                let b = row * columns + column
                for i in Int(starts[b])..<Int(starts[b + 1]) { visit(Int(edges[Int(items[i])])) }
            }
        }
    }
}
