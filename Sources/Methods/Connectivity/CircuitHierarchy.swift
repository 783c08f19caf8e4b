/// The levels of an aggregation multigrid for the Laplacian of a graph, built once and used for every solve.
///
/// Groups of about two nodes, symmetric Gauss–Seidel sweeps, and a K-cycle (Notay 2010, Electronic Transactions on
/// Numerical Analysis 37, 123–146) on every second level: each coarser level is again a graph with grounds.
struct CircuitHierarchy: Sendable {
    let levels: [CircuitLevel]
    let coarsest: CircuitCoarsest

    /// Levels shrink until a direct solution costs little.
    private static let directOrder = 160

    /// - Parameter grounds: Conductance of each node to 0 V, 0 for none; all 0 makes the circuit float.
    /// - Complexity: O(*n* + *m*).
    init(_ graph: ConductanceGraph, grounds: [Double]) {
        var levels: [CircuitLevel] = []
        var (graph, grounds) = (graph, grounds)
        while graph.nodeCount > Self.directOrder {
            let coarser = CircuitAggregation.coarser(graph, grounds: grounds)
            levels.append(CircuitLevel(graph, grounds: grounds, groups: coarser.groups))
            (graph, grounds) = (coarser.graph, coarser.grounds)
        }
        if levels.isEmpty {
            levels = [CircuitLevel(graph, grounds: grounds, groups: Array(0..<Int32(graph.nodeCount)))]
        }
        self.levels = levels
        coarsest = CircuitCoarsest(graph, grounds: grounds)
    }
}

/// The vectors of one solve at a time.
final class CircuitWorkspace {
    private let hierarchy: CircuitHierarchy
    /// Three vectors of the finest level: a direction, its image, and the next direction.
    let finest: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>)
    /// Those, then five for each level below.
    private let memory: UnsafeMutablePointer<Double>
    private let offsets: [Int]
    private let counts: [Int]

    init(_ hierarchy: CircuitHierarchy) {
        self.hierarchy = hierarchy
        counts = hierarchy.levels.dropFirst().map(\.graph.nodeCount) + [hierarchy.coarsest.order]
        let widest = hierarchy.levels[0].graph.nodeCount
        var (offsets, total) = ([Int](), 3 * widest)
        for count in counts {
            offsets.append(total)
            total += 5 * count
        }
        self.offsets = offsets
        memory = .allocate(capacity: max(total, 1))
        memory.initialize(repeating: 0, count: max(total, 1))
        finest = (memory, memory + widest, memory + 2 * widest)
    }

    deinit { memory.deallocate() }

    /// x ≈ A⁻¹·b on a level: down, the coarser levels, up.
    func precondition(_ level: Int, _ b: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>) {
        let coarse = memory + offsets[level]
        coarse.update(repeating: 0, count: counts[level])
        hierarchy.levels[level].sweepForward(b, x, restrictingTo: coarse)
        let voltages = solveCoarse(level + 1, coarse)
        hierarchy.levels[level].sweepBackward(b, x, adding: voltages)
    }

    /// On even levels one or two steps of flexible conjugate gradients, on odd ones the cycle itself, on the coarsest the
    /// direct solution; overwrites `b`.
    private func solveCoarse(_ level: Int, _ b: UnsafeMutablePointer<Double>) -> UnsafeMutablePointer<Double> {
        guard level < hierarchy.levels.count else {
            hierarchy.coarsest.solve(b)
            return b
        }
        let count = counts[level - 1]
        let (c, v) = (b + count, b + 2 * count)
        precondition(level, b, c)
        guard level.isMultiple(of: 2) else { return c }
        let energy = hierarchy.levels[level].apply(c, v)
        guard energy > 0 else { return c }
        let first = Vector.dot(c, b, count) / energy
        let before = Vector.dot(b, b, count)
        let after = Vector.subtract(first, v, from: b, count)
        guard after > 0.0625 * before else {
            Vector.scale(c, first, count)
            return c
        }
        let (d, w) = (b + 3 * count, b + 4 * count)
        precondition(level, b, d)
        let secondEnergy = hierarchy.levels[level].apply(d, w)
        let mixed = Vector.dot(d, v, count)
        let rest = secondEnergy - mixed * mixed / energy
        guard rest > 0 else {
            Vector.scale(c, first, count)
            return c
        }
        let second = Vector.dot(d, b, count) / rest
        let share = first - mixed * second / energy
        Vector.combine(share, c, second, d, count)
        return c
    }
}

/// Sums in a fixed order over plain vectors.
enum Vector {
    static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var (even, odd) = (0.0, 0.0)
        var i = 0
        while i + 1 < count {
            even += a[i] * b[i]
            odd += a[i + 1] * b[i + 1]
            i += 2
        }
        return i < count ? even + odd + a[i] * b[i] : even + odd
    }

    /// a −= factor·v; gives the new a·a.
    static func subtract(
        _ factor: Double, _ v: UnsafePointer<Double>, from a: UnsafeMutablePointer<Double>, _ count: Int
    ) -> Double {
        var sum = 0.0
        for i in 0..<count {
            let value = a[i] - factor * v[i]
            a[i] = value
            sum += value * value
        }
        return sum
    }

    /// a += factor·v.
    static func add(
        _ factor: Double, _ v: UnsafePointer<Double>, to a: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for i in 0..<count { a[i] += factor * v[i] }
    }

    static func scale(_ a: UnsafeMutablePointer<Double>, _ factor: Double, _ count: Int) {
        for i in 0..<count { a[i] *= factor }
    }

    /// a = p·a + q·b.
    static func combine(
        _ p: Double, _ a: UnsafeMutablePointer<Double>, _ q: Double, _ b: UnsafePointer<Double>, _ count: Int
    ) {
        for i in 0..<count { a[i] = p * a[i] + q * b[i] }
    }
}
