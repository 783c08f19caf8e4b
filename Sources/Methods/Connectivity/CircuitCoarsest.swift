/// A small circuit solved directly: nodes are removed one after the other by the star–mesh transformation.
///
/// Only sums, products and quotients of positive numbers occur, so no digit is lost however far apart the conductances
/// lie (Grassmann, Taksar & Heyman 1985, doi:10.1287/opre.33.5.1107). Without any ground the last node stays at 0 V.
struct CircuitCoarsest: Sendable {
    let order: Int
    /// Row-major; row *k* holds, right of the diagonal, the share of node *k* that each later node takes.
    private let shares: [Double]
    /// The conductance seen by each node when it is removed; 0 where the node floats.
    private let pivots: [Double]

    /// - Complexity: O(*n*³/3) time and O(*n*²) space.
    init(_ graph: ConductanceGraph, grounds: [Double]) {
        let order = graph.nodeCount
        var (matrix, rest) = ([Double](repeating: 0, count: order * order), grounds)
        for row in 0..<order {
            for k in Int(graph.starts[row])..<Int(graph.starts[row + 1]) {
                matrix[row * order + Int(graph.columns[k])] = graph.conductances[k]
            }
        }
        var pivots = [Double](repeating: 0, count: order)
        matrix.withUnsafeMutableBufferPointer { matrix in
            for k in 0..<order {
                let row = k * order
                var pivot = rest[k]
                for j in k + 1..<max(order, k + 1) { pivot += matrix[row + j] }
                pivots[k] = pivot
                guard pivot > 0 else { continue }
                for i in k + 1..<max(order, k + 1) where matrix[row + i] > 0 {
                    let share = matrix[row + i] / pivot
                    rest[i] += share * rest[k]
                    for j in k + 1..<order where j != i { matrix[i * order + j] += share * matrix[row + j] }
                }
                for j in k + 1..<max(order, k + 1) { matrix[row + j] /= pivot }
            }
        }
        (self.order, shares, self.pivots) = (order, matrix, pivots)
    }

    /// Replaces the currents that enter by the voltages.
    func solve(_ x: UnsafeMutablePointer<Double>) {
        shares.withUnsafeBufferPointer { shares in
            for k in 0..<order {
                let row = k * order
                let current = x[k]
                for j in k + 1..<max(order, k + 1) { x[j] += shares[row + j] * current }
            }
            for k in (0..<order).reversed() {
                let row = k * order
                var voltage = pivots[k] > 0 ? x[k] / pivots[k] : 0
                for j in k + 1..<max(order, k + 1) { voltage += shares[row + j] * x[j] }
                x[k] = voltage
            }
        }
    }
}
