extension TerminalCircuit {
    /// Each terminal in turn feeds its amperes in, and its partners are held at 0 V.
    ///
    /// The resistance is that of a source of 1 A, so a terminal of 0 A has one too.
    ///
    /// - Parameter partners: For each terminal those that it sees.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``, and what `each` throws.
    /// - Complexity: O(*n* + *m*) for each terminal, the levels of the solver included: what is held differs each time.
    public func oneToAll(
        _ partners: [[Int]], progress: Progress = { _, _ in }, each: (Outcome) throws -> Void
    ) throws {
        let whole = MergedTerminals(self)
        for terminal in terminals.indices {
            progress(terminal, terminals.count)
            guard let setting = whole.setting(for: terminal, partners[terminal]) else {
                try each(whole.apart(terminal, partners[terminal], hasResistance: true))
                continue
            }
            var grounds = [Double](repeating: 0, count: setting.graph.nodeCount)
            for partner in setting.partners { grounds[partner.node] = .infinity }
            try each(try outcome(of: terminal, setting, GroundedCircuit(setting.graph, grounds: grounds)))
        }
        progress(terminals.count, terminals.count)
    }

    private func outcome(
        of terminal: Int, _ setting: MergedTerminals.Setting, _ circuit: GroundedCircuit
    ) throws(ConnectivityError) -> Outcome {
        let amperes = terminals[terminal].amperes
        let unit = circuit.entering([(setting.node, 1)])
        let found = try circuit.solve(unit)
        let flow = circuit.flow(unit, found)
        let resistance = 2 * flow.level(of: setting.node) - flow.power
        let scaled = amperes == 1 ? flow : circuit.flow(unit.map { $0 * amperes }, found.scaled(by: amperes))
        return Outcome(
            terminal: terminal, partner: nil, isConnected: true, resistance: resistance,
            flow: CircuitFlow([(scaled, setting.merging)], nodeCount: graph.nodeCount))
    }

    /// Each terminal in turn is at 0 V, and its partners feed their amperes in.
    ///
    /// - Parameter partners: As in ``oneToAll(_:progress:each:)``.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)``, and what `each` throws.
    /// - Complexity: O(*n* + *m*) for each terminal; the solver's levels are built once a component.
    public func allToOne(
        _ partners: [[Int]], progress: Progress = { _, _ in }, each: (Outcome) throws -> Void
    ) throws {
        let whole = MergedTerminals(self)
        var known: (component: Int32, circuit: GroundedCircuit)?
        for terminal in terminals.indices {
            progress(terminal, terminals.count)
            guard let setting = whole.setting(for: terminal, partners[terminal]) else {
                try each(whole.apart(terminal, partners[terminal], hasResistance: false))
                continue
            }
            let circuit: GroundedCircuit
            if let known, known.component == setting.component {
                circuit = known.circuit
            } else {
                circuit = GroundedCircuit(setting.graph)
                known = (setting.component, circuit)
            }
            var entering = circuit.entering(setting.partners)
            entering[setting.node] = -entering.reduce(0, +)
            var flow = circuit.flow(entering, try circuit.solve(entering))
            flow.zero = flow.level(of: setting.node)
            try each(
                Outcome(
                    terminal: terminal, partner: nil, isConnected: true, resistance: nil,
                    flow: CircuitFlow([(flow, setting.merging)], nodeCount: graph.nodeCount)))
        }
        progress(terminals.count, terminals.count)
    }
}

/// All terminals that take part, each one node throughout.
private struct MergedTerminals {
    private let circuit: TerminalCircuit
    private let merging: NodeMerging
    private let graph: ConductanceGraph
    private let components: [Int32]

    init(_ circuit: TerminalCircuit) {
        self.circuit = circuit
        merging = NodeMerging(nodeCount: circuit.graph.nodeCount, joining: circuit.terminals.map(\.nodes))
        graph = circuit.graph.merged(merging)
        components = graph.components().labels
    }

    /// The circuit of one terminal and its partners.
    struct Setting {
        let graph: ConductanceGraph
        let merging: NodeMerging
        let component: Int32
        let node: Int
        let partners: [(node: Int, amperes: Double)]
    }

    private func node(_ terminal: Int) -> Int? {
        circuit.terminals[terminal].nodes.first.map { Int(merging.groups[Int($0)]) }
    }

    /// Nil if the terminal has no partner in its component, or only partners on its own node; next to others those do
    /// not count.
    func setting(for terminal: Int, _ partners: [Int]) -> Setting? {
        guard let own = node(terminal) else { return nil }
        let others = partners.filter { partner in
            node(partner).map { $0 != own && components[$0] == components[own] } ?? false
        }
        guard !others.isEmpty else { return nil }
        let component = components[own]
        let part = NodeMerging(nodeCount: graph.nodeCount, joining: []) { components[$0] == component }
        func place(_ node: Int) -> Int { Int(part.groups[node]) }
        return Setting(
            graph: graph.merged(part), merging: merging.then(part), component: component, node: place(own),
            partners: others.compactMap { other in
                node(other).map { (place($0), circuit.terminals[other].amperes) }
            })
    }

    /// The outcome of a terminal that ``setting(for:_:)`` refuses.
    func apart(_ terminal: Int, _ partners: [Int], hasResistance: Bool) -> TerminalCircuit.Outcome {
        let own = node(terminal)
        let isOne = own != nil && partners.contains { node($0) == own }
        return TerminalCircuit.Outcome(
            terminal: terminal, partner: nil, isConnected: isOne, resistance: isOne && hasResistance ? 0 : nil,
            flow: nil)
    }
}

extension NodeMerging {
    /// This merging, then another of its groups.
    fileprivate func then(_ next: NodeMerging) -> NodeMerging {
        NodeMerging(groups: groups.map { $0 < 0 ? -1 : next.groups[Int($0)] }, count: next.count)
    }

    private init(groups: [Int32], count: Int) {
        self.groups = groups
        self.count = count
    }
}

extension CircuitVoltages {
    fileprivate func scaled(by factor: Double) -> CircuitVoltages {
        CircuitVoltages(
            volts: volts.map { $0 * factor }, remainders: remainders.map { $0 * factor },
            relativeResidual: relativeResidual)
    }
}
