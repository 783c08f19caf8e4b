/// The voltages of one solve.
public struct CircuitVoltages: Sendable {
    /// Volts of each node; where nothing is grounded, relative to the mean.
    public let volts: [Double]
    /// What ``volts`` lacks to full accuracy where conductances lie so far apart that a second pass was needed;
    /// else empty.
    public let remainders: [Double]
    /// ‖b − A·v‖ ÷ ‖b‖, recomputed from the voltages.
    public let relativeResidual: Double
}

/// Conjugate gradients, preconditioned by a ``CircuitHierarchy``, on one connected circuit.
struct CircuitSolver: Sendable {
    private let hierarchy: CircuitHierarchy
    private let floats: Bool

    /// The relative residual at which a solve ends.
    static let tolerance = 1e-11
    private static let mostIterations = 400
    private static let mostPasses = 4
    /// Iterations without progress after which a pass ends.
    private static let mostIdle = 120

    /// - Parameters:
    ///   - graph: Connected, unless `grounds` hold each part.
    ///   - grounds: Conductance of each node to 0 V.
    init(_ graph: ConductanceGraph, grounds: [Double]) {
        hierarchy = CircuitHierarchy(graph, grounds: grounds)
        floats = !grounds.contains { $0 > 0 }
    }

    /// - Parameter currents: Amperes that enter each node; their sum is 0 where nothing is grounded.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``.
    /// - Complexity: O(*n* + *m*) for each iteration, a few tens of them.
    func solve(_ currents: [Double]) throws(ConnectivityError) -> CircuitVoltages {
        let count = currents.count
        let scale = currents.withUnsafeBufferPointer { b in b.reduce(0) { $0 + $1 * $1 } }.squareRoot()
        var (volts, remainders) = ([Double](repeating: 0, count: count), [Double]())
        guard scale > 0 else { return CircuitVoltages(volts: volts, remainders: [], relativeResidual: 0) }
        var (residual, size, iterations) = (currents, scale, 0)
        let workspace = CircuitWorkspace(hierarchy)
        for pass in 0..<Self.mostPasses {
            var step = [Double](repeating: 0, count: count)
            iterations += iterate(&residual, &step, until: Self.tolerance * scale, workspace)
            if floats { centre(&step) }
            if pass == 0 {
                volts = step
            } else {
                if remainders.isEmpty { remainders = [Double](repeating: 0, count: count) }
                for i in 0..<count { remainders[i] += step[i] }
            }
            (residual, size) = trueResidual(currents, volts, remainders)
            if size <= 2 * Self.tolerance * scale { break }
        }
        guard size <= 1e-9 * scale else {
            throw .notConverged(residual: size / scale, iterations: iterations)
        }
        return CircuitVoltages(volts: volts, remainders: remainders, relativeResidual: size / scale)
    }

    private func centre(_ values: inout [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        for i in values.indices { values[i] -= mean }
    }

    /// ``descend(_:_:until:_:)`` from zero; `residual` is overwritten.
    private func iterate(
        _ residual: inout [Double], _ solution: inout [Double], until target: Double, _ workspace: CircuitWorkspace
    ) -> Int {
        residual.withUnsafeMutableBufferPointer { r in
            solution.withUnsafeMutableBufferPointer { x in
                guard let r = r.baseAddress, let x = x.baseAddress else { return 0 }
                return descend(r, x, until: target, workspace)
            }
        }
    }

    /// Flexible conjugate gradients (Notay 2000, doi:10.1137/S1064827599362314); ends early where rounding stops progress.
    private func descend(
        _ r: UnsafeMutablePointer<Double>, _ x: UnsafeMutablePointer<Double>, until target: Double,
        _ workspace: CircuitWorkspace
    ) -> Int {
        let finest = hierarchy.levels[0]
        let count = finest.graph.nodeCount
        let (p, q, z) = workspace.finest
        p.update(repeating: 0, count: count)
        var (energy, best) = (0.0, Double.infinity)
        var (iterations, sinceBest) = (0, 0)
        while iterations < Self.mostIterations && sinceBest < Self.mostIdle {
            workspace.precondition(0, r, z)
            let back = energy > 0 ? -Vector.dot(z, q, count) / energy : 0
            Vector.combine(back, p, 1, z, count)
            energy = finest.apply(p, q)
            guard energy > 0 else { break }
            let length = Vector.dot(p, r, count) / energy
            Vector.add(length, p, to: x, count)
            let size = Vector.subtract(length, q, from: r, count).squareRoot()
            iterations += 1
            guard size > target else { break }
            sinceBest = size < 0.9 * best ? 0 : sinceBest + 1
            best = min(best, size)
        }
        return iterations
    }

    /// b − A·(volts + remainders), with the differences of each taken first.
    private func trueResidual(
        _ currents: [Double], _ volts: [Double], _ remainders: [Double]
    ) -> (values: [Double], size: Double) {
        var (values, product) = (currents, currents)
        for part in [volts, remainders] where !part.isEmpty {
            part.withUnsafeBufferPointer { x in
                product.withUnsafeMutableBufferPointer { y in
                    guard let x = x.baseAddress, let y = y.baseAddress else { return }
                    _ = hierarchy.levels[0].apply(x, y)
                }
            }
            for i in values.indices { values[i] -= product[i] }
        }
        return (values, values.reduce(0) { $0 + $1 * $1 }.squareRoot())
    }
}
