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
