internal import Glibc

/// Randomised shortest paths: a distribution over all paths between two nodes that favours the cheap ones.
///
/// A path has the weight Π W over its edges, W = Pref·exp(−θ·cost), Pref = affinity ÷ the sum of those that leave the node.
/// θ → ∞ leaves the cheapest path, θ → 0 the random walk along Pref. Paths end where they first meet their target.
/// Saerens, Yen, Fouss and Achbany (2009, doi:10.1162/neco.2009.11-07-643); Kivimäki, Shimbo and Saerens (2014,
/// doi:10.1016/j.physa.2013.09.016).
public struct RandomisedPaths: Sendable {
    /// The network; one strongly connected part.
    public let network: WalkNetwork
    /// Inverse temperature, in 1 over the unit of cost.
    public let theta: Double
    private let dissection: Dissection

    /// Beyond this estimate of −ln survival the weights are scaled.
    private static let plainRange = 160.0
    /// Below this a survival may have lost digits to underflow.
    private static let leastLog = -230.0
    /// Greatest error of the equation of the log of the survival that is taken as rounding.
    private static let greatestResidual = 1e-8
    /// Error of that equation that cannot be improved.
    private static let rounding = 1e-13
    private static let greatestIterations = 40
    /// What rounding of a log may add to that error, as a share of the log.
    private static let unitRounding = 4e-16
    /// Beyond this range of the logs their rounding would show in the steps, unless those are divided by their sums.
    private static let preciseRange = 1e6
    /// Fronts with more nodes below them than these have potentials of their own.
    private static let stageSizes = [512, 1 << 15]

    /// - Throws: ``ConnectivityError/badParameter(name:value:range:)`` unless θ is above 0 and finite.
    /// - Complexity: O(*n* log *n*).
    public init(_ network: WalkNetwork, theta: Double) throws(ConnectivityError) {
        guard theta > 0, theta < .infinity else {
            throw .badParameter(name: "theta", value: theta, range: "above 0 and finite")
        }
        self.network = network
        self.theta = theta
        dissection = Dissection(network)
    }

    /// All paths that end at a node, from every node of the network.
    ///
    /// - Precondition: `target` is a node of the network, and every node can reach every other.
    /// - Throws: ``ConnectivityError/notConverged(residual:iterations:)`` if rounding has spoilt the result.
    /// - Complexity: About 20 *n*^1.5 multiplications and 100 to 120 numbers a node for a grid of *n* cells.
    public func toward(_ target: Int) throws(ConnectivityError) -> PathsToTarget {
        let fronts = Fronts(network, dissection, target: target)
        if estimatedRange(to: target) < Self.plainRange,
            let elimination = PathElimination(network, theta: theta, fronts: fronts, scaling: .plain),
            let logs = elimination.logSurvivals(), !logs.contains(where: { $0 < Self.leastLog })
        {
            return PathsToTarget(elimination, logs: logs, isPlain: true)
        }
        if let elimination = PathElimination(network, theta: theta, fronts: fronts, scaling: .staged(Self.stageSizes)),
            let logs = elimination.logSurvivals()
        {
            let sums = logSums(of: logs, target: target)
            let range = greatest(logs)
            if greatest(sums) <= Self.greatestResidual + Self.unitRounding * range {
                guard range > Self.preciseRange,
                    let divided = PathElimination(
                        network, theta: theta, fronts: fronts, scaling: .steps(potential: logs, logSums: sums))
                else { return PathsToTarget(elimination, logs: logs, isPlain: false) }
                return PathsToTarget(divided, logs: logs, isPlain: false)
            }
        }
        return try iterate(fronts)
    }

    /// Newton's method on the logs: for networks like mazes, where no potential is near enough to begin with.
    ///
    /// The logs rise from those of the likeliest path; each step solves for the steps that they make likely, in
    /// probabilities throughout.
    private func iterate(_ fronts: Fronts) throws(ConnectivityError) -> PathsToTarget {
        var logs = network.lengths(to: fronts.target, LikelihoodMeasure(theta: theta)).map { -$0 }
        var residual = Double.infinity
        for _ in 0..<Self.greatestIterations {
            let sums = logSums(of: logs, target: fronts.target)
            guard
                let elimination = PathElimination(
                    network, theta: theta, fronts: fronts, scaling: .steps(potential: logs, logSums: sums))
            else { break }
            let before = residual
            residual = greatest(sums)
            // Quadratic convergence has ended in rounding.
            let bound = Self.greatestResidual + Self.unitRounding * greatest(logs)
            if residual <= bound, residual > before / 4 || residual <= Self.rounding {
                return PathsToTarget(elimination, logs: logs, isPlain: false)
            }
            let rises = elimination.sums(of: sums.map { max(0, $0) }, logs: logs)
            for node in logs.indices { logs[node] += rises[node] }
        }
        throw .notConverged(residual: residual, iterations: Self.greatestIterations)
    }

    /// An estimate of the greatest −ln survival, from the decay of a walk in a line with the killing of each node.
    private func estimatedRange(to target: Int) -> Double {
        let decays = network.withPointers { pointers in
            (0..<network.nodeCount).map { node in
                var kept = 0.0
                for edge in Int(pointers.starts[node])..<Int(pointers.starts[node + 1]) {
                    kept += exp(pointers.logWeight(edge, tail: node, theta: theta))
                }
                return acosh(max(1, 1 / max(kept, 1e-300)))
            }
        }
        let lengths = decays.withUnsafeBufferPointer { decays in
            decays.baseAddress.map { network.lengths(to: target, NodeMeasure(values: $0)) } ?? []
        }
        return lengths.max() ?? 0
    }

    /// ln Σ W·exp(u(j) − u(i)) of each node, which is 0 if u is the log of the survival; 0 at the target.
    private func logSums(of logs: [Double], target: Int) -> [Double] {
        network.withPointers { pointers in
            (0..<network.nodeCount).map { node in
                let edges = Int(pointers.starts[node])..<Int(pointers.starts[node + 1])
                guard node != target else { return 0 }
                // The rounding of the difference of logs must be that of the weights, to cancel there.
                func log(_ edge: Int) -> Double {
                    pointers.logWeight(edge, tail: node, theta: theta)
                        + (logs[Int(pointers.heads[edge])] - logs[node])
                }
                let greatest = edges.reduce(-Double.infinity) { max($0, log($1)) }
                let sum = edges.reduce(0.0) { $0 + exp(log($1) - greatest) }
                return Glibc.log(sum) + greatest
            }
        }
    }

    /// The greatest distance from 0; infinite if one is not a number.
    private func greatest(_ values: [Double]) -> Double {
        values.reduce(0) { $1.isNaN ? .infinity : max($0, abs($1)) }
    }
}

/// The distribution of the paths that end at one target.
public final class PathsToTarget {
    private let elimination: PathElimination
    private let logs: [Double]
    private let losses: [Double]?

    init(_ elimination: PathElimination, logs: [Double], isPlain: Bool) {
        self.elimination = elimination
        self.logs = logs
        losses = isPlain ? elimination.losses() : nil
    }

    /// The probability that a walk from a node, killed at the rate of its costs, reaches the target: z(i,t) / z(t,t).
    ///
    /// 0 where it is below the least positive `Double`; see ``freeEnergy(from:)``.
    public func survival(from node: Int) -> Double { exp(logs[node]) }

    /// −ln(survival) / θ, in units of cost: at any range, and to every digit where the survival is close to 1.
    public func freeEnergy(from node: Int) -> Double {
        if let losses, losses[node] < 0.5 { return 0 - log1p(-losses[node]) / elimination.theta }
        return 0 - logs[node] / elimination.theta
    }

    /// The expected cost of the paths from each node, in units of cost.
    ///
    /// - Complexity: One pass over the stored numbers.
    public func expectedCosts() -> [Double] {
        let theta = elimination.theta
        let network = elimination.network
        let steps = network.withPointers { pointers in
            (0..<network.nodeCount).map { node in
                // Divided by their sum, which is 1 but for the rounding of the logs.
                var (shares, sum) = (0.0, 0.0)
                for edge in Int(pointers.starts[node])..<Int(pointers.starts[node + 1]) {
                    let step = logs[Int(pointers.heads[edge])] - logs[node]
                    let share = exp(pointers.logWeight(edge, tail: node, theta: theta) + step)
                    shares += share
                    sum += share * pointers.costs[edge]
                }
                return sum / shares
            }
        }
        return elimination.sums(of: steps, logs: logs)
    }

    /// How often each node is visited: the start counted, the target not.
    ///
    /// - Parameter starts: How many paths start at each node.
    /// - Complexity: One pass over the stored numbers.
    public func passage(from starts: [Double]) -> [Double] { elimination.visits(from: starts, logs: logs) }
}
