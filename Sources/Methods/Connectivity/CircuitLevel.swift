/// One level of the solver: the Laplacian of a graph with conductances to ground, split for sweeps.
struct CircuitLevel: Sendable {
    let graph: ConductanceGraph
    let grounds: [Double]
    /// Where the columns above the row itself begin in each row.
    private let middles: [Int32]
    private let inverseDiagonals: [Double]
    /// Node of the next coarser level, −1 for none; empty on the coarsest.
    var groups: [Int32]

    init(_ graph: ConductanceGraph, grounds: [Double], groups: [Int32]) {
        (self.graph, self.grounds, self.groups) = (graph, grounds, groups)
        var middles = [Int32](repeating: 0, count: graph.nodeCount)
        graph.withTables { graph in
            for node in 0..<graph.count {
                var k = Int(graph.starts[node])
                let end = Int(graph.starts[node + 1])
                while k < end && Int(graph.columns[k]) < node { k += 1 }
                middles[node] = Int32(truncatingIfNeeded: k)
            }
        }
        self.middles = middles
        inverseDiagonals = graph.diagonals(grounds: grounds).map { $0 > 0 ? 1 / $0 : 0 }
    }

    /// One forward sweep of Gauss–Seidel from zero; then the residual of each node goes to its group.
    ///
    /// After such a sweep the residual is what the later neighbours bring: half a product is saved.
    func sweepForward(
        _ b: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>,
        restrictingTo coarse: UnsafeMutablePointer<Double>
    ) {
        withSweepTables { graph, middles, inverses, groups in
            for i in 0..<graph.count {
                var sum = b[i]
                for k in Int(graph.starts[i])..<Int(middles[i]) {
                    sum += graph.conductances[k] * x[Int(graph.columns[k])]
                }
                x[i] = sum * inverses[i]
            }
            for i in 0..<graph.count where groups[i] >= 0 {
                var sum = 0.0
                for k in Int(middles[i])..<Int(graph.starts[i + 1]) {
                    sum += graph.conductances[k] * x[Int(graph.columns[k])]
                }
                coarse[Int(groups[i])] += sum
            }
        }
    }

    /// Adds each group's voltage to its nodes, then sweeps backward: the mirror of ``sweepForward(_:_:restrictingTo:)``.
    func sweepBackward(
        _ b: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>, adding coarse: UnsafePointer<Double>
    ) {
        withSweepTables { graph, _, inverses, groups in
            for i in 0..<graph.count where groups[i] >= 0 { x[i] += coarse[Int(groups[i])] }
            for i in (0..<graph.count).reversed() {
                var sum = b[i]
                for k in Int(graph.starts[i])..<Int(graph.starts[i + 1]) {
                    sum += graph.conductances[k] * x[Int(graph.columns[k])]
                }
                x[i] = sum * inverses[i]
            }
        }
    }

    /// y = A·x, written with differences of voltages so that a high common level costs no digits.
    ///
    /// - Returns: x·y.
    func apply(_ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>) -> Double {
        var product = 0.0
        graph.withTables { graph in
            grounds.withUnsafeBufferPointer { grounds in
                for i in 0..<graph.count {
                    let voltage = x[i]
                    var sum = grounds[i] * voltage
                    for k in Int(graph.starts[i])..<Int(graph.starts[i + 1]) {
                        sum += graph.conductances[k] * (voltage - x[Int(graph.columns[k])])
                    }
                    y[i] = sum
                    product += voltage * sum
                }
            }
        }
        return product
    }

    private func withSweepTables(
        _ body: (GraphTables, UnsafePointer<Int32>, UnsafePointer<Double>, UnsafePointer<Int32>) -> Void
    ) {
        graph.withTables { graph in
            middles.withUnsafeBufferPointer { middles in
                inverseDiagonals.withUnsafeBufferPointer { inverses in
                    groups.withUnsafeBufferPointer { groups in
                        guard let middles = middles.baseAddress, let inverses = inverses.baseAddress,
                            let groups = groups.baseAddress
                        else { return }
                        body(graph, middles, inverses, groups)
                    }
                }
            }
        }
    }
}
