public import Sampling
internal import SpatialEngine

/// Draws of all demands of a block, of θ, and of what they make flow on links.
public struct CalibratedBlock: Sendable {
    /// How many chains the draws come from.
    public let chains: Int
    /// Draws after warm-up whose trajectory met an energy error above 1000.
    public let divergences: Int
    /// Draws of θ, chain after chain; empty where it is fixed.
    public let theta: [Double]
    /// The block itself.
    public let block: FlowCalibration.Block
    private let model: FlowCalibration
    private let persons: [Int: [Double]]

    /// What flows on one link in one period.
    public struct LinkFlow: Sendable {
        /// The number of the period.
        public let period: Int
        /// Whether every demand that has a route through the link is bounded by some count.
        public let isBounded: Bool
        /// What is known of it.
        public let flow: Flow
    }

    /// A flow as a formula where there is one, otherwise as draws.
    public enum Flow: Sendable {
        /// One demand that no count bounds, at a known share.
        case exact(LogNormal)
        /// Chain after chain.
        case draws([Double])
    }

    init(_ model: FlowCalibration, _ block: FlowCalibration.Block, _ draws: PosteriorDraws?, _ sampler: NoUTurnSampler)
    {
        self.model = model
        self.block = block
        chains = sampler.chains
        divergences = draws?.divergences ?? 0
        var persons: [Int: [Double]] = [:]
        if let draws {
            for (dimension, index) in block.informed.enumerated() {
                let prior = model.demand[index].prior
                persons[index] = draws.flat(dimension).map { prior.value(at: $0) }
            }
        }
        let source = SplitMix64(seed: sampler.seed)
        for index in block.uninformed {
            // Far from the streams of the chains.
            var random = source.stream(UInt64(index) | 1 << 40)
            let prior = model.demand[index].prior
            persons[index] = (0..<sampler.chains * sampler.draws).map { _ in prior.value(at: random.nextNormal()) }
        }
        self.persons = persons
        if case .believed(let belief) = model.sensitivity, let draws {
            theta = draws.flat(block.informed.count).map { belief.value(at: $0) }
        } else {
            theta = []
        }
    }

    /// Draws of a demand of the block, chain after chain.
    public func persons(_ demand: Int) -> [Double] { persons[demand] ?? [] }

    /// What flows on a link in each period of the block that has any demand with a route there.
    ///
    /// - Complexity: O(*n* · *d* · *r*) for *n* draws, *d* such demands and *r* routes where θ is estimated, else O(*n* · *d*).
    public func flows(on link: Int) -> [LinkFlow] {
        var shares: [Int: [Double]] = [:]
        return block.periods.compactMap { period in
            let members = (block.informed + block.uninformed).sorted().filter {
                model.demand[$0].period == period && model.routes[model.demand[$0].pair].uses(link, model.sensitivity)
            }
            guard !members.isEmpty else { return nil }
            for pair in members.map({ model.demand[$0].pair }) where shares[pair] == nil {
                shares[pair] = shareDraws(pair, link)
            }
            return LinkFlow(
                period: period, isBounded: members.allSatisfy { model.isInformed[$0] }, flow: flow(of: members, shares))
        }
    }

    private func flow(of members: [Int], _ shares: [Int: [Double]]) -> Flow {
        func share(_ member: Int) -> [Double] { shares[model.demand[member].pair] ?? [] }
        let first = members[0]
        if members.count == 1, !model.isInformed[first], let only = share(first).first, share(first).count == 1,
            only > 0
        {
            let prior = model.demand[first].prior
            return .exact(LogNormal(median: prior.median * only, logDeviation: prior.logDeviation))
        }
        var sum = [Double](repeating: 0, count: persons(first).count)
        for member in members {
            let (share, persons) = (share(member), persons(member))
            for draw in sum.indices { sum[draw] += (share.count == 1 ? share[0] : share[draw]) * persons[draw] }
        }
        return .draws(sum)
    }

    /// A pair's share on a link: one number where θ is fixed, otherwise one a draw.
    private func shareDraws(_ pair: Int, _ link: Int) -> [Double] {
        if case .fixed(let theta) = model.sensitivity {
            return [model.routes[pair].share(of: link, sensitivity: theta)]
        }
        return theta.map { model.routes[pair].share(of: link, sensitivity: $0) }
    }

    /// Draws that stand chain after chain, an array a chain.
    public func byChain(_ draws: [Double]) -> [[Double]] {
        let length = draws.count / chains
        return (0..<chains).map { Array(draws[$0 * length..<($0 + 1) * length]) }
    }
}

extension FlowCalibration {
    /// Draws a block's demands, and θ where it is not fixed.
    ///
    /// Demands that no count bounds are drawn from their priors.
    ///
    /// - Throws: ``SamplingError`` for settings out of range, or counts that no start could explain.
    public func sample(
        _ block: Block, _ sampler: NoUTurnSampler, progress: (@Sendable (_ chain: Int, _ drawsDone: Int) -> Void)? = nil
    ) throws(SamplingError) -> CalibratedBlock {
        guard let density = CountLikelihood(self, block).logDensity else {
            return CalibratedBlock(self, block, nil, sampler)
        }
        let draws = try sampler.sample(density, spread: 1, progress: progress)
        return CalibratedBlock(self, block, draws, sampler)
    }
}

extension PosteriorDraws {
    /// One dimension, chain after chain.
    fileprivate func flat(_ dimension: Int) -> [Double] {
        stride(from: dimension, to: values.count, by: dimensions).map { values[$0] }
    }
}
