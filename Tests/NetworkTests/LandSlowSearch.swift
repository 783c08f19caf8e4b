import Network
import SpatialEngine

/// The slow, obvious search: every edge from its definition, relaxed until nothing changes (Bellman–Ford).
///
/// Shares nothing with the search under test but the slope function and the geodesic.
struct LandSlowSearch {
    struct Edge {
        let from: Int
        let to: Int
        let cost: Double
    }
    let edges: [Edge]
    let count: Int

    /// - Parameter price: Cost of a metre from one cell to another over a length, before the weights.
    init(grid: Grid, neighbours: Int, weights: [Double], price: (Int, Int, Double) -> Double) {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        var edges: [Edge] = []
        for from in 0..<rows * columns {
            for (dRow, dColumn) in Self.moves(neighbours) {
                let (row, column) = (from / columns + dRow, from % columns + dColumn)
                guard row >= 0, column >= 0, row < rows, column < columns else { continue }
                let to = row * columns + column
                var weight = 0.0
                for r in min(0, dRow)...max(0, dRow) {
                    for c in min(0, dColumn)...max(0, dColumn) {
                        let share = Self.shareInside(row: Double(r), column: Double(c), Double(dRow), Double(dColumn))
                        if share > 1e-9 { weight += share * weights[from + r * columns + c] }
                    }
                }
                guard weight < .infinity else { continue }
                let length = Geodesic.distance(grid.geographicCentre(of: from), grid.geographicCentre(of: to)).value
                edges.append(Edge(from: from, to: to, cost: length * weight * price(from, to, length)))
            }
        }
        self.edges = edges
        count = rows * columns
    }

    func costs(from sources: [Int]) -> [Double] {
        var cost = [Double](repeating: .infinity, count: count)
        for source in sources { cost[source] = 0 }
        var changed = true
        while changed {
            changed = false
            for edge in edges where cost[edge.from] + edge.cost < cost[edge.to] {
                cost[edge.to] = cost[edge.from] + edge.cost
                changed = true
            }
        }
        return cost
    }

    func costs(toward targets: [Int]) -> [Double] {
        LandSlowSearch(edges: edges.map { Edge(from: $0.to, to: $0.from, cost: $0.cost) }, count: count)
            .costs(from: targets)
    }

    private init(edges: [Edge], count: Int) {
        self.edges = edges
        self.count = count
    }

    static func moves(_ neighbours: Int) -> [(Int, Int)] {
        var moves: [(Int, Int)] = []
        for (a, b, least) in [(0, 1, 4), (1, 1, 8), (1, 2, 16), (1, 3, 32), (2, 3, 32), (1, 4, 48), (3, 4, 48)]
        where neighbours >= least {
            for (x, y) in a == b ? [(a, b)] : [(a, b), (b, a)] {
                for sx in x == 0 ? [1] : [-1, 1] {
                    for sy in y == 0 ? [1] : [-1, 1] { moves.append((sx * x, sy * y)) }
                }
            }
        }
        return moves
    }

    /// Share of the line from (0, 0) to (dRow, dColumn) inside a unit cell (Liang and Barsky 1984).
    private static func shareInside(row: Double, column: Double, _ dRow: Double, _ dColumn: Double) -> Double {
        var (enter, leave) = (0.0, 1.0)
        for (low, high, delta) in [(row - 0.5, row + 0.5, dRow), (column - 0.5, column + 0.5, dColumn)] {
            if delta == 0 {
                if low > 0 || high < 0 { return 0 }
            } else {
                enter = max(enter, min(low / delta, high / delta))
                leave = min(leave, max(low / delta, high / delta))
            }
        }
        return max(0, leave - enter)
    }
}
