internal import SpatialEngine

/// The best window of a family.
private struct Best {
    var statistic = 0.0
    var entry = 0
    var span = 0
}

extension SpatialScan {
    /// The clusters of the observed cases, best first.
    ///
    /// Of windows with equal statistics the first counts: by shape, angle, centre, size, first and last step.
    public func clusters(in zones: ScanZones, secondary: ScanSecondary, most: Int) -> [ScanCluster] {
        let observed = ObservedScan(self, zones)
        return secondary == .noOverlap ? observed.apart(most) : observed.perCentre(most)
    }
}

/// Looks at all windows with the observed cases.
private struct ObservedScan {
    let scan: SpatialScan
    let zones: ScanZones
    let statistic: ScanStatistic
    let cases: [Double]
    let measure: [Double]

    init(_ scan: SpatialScan, _ zones: ScanZones) {
        self.scan = scan
        self.zones = zones
        statistic = scan.study.statistic
        cases = scan.study.windows.runningSums(scan.study.cases)
        measure = scan.study.windows.runningSums(scan.study.measure)
    }

    /// More by less than rounding is no more.
    static func exceeds(_ a: Double, _ b: Double) -> Bool { a > b + 1e-11 * b }

    /// The first of the families whose best is the best.
    private func first(_ bests: [Best]) -> Int? {
        var best: Int?
        for (family, item) in bests.enumerated() where item.statistic > 0 {
            if Self.exceeds(item.statistic, best.map { bests[$0].statistic } ?? 0) { best = family }
        }
        return best
    }

    func apart(_ most: Int) -> [ScanCluster] {
        var taken = [Bool](repeating: false, count: scan.study.locations)
        var bests = best(of: Array(zones.families.indices), outside: taken)
        var clusters: [ScanCluster] = []
        while clusters.count < most, let family = first(bests) {
            let cluster = cluster(family, bests[family])
            clusters.append(cluster)
            for member in cluster.members { taken[member] = true }
            // A best window that shares nothing with the cluster stays the best of its family.
            let touched = zones.families.indices.filter { family in
                bests[family].statistic > 0
                    && zones.members(family: family, entry: bests[family].entry).contains { taken[$0] }
            }
            for (family, best) in zip(touched, best(of: touched, outside: taken)) { bests[family] = best }
        }
        return clusters
    }

    func perCentre(_ most: Int) -> [ScanCluster] {
        let bests = best(of: Array(zones.families.indices), outside: [])
        var ofCentre: [Int: Int] = [:]
        for (family, best) in bests.enumerated() where best.statistic > 0 {
            let centre = zones.families[family].centre
            if let other = ofCentre[centre], !Self.exceeds(best.statistic, bests[other].statistic) { continue }
            ofCentre[centre] = family
        }
        // Equal statistics come in the order of centres.
        var left = ofCentre.sorted { $0.key < $1.key }.map(\.value)
        var clusters: [ScanCluster] = []
        left.sort { bests[$0].statistic > bests[$1].statistic }
        while clusters.count < most, let top = left.first {
            let equal = left.prefix { !Self.exceeds(bests[top].statistic, bests[$0].statistic) }
            let next = equal.min { zones.families[$0].centre < zones.families[$1].centre } ?? top
            clusters.append(cluster(next, bests[next]))
            left.removeAll { $0 == next }
        }
        return clusters
    }

    /// The best windows of families that share no location with those taken.
    private func best(of families: [Int], outside taken: [Bool]) -> [Best] {
        parallelMap(families, threads: scan.threads) { best(of: $0, outside: taken) }
    }

    private func best(of family: Int, outside taken: [Bool]) -> Best {
        let windows = scan.study.windows
        let (lanes, spans, weight) = (windows.lanes, windows.spans, zones.families[family].weight)
        let levels = zones.isTree ? 257 : 1
        var cases = [Double](repeating: 0, count: levels * lanes)
        var measure = cases
        var best = Best()
        var skipped = Int.max
        for index in zones.range(family) {
            let entry = zones.entries[index]
            let location = Int(entry >= 0 ? entry : ~entry)
            let depth = zones.isTree ? Int(zones.depths[index]) : 0
            if depth > skipped { continue }
            skipped = Int.max
            if !taken.isEmpty, taken[location] {
                guard zones.isTree else { break }
                skipped = depth
                continue
            }
            let (from, to) = (max(0, depth - 1) * lanes, depth * lanes)
            for lane in 0..<lanes {
                cases[to + lane] = cases[from + lane] + self.cases[location * lanes + lane]
                measure[to + lane] = measure[from + lane] + self.measure[location * lanes + lane]
            }
            guard entry >= 0 else { continue }
            for (span, item) in spans.enumerated() {
                let c = cases[to + item.upper] - (item.lower.map { cases[to + $0] } ?? 0)
                let m = measure[to + item.upper] - (item.lower.map { measure[to + $0] } ?? 0)
                guard c >= Double(scan.leastCases), c * statistic.total > m * statistic.cases else { continue }
                let value = weight * statistic.logRatio(c, m)
                if Self.exceeds(value, best.statistic) { best = Best(statistic: value, entry: index, span: span) }
            }
        }
        return best
    }

    private func cluster(_ family: Int, _ best: Best) -> ScanCluster {
        let item = zones.families[family]
        let members = zones.members(family: family, entry: best.entry)
        let span = scan.study.windows.spans[best.span]
        let steps = scan.study.windows.steps
        var (c, m) = (0.0, 0.0)
        for member in members {
            for step in span.first...span.last {
                c += scan.study.cases[member * steps + step]
                m += scan.study.measure[member * steps + step]
            }
        }
        let (all, total) = (statistic.cases, statistic.total)
        return ScanCluster(
            centre: item.centre, shape: item.shape, angle: item.angle, members: members, steps: span.first...span.last,
            cases: c, expected: m * all / total, persons: statistic.isBernoulli ? m : nil,
            relativeRisk: all > c && total > m ? (c / m) / ((all - c) / (total - m)) : nil,
            logRatio: statistic.logRatio(c, m), statistic: item.weight * statistic.logRatio(c, m))
    }
}
