public import ArgumentParser
public import FlowAnalysis
public import SpatialFormats

extension NetworkAlternatives.Method: ExpressibleByArgument {}
extension NetworkLink.Weight: ExpressibleByArgument {}
extension NetworkAlternatives.Choice.Model: ExpressibleByArgument {}

/// Which routes count as alternatives.
struct AlternativeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("yen, overlap, penalty or plateau.", valueName: "name"))
    var method = NetworkAlternatives.Method.overlap
    @Option(help: ArgumentHelp("How many routes at most.", valueName: "n"))
    var k = 3
    @Option(help: ArgumentHelp("What routes are compared by: cost, time_s or length_m.", valueName: "column"))
    var weight = NetworkLink.Weight.cost
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Largest share of the length of a better route that a route may use.", valueName: "share"))
    var maxOverlap = 0.5
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Largest cost as a multiple of the cheapest.", valueName: "factor"))
    var maxStretch = 1.25
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Every stretch below this share of the cheapest cost must itself be cheapest.", valueName: "share"))
    var localOptimality = 0.0
    @Option(help: ArgumentHelp("overlap: paths to look at before giving up.", valueName: "n"))
    var maxExamined = 20_000
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("penalty: factor on the costs of links already used.", valueName: "factor"))
    var penalty = 1.4
    @Option(help: ArgumentHelp("penalty: how many paths to look for.", valueName: "n"))
    var searches = 20

    func validate() throws {
        for (name, value) in [("--k", k), ("--max-examined", maxExamined), ("--searches", searches)]
        where value < 1 {
            throw ValidationError("\(name) is \(value); give 1 or more")
        }
        guard (0...1).contains(maxOverlap) else {
            throw ValidationError("--max-overlap is \(maxOverlap); give a share from 0 to 1")
        }
        guard maxStretch >= 1, maxStretch.isFinite else {
            throw ValidationError("--max-stretch is \(maxStretch); give a factor of 1 or more")
        }
        guard localOptimality >= 0, localOptimality.isFinite else {
            throw ValidationError("--local-optimality is \(localOptimality); give a share of 0 or more")
        }
        guard penalty > 1, penalty <= 100 else {
            throw ValidationError("--penalty is \(penalty); give a factor above 1 and at most 100")
        }
    }

    var limits: NetworkAlternatives.Limits {
        var limits = NetworkAlternatives.Limits()
        (limits.count, limits.maxOverlap, limits.maxStretch) = (k, maxOverlap, maxStretch)
        (limits.localOptimality, limits.maxExamined) = (localOptimality, maxExamined)
        (limits.penalty, limits.searches) = (penalty, searches)
        return limits
    }

    /// What the method took for granted.
    var assumptions: [(String, SummaryValue)] {
        var assumptions: [(String, SummaryValue)] = [("k", .integer(k))]
        if method != .yen {
            assumptions += [
                ("max_overlap", .number(maxOverlap)), ("max_stretch", .number(maxStretch)),
                ("local_optimality", .number(localOptimality)),
            ]
        }
        if method == .overlap { assumptions.append(("max_examined", .integer(maxExamined))) }
        if method == .penalty {
            assumptions += [("penalty", .number(penalty)), ("searches", .integer(searches))]
        }
        return assumptions
    }
}

/// How travellers choose among routes.
struct RouteChoiceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Shares p of the routes: mnl (multinomial), psl (path-size) or clogit (C-logit).", valueName: "model"))
    var choice: NetworkAlternatives.Choice.Model?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much cheap routes are favoured; needed with --choice.", valueName: "1/weight"))
    var theta: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Weight of what routes share, in psl and clogit.", valueName: "number"))
    var beta = 1.0

    func validate() throws {
        switch (choice, theta) {
        case (.some, nil):
            throw ValidationError("--choice needs --theta; there is no value of it that holds everywhere")
        case (nil, .some): throw ValidationError("--theta goes with --choice mnl, psl or clogit")
        default: break
        }
        if let theta, !(theta >= 0 && theta.isFinite) {
            throw ValidationError("--theta is \(theta); give a finite number of 0 or more")
        }
        guard beta >= 0, beta.isFinite else {
            throw ValidationError("--beta is \(beta); give a finite number of 0 or more")
        }
    }

    var chosen: NetworkAlternatives.Choice? {
        if let choice, let theta { return .init(model: choice, theta: theta) }
        return nil
    }

    var assumptions: [(String, SummaryValue)] { [("beta", .number(beta))] }
}
