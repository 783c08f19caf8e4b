public import ArgumentParser
public import FlowAnalysis

extension FlowAssignment.Reference: ExpressibleByArgument {}

/// How travellers choose among routes, for the models that need it.
struct FlowChoiceOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("sue, load, rsp, calibrate: how much cheap routes are favoured.", valueName: "1/cost"))
    var theta: Double?
    @Option(help: ArgumentHelp("load: mnl, psl or clogit.", valueName: "model"))
    var choice: NetworkAlternatives.Choice.Model?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "load: weight of what routes share (default 1); gravity: how fast trips fall with cost.",
            valueName: "number"))
    var beta: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            sue, calibrate: choose among the n cheapest (default: all simple routes); load: routes at most (default 3).
            """,
            valueName: "n"))
    var k: Int?
    @Option(help: ArgumentHelp("load: yen, overlap, penalty or plateau.", valueName: "name"))
    var method = NetworkAlternatives.Method.overlap
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("load: largest share of a better route that a route may use.", valueName: "share"))
    var maxOverlap = 0.5
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("load: largest cost as a multiple of the cheapest.", valueName: "factor"))
    var maxStretch = 1.25
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("load: every stretch below this share must itself be cheapest.", valueName: "share"))
    var localOptimality = 0.0
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("sue, load: cost of staying away, one more choice of every pair.", valueName: "cost"))
    var outside: Double?
    @Option(
        help: ArgumentHelp(
            "rsp: how likely walks are before costs count: none (all alike) or uniform (as a random walk takes them).",
            valueName: "name"))
    var reference = FlowAssignment.Reference.none
    @Option(parsing: .unconditional, help: ArgumentHelp("sue: simple routes that a pair may have.", valueName: "n"))
    var maxRoutes = 20_000

    func validate() throws {
        if let theta, !(theta >= 0 && theta.isFinite) {
            throw ValidationError("--theta is \(theta); give a finite number of 0 or more")
        }
        if let beta, !beta.isFinite { throw ValidationError("--beta is \(beta); give a finite number") }
        for (name, value) in [("--k", k ?? 1), ("--max-routes", maxRoutes)] where value < 1 {
            throw ValidationError("\(name) is \(value); give 1 or more")
        }
        if let outside, !outside.isFinite { throw ValidationError("--outside is \(outside); give a finite number") }
        guard (0...1).contains(maxOverlap) else {
            throw ValidationError("--max-overlap is \(maxOverlap); give a share from 0 to 1")
        }
        guard maxStretch >= 1, maxStretch.isFinite else {
            throw ValidationError("--max-stretch is \(maxStretch); give a factor of 1 or more")
        }
        guard localOptimality >= 0, localOptimality.isFinite else {
            throw ValidationError("--local-optimality is \(localOptimality); give a share of 0 or more")
        }
    }

    func requiredTheta(for model: NetworkFlows.Model) throws -> Double {
        guard let theta else {
            throw ValidationError(
                "--model \(model.rawValue) needs --theta; there is no value of it that holds everywhere")
        }
        return theta
    }

    /// What `load` chooses from, and how.
    func shares() throws -> FlowAssignment.RouteShares {
        guard let choice else { throw ValidationError("--model load needs --choice mnl, psl or clogit") }
        var shares = FlowAssignment.RouteShares(.init(model: choice, theta: try requiredTheta(for: .load)))
        shares.method = method
        (shares.limits.count, shares.limits.maxOverlap) = (k ?? shares.limits.count, maxOverlap)
        (shares.limits.maxStretch, shares.limits.localOptimality) = (maxStretch, localOptimality)
        shares.beta = beta ?? 1
        guard shares.beta >= 0 else { throw ValidationError("--beta is \(shares.beta); give 0 or more") }
        return shares
    }

    /// What a model took for granted.
    func assumptions(for model: NetworkFlows.Model) -> [(String, SummaryValue)] {
        let outside: (String, SummaryValue) = ("outside", .optional(outside))
        switch model {
        case .sue:
            let routes: SummaryValue = k.map { .text("the \($0) cheapest without flow") } ?? "all simple routes"
            return [("theta", .optional(theta)), ("routes", routes), outside]
        case .load:
            return [
                ("theta", .optional(theta)), ("choice", choice.map { .text($0.rawValue) } ?? .null),
                ("beta", .number(beta ?? 1)), ("method", .text(method.rawValue)), ("k", .integer(k ?? 3)),
                ("max_overlap", .number(maxOverlap)), ("max_stretch", .number(maxStretch)),
                ("local_optimality", .number(localOptimality)), outside,
            ]
        case .rsp: return [("theta", .optional(theta)), ("reference", .text(reference.rawValue))]
        case .ue, .aon, .gravity, .calibrate: return []
        }
    }
}
