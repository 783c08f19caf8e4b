import Export
import Hotspots
import Incidents
import Ingest
import Risk
import SpatialEngine

/// The cells that somebody reports from, with their events and who neighbours whom.
struct WatchedCells: Sendable {
    /// Positions in the list of network cells.
    let indices: [Int]
    let counts: [Double]
    /// Cells that share an edge or a corner.
    let weights: SpatialWeights
    /// Whether a cell's count is withheld.
    let isSuppressed: [Bool]
}

/// What stands behind the hotspot map.
struct HotspotDiagnosis {
    let inputs: JobInputs
    let watched: WatchedCells
    /// All network cells.
    let ids: [String]
    let outlines: [Polygon]
    let used: [Int]
    let located: LocationResult

    private var permutations: Int {
        get throws(JobError) { Int(try inputs.parameter("gi_permutations")) }
    }

    func run() throws(JobError) -> HotspotDiagnostics {
        do {
            let local = try LocalMoran.compute(
                values: watched.counts, weights: watched.weights, permutations: permutations,
                random: inputs.random(.diagnostics), threads: inputs.settings.threads)
            let scan = try scan()
            let null = try nullPValues()
            return HotspotDiagnostics(
                cells: neighbourhoods(local), withheldCells: watched.indices.count - shown.count, moran: try moran(),
                clusters: scan.clusters, scanRefusal: scan.refusal, scannedEvents: scan.events,
                window: (inputs.months[0].description, inputs.months[inputs.months.count - 1].description),
                nullShares: Self.shares(of: null), falseAlarms: Self.falseAlarms(in: null))
        } catch let error as JobError {
            throw error
        } catch {
            throw .method(stage: JobStage.hotspots.rawValue, problem: "\(error)")
        }
    }

    // MARK: - Neighbours

    /// Cells whose drawing gives no withheld count away: not their own, and not that of a lone withheld neighbour.
    private var shown: [Int] {
        watched.indices.indices.filter { cell in
            let hidden = watched.weights.neighbours(of: cell).count { watched.isSuppressed[$0] }
            return !watched.isSuppressed[cell] && hidden != 1 && watched.weights.neighbourCount(of: cell) > 0
        }
    }

    private func neighbourhoods(_ local: [LocalMoranResult]) -> [HotspotDiagnostics.Neighbourhood] {
        let n = Double(watched.counts.count)
        let mean = watched.counts.reduce(0, +) / n
        let deviation = (watched.counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
        let scores = watched.counts.map { ($0 - mean) / deviation }
        return shown.map { cell in
            let around = watched.weights.neighbours(of: cell)
            return HotspotDiagnostics.Neighbourhood(
                own: scores[cell], neighbours: around.reduce(0) { $0 + scores[$1] } / Double(around.count),
                isSignificant: local[cell].bin != 0)
        }
    }

    private func moran() throws -> (value: Double, expected: Double, p: Double) {
        var weights = watched.weights
        weights.style = .row
        let result = try GlobalStatistic.moran.compute(
            values: watched.counts, weights: weights, links: LinkMoments(weights), permutations: permutations,
            random: inputs.random(.diagnostics).stream(1), threads: inputs.settings.threads)
        return (result.value ?? 0, result.expected ?? 0, result.pSim ?? 1)
    }

    // MARK: - Clusters in space and time

    /// Events with a known month, by cell and month; each in its most probable cell.
    private func monthlyCounts() -> (counts: [Double], events: Int) {
        let months = inputs.months.count
        var position: [Int: Int] = [:]
        for (place, index) in watched.indices.enumerated() { position[index] = place }
        var counts = [Double](repeating: 0, count: watched.indices.count * months)
        var events = 0
        for (event, index) in used.enumerated() {
            let incident = inputs.incidents[index]
            let isTimely = [.day, .week, .month].contains(incident.datePrecision)
            guard isTimely, let month = inputs.months.firstIndex(of: incident.dateStart.yearMonth),
                let best = located.weights[event].max(by: { ($0.weight, $1.unit) < ($1.weight, $0.unit) }),
                let place = position[best.unit]
            else { continue }
            counts[place * months + month] += 1
            events += 1
        }
        return (counts, events)
    }

    private func scan() throws -> (clusters: [HotspotDiagnostics.Cluster], refusal: Bilingual?, events: Int) {
        let (counts, events) = monthlyCounts()
        let least = 10
        guard events >= least else {
            let refusal = Bilingual(
                "\(events) events with a known month and cell; a scan in space and time needs \(least)",
                "\(events) sucesos con mes y celda conocidos; una exploración espaciotemporal necesita \(least)")
            return ([], refusal, events)
        }
        let months = inputs.months.count
        let study = try ScanStudy(
            model: .permutation, windows: ScanWindows(steps: months, longest: max(1, months / 2), prospective: false),
            cases: counts)
        let centres = watched.indices.map { index -> PlanarPoint in
            let ring = outlines[index].exterior
            return PlanarPoint(
                x: (ring[0].longitude + ring[2].longitude) / 2, y: (ring[0].latitude + ring[2].latitude) / 2)
        }
        let zones = try ScanZones.ellipses(
            about: try Positions(centres, metric: .geodesic), measure: study.locationMeasure, reach: ScanReach(),
            threads: inputs.settings.threads)
        let scan = SpatialScan(
            study: study, zones: .fixed(zones), seed: inputs.settings.seed, threads: inputs.settings.threads)
        let null = scan.null(replicates: try permutations)
        let found = scan.clusters(in: zones, secondary: .noOverlap, most: 8)
        return (found.enumerated().map { cluster($1, number: $0 + 1, null) }, nil, events)
    }

    private func cluster(_ found: ScanCluster, number: Int, _ null: ScanNull) -> HotspotDiagnostics.Cluster {
        let isHidden = found.cases < 5
        return HotspotDiagnostics.Cluster(
            number: number, cells: found.members.map { ids[watched.indices[$0]] },
            start: inputs.months[found.steps.lowerBound].description,
            end: inputs.months[found.steps.upperBound].description, events: isHidden ? nil : Int(found.cases),
            ratio: isHidden || found.expected <= 0 ? nil : found.cases / found.expected,
            p: null.monteCarloP(found.statistic))
    }

    // MARK: - Chance alone

    /// The p-values of all cells in each of many simulations in which every watched cell is as likely as any other.
    ///
    /// Each event falls into a cell by chance, is displaced as its stated error says, and is then spread by that error just as
    /// the records are, so that what spreading alone makes alike is counted as chance.
    private func nullPValues() throws -> [(p: [Double], hasAlarm: Bool)] {
        let spread = try spreadTable()
        let permutations = try permutations
        return try (0..<Self.simulations).map { simulation in
            var random = inputs.random(.diagnostics).stream(UInt64(1_000 + simulation))
            var counts = [Double](repeating: 0, count: outlines.count)
            for kind in spread.kinds {
                let truth = Int(random.next().multipliedFullWidth(by: UInt64(watched.indices.count)).high)
                let around = spread.weights[kind][truth]
                guard !around.isEmpty else { continue }
                let stated = around[random.nextIndex(weights: around.map(\.weight))].unit
                for share in spread.weights[kind][spread.place[stated] ?? truth] { counts[share.unit] += share.weight }
            }
            let values = watched.indices.map { counts[$0] }
            guard values.contains(where: { $0 != values[0] }) else { return ([], false) }
            let results = try LocalGStar.compute(
                values: values, weights: watched.weights, permutations: permutations, random: random,
                threads: inputs.settings.threads)
            return (results.compactMap(\.pSim), results.contains { ($0.q ?? 1) <= 0.05 })
        }
    }

    private static let simulations = 199

    /// For each radius that a used event has, how an event stated at the middle of each watched cell spreads over cells.
    private func spreadTable() throws -> (kinds: [Int], weights: [[[UnitWeight]]], place: [Int: Int]) {
        var radii: [Double] = []
        let widened = Set(located.widened)
        let factor = try inputs.parameter("default_point_factor")
        let kinds = used.indices.filter { !located.weights[$0].isEmpty }.map { event -> Int in
            let radius = inputs.incidents[used[event]].precision.value * (widened.contains(event) ? factor : 1)
            if let known = radii.firstIndex(of: radius) { return known }
            radii.append(radius)
            return radii.count - 1
        }
        let middles = watched.indices.map { index -> GeographicPoint in
            let ring = outlines[index].exterior
            return GeographicPoint(
                longitude: (ring[0].longitude + ring[2].longitude) / 2,
                latitude: (ring[0].latitude + ring[2].latitude) / 2)
        }
        var settings = LocationSettings()
        settings.draws = 0
        settings.estimation = .kernelOnly
        settings.sharedMinimum = Int.max
        let events = radii.flatMap { radius in
            middles.map { LocatableEvent(position: $0, precision: Metres(radius)) }
        }
        let weights = try LocationUncertainty.locate(
            events: events, areas: outlines.map { MultiPolygon([$0]) },
            exposure: [Double?](repeating: nil, count: outlines.count), settings: settings,
            random: inputs.random(.diagnostics)
        ).weights
        var place: [Int: Int] = [:]
        for (position, index) in watched.indices.enumerated() { place[index] = position }
        let count = middles.count
        return (kinds, radii.indices.map { Array(weights[($0 * count)..<(($0 + 1) * count)]) }, place)
    }

    private static func shares(of simulations: [(p: [Double], hasAlarm: Bool)]) -> [HotspotDiagnostics.NullShare] {
        let tests = simulations.filter { !$0.p.isEmpty }.map(\.p)
        guard !tests.isEmpty else { return [] }
        return ([0.01] + (1...20).map { Double($0) / 20 }).map { level in
            let shares = tests.map { p in Double(p.count { $0 <= level }) / Double(p.count) }.sorted()
            func quantile(_ share: Double) -> Double { shares[Int(share * Double(shares.count - 1))] }
            return HotspotDiagnostics.NullShare(
                level: level, mean: shares.reduce(0, +) / Double(shares.count), low: quantile(0.05),
                high: quantile(0.95))
        }
    }

    private static func falseAlarms(
        in simulations: [(p: [Double], hasAlarm: Bool)]
    ) -> (rate: Double, low: Double, high: Double, simulations: Int) {
        let alarms = simulations.count(where: \.hasAlarm)
        let interval = WilsonInterval(successes: alarms, trials: simulations.count)
        return (Double(alarms) / Double(simulations.count), interval.low, interval.high, simulations.count)
    }
}
