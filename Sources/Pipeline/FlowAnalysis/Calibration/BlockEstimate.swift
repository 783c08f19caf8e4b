internal import Export
internal import Flows
internal import Sampling
internal import SpatialEngine
internal import SpatialFormats

/// A number of persons with what is known of it.
struct Estimate: Sendable {
    static let columns = ["status", "mean", "median", "lo50", "hi50", "lo90", "hi90", "ess", "rhat"]
    /// What no demand reaches: neither a number nor 0.
    static let nothing = Estimate(isBounded: false, figures: [Double](repeating: .nan, count: columns.count - 1))

    /// Whether counts bound it; otherwise it is its prior.
    let isBounded: Bool
    /// In the order of the columns after the status; NaN for what there is not.
    private let figures: [Double]

    private init(isBounded: Bool, figures: [Double]) {
        self.isBounded = isBounded
        self.figures = figures
    }

    /// A belief that no count has touched.
    init(prior: LogNormal) {
        let ends = [0.5, 0.25, 0.75, 0.05, 0.95].map { prior.quantile($0) }
        self.init(isBounded: false, figures: [prior.mean] + ends + [.nan, .nan])
    }

    init(_ summary: DrawSummary, isBounded: Bool) {
        let ends = [0.5, 0.25, 0.75, 0.05, 0.95].map { summary.quantile($0) }
        self.init(
            isBounded: isBounded,
            figures: [summary.mean] + ends + [summary.effectiveDraws, summary.rHat])
    }

    var effectiveDraws: Double { figures[6] }
    var rHat: Double { figures[7] }

    /// Writes the status and the figures after what stands in the record, and ends it.
    func write(to table: inout TableWriter) throws {
        table.append(isBounded ? "estimated" : "unknown")
        for figure in figures { table.append(figure) }
        try table.endRecord()
    }
}

extension DrawSummary {
    /// The smaller of those for the middle and those for the tails.
    var effectiveDraws: Double { min(bulkEffectiveDraws, tailEffectiveDraws) }
}

/// The draws of one block, summed up.
struct BlockEstimate: Sendable {
    private(set) var demand: [(index: Int, estimate: Estimate)] = []
    private(set) var linkFlows: [(link: Int, period: Int, estimate: Estimate)] = []
    private(set) var positions: [Int: Double] = [:]
    let theta: DrawSummary?
    let divergences: Int

    init(
        _ drawn: CalibratedBlock, _ problem: CalibrationProblem, _ job: CountCalibration, seed: UInt64, threads: Int
    ) {
        let (block, model) = (drawn.block, problem.model)
        theta = drawn.theta.isEmpty ? nil : DrawSummary(drawn.byChain(drawn.theta))
        divergences = drawn.divergences
        let informed = Self.each(block.informed, threads: threads) {
            Estimate(DrawSummary(drawn.byChain(drawn.persons($0))), isBounded: true)
        }
        demand = Array(zip(block.informed, informed))
        demand += block.uninformed.map { ($0, Estimate(prior: model.demand[$0].prior)) }
        positions = Self.positions(drawn, problem, size: job.size, seed: seed)
        guard job.linkFlows != nil else { return }
        let links = Array(problem.links.links.indices)
        let flows = Self.each(links, threads: threads) { link in
            drawn.flows(on: link).map { flow in (flow.period, Self.estimate(flow, drawn)) }
        }
        linkFlows = zip(links, flows).flatMap { link, flows in flows.map { (link, $0.0, $0.1) } }
    }

    private static func estimate(_ flow: CalibratedBlock.LinkFlow, _ drawn: CalibratedBlock) -> Estimate {
        switch flow.flow {
        case .exact(let prior): Estimate(prior: prior)
        case .draws(let draws): Estimate(DrawSummary(drawn.byChain(draws)), isBounded: flow.isBounded)
        }
    }

    /// Where counts that are left out lie among those that the model expects.
    private static func positions(
        _ drawn: CalibratedBlock, _ problem: CalibrationProblem, size: Double, seed: UInt64
    ) -> [Int: Double] {
        var positions: [Int: Double] = [:]
        let source = SplitMix64(seed: seed)
        for (index, count) in problem.counts.entries.enumerated() where !count.quality.isUsed {
            guard let period = problem.periods.firstIndex(of: count.period), drawn.block.periods.contains(period),
                let flow = drawn.flows(on: count.link).first(where: { $0.period == period })
            else { continue }
            // Far from the streams of the chains and of the demands.
            var random = source.stream(UInt64(index) | 1 << 41)
            let flows =
                switch flow.flow {
                case .draws(let draws): draws
                case .exact(let prior): (0..<10_000).map { _ in prior.value(at: random.nextNormal()) }
                }
            let below = flows.count { random.nextNegativeBinomial(mean: $0, size: size) <= count.persons }
            positions[index] = Double(below) / Double(flows.count)
        }
        return positions
    }

    private static func each<Item: Sendable, Answer: Sendable>(
        _ items: [Item], threads: Int, _ body: @Sendable (Item) -> Answer
    ) -> [Answer] {
        var answers = [Answer?](repeating: nil, count: items.count)
        answers.withUnsafeMutableBufferPointer { buffer in
            let slots = SharedBuffer(buffer)
            inParallel(items.count, threads: threads) { slots.buffer[$0] = body(items[$0]) }
        }
        return answers.compactMap(\.self)
    }
}
