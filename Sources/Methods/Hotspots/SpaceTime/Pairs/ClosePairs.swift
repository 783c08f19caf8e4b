internal import SpatialEngine

/// The pairs of events that are near in space, each with the band of its distance.
///
/// Those of a last band without end are left out: they are all the pairs that are not here.
struct ClosePairs: Sendable {
    /// One unit's partners in one band.
    struct Run: Sendable {
        let unit: Int32
        /// The band; the number of bands for a distance before the first.
        let band: Int32
        /// Their places in the block's partners.
        let partners: Range<Int>
    }

    /// The pairs of some units.
    struct Block: Sendable {
        var runs: [Run] = []
        var partners: [Int32] = []
    }

    /// Each pair is in one of them, once.
    let blocks: [Block]
    /// How many pairs there are in each band, and at the end those before the first.
    let counts: [Int]

    /// How many pairs are kept at most; each takes 4 bytes.
    static let limit = 250_000_000

    /// Finds them.
    ///
    /// - Throws: ``HotspotError/tooManyPairs(limit:)``.
    /// - Complexity: O(*n* log *n* + pairs within reach); the same at any number of threads.
    init(_ positions: Positions, bands: Bands, threads: Int) throws(HotspotError) {
        let search = PairSearch(positions, bands)
        let size = 64
        let items = (positions.count + size - 1) / size
        // In waves, so that memory stays bounded where there are too many.
        let wave = 4 * max(threads, 1)
        var counts = [Int](repeating: 0, count: bands.count + 1)
        var (kept, total) = ([Block](), 0)
        for first in stride(from: 0, to: items, by: wave) {
            let found = parallelMap(Array(first..<min(items, first + wave)), threads: threads) { item in
                search.block((item * size)..<min(positions.count, (item + 1) * size))
            }
            for block in found where !block.runs.isEmpty {
                for run in block.runs { counts[Int(run.band)] += run.partners.count }
                total += block.partners.count
                kept.append(block)
            }
            if total > Self.limit { throw .tooManyPairs(limit: Self.limit) }
        }
        (blocks, self.counts) = (kept, counts)
    }
}

/// The tree in which partners are found.
private struct PairSearch: Sendable {
    let metric: Metric
    let positions: Positions
    let bands: Bands
    let space: [SIMD3<Double>]
    let tree: PointTree
    /// The square of the longest straight line of a pair.
    let reach: Double

    init(_ positions: Positions, _ bands: Bands) {
        (self.positions, self.bands, metric) = (positions, bands, positions.metric)
        space = positions.points.map { positions.metric.place($0) }
        tree = PointTree(space)
        // A little is added for the rounding of chords.
        let longest = bands.reach * (1 + 1e-12) + (metric.isGeographic ? 1e-6 : 0)
        reach = longest * longest
    }

    /// The pairs whose unit with the lower number is one of these.
    func block(_ units: Range<Int>) -> ClosePairs.Block {
        var block = ClosePairs.Block()
        var found: [(squared: Double, place: Int32)] = []
        var lists = [[Int32]](repeating: [], count: bands.count + 1)
        for unit in units {
            found.removeAll(keepingCapacity: true)
            tree.collect(within: reach, of: space[unit], into: &found)
            for (squared, other) in found where other > unit {
                let band = band(unit, Int(other), straight: squared.squareRoot())
                if band >= 0, band < bands.count - (bands.isOpen ? 1 : 0) { lists[band].append(other) }
                if band < 0, bands.isOpen { lists[bands.count].append(other) }
            }
            for band in lists.indices where !lists[band].isEmpty {
                let start = block.partners.count
                block.partners += lists[band]
                lists[band].removeAll(keepingCapacity: true)
                block.runs.append(.init(unit: Int32(unit), band: Int32(band), partners: start..<block.partners.count))
            }
        }
        return block
    }

    /// The distance itself is computed only where the straight line leaves the band open.
    private func band(_ i: Int, _ j: Int, straight: Double) -> Int {
        let bounds = metric.bounds(straight: straight)
        let band = bands.band(of: bounds.lower)
        return band == bands.band(of: bounds.upper) ? band : bands.band(of: positions.distance(i, j))
    }
}
