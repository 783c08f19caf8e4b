internal import SpatialEngine

/// Finds the largest statistic of each replicate over all windows.
///
/// Few windows of a replicate come near its largest. So a level is chosen first, for each window the number of cases that
/// reaches it is worked out once, and windows are only compared with that number, many replicates at a time; where
/// one is reached the statistic itself is computed. A replicate in which none is reached is looked at again with a
/// lower level. The largest statistics do not depend on the levels.
struct ScanMaxima: Sendable {
    let zones: ScanZones
    let windows: ScanWindows
    let statistic: ScanStatistic
    /// Running sums of the measure per location and lane.
    let measure: [Double]
    let leastCases: Int
    let threads: Int
    private let zoneStarts: [Int]
    private let largestMeasure: Double
    /// Families by turns, none with many more windows than this.
    private let parts: [Range<Int>]

    init(
        zones: ScanZones, windows: ScanWindows, statistic: ScanStatistic, measure: [Double], leastCases: Int,
        threads: Int
    ) {
        self.zones = zones
        self.windows = windows
        self.statistic = statistic
        self.measure = measure
        self.leastCases = leastCases
        self.threads = threads
        let starts = zones.zoneStarts()
        zoneStarts = starts
        let lanes = windows.lanes
        let whole = (0..<(measure.count / lanes)).map { measure[$0 * lanes + lanes - 1] }
        largestMeasure = zones.largestSum(of: whole) * (1 + 1e-9)
        let most = max(1, 4_000_000 / windows.spans.count)
        var parts: [Range<Int>] = []
        var first = 0
        for family in zones.families.indices
        where family + 1 == zones.families.count || starts[family + 2] - starts[first] > most {
            parts.append(first..<(family + 1))
            first = family + 1
        }
        self.parts = parts
    }

    /// The largest statistic of each replicate that reaches `level`; 0 for the others.
    ///
    /// - Parameter blocks: Running sums per location and lane, each a vector over a block's replicates.
    func largest<Lanes: CountLanes>(_ blocks: [[Lanes]], reaching level: Double) -> [[Double]] {
        var largest = [[Double]](
            repeating: [Double](repeating: 0, count: Lanes.scalarCount), count: blocks.count)
        let weights = Set(zones.families.map(\.weight)).sorted()
        let limits = weights.map {
            ScanLimits(statistic, level: level / $0 * (1 - 1e-9), largest: largestMeasure, leastCases: leastCases)
        }
        for part in parts {
            let needed: Needed<Lanes.Scalar> = needed(part, weights, limits)
            largest.withUnsafeMutableBufferPointer { buffer in
                let shared = SharedBuffer(buffer)
                inParallel(blocks.count, threads: threads) { block in
                    scan(part, blocks[block], needed, &shared.buffer[block])
                }
            }
        }
        return largest
    }

    /// Of the windows of some families their measure, and one case less than they need.
    struct Needed<Count: Sendable>: Sendable {
        var measure: [Double]
        var below: [Count]
    }

    private func needed<Count: FixedWidthInteger & SignedInteger & Sendable>(
        _ part: Range<Int>, _ weights: [Double], _ limits: [ScanLimits]
    ) -> Needed<Count> {
        let spans = windows.spans.map { (upper: $0.upper, lower: $0.lower) }
        let origin = zoneStarts[part.lowerBound]
        let count = (zoneStarts[part.upperBound] - origin) * spans.count
        var needed = Needed(measure: [Double](repeating: 0, count: count), below: [Count](repeating: 0, count: count))
        needed.measure.withUnsafeMutableBufferPointer { measures in
            needed.below.withUnsafeMutableBufferPointer { below in
                let (measures, below) = (SharedBuffer(measures), SharedBuffer(below))
                inParallel(part.count, threads: threads) { item in
                    let family = part.lowerBound + item
                    let limit = limits[weights.firstIndex(of: zones.families[family].weight) ?? 0]
                    var cursor = (zoneStarts[family] - origin) * spans.count
                    forEachZone(of: family) { sums in
                        for span in spans {
                            let value = sums[span.upper] - (span.lower.map { sums[$0] } ?? 0)
                            measures.buffer[cursor] = value
                            below.buffer[cursor] =
                                limit.cases(measure: value).map { Count(clamping: $0 - 1) } ?? Count.max
                            cursor += 1
                        }
                    }
                }
            }
        }
        return needed
    }

    /// Calls back with the measure's running sums over each zone of a family.
    private func forEachZone(of family: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
        let lanes = windows.lanes
        let levels = zones.isTree ? 257 : 1
        let sums = UnsafeMutablePointer<Double>.allocate(capacity: levels * lanes)
        defer { sums.deallocate() }
        sums.initialize(repeating: 0, count: levels * lanes)
        for index in zones.range(family) {
            let entry = zones.entries[index]
            let location = Int(entry >= 0 ? entry : ~entry)
            let depth = zones.isTree ? Int(zones.depths[index]) : 0
            let (from, to) = (sums + max(0, depth - 1) * lanes, sums + depth * lanes)
            for lane in 0..<lanes { to[lane] = from[lane] + measure[location * lanes + lane] }
            if entry >= 0 { body(to) }
        }
    }

    private func scan<Lanes: CountLanes>(
        _ part: Range<Int>, _ block: [Lanes], _ needed: Needed<Lanes.Scalar>, _ largest: inout [Double]
    ) {
        let pass = ScanPass<Lanes>(windows: windows, levels: zones.isTree ? 257 : 1)
        defer { pass.free() }
        block.withUnsafeBufferPointer { block in
            needed.below.withUnsafeBufferPointer { below in
                guard let rows = block.baseAddress, let below = below.baseAddress else { return }
                var cursor = 0
                for family in part {
                    let weight = zones.families[family].weight
                    let range = zones.range(family)
                    pass.begin()
                    zones.entries.withUnsafeBufferPointer { entries in
                        for index in range {
                            let entry = entries[index]
                            let location = Int(entry >= 0 ? entry : ~entry)
                            let depth = zones.isTree ? Int(zones.depths[index]) : 0
                            guard entry >= 0 else {
                                pass.add(rows + location * windows.lanes, depth)
                                continue
                            }
                            if pass.addAndCompare(rows + location * windows.lanes, depth, below + cursor) {
                                pass.reached(depth, below + cursor) { span, replicate, cases in
                                    let value = weight * statistic.logRatio(cases, needed.measure[cursor + span])
                                    if value > largest[replicate] { largest[replicate] = value }
                                }
                            }
                            cursor += pass.spanCount
                        }
                    }
                }
            }
        }
    }
}
