internal import ArgumentParser
internal import PriorityAnalysis

/// The assumptions of a plan.
struct PlanAssumptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Sensitivity of choice to cost.", valueName: "1/cost"))
    var theta: Double
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Detections per second within reach and unit of effort.", valueName: "1/s"))
    var kappa = 1.0 / 3600
    @Option(parsing: .unconditional, help: ArgumentHelp("Fall of inflicted harm per effort.", valueName: "eta"))
    var eta = 0.5
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Cost of being detected, in the unit of cost.", valueName: "cost"))
    var beta = 43_200.0
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Fall of all harm per effort of protection.", valueName: "rho"))
    var rho = 0.4
    @Option(parsing: .unconditional, help: ArgumentHelp("Speed within reach.", valueName: "m/s"))
    var speed = 1.0
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Range of theta for lo90 and hi90.", valueName: "lo,hi"))
    var thetaRange: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Range of kappa.", valueName: "lo,hi"))
    var kappaRange: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Range of eta.", valueName: "lo,hi"))
    var etaRange: String?
    @Option(help: "How ranges are drawn: linear (evenly) or log (evenly in the logarithm).")
    var rangeScale = Scale.linear
    @Option(parsing: .unconditional, help: ArgumentHelp("Draws over the ranges.", valueName: "n"))
    var draws = 500
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Those who lead people weigh cost, added cost and harm so; travellers weigh them 1,1,0.",
            valueName: "cost,added,harm"))
    var adversary: String?

    enum Scale: String, ExpressibleByArgument, CaseIterable {
        case linear, log
    }

    func validate() throws {
        _ = try (range("theta", thetaRange), range("kappa", kappaRange), range("eta", etaRange), weights())
    }

    /// Puts the assumptions into a job.
    func apply(to job: inout PriorityPlanning) throws {
        (job.theta, job.kappa, job.eta, job.beta) = (theta, kappa, eta, beta)
        (job.rho, job.speed, job.draws) = (rho, speed, draws)
        job.thetaRange = try range("theta", thetaRange)
        job.kappaRange = try range("kappa", kappaRange)
        job.etaRange = try range("eta", etaRange)
        job.hasLogarithmicRanges = rangeScale == .log
        job.adversary = try weights()
    }

    private func range(_ name: String, _ text: String?) throws -> ClosedRange<Double>? {
        guard let text else { return nil }
        let numbers = Self.numbers(text)
        guard numbers.count == 2, let low = numbers[0], let high = numbers[1], low <= high, low >= 0, high.isFinite
        else {
            throw ValidationError("--\(name)-range \"\(text)\" is not LO,HI; write it like 0.5,2, the lower end first")
        }
        return low...high
    }

    private func weights() throws -> (cost: Double, addedCost: Double, harm: Double)? {
        guard let adversary else { return nil }
        let numbers = Self.numbers(adversary)
        guard numbers.count == 3, let cost = numbers[0], let added = numbers[1], let harm = numbers[2] else {
            throw ValidationError("--adversary \"\(adversary)\" is not COST,ADDED,HARM; write it like 1,2,0")
        }
        return (cost, added, harm)
    }

    private static func numbers(_ text: String) -> [Double?] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    }
}

/// A network that routes are made from.
struct PlanNetworkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("link_id,from,to,cost[,length_m].", valueName: "csv"))
    var network: String?
    @Option(
        help: ArgumentHelp("unit_id (the link) and harm_per_person, its parts, or rate_mean.", valueName: "csv"))
    var risk: String?
    @Option(help: ArgumentHelp("from,to,persons.", valueName: "csv"))
    var demand: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Routes a pair at most.", valueName: "n"))
    var k = 3
    @Option(parsing: .unconditional, help: ArgumentHelp("Cost over the cheapest at most.", valueName: "factor"))
    var maxStretch = 2.0
    @Option(parsing: .unconditional, help: ArgumentHelp("Share of a better route at most.", valueName: "share"))
    var maxOverlap = 0.5
    @Option(parsing: .unconditional, help: ArgumentHelp("Cost of staying away.", valueName: "cost"))
    var outside: Double?

    func validate() throws {
        let given = [network, risk, demand].count { $0 != nil }
        guard given == 0 || given == 3 else {
            throw ValidationError("--network, --risk and --demand go together")
        }
        if let outside, !outside.isFinite { throw ValidationError("--outside must be finite") }
        if network == nil, outside != nil { throw ValidationError("--outside goes with --network") }
    }

    /// The network of a job; nil without one.
    func inputs() throws -> NetworkInputs? {
        guard let network, let risk, let demand else { return nil }
        var inputs = NetworkInputs(links: network, risk: risk, demand: demand)
        (inputs.count, inputs.maxStretch, inputs.maxOverlap, inputs.outside) = (k, maxStretch, maxOverlap, outside)
        return inputs
    }
}
