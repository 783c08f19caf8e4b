internal import Export
internal import Flows
internal import Sampling
internal import SpatialEngine
internal import SpatialFormats
internal import Synchronization

/// What counts and priors say together, summed up for each demand and each link.
struct CalibrationPosterior: Sendable {
    /// For each demand, in the order of its file.
    let demand: [Estimate]
    /// For each link and period of the demand, links in the order of their file; nil for a link that no route uses.
    let linkFlows: [[Estimate?]]
    /// θ, where it is estimated.
    let theta: DrawSummary?
    /// For each count that is left out: the share of counts the model would expect at or below it; nil where it expects none.
    let positions: [Int: Double]
    let divergences: Int
    private let problem: CalibrationProblem

    init(
        _ problem: CalibrationProblem, _ job: CountCalibration,
        _ progress: @escaping FlowProgress
    ) throws {
        self.problem = problem
        let blocks = problem.model.blocks
        let tally = DrawTally(of: blocks.count * job.chains * (job.warmUp + job.draws), progress)
        // One block: its chains and links share the threads. Many: each has a thread of its own.
        let isWide = blocks.count > 1
        let inner = isWide ? 1 : job.threads
        var parts = [Result<BlockEstimate, SamplingError>?](repeating: nil, count: blocks.count)
        parts.withUnsafeMutableBufferPointer { buffer in
            let slots = SharedBuffer(buffer)
            inParallel(blocks.count, threads: isWide ? job.threads : 1) { index in
                slots.buffer[index] = Result { () throws(SamplingError) -> BlockEstimate in
                    let sampler = job.sampler(block: index, threads: inner)
                    let drawn = try problem.model.sample(blocks[index], sampler) { _, _ in tally.add(100) }
                    return BlockEstimate(drawn, problem, job, seed: sampler.seed, threads: inner)
                }
            }
        }
        var demand = [Estimate?](repeating: nil, count: problem.model.demand.count)
        var flows = [[Estimate?]](
            repeating: .init(repeating: nil, count: problem.periods.count),
            count: job.linkFlows == nil ? 0 : problem.links.links.count)
        var (theta, divergences, positions) = (DrawSummary?.none, 0, [Int: Double]())
        for part in parts.compactMap(\.self) {
            let block = try part.mapError { RequestError(.badData, "\(job.counts): \($0)") }.get()
            for (index, estimate) in block.demand { demand[index] = estimate }
            for flow in block.linkFlows { flows[flow.link][flow.period] = flow.estimate }
            positions.merge(block.positions) { $1 }
            theta = block.theta ?? theta
            divergences += block.divergences
        }
        self.demand = demand.compactMap(\.self)
        (linkFlows, self.theta, self.divergences, self.positions) = (flows, theta, divergences, positions)
    }

    /// Writes `from,to,period,status,…`, sorted by the three.
    func writeDemand(to path: String, overwrite: Bool) throws {
        let places = problem.links.placeIDs
        let rows = zip(problem.demand.entries, demand).map { entry, estimate in
            (key: [places[entry.from], places[entry.to], entry.period], estimate: estimate)
        }
        var table = try TableWriter(path: path, overwrite: overwrite)
        try table.append(record: ["from", "to", "period"] + Estimate.columns)
        for row in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            for (index, field) in row.key.enumerated() { table.append(field, isFirst: index == 0) }
            try row.estimate.write(to: &table)
        }
        try table.commit()
    }

    /// Writes `link_id,period,status,…`: links in the order of their file, periods sorted.
    func writeLinkFlows(to path: String, overwrite: Bool) throws {
        var table = try TableWriter(path: path, overwrite: overwrite)
        try table.append(record: ["link_id", "period"] + Estimate.columns)
        for (link, flows) in zip(problem.links.links, linkFlows) {
            for (period, flow) in zip(problem.periods, flows) {
                table.append(link.id, isFirst: true)
                table.append(period)
                try (flow ?? .nothing).write(to: &table)
            }
        }
        try table.commit()
    }
}

extension CountCalibration {
    /// The sampler of one block, with a seed of its own.
    fileprivate func sampler(block: Int, threads: Int) -> NoUTurnSampler {
        var sampler = NoUTurnSampler()
        (sampler.chains, sampler.warmUp, sampler.draws) = (chains, warmUp, draws)
        // Demands that share a count lie on a narrow ridge: shorter steps than usual keep to it.
        sampler.targetAcceptance = 0.9
        var random = SplitMix64(seed: seed).stream(UInt64(block))
        (sampler.seed, sampler.threads) = (random.next(), threads)
        return sampler
    }
}

/// Tells how many draws of all blocks are done.
private final class DrawTally: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let progress: FlowProgress

    init(of total: Int, _ progress: @escaping FlowProgress) {
        self.total = total
        self.progress = progress
    }

    func add(_ draws: Int) {
        let sum = done.withLock { done in
            done += draws
            return done
        }
        progress("drawing", sum, total)
    }
}
