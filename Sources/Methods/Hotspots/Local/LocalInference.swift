internal import SpatialEngine

/// What the tests of all units say together: adjusted p and classes.
struct LocalInference {
    /// Benjamini–Hochberg adjusted p; nil where there was no test.
    let q: [Double?]
    /// −3…3 from q, with the sign of the effect.
    let bins: [Int]
    /// The same from p.
    let rawBins: [Int]

    /// - Parameter effects: What has the sign of the effect, such as z; nil counts as none.
    init(effects: [Double?], p: [Double?]) {
        let q = FalseDiscoveryRate.adjusted(p)
        self.q = q
        bins = effects.indices.map { significanceBin(z: effects[$0] ?? 0, p: q[$0] ?? 1) }
        rawBins = effects.indices.map { significanceBin(z: effects[$0] ?? 0, p: p[$0] ?? 1) }
    }
}

/// Checks that a statistic of units exists at all.
func checkUnits(_ values: [Double], _ weights: SpatialWeights) throws(HotspotError) {
    guard values.count == weights.count else { throw .countMismatch(expected: weights.count, found: values.count) }
    if let unit = values.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
    guard let first = values.first, values.contains(where: { $0 != first }) else { throw .constantValue }
    guard weights.islands < weights.count else { throw .noNeighbours }
}

/// Does `body` for every unit in blocks on several threads; what it gives comes in the order of the units.
func mapUnits<Result: Sendable>(
    _ count: Int, threads: Int, empty: Result, _ body: @Sendable (Int) -> Result
) -> [Result] {
    let block = 256
    var results = [Result](repeating: empty, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
        let shared = SharedBuffer(buffer)
        inParallel((count + block - 1) / block, threads: threads) { item in
            for unit in (item * block)..<min(count, (item + 1) * block) { shared.buffer[unit] = body(unit) }
        }
    }
    return results
}
