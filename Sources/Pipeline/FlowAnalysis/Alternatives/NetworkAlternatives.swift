internal import Export
internal import Flows
internal import SpatialEngine
public import SpatialFormats

/// `network alternatives`: some routes between each pair of places, and how travellers may choose among them.
public struct NetworkAlternatives: Sendable {
    /// Between which places.
    public enum Pairs: Sendable {
        /// The ids of one origin and one destination.
        case ends(from: String, to: String)
        /// A CSV with `from,to`; each row is answered.
        case table(String)
        /// A demand table, for its pairs.
        case demand(String)
    }

    /// Where candidates come from.
    public enum Method: String, CaseIterable, Sendable {
        case yen, overlap, penalty, plateau

        var candidates: AlternativeMethod {
            switch self {
            case .yen: .yen
            case .overlap: .overlap
            case .penalty: .penalty
            case .plateau: .plateau
            }
        }
    }

    /// Which candidates are kept; each is explained by the option of its name.
    public struct Limits: Sendable {
        /// `--k`.
        public var count = 3
        /// `--max-overlap`, by length.
        public var maxOverlap = 0.5
        /// `--max-stretch`.
        public var maxStretch = 1.25
        /// `--local-optimality`.
        public var localOptimality = 0.0
        /// `--max-examined`, only for the method overlap.
        public var maxExamined = 20_000
        /// `--penalty`, only for the method penalty.
        public var penalty = 1.4
        /// `--searches`, only for the method penalty.
        public var searches = 20

        /// The defaults of the command line.
        public init() {}

        var rules: AlternativeRules {
            AlternativeRules(
                count: count, maxOverlap: maxOverlap, maxStretch: maxStretch, localOptimality: localOptimality,
                examinedLimit: maxExamined, penaltyFactor: penalty, penaltySearches: searches)
        }
    }

    /// How travellers spread over the routes of a pair.
    public struct Choice: Sendable {
        /// The names of the command line.
        public enum Model: String, CaseIterable, Sendable {
            case mnl, psl, clogit

            func choiceModel(beta: Double) -> RouteChoiceModel {
                switch self {
                case .mnl: .logit
                case .psl: .pathSize(beta: beta)
                case .clogit: .cLogit(beta: beta)
                }
            }
        }

        /// By what the routes share.
        public var model: Model
        /// θ, per unit of the weight.
        public var theta: Double

        /// A model with its θ.
        public init(model: Model, theta: Double) {
            self.model = model
            self.theta = theta
        }
    }

    /// The file of links.
    public var links: String
    /// Between which places.
    public var pairs: Pairs
    /// Where candidates come from.
    public var method = Method.overlap
    /// Which of them are kept.
    public var limits = Limits()
    /// What routes are compared by.
    public var weight = NetworkLink.Weight.cost
    /// How travellers choose; nil for no shares.
    public var choice: Choice?
    /// The weight of what routes share, in path sizes and commonality.
    public var beta = 1.0
    /// A `.csv` or `.geojson`.
    public var output: String
    /// Whether an existing output is replaced.
    public var overwrite = false
    /// How many threads take pairs.
    public var threads = 1

    /// A request with the defaults of the command line.
    public init(links: String, pairs: Pairs, output: String) {
        self.links = links
        self.pairs = pairs
        self.output = output
    }

    /// What was found.
    public struct Outcome: Sendable {
        /// How many links the network has.
        public let links: Int
        /// How many places a link touches.
        public let places: Int
        /// How many pairs were asked for.
        public let pairs: Int
        /// Pairs with a route.
        public let connected: Int
        /// Pairs without any.
        public let disconnected: Int
        /// Pairs with an end that is not there.
        public let invalid: Int
        /// How many routes were written.
        public let routes: Int
        /// Pairs whose search gave up at the limit of paths looked at.
        public let incomplete: Int
        /// What is wrong with the first invalid pair.
        public let firstFault: String?
        /// The time that the searches took.
        public let querySeconds: Double
        /// Per file, the columns that say nothing to us.
        public let ignoredColumns: [(path: String, columns: [String])]
    }

    /// Reads, searches and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping FlowProgress) throws -> Outcome {
        let format = try OutputFormat(of: output, allowed: [.csv, .geojson])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        try checkNumbers()
        progress("reading", 0, 1)
        let table = try LinkTable(links)
        if format == .geojson { try table.requireLines() }
        let graph = try table.graph(weight: weight, lengthNeededFor: needOfLengths)
        let asked = try pairTable(table)
        let clock = ContinuousClock()
        let began = clock.now
        let answers = try answers(asked.pairs, graph, progress)
        let seconds = Double((clock.now - began) / .microseconds(1)) / 1e6
        let writer = AlternativesWriter(table: table, answers: answers, beta: beta)
        try format == .csv
            ? writer.writeTable(to: output, overwrite: overwrite)
            : writer.writeFeatures(to: output, overwrite: overwrite)
        return outcome(table, asked, answers, seconds)
    }

    // MARK: - Checks

    private func checkNumbers() throws(RequestError) {
        if let choice, !(choice.theta >= 0 && choice.theta.isFinite) {
            throw RequestError(.wrongUsage, "--theta is \(choice.theta); it must be a finite number of 0 or more")
        }
        guard beta >= 0, beta.isFinite else {
            throw RequestError(.wrongUsage, "--beta is \(beta); it must be a finite number of 0 or more")
        }
    }

    /// What cannot do without the length of every link; nil for nothing.
    private var needOfLengths: String? {
        if choice?.model == .psl { return "--choice psl" }
        if choice?.model == .clogit { return "--choice clogit" }
        return method != .yen && limits.maxOverlap < 1 && limits.count > 1 ? "--max-overlap" : nil
    }

    private func pairTable(_ table: LinkTable) throws -> PairTable {
        switch pairs {
        case .ends(let from, let to): try PairTable(from: from, to: to, places: table)
        case .table(let path): try PairTable(path, places: table)
        case .demand(let path): try PairTable(demand: path, places: table)
        }
    }

    // MARK: - Search

    /// How many pairs share the arrays of one search.
    private static let block = 16

    private func answers(
        _ pairs: [PairTable.Pair], _ graph: RoutingGraph, _ progress: FlowProgress
    ) throws -> [AlternativesAnswer] {
        let search: AlternativeSearch
        do { search = try AlternativeSearch(graph, method: method.candidates, rules: limits.rules) } catch {
            throw RequestError(.wrongUsage, "\(error)")
        }
        var answers: [AlternativesAnswer] = []
        answers.reserveCapacity(pairs.count)
        let blocks = (pairs.count + Self.block - 1) / Self.block
        let stride = threads * 4
        for first in Swift.stride(from: 0, to: blocks, by: stride) {
            progress("routes", first, blocks)
            let some = try parallelMap(Array(first..<min(blocks, first + stride)), threads: threads) { block in
                var search = search
                return try pairs[(block * Self.block)..<min(pairs.count, (block + 1) * Self.block)].map {
                    try answer($0, &search, graph)
                }
            }
            for block in some { answers += block }
        }
        return answers
    }

    private func answer(
        _ pair: PairTable.Pair, _ search: inout AlternativeSearch, _ graph: RoutingGraph
    ) throws -> AlternativesAnswer {
        switch pair.ends {
        case .failure(let fault): return AlternativesAnswer(pair: pair, fault: fault.description)
        case .success(let ends):
            let found = search.routes(from: ends.from, to: ends.to)
            let shares = try graph.choice(
                among: found.routes.map(\.path), sensitivity: choice?.theta ?? 0,
                model: (choice?.model ?? .mnl).choiceModel(beta: beta))
            return AlternativesAnswer(
                pair: pair, found: found, choice: shares, hasShares: choice != nil)
        }
    }

    private func outcome(
        _ table: LinkTable, _ asked: PairTable, _ answers: [AlternativesAnswer], _ seconds: Double
    ) -> Outcome {
        let invalid = answers.filter { $0.fault != nil }
        let connected = answers.count { !$0.routes.isEmpty }
        var ignored = [(path: links, columns: table.ignoredColumns)]
        switch pairs {
        case .ends: break
        case .table(let path), .demand(let path): ignored.append((path, asked.ignoredColumns))
        }
        return Outcome(
            links: table.links.count, places: table.placeIDs.count, pairs: answers.count, connected: connected,
            disconnected: answers.count - connected - invalid.count, invalid: invalid.count,
            routes: answers.reduce(0) { $0 + $1.routes.count },
            incomplete: answers.count { !$0.isComplete }, firstFault: invalid.first?.fault, querySeconds: seconds,
            ignoredColumns: ignored.filter { !$0.columns.isEmpty })
    }
}
