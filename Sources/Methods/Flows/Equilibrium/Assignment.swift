/// A route of one pair with the persons on it.
public struct AssignedRoute: Hashable, Sendable {
    /// Link indices in travel order.
    public var links: [Int32]
    /// Persons.
    public var flow: Double

    /// Persons on links.
    public init(links: [Int32], flow: Double) {
        self.links = links
        self.flow = flow
    }
}

/// The persons on each link, and how they came there.
public struct Assignment: Sendable {
    /// Persons on each link: the sum over ``routes`` where those are listed.
    public var flows: [Double]
    /// The routes of each pair of the demand that carry somebody, in no order of preference; empty for a pair without any
    /// route, one that starts where it ends, and methods that list no routes.
    public var routes: [[AssignedRoute]]
    /// Persons of each pair who stay away; 0 without an outside option.
    public var outside: [Double]
    /// The pairs of the demand that no route joins, by index.
    public var disconnected: [Int]
    /// How far from an equilibrium; nil where none is looked for.
    public var relativeGap: Double?
    /// How many passes over the whole network; 1 where nothing is repeated.
    public var iterations: Int
    /// Whether the gap asked for was reached.
    public var isConverged: Bool

    /// Nobody on any link, and nothing to be repeated.
    public init(pairs: Int, links: Int) {
        flows = [Double](repeating: 0, count: links)
        routes = [[AssignedRoute]](repeating: [], count: pairs)
        outside = [Double](repeating: 0, count: pairs)
        (disconnected, relativeGap, iterations, isConverged) = ([], nil, 1, true)
    }

    /// The outcome of an iteration.
    init(
        flows: [Double], routes: [[AssignedRoute]], disconnected: [Int], gap: Double?, iterations: Int,
        isConverged: Bool
    ) {
        self.flows = flows
        self.routes = routes
        outside = [Double](repeating: 0, count: routes.count)
        self.disconnected = disconnected
        relativeGap = gap
        self.iterations = iterations
        self.isConverged = isConverged
    }
}

/// Where an iteration ends.
public struct StoppingRule: Hashable, Sendable {
    /// The relative gap at which to stop; 0 or more.
    public var gap: Double
    /// How many iterations at most; 1 or more.
    public var maxIterations: Int

    /// A rule with the usual gap.
    public init(gap: Double = 1e-6, maxIterations: Int = 1000) {
        self.gap = gap
        self.maxIterations = maxIterations
    }

    func check() throws(AssignmentError) {
        guard gap >= 0, gap < .infinity else {
            throw .badParameter(name: "gap", value: gap, allowed: "finite and not negative")
        }
        guard maxIterations >= 1 else {
            throw .badParameter(name: "max-iterations", value: Double(maxIterations), allowed: "1 or more")
        }
    }
}
