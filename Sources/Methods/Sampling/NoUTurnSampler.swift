internal import SpatialEngine

/// Draws from a density by the No-U-Turn sampler, several chains at once.
///
/// Trajectories double until they turn back and give one of their points in proportion to its density (multinomial, with a
/// bias away from the start: Hoffman and Gelman 2014, arXiv:1111.4246; Betancourt 2017, arXiv:1701.02434). Warm-up finds the
/// step by dual averaging and the scale of each dimension in doubling windows, as Stan does.
///
/// Chain *i* has its own stream of the seed: the draws are the same, byte for byte, at any number of threads.
public struct NoUTurnSampler: Hashable, Sendable {
    /// Independent chains, 1 or more; R-hat needs 2.
    public var chains = 4
    /// Draws per chain that only adapt, 0 or more.
    public var warmUp = 1000
    /// Draws per chain that are kept, 1 or more.
    public var draws = 1000
    /// Mean acceptance that the step is fitted to, within 0…1; nearer to 1 means shorter steps and fewer divergences.
    public var targetAcceptance = 0.8
    /// A trajectory has at most 2 to this power steps (1…20).
    public var maxDepth = 10
    /// Seed of all chains.
    public var seed: UInt64 = 1
    /// Threads; the draws do not depend on it.
    public var threads = 1

    /// A sampler with the usual settings.
    public init() {}

    /// Warms up, then draws.
    ///
    /// - Parameter start: The middle of the starting points; nil for zeros.
    /// - Parameter spread: Starting points lie uniformly within ± this of the middle, in each dimension.
    /// - Parameter progress: Told after every 100 draws of a chain, warm-up included, from that chain's thread.
    /// - Throws: ``SamplingError`` for a setting out of its range and where no start of finite density is found.
    /// - Complexity: About (`warmUp` + `draws`) · 2^depth evaluations a chain; the depth is 2…5 for well-scaled targets.
    public func sample(
        _ target: LogDensity, around start: [Double]? = nil, spread: Double = 2,
        progress: (@Sendable (_ chain: Int, _ drawsDone: Int) -> Void)? = nil
    ) throws(SamplingError) -> PosteriorDraws {
        try check()
        let middle = start ?? [Double](repeating: 0, count: target.dimensions)
        precondition(
            middle.count == target.dimensions, "the start has \(middle.count) of \(target.dimensions) dimensions")
        let source = SplitMix64(seed: seed)
        var runs = [ChainRun?](repeating: nil, count: chains)
        runs.withUnsafeMutableBufferPointer { buffer in
            let slots = SharedBuffer(buffer)
            inParallel(chains, threads: threads) { index in
                var chain = NoUTurnChain(target, random: source.stream(UInt64(index)), sampler: self)
                guard chain.start(around: middle, spread: spread) else { return }
                slots.buffer[index] = chain.run(sampler: self) { progress?(index, $0) }
            }
        }
        if let failed = runs.firstIndex(where: { $0 == nil }) {
            throw .noStart(chain: failed + 1, tries: NoUTurnChain.startTries)
        }
        return PosteriorDraws(dimensions: target.dimensions, draws: draws, runs: runs.compactMap(\.self))
    }

    private func check() throws(SamplingError) {
        func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(SamplingError) {
            guard range.contains(value) else {
                throw .badSetting(
                    name: name, value: Double(value), allowed: "\(range.lowerBound) to \(range.upperBound)")
            }
        }
        try require("number of chains", chains, 1...1000)
        try require("warm-up", warmUp, 0...10_000_000)
        try require("number of draws", draws, 1...10_000_000)
        try require("largest depth", maxDepth, 1...20)
        guard targetAcceptance > 0, targetAcceptance < 1 else {
            throw .badSetting(name: "target acceptance", value: targetAcceptance, allowed: "above 0 and below 1")
        }
    }
}
