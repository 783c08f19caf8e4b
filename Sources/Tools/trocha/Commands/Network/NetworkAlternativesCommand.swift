internal import ArgumentParser
internal import FlowAnalysis
internal import SpatialFormats

/// `trocha network alternatives`.
struct NetworkAlternativesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alternatives",
        abstract: "Some routes between places that differ from each other and cost little more than the cheapest.",
        discussion: """
            Links: link_id,from,to and perhaps mode,length_m,time_s,cost,capacity; directed. A row for each route: \
            from,to,rank,cost,length_m,time_s,stretch,overlap,ps,cf,p,links,places,status. Cost, length and time are sums of the \
            links' columns; stretch and p go by the column of --weight, overlap, ps and cf by length_m. Places without a way \
            between them get one row, disconnected; in --pairs, places that are unknown get one row, invalid, and the exit code 3.

            overlap goes through all loopless paths in order, which is exact but slow on large networks; penalty and plateau \
            find other candidates fast and hold them against the same limits. yen keeps no limit but --k.

            To try it, three ways from a to d:
              printf 'link_id,from,to,cost,length_m\\n1,a,b,5,5\\n2,b,d,5,5\\n' > links.csv
              printf '3,a,c,6,6\\n4,c,d,5,5\\n5,b,c,1,1\\n' >> links.csv
              trocha network alternatives --links links.csv --from a --to d --choice psl --theta 0.5 -o -
            """)

    @Option(help: ArgumentHelp("The network: .csv, .geojson or .tntp.", valueName: "file"))
    var links: String
    @Option(help: ArgumentHelp("The place of origin.", valueName: "id"))
    var from: String?
    @Option(help: ArgumentHelp("The destination.", valueName: "id"))
    var to: String?
    @Option(help: ArgumentHelp("Many pairs: from,to.", valueName: "csv"))
    var pairs: String?
    @Option(help: ArgumentHelp("The pairs of a demand table: from,to,persons.", valueName: "file"))
    var demand: String?
    @OptionGroup(title: "Routes") var rules: AlternativeOptions
    @OptionGroup(title: "Choice") var choice: RouteChoiceOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        _ = try asked()
    }

    private func asked() throws -> NetworkAlternatives.Pairs {
        switch (from, to, pairs, demand) {
        case (let from?, let to?, nil, nil): return .ends(from: from, to: to)
        case (nil, nil, let pairs?, nil): return .table(pairs)
        case (nil, nil, nil, let demand?): return .demand(demand)
        default: throw ValidationError("name --from ID and --to ID, or --pairs CSV, or --demand FILE")
        }
    }

    func run() throws {
        var job = NetworkAlternatives(links: links, pairs: try asked(), output: output.output)
        (job.method, job.weight, job.limits) = (rules.method, rules.weight, rules.limits)
        (job.choice, job.beta) = (choice.chosen, choice.beta)
        (job.overwrite, job.threads) = (common.overwrite, common.threads)
        let outcome = try common.reporting { try job.run($0) }
        for (path, columns) in outcome.ignoredColumns {
            common.warn("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        if outcome.incomplete > 0 {
            common.warn(
                "\(outcome.incomplete) of \(outcome.pairs) pairs have more paths than --max-examined \(rules.maxExamined); "
                    + "raise it, or take --method plateau")
        }
        if common.json { try summary(outcome).write() }
        if let fault = outcome.firstFault {
            throw CommandFailure(
                .badData, "\(outcome.invalid) of \(outcome.pairs) pairs are invalid; the first: \(fault)")
        }
    }

    private func summary(_ outcome: NetworkAlternatives.Outcome) -> SummaryValue {
        .object([
            ("method", "network alternatives"), ("candidates", .text(rules.method.rawValue)),
            ("weight", .text(rules.weight.rawValue)), ("links", .integer(outcome.links)),
            ("places", .integer(outcome.places)), ("pairs", .integer(outcome.pairs)),
            ("ok", .integer(outcome.connected)), ("disconnected", .integer(outcome.disconnected)),
            ("invalid", .integer(outcome.invalid)), ("routes", .integer(outcome.routes)),
            ("incomplete", .integer(outcome.incomplete)), ("query_s", .number(outcome.querySeconds)),
            ("choice", choice.choice.map { .text($0.rawValue) } ?? .null),
            ("theta", .optional(choice.theta)), ("assumptions", .object(rules.assumptions + choice.assumptions)),
        ])
    }
}
