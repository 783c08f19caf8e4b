internal import SpatialEngine

extension TerminalCircuit {
    /// 1 A from the first to the second terminal of each pair, the second at 0 V.
    ///
    /// Terminals of one node leave the graph as it is, so that all pairs among them are differences of fewer solves (at
    /// most one less than there are terminals; McRae, Dickson, Keitt & Shah 2008, doi:10.1890/07-1861.1). A terminal of
    /// several nodes changes the graph while it is in use: its pairs are solved on graphs of their own.
    ///
    /// - Parameters:
    ///   - pairs: Indices of terminals.
    ///   - each: Receives every pair once, those that share a graph together.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``, and what `each` throws.
    /// - Complexity: O(*n* + *m*) for each solve and each pair; O(*n*) memory for each terminal.
    public func pairwise(
        _ pairs: [(from: Int, to: Int)], progress: Progress = { _, _ in }, each: (Outcome) throws -> Void
    ) throws {
        var batches: [PairBatch] = []
        var places: [[Int32]: Int] = [:]
        for pair in pairs {
            guard let merging = merging(of: pair) else {
                try each(apart(pair))
                continue
            }
            if let place = places[merging.key] {
                batches[place].pairs.append(pair)
            } else {
                places[merging.key] = batches.count
                batches.append(PairBatch(joined: merging.joined, components: merging.components, pairs: [pair]))
            }
        }
        let total = batches.reduce(0) { $0 + PairForest($1.pairs).solves.count }
        var done = 0
        for batch in batches { try solve(batch, &done, of: total, progress, each) }
    }

    /// Pairs on one graph.
    private struct PairBatch {
        let joined: [[Int32]]
        let components: Set<Int32>
        var pairs: [(from: Int, to: Int)]
    }

    /// A pair that is not connected, or is one node.
    private func apart(_ pair: (from: Int, to: Int)) -> Outcome {
        let isOne = !Set(terminals[pair.from].nodes).isDisjoint(with: terminals[pair.to].nodes)
        return Outcome(
            terminal: pair.from, partner: pair.to, isConnected: isOne, resistance: isOne ? 0 : nil, flow: nil)
    }

    /// What must be joined for a pair, and a key that is the same for pairs on one graph; nil if there is nothing to solve.
    private func merging(
        of pair: (from: Int, to: Int)
    ) -> (key: [Int32], joined: [[Int32]], components: Set<Int32>)? {
        let ends = [pair.from, pair.to]
        let (from, to) = (components(of: [pair.from]), components(of: [pair.to]))
        guard !from.isDisjoint(with: to),
            Set(terminals[pair.from].nodes).isDisjoint(with: terminals[pair.to].nodes)
        else { return nil }
        let wide = ends.filter { terminals[$0].nodes.count > 1 }
        let parts = from.union(to)
        let key = wide.map(Int32.init) + [-1] + parts.sorted()
        return (key, wide.map { terminals[$0].nodes }, parts)
    }

    private func solve(
        _ batch: PairBatch, _ done: inout Int, of total: Int, _ progress: Progress, _ each: (Outcome) throws -> Void
    ) throws {
        let merging = NodeMerging(nodeCount: graph.nodeCount, joining: batch.joined) {
            batch.components.contains(components[$0])
        }
        let circuit = GroundedCircuit(graph.merged(merging))
        func node(_ terminal: Int) -> Int { Int(merging.groups[Int(terminals[terminal].nodes[0])]) }
        let forest = PairForest(batch.pairs)
        var found: [Int: CircuitVoltages] = [:]
        let width = max(threads, 1)
        for first in stride(from: 0, to: forest.solves.count, by: width) {
            progress(done, total)
            let some = Array(forest.solves[first..<min(first + width, forest.solves.count)])
            let entering = some.map { solve in circuit.entering([(node(solve.terminal), 1), (node(solve.root), -1)]) }
            for (solve, volts) in zip(some, try circuit.solveAll(entering, threads: threads)) {
                found[solve.terminal] = volts
            }
            done += some.count
        }
        progress(done, total)
        let none = CircuitVoltages(
            volts: [Double](repeating: 0, count: circuit.graph.nodeCount), remainders: [], relativeResidual: 0)
        for pair in batch.pairs {
            let (from, to) = (node(pair.from), node(pair.to))
            let volts = (found[pair.from] ?? none).subtracting(found[pair.to] ?? none)
            var flow = circuit.flow(circuit.entering([(from, 1), (to, -1)]), volts)
            flow.zero = flow.level(of: to)
            // Twice b·v less the power: its error is the square of the voltages' error.
            let resistance = 2 * (flow.level(of: from) - flow.zero) - flow.power
            try each(
                Outcome(
                    terminal: pair.from, partner: pair.to, isConnected: true, resistance: resistance,
                    flow: CircuitFlow([(flow, merging)], nodeCount: graph.nodeCount)))
        }
    }
}

/// The fewest solves from which every pair is a difference: terminals that pairs link, each against the first of them.
private struct PairForest {
    var solves: [(terminal: Int, root: Int)] = []

    init(_ pairs: [(from: Int, to: Int)]) {
        let members = Array(Set(pairs.flatMap { [$0.from, $0.to] })).sorted()
        let count = (members.last ?? -1) + 1
        let linked = NodeMerging(
            nodeCount: count, joining: pairs.map { [Int32(min($0.from, $0.to)), Int32(max($0.from, $0.to))] })
        var roots = [Int](repeating: -1, count: linked.count)
        for member in members {
            let group = Int(linked.groups[member])
            if roots[group] < 0 {
                roots[group] = member
            } else {
                solves.append((member, roots[group]))
            }
        }
    }
}

extension ReducedFlow {
    /// The voltage of a node, before ``zero`` is taken from it.
    func level(of node: Int) -> Double { volts[node] + (remainders.isEmpty ? 0 : remainders[node]) }
}

extension GroundedCircuit {
    /// Amperes for each node from a short list; entries on one node add up.
    func entering(_ list: [(node: Int, amperes: Double)]) -> [Double] {
        var entering = [Double](repeating: 0, count: graph.nodeCount)
        for (node, amperes) in list { entering[node] += amperes }
        return entering
    }

    /// ``solve(_:)`` for several sets of currents, in parallel.
    func solveAll(_ sets: [[Double]], threads: Int) throws(ConnectivityError) -> [CircuitVoltages] {
        try parallelMap(sets, threads: threads) { set throws(ConnectivityError) in try solve(set) }
    }
}
