/// A place where current enters or leaves.
public struct CircuitTerminal: Sendable {
    /// The nodes that are one while the terminal is in use, ascending and without duplicates; none for a closed place.
    public let nodes: [Int32]
    /// What it feeds in when it is a source.
    public let amperes: Double

    /// A terminal on some nodes.
    public init(nodes: [Int32], amperes: Double = 1) {
        self.nodes = Array(Set(nodes)).sorted()
        self.amperes = amperes
    }
}

/// A graph with terminals, and the solves between them.
public struct TerminalCircuit: Sendable {
    let graph: ConductanceGraph
    let terminals: [CircuitTerminal]
    /// Component of each node.
    let components: [Int32]
    /// Threads for solves that do not depend on each other; the bytes do not depend on it.
    let threads: Int

    /// Tells how many of how many solves are done.
    public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// A circuit with its terminals.
    ///
    /// - Complexity: O(*n* + *m*).
    public init(_ graph: ConductanceGraph, terminals: [CircuitTerminal], threads: Int = 1) {
        (self.graph, self.terminals, self.threads) = (graph, terminals, threads)
        components = graph.components().labels
    }

    /// What one pair, or one terminal against the others, came to.
    public struct Outcome: Sendable {
        /// The terminal where current enters; in ``allToOne(_:progress:)`` the one where it leaves.
        public let terminal: Int
        /// The other terminal of a pair.
        public let partner: Int?
        /// Whether there is a way between them.
        public let isConnected: Bool
        /// Volts ÷ amperes; nil where not connected, and where several feed one.
        public let resistance: Double?
        /// Nil where not connected, and where the terminals are one node.
        public let flow: CircuitFlow?
    }

    /// The components that the nodes of some terminals lie in, ascending.
    func components(of members: [Int]) -> Set<Int32> {
        Set(members.flatMap { terminals[$0].nodes.map { components[Int($0)] } })
    }
}
