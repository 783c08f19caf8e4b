internal import Glibc

/// I − W with the target absorbing, as two triangles: the multifrontal method (Duff and Reid 1983,
/// doi:10.1145/356044.356047) over the fronts of a nested dissection.
///
/// Weights are kept either as they are, which leaves every digit of weak killing but only the range of a `Double`, or
/// scaled: w̃(i,j) = w(i,j)·exp(v(j) − v(i)) with a potential v near to the log of the survival. What underflows then is
/// beyond any effect on the result, whatever the range of the survival itself. The potential need only be right, to some
/// hundreds, across each front; it is made anew for the larger fronts from what the smaller ones have left.
final class PathElimination {
    /// What the weights are multiplied with.
    enum Scaling {
        /// Nothing.
        case plain
        /// exp(v(j) − v(i)); the potential is made anew for fronts above each of these numbers of nodes.
        case staged([Int])
        /// exp(v(j) − v(i)), and then divided by the sum of the row, whose log is given.
        case steps(potential: [Double], logSums: [Double])
    }

    let network: WalkNetwork
    let theta: Double
    let fronts: Fronts
    /// ln of the sum of each row of the scaled weights, if they are divided by it.
    private let logSums: [Double]?
    /// Whether pivots are summed from positive numbers.
    private let isSummed: Bool
    /// The potential of each node in each stage; none for weights that are not scaled.
    private(set) var potentials: [[Double]]
    private(set) var frontStages: [UInt8]
    /// The fronts in the order in which they were eliminated.
    private(set) var sequence: [Int] = []
    /// Where the factors of each front begin: its rows for later nodes, then the columns of its border.
    private(set) var factorStarts: [Int] = [0]
    let factors: UnsafeMutablePointer<Double>
    /// The pivot of each node.
    let pivots: UnsafeMutablePointer<Double>
    /// The deficit of each node when it was eliminated.
    let deficits: UnsafeMutablePointer<Double>
    /// What each front has left between the nodes of its border, until its parent takes it up.
    var remainders: [UnsafeMutablePointer<Double>?]

    /// Eliminates all nodes but the target.
    ///
    /// - Returns: nil if the numbers leave the range of a `Double`.
    /// - Complexity: On a grid of *n* cells about 20 *n*^1.5 multiplications and 12 *n* log₂ *n* / 2 stored numbers.
    init?(_ network: WalkNetwork, theta: Double, fronts: Fronts, scaling: Scaling) {
        self.network = network
        self.theta = theta
        self.fronts = fronts
        var stageSizes: [Int] = []
        switch scaling {
        case .plain: (potentials, logSums, isSummed) = ([], nil, true)
        case .staged(let sizes):
            stageSizes = sizes
            let lengths = network.lengths(to: fronts.target, LikelihoodMeasure(theta: theta))
            (potentials, logSums, isSummed) = ([lengths.map { -$0 }], nil, false)
        case .steps(let potential, let sums): (potentials, logSums, isSummed) = ([potential], sums, true)
        }
        frontStages = fronts.dissection.sizes.map { size in
            UInt8(truncatingIfNeeded: stageSizes.filter { $0 < size }.count)
        }
        for front in 0..<fronts.count {
            let (nodes, eliminated) = fronts.nodes(of: front)
            let stored = eliminated * (2 * nodes.count - eliminated)
            factorStarts.append(factorStarts[front] + stored)
        }
        factors = .allocate(capacity: max(1, factorStarts[fronts.count]))
        pivots = .allocate(capacity: network.nodeCount)
        pivots.initialize(repeating: 0, count: network.nodeCount)
        deficits = .allocate(capacity: network.nodeCount)
        deficits.initialize(repeating: 0, count: network.nodeCount)
        remainders = Array(repeating: nil, count: fronts.count)
        guard eliminate() else { return nil }
    }

    deinit {
        factors.deallocate()
        pivots.deallocate()
        deficits.deallocate()
        for remainder in remainders { remainder?.deallocate() }
    }

    /// What the weights of a front are scaled with; nil if they are not.
    func potential(of front: Int) -> [Double]? { potentials.isEmpty ? nil : potentials[Int(frontStages[front])] }

    private func eliminate() -> Bool {
        if potentials.isEmpty { network.withPointers { setDeficits($0) } }
        let workspace = FrontWorkspace(fronts)
        let kernel = DenseKernel()
        let last = Int(frontStages.max() ?? 0)
        for stage in 0...last {
            if stage > 0 { potentials.append(remainingPotential(stage)) }
            for front in 0..<fronts.count where Int(frontStages[front]) == stage {
                guard eliminate(front, workspace, kernel) else { return false }
                sequence.append(front)
            }
        }
        return true
    }

    /// The share of walks that end on the next edge: 1 − Σ W of a row, without the subtraction.
    private func setDeficits(_ network: WalkPointers) {
        for node in 0..<self.network.nodeCount {
            var sum = 0.0
            for edge in Int(network.starts[node])..<Int(network.starts[node + 1]) {
                sum -= network.affinities[edge] / network.sums[node] * expm1(-theta * network.costs[edge])
            }
            deficits[node] = sum
        }
    }

    /// Puts a front together, eliminates its nodes and stores what is left for its parent.
    private func eliminate(_ front: Int, _ workspace: FrontWorkspace, _ kernel: DenseKernel) -> Bool {
        let (nodes, count) = fronts.nodes(of: front)
        let size = nodes.count
        guard size > 0 else { return true }
        let matrix = workspace.matrix(size: size)
        for (index, node) in nodes.enumerated() { workspace.indices[Int(node)] = Int32(index) }
        network.withPointers { addEdges(of: front, nodes, count, to: matrix, workspace, $0) }
        for child in fronts.children[fronts.childStarts[front]..<fronts.childStarts[front + 1]] {
            addRemainder(of: Int(child), to: matrix, size, stage: Int(frontStages[front]), workspace)
        }
        for (index, node) in nodes.enumerated() { workspace.deficits[index] = deficits[Int(node)] }
        let isDone = kernel.eliminate(
            matrix, size: size, count: count, deficits: isSummed ? workspace.deficits : nil,
            pivots: workspace.pivots)
        guard isDone else { return false }
        for (index, node) in nodes.enumerated() {
            deficits[Int(node)] = workspace.deficits[index]
            if index < count { pivots[Int(node)] = workspace.pivots[index] }
        }
        store(front, matrix, size, count)
        return true
    }

    /// Adds the edges between the nodes that this front eliminates and all that are not eliminated yet.
    private func addEdges(
        of front: Int, _ nodes: [Int32], _ count: Int, to matrix: UnsafeMutablePointer<Double>,
        _ workspace: FrontWorkspace, _ network: WalkPointers
    ) {
        let size = nodes.count
        let start = fronts.dissection.starts[front]
        let end = fronts.dissection.starts[front + 1]
        let potential = potential(of: front)
        func weight(_ edge: Int, _ tail: Int, _ head: Int) -> Double {
            guard let potential else {
                return network.affinities[edge] / network.sums[tail] * exp(-theta * network.costs[edge])
            }
            let scaled = network.logWeight(edge, tail: tail, theta: theta) + (potential[head] - potential[tail])
            return exp(scaled - (logSums?[tail] ?? 0))
        }
        for index in 0..<count {
            let node = Int(nodes[index])
            let row = matrix + index * size
            for edge in Int(network.starts[node])..<Int(network.starts[node + 1]) {
                let head = Int(network.heads[edge])
                guard fronts.position(Int32(head)) >= start else { continue }
                row[Int(workspace.indices[head])] += weight(edge, node, head)
            }
            for slot in Int(network.inStarts[node])..<Int(network.inStarts[node + 1]) {
                let tail = Int(network.tails[slot])
                guard fronts.position(Int32(tail)) >= end, tail != fronts.target else { continue }
                matrix[Int(workspace.indices[tail]) * size + index] += weight(Int(network.arrivals[slot]), tail, node)
            }
            row[index] -= 1
        }
    }

    /// Adds what a child has left, carried over to the potential of the parent's stage.
    private func addRemainder(
        of child: Int, to matrix: UnsafeMutablePointer<Double>, _ size: Int, stage: Int, _ workspace: FrontWorkspace
    ) {
        guard let remainder = remainders[child] else { return }
        let border = fronts.borders[fronts.borderStarts[child]..<fronts.borderStarts[child + 1]]
        let before = Int(frontStages[child])
        var moved = [Double](repeating: 0, count: border.count)
        let isMoved = before != stage
        if isMoved {
            for (index, node) in border.enumerated() {
                moved[index] = potentials[stage][Int(node)] - potentials[before][Int(node)]
            }
        }
        let places = border.map { Int(workspace.indices[Int($0)]) }
        for i in places.indices {
            let row = matrix + places[i] * size
            let source = remainder + i * places.count
            for j in places.indices where source[j] != 0 {
                row[places[j]] += isMoved ? source[j] * exp(moved[j] - moved[i]) : source[j]
            }
        }
        remainder.deallocate()
        remainders[child] = nil
    }

    private func store(_ front: Int, _ matrix: UnsafeMutablePointer<Double>, _ size: Int, _ count: Int) {
        let upper = factors + factorStarts[front]
        upper.update(from: matrix, count: count * size)
        let lower = upper + count * size
        let border = size - count
        guard border > 0 else { return }
        let remainder = UnsafeMutablePointer<Double>.allocate(capacity: border * border)
        for i in 0..<border {
            let row = matrix + (count + i) * size
            (lower + i * count).update(from: row, count: count)
            (remainder + i * border).update(from: row + count, count: border)
        }
        remainders[front] = remainder
    }
}

/// Room for the largest front.
final class FrontWorkspace {
    private let cells: UnsafeMutablePointer<Double>
    let deficits: UnsafeMutablePointer<Double>
    let pivots: UnsafeMutablePointer<Double>
    /// The place of each node in the current front.
    let indices: UnsafeMutablePointer<Int32>

    init(_ fronts: Fronts) {
        var largest = 1
        for front in 0..<fronts.count { largest = max(largest, fronts.nodes(of: front).nodes.count) }
        cells = .allocate(capacity: largest * largest)
        deficits = .allocate(capacity: largest)
        pivots = .allocate(capacity: largest)
        indices = .allocate(capacity: fronts.dissection.order.count)
        indices.initialize(repeating: 0, count: fronts.dissection.order.count)
    }

    deinit {
        cells.deallocate()
        deficits.deallocate()
        pivots.deallocate()
        indices.deallocate()
    }

    /// A `size`×`size` matrix of zeros.
    func matrix(size: Int) -> UnsafeMutablePointer<Double> {
        cells.initialize(repeating: 0, count: size * size)
        return cells
    }
}
