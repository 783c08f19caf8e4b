internal import SpatialEngine

/// The replicates of a scan and their largest statistics, batch by batch.
struct ScanReplicateSource {
    private let scan: SpatialScan
    private let replicates: ScanReplicates
    private let cases: Int
    private let kernel: ScanMaxima?
    /// Whether the cases of any window fit 16 bits: ten standard deviations are left for what is drawn.
    private let isSmall: Bool
    /// Maxima below this are rare.
    private var level = 3.0

    init(_ scan: SpatialScan, cases: Int) {
        self.scan = scan
        self.cases = cases
        let study = scan.study
        replicates = ScanReplicates(study, cases: cases, random: SplitMix64(seed: scan.seed))
        let isBernoulli = study.model == .bernoulli
        // Expected cases are those of as many cases as a replicate has.
        let scale = isBernoulli || study.totalCases == 0 ? 1 : Double(cases) / study.totalCases
        let windows = study.windows
        let inside = (0..<study.locations).reduce(0.0) { sum, location in
            (0..<windows.lanes).reduce(sum) { $0 + study.measure[location * windows.steps + windows.step(ofLane: $1)] }
        }
        let expected = inside * Double(cases) / max(study.statistic.total, 1e-300)
        isSmall = min(Double(cases), expected + 10 * expected.squareRoot() + 100) < Double(Int16.max)
        guard case .fixed(let zones) = scan.zones else {
            kernel = nil
            return
        }
        kernel = ScanMaxima(
            zones: zones, windows: study.windows,
            statistic: ScanStatistic(
                isBernoulli: isBernoulli, cases: Double(cases), total: study.statistic.total * scale),
            measure: study.windows.runningSums(study.measure.map { $0 * scale }), leastCases: scan.leastCases,
            threads: scan.threads)
    }

    /// Replicates at a time: enough for all threads, and running sums of at most some 100 MB.
    var batch: Int {
        let bytes = max(1, scan.study.locations * scan.study.windows.lanes * (isSmall ? 2 : 4))
        return max(32 * scan.threads, min(256, 100_000_000 / bytes / 32 * 32))
    }

    /// The largest statistic of each of these replicates.
    mutating func maxima(_ range: Range<Int>) -> [Double] {
        guard let kernel else { return restrictedMaxima(range) }
        return isSmall
            ? maxima(range, kernel, of: SIMD32<Int16>.self) : maxima(range, kernel, of: SIMD16<Int32>.self)
    }

    private mutating func maxima<Lanes: CountLanes>(
        _ range: Range<Int>, _ kernel: ScanMaxima, of: Lanes.Type
    ) -> [Double] {
        var found = [Double](repeating: 0, count: range.count)
        var pending = Array(range)
        var level = self.level
        while !pending.isEmpty {
            let blocks: [[Lanes]] = blocks(of: pending)
            let largest = kernel.largest(blocks, reaching: level)
            var missing: [Int] = []
            for (position, replicate) in pending.enumerated() {
                let value = largest[position / Lanes.scalarCount][position % Lanes.scalarCount]
                found[replicate - range.lowerBound] = value
                if value < level { missing.append(replicate) }
            }
            // At level 0 every window in excess was looked at.
            if level == 0 { break }
            pending = missing
            level = level < 0.1 ? 0 : level * 0.6
        }
        self.level = max(0.1, found.sorted()[found.count / 32] * 0.97)
        return found
    }

    /// Running sums of the cases of replicates, a vector over each block of them.
    private func blocks<Lanes: CountLanes>(of replicates: [Int]) -> [[Lanes]] {
        let width = Lanes.scalarCount
        let starts = Array(stride(from: 0, to: replicates.count, by: width))
        return parallelMap(starts, threads: scan.threads) { start in
            block(Array(replicates[start..<min(start + width, replicates.count)]))
        }
    }

    private func block<Lanes: CountLanes>(_ members: [Int]) -> [Lanes] {
        let lanes = scan.study.windows.lanes
        let cellCount = replicates.cellCount
        var cells = [Lanes.Scalar](repeating: 0, count: cellCount * members.count)
        var deck = replicates.makeDeck()
        return [Lanes](unsafeUninitializedCapacity: scan.study.locations * lanes) { sums, used in
            cells.withUnsafeMutableBufferPointer { cells in
                for (place, member) in members.enumerated() {
                    let part = (place * cellCount)..<((place + 1) * cellCount)
                    replicates.draw(member, into: UnsafeMutableBufferPointer(rebasing: cells[part]), &deck)
                }
                for location in 0..<scan.study.locations {
                    var sum = Lanes.zero
                    for cell in (location * lanes)..<((location + 1) * lanes) {
                        for place in members.indices { sum[place] &+= cells[place * cellCount + cell] }
                        sums[cell] = sum
                    }
                }
            }
            used = scan.study.locations * lanes
        }
    }

    /// Each replicate has zones of its own, so they are made anew.
    private func restrictedMaxima(_ range: Range<Int>) -> [Double] {
        guard case .restricted(let flexible, let alpha) = scan.zones else { return [] }
        let study = scan.study
        let scale = study.model == .bernoulli || study.totalCases == 0 ? 1 : Double(cases) / study.totalCases
        let statistic = ScanStatistic(
            isBernoulli: study.model == .bernoulli, cases: Double(cases), total: study.statistic.total * scale)
        return parallelMap(Array(range), threads: scan.threads) { replicate in
            var cells = [Int32](repeating: 0, count: replicates.cellCount)
            var deck = replicates.makeDeck()
            cells.withUnsafeMutableBufferPointer { replicates.draw(replicate, into: $0, &deck) }
            let counts = cells.dropLast().map(Double.init)
            return flexible.largest(counts, keeping: scan.kept(counts, scale: scale, alpha)) { cases, measure in
                cases >= Double(scan.leastCases) ? statistic.logRatio(cases, measure * scale) : 0
            }
        }
    }
}
