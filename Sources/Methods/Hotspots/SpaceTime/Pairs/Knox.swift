public import SpatialEngine

/// Knox's test: whether events near each other in space also follow each other in time.
///
/// Knox 1964, doi:10.2307/2985220; several bands as in near-repeat analysis (Ratcliffe and Rengert 2008,
/// doi:10.1057/palgrave.sj.8350064).
public struct Knox: Sendable {
    /// One band of distance with one of time.
    public struct Cell: Hashable, Sendable {
        /// Pairs of events that lie in both bands.
        public let observed: Int
        /// Pairs in the one times pairs in the other, over all pairs.
        public let expected: Double
        /// (1 + #{shuffled ≥ observed})/(1 + shuffles); nil without shuffles.
        public let p: Double?

        /// Observed over expected, such as a near-repeat ratio; nil where none is expected.
        public var ratio: Double? { expected > 0 ? Double(observed) / expected : nil }
        /// P(X ≥ observed) for a Poisson number of the expected mean.
        public var poissonP: Double { CountTails.poisson(atLeast: observed, mean: expected) }
    }

    /// One event among the first bands of distance and time.
    public struct Local: Hashable, Sendable {
        /// Its partners that are near in both.
        public let partners: Int
        /// P(X ≥ partners) when those near in space are drawn without replacement from all the others.
        public let hypergeometricP: Double
    }

    /// Bands of distance, in the metric's unit.
    public let space: Bands
    /// Bands of time, in the unit of the dates.
    public let time: Bands
    private let dates: [Double]
    private let close: ClosePairs

    /// Finds the pairs of events in the bands of distance.
    ///
    /// - Parameter dates: One an event, finite.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/tooManyPairs(limit:)``.
    /// - Complexity: O(*n* log *n* + pairs within the greatest finite distance).
    public init(
        _ positions: Positions, dates: [Double], space: Bands, time: Bands, threads: Int
    ) throws(HotspotError) {
        guard dates.count == positions.count else {
            throw .countMismatch(expected: positions.count, found: dates.count)
        }
        if let unit = dates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
        (self.space, self.time, self.dates) = (space, time, dates)
        close = try ClosePairs(positions, bands: space, threads: threads)
    }

    /// All pairs of events.
    public var pairs: Int { dates.count * (dates.count - 1) / 2 }

    /// The test of every band of distance with every band of time, the latter the faster.
    ///
    /// - Parameters:
    ///   - permutations: How often the dates are shuffled among the events; shuffle *i* has the stream *i* of `random`.
    ///   - done: Told the number of shuffles finished in turn, on any thread.
    /// - Complexity: O((permutations + 1) · pairs within reach); the same at any number of threads.
    public func cells(
        permutations: Int, random: SplitMix64, threads: Int, done: @escaping @Sendable () -> Void = {}
    ) -> [Cell] {
        let timeMargin = time.pairCounts(ofSorted: dates.sorted())
        let observed = counts(dates, timeMargin)
        let shuffled = parallelMap(Array(0..<permutations), threads: threads) { replicate in
            var (dates, random) = (dates, random.stream(UInt64(replicate)))
            dates.shuffle(using: &random)
            defer { done() }
            return zip(counts(dates, timeMargin), observed).map { $0 >= $1 }
        }
        return observed.indices.map { cell in
            let reached = shuffled.count { $0[cell] }
            let margins = Double(spaceMargin[cell / time.count]) * Double(timeMargin[cell % time.count])
            return Cell(
                observed: observed[cell], expected: pairs > 0 ? margins / Double(pairs) : 0,
                p: permutations > 0 ? Double(1 + reached) / Double(1 + permutations) : nil)
        }
    }

    /// Each event's partners in the first bands of distance and time.
    public func local() -> [Local] {
        let (counts, near) = (partnerCounts(), nearInTime())
        return dates.indices.map { unit in
            let p = CountTails.hypergeometric(
                atLeast: counts.inBoth[unit], total: dates.count - 1, marked: near[unit], draws: counts.inSpace[unit])
            return Local(partners: counts.inBoth[unit], hypergeometricP: p)
        }
    }

    /// Pairs in each band of distance.
    private var spaceMargin: [Int] {
        guard space.isOpen else { return Array(close.counts.dropLast()) }
        return close.counts.dropLast(2) + [pairs - close.counts.reduce(0, +)]
    }

    /// Pairs in each band of distance and time, by dates that may have been shuffled.
    private func counts(_ dates: [Double], _ timeMargin: [Int]) -> [Int] {
        let width = time.count
        // One more row for distances before the first band, and a column on either side for times in none.
        var table = [Int](repeating: 0, count: (space.count + 1) * (width + 2))
        for block in close.blocks { add(block, dates, to: &table) }
        var counts: [Int] = []
        for band in 0..<space.count {
            for column in 0..<width {
                if space.isOpen, band == space.count - 1 {
                    let inside = (0...space.count).reduce(0) { $0 + table[$1 * (width + 2) + column + 1] }
                    counts.append(timeMargin[column] - inside)
                } else {
                    counts.append(table[band * (width + 2) + column + 1])
                }
            }
        }
        return counts
    }

    private func add(_ block: ClosePairs.Block, _ dates: [Double], to table: inout [Int]) {
        let (edges, width, isRightClosed) = (time.edges, time.count + 2, time.isRightClosed)
        dates.withUnsafeBufferPointer { dates in
            block.partners.withUnsafeBufferPointer { partners in
                edges.withUnsafeBufferPointer { edges in
                    table.withUnsafeMutableBufferPointer { table in
                        for run in block.runs {
                            let (date, row) = (dates[Int(run.unit)], Int(run.band) * width)
                            for place in run.partners {
                                let lag = abs(dates[Int(partners[place])] - date)
                                var column = 0
                                for edge in edges {
                                    let isPassed = isRightClosed ? edge < lag : edge <= lag
                                    column += isPassed ? 1 : 0
                                }
                                if isRightClosed, lag == edges[0] { column = 1 }
                                table[row + column] += 1
                            }
                        }
                    }
                }
            }
        }
    }

    /// For each event its partners in the first band of distance, and those also in the first of time.
    private func partnerCounts() -> (inSpace: [Int], inBoth: [Int]) {
        var inSpace = [Int](repeating: 0, count: dates.count)
        var inBoth = inSpace
        // A single band without end holds all but the pairs before it.
        let isRest = space.isOpen && space.count == 1
        for block in close.blocks {
            for run in block.runs where run.band == (isRest ? 1 : 0) {
                for place in run.partners {
                    let (unit, other) = (Int(run.unit), Int(block.partners[place]))
                    let near = time.band(of: abs(dates[unit] - dates[other])) == 0 ? 1 : 0
                    for event in [unit, other] {
                        inSpace[event] += 1
                        inBoth[event] += near
                    }
                }
            }
        }
        guard isRest else { return (inSpace, inBoth) }
        let near = nearInTime()
        return (inSpace.map { dates.count - 1 - $0 }, zip(near, inBoth).map { $0 - $1 })
    }

    /// For each event the others in the first band of time.
    private func nearInTime() -> [Int] {
        let sorted = dates.sorted()
        let itself = time.band(of: 0) == 0 ? 1 : 0
        return dates.map { time.neighbours(of: $0, inSorted: sorted, band: 0) - itself }
    }
}
