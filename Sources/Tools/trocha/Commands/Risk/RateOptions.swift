internal import ArgumentParser
internal import RiskAnalysis

/// What is counted, and over what.
struct RateInputOptions: ParsableArguments {
    enum Included: String, ExpressibleByArgument, CaseIterable {
        case patrol
    }

    @Option(
        help: ArgumentHelp(
            """
            event_id,unit_id,weight, or draw,event_id,unit_id, or event_id,unit_id, or unit_id,events; '-' is standard input.
            """,
            valueName: "csv"))
    var events: String
    @Option(
        help: ArgumentHelp(
            "unit_id,exposure; rows of one unit add up. Without it: a count density.", valueName: "csv"))
    var exposure: String?
    @Option(help: ArgumentHelp("unit_id,q: the share of events that is reported.", valueName: "csv"))
    var reporting: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Share of events that is reported elsewhere, or a bracket of it.", valueName: "q|lo,hi"))
    var q = "1"
    @Option(help: ArgumentHelp("unit_id or corridor_id: what a row of the output is.", valueName: "column"))
    var by = "unit_id"
    @Option(help: ArgumentHelp("Only events of this category; with --by corridor_id.", valueName: "name"))
    var category: String?
    @Option(
        help: ArgumentHelp(
            """
            A row for each unit and month; exposure by unit_id and month, or spread evenly over the days of the period. Single \
            events with a date.
            """,
            valueName: "from/to"))
    var months: String?
    @Option(
        help: ArgumentHelp(
            """
            unit_id,from,to or source,from,to: when somebody reported. Other months carry no exposure and are unknown, not zero.
            """,
            valueName: "csv"))
    var windows: String?
    @Option(help: ArgumentHelp("patrol: count events that patrols discovered, too.", valueName: "observation"))
    var include: [Included] = []

    func validate() throws {
        if [events, exposure, reporting].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("only one input can be standard input")
        }
        if category == nil, by != "unit_id", by != "corridor_id" {
            throw ValidationError("--by \(by) is neither unit_id nor corridor_id")
        }
        if windows != nil && months == nil { throw ValidationError("--windows goes with --months FROM/TO") }
        if months != nil && by != "unit_id" { throw ValidationError("--months goes with --by unit_id") }
        _ = try bracket()
    }

    private func bracket() throws -> ClosedRange<Double> {
        let numbers = Numbers.read(q)
        guard let numbers, numbers.count <= 2, let low = numbers.first, let high = numbers.last else {
            throw ValidationError("--q \"\(q)\" is neither Q nor LO,HI; write it like 0.5 or 0.3,0.8")
        }
        guard low <= high else { throw ValidationError("--q \(q): the first number must not be the larger one") }
        return low...high
    }

    func fill(_ job: inout RateEstimate) throws {
        (job.reporting, job.q) = (reporting, try bracket())
        (job.unitColumn, job.category) = (by, category)
        (job.months, job.windows) = (months, windows)
        job.includesPatrol = include.contains(.patrol)
    }
}

/// How a rate comes from a count.
struct RateModelOptions: ParsableArguments {
    enum Method: String, ExpressibleByArgument, CaseIterable {
        case gammaPoisson = "gamma-poisson"
        case empiricalBayes = "eb-global"
        case spatialEmpiricalBayes = "eb-spatial"
        case localEmpiricalBayes = "eb-local"
        case spatialModel = "bym2"
    }

    @Option(help: "gamma-poisson, eb-global, eb-spatial, eb-local or bym2.")
    var method = Method.gammaPoisson
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("ml, jeffreys, none, or shape and rate of a Gamma prior. Default: ml.", valueName: "prior"))
    var prior: String?
    @Option(
        help: ArgumentHelp(
            """
            Column of --exposure, such as mode or corridor_id: units of one value share a prior of their own, drawn towards that \
            of all.
            """,
            valueName: "column"))
    var pool: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Standard deviation of pools about the whole, of ln rate and ln shape.", valueName: "sd"))
    var poolSpread = 1.0
    @Option(help: ArgumentHelp("Neighbours for eb-spatial, eb-local and bym2.", valueName: "gal"))
    var weights: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "For bym2: a standard deviation of log rates and the prior probability of a larger one.", valueName: "u,p"))
    var sigmaPrior = "1,0.01"
    @Option(parsing: .unconditional, help: ArgumentHelp("For bym2: independent chains.", valueName: "n"))
    var chains = 4
    @Option(parsing: .unconditional, help: ArgumentHelp("For bym2: draws kept per chain.", valueName: "n"))
    var draws = 1_000
    @Option(parsing: .unconditional, help: ArgumentHelp("Exposure that a rate is printed for.", valueName: "exposure"))
    var per = 1.0
    @Option(parsing: .unconditional, help: ArgumentHelp("Probability inside the intervals.", valueName: "share"))
    var interval = 0.9
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rate for p_exceeds, in events per --per. Default: 2 × overall.", valueName: "rate"))
    var threshold: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Adds pred_mean and pred_p0: the count over this exposure, reported or not.", valueName: "exposure"))
    var predictExposure: Double?
    @Option(parsing: .unconditional, help: ArgumentHelp("Draws for ranks.", valueName: "n"))
    var rankDraws = 2_000

    func validate() throws {
        _ = try chosenPrior()
        let isPosterior = method == .gammaPoisson
        if prior != nil && !isPosterior { throw ValidationError("--prior goes with --method gamma-poisson") }
        if predictExposure != nil && !isPosterior {
            throw ValidationError("--predict-exposure goes with --method gamma-poisson")
        }
        if pool != nil && (!isPosterior || (prior ?? "ml") != "ml") {
            throw ValidationError("--pool goes with --method gamma-poisson and --prior ml")
        }
        let takesWeights = [.spatialEmpiricalBayes, .localEmpiricalBayes, .spatialModel].contains(method)
        if (weights != nil) != takesWeights {
            throw ValidationError("--weights FILE.gal and --method eb-spatial, eb-local or bym2 go together")
        }
        guard let numbers = Numbers.read(sigmaPrior), numbers.count == 2 else {
            throw ValidationError("--sigma-prior \"\(sigmaPrior)\" is not U,P; write it like 1,0.01")
        }
    }

    private func chosenPrior() throws -> RateEstimate.Prior {
        switch prior {
        case nil, "ml"?: return .marginalLikelihood
        case "jeffreys"?: return .jeffreys
        case "none"?: return .none
        case let text?:
            guard let numbers = Numbers.read(text), numbers.count == 2 else {
                throw ValidationError(
                    "--prior \"\(text)\" is none of ml, jeffreys, none and A,B; write it like 0.5,200")
            }
            return .given(shape: numbers[0], rate: numbers[1])
        }
    }

    func fill(_ job: inout RateEstimate) throws {
        job.method =
            switch method {
            case .gammaPoisson: .gammaPoisson
            case .empiricalBayes: .empiricalBayes
            case .spatialEmpiricalBayes: .spatialEmpiricalBayes(neighbours: weights ?? "")
            case .localEmpiricalBayes: .localEmpiricalBayes(neighbours: weights ?? "")
            case .spatialModel: .spatialModel(neighbours: weights ?? "")
            }
        job.prior = try chosenPrior()
        if let numbers = Numbers.read(sigmaPrior), numbers.count == 2 { job.sigmaPrior = (numbers[0], numbers[1]) }
        (job.chains, job.draws) = (chains, draws)
        (job.per, job.interval, job.threshold, job.rankDraws) = (per, interval, threshold, rankDraws)
        (job.predictedExposure, job.pool, job.poolSpread) = (predictExposure, pool, poolSpread)
    }
}

/// What of it is printed.
struct RateShownOptions: ParsableArguments {
    @Flag(help: "Hide small counts: for anything that leaves the house.")
    var publish = false
    @Option(
        help: ArgumentHelp(
            """
            Weights of single events beside plain counts: equal, ussg (levels of the sentencing guidelines, an order) or a \
            table category,weight.
            """,
            valueName: "equal|ussg|csv"))
    var harmTable: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Frequency and size apart, from single events with a column dead: near misses, fatal events, expected deaths over \
            the unit's exposure, and the probability of an event with this many dead or more.
            """,
            valueName: "persons"))
    var massCasualty: Int?
    @Flag(
        help: """
            Side by side: harm that persons inflict (enforcement) and all harm (protection), from single events with a category.
            """)
    var views = false
    @Option(help: ArgumentHelp("Categories that persons inflict, for --views.", valueName: "a,b,…"))
    var inflicted = "killing,armed_robbery,mass_robbery,kidnapping,sexual_violence,extortion"
    @Option(
        help: ArgumentHelp(
            "Levels of each event: event_id,number_levels,injury_levels,levels.", valueName: "csv"))
    var eventTiers: String?

    func validate() throws {
        if eventTiers != nil, let harmTable, harmTable != "ussg" {
            throw ValidationError("--event-tiers goes with --harm-table ussg")
        }
        if let massCasualty, massCasualty < 1 {
            throw ValidationError("--mass-casualty is \(massCasualty); it must be 1 or more")
        }
        if publish, massCasualty != nil || views {
            throw ValidationError("--mass-casualty and --views hold further small counts; leave --publish out")
        }
        if eventTiers != nil, publish {
            throw ValidationError("--event-tiers lists single events, which --publish does not show")
        }
    }

    func fill(_ job: inout RateEstimate) throws {
        (job.isPublished, job.eventTiers, job.massCasualty) = (publish, eventTiers, massCasualty)
        if views {
            job.inflicted = inflicted.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
        }
        switch harmTable ?? (eventTiers == nil ? nil : "ussg") {
        case nil: job.harm = nil
        case "equal"?: job.harm = .equal
        case "ussg"?: job.harm = .sentencingLevels
        case let path?: job.harm = .table(path)
        }
    }
}

/// Numbers with commas between them.
enum Numbers {
    /// nil where a part is no number.
    static func read(_ text: String) -> [Double]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.lowercased().contains("x") ? nil : Double(part) }
        return numbers.count == parts.count ? numbers : nil
    }
}
