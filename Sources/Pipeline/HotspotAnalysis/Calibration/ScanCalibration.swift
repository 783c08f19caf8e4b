internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension CalibrationAnalysis {
    /// Counts how often the best cluster of constant risk is significant.
    ///
    /// A p hangs on the number of cases only, so one set of replicates serves all that have as many.
    func run(
        _ scan: ClusterScan, _ units: UnitTable, _ null: NullCounts, _ alarms: FalseAlarms
    ) throws -> HotspotOutcome {
        let gate = Gate.events(
            count: Int(null.expected.reduce(0, +).rounded()), minimum: 10,
            largestExpected: null.expected.reduce(0, +) * scan.largestShare)
        let parameters = scan.parameters
        if request.isStopped(by: gate) { return outcome("scan", parameters, gate, null) }
        let locations = try ScanLocations(units, expected: null.expected, exposure: null.exposure)
        let zones = try ScanZoning(scan, locations).zones
        // Streams of their own: the replicates that are judged come from the seed itself.
        let nullSeed = request.seed ^ 0x5CA1_AB1E_0DDB_A115
        let reference = SpatialScan(
            study: locations.study, zones: zones, leastCases: scan.leastCases, seed: nullSeed, threads: request.threads)
        var maxima: [Int: ScanNull] = [:]
        for total in null.totals where maxima[total] == nil {
            maxima[total] = reference.null(replicates: permutations, cases: total)
        }
        let (known, alpha, least) = (maxima, alpha, scan.leastCases)
        let count = alarms.count { counts, _ in
            guard
                let study = try? ScanStudy(
                    model: .poisson, windows: .spatial, cases: counts, exposure: null.exposure)
            else { return false }
            let replicate = SpatialScan(study: study, zones: zones, leastCases: least, seed: 0, threads: 1)
            guard let seen = try? replicate.observedZones(),
                let best = replicate.clusters(in: seen, secondary: .noOverlap, most: 1).first
            else { return false }
            return known[Int(study.totalCases.rounded())].map { $0.monteCarloP(best.statistic) <= alpha } ?? false
        }
        return outcome("scan", parameters, gate, null, FalseAlarms.share(count, of: null.replicates))
    }
}

extension ScanLocations {
    /// One location a unit, with what is expected under constant risk for cases.
    fileprivate init(_ units: UnitTable, expected: [Double], exposure: [Double]) throws {
        self.units = units
        rows = Array(0..<units.count)
        ids = units.ids
        calendar = nil
        population = exposure
        rowsOutside = 0
        do {
            study = try ScanStudy(model: .poisson, windows: .spatial, cases: expected, exposure: exposure)
        } catch { throw RequestError(.badData, "\(units.path): \(error)") }
    }
}
