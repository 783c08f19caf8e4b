/// The running counts of a block of replicates while zones grow: one vector a lane, its elements the replicates.
///
/// Counts stay below `Scalar.max`, so that the sign of (need − count) tells whether a need is exceeded.
struct ScanPass<Lanes: CountLanes> {
    private let lanes: Int
    private let levels: Int
    private let spans: [(upper: Int, lower: Int?)]
    /// Whether span *i* is lane *i*.
    private let isPlain: Bool
    private let counts: UnsafeMutablePointer<Lanes>
    let spanCount: Int

    init(windows: ScanWindows, levels: Int) {
        lanes = windows.lanes
        self.levels = levels
        spans = windows.spans.map { ($0.upper, $0.lower) }
        spanCount = spans.count
        isPlain = windows.isProspective
        counts = .allocate(capacity: levels * lanes)
        counts.initialize(repeating: Lanes.zero, count: levels * lanes)
    }

    func free() { counts.deallocate() }

    /// Sets the first level to 0; deeper ones are written before they are read.
    @inline(__always)
    func begin() {
        for lane in 0..<lanes { counts[lane] = Lanes.zero }
    }

    /// Adds a location's counts; `depth` 0 adds to the running counts, another to those one level up.
    @inline(__always)
    func add(_ row: UnsafePointer<Lanes>, _ depth: Int) {
        let from = counts + max(0, depth - 1) * lanes
        let to = counts + depth * lanes
        for lane in 0..<lanes { to[lane] = Lanes.sum(from[lane], row[lane]) }
    }

    /// Adds a location's counts and says whether any span of any replicate has more cases than `below`.
    @inline(__always)
    func addAndCompare(
        _ row: UnsafePointer<Lanes>, _ depth: Int, _ below: UnsafePointer<Lanes.Scalar>
    ) -> Bool {
        let from = counts + max(0, depth - 1) * lanes
        let to = counts + depth * lanes
        var signs = SignBits()
        if isPlain {
            for lane in 0..<lanes {
                let count = Lanes.sum(from[lane], row[lane])
                to[lane] = count
                signs.insert(Lanes.difference(Lanes.all(below[lane]), count))
            }
        } else {
            for lane in 0..<lanes { to[lane] = Lanes.sum(from[lane], row[lane]) }
            for (index, span) in spans.enumerated() {
                let count = span.lower.map { Lanes.difference(to[span.upper], to[$0]) } ?? to[span.upper]
                signs.insert(Lanes.difference(Lanes.all(below[index]), count))
            }
        }
        return signs.contains(Lanes.signs)
    }

    /// Calls back with each span and replicate that has more cases than `below`.
    func reached(
        _ depth: Int, _ below: UnsafePointer<Lanes.Scalar>, _ body: (_ span: Int, _ replicate: Int, Double) -> Void
    ) {
        let sums = counts + depth * lanes
        for (index, span) in spans.enumerated() {
            let count = span.lower.map { Lanes.difference(sums[span.upper], sums[$0]) } ?? sums[span.upper]
            for replicate in 0..<Lanes.scalarCount where count[replicate] > below[index] {
                body(index, replicate, Double(count[replicate]))
            }
        }
    }
}
