internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension ClusterScan {
    /// Reads, scans and writes.
    ///
    /// - Parameter progress: Gets what is being done, how much of it is done and how much there is.
    /// - Throws: ``RequestError``, ``FormatError`` or ``OutputError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let output = try ScanOutput(path: request.output, overwrite: request.overwrite)
        let locations = try ScanLocations(self)
        let gate = gate(of: locations.study)
        let warnings =
            locations.rowsOutside > 0
            ? ["\(locations.rowsOutside) rows lie outside the study's period; their cases are not counted"] : []
        var parameters = parameters
        parameters["time_steps"] = time == nil ? .null : .integer(locations.steps)
        parameters["max_time"] = time == nil ? .null : .integer(locations.study.windows.longest)
        guard !request.isStopped(by: gate) else {
            return request.outcome(
                "scan", n: locations.rows.count, permutations: permutations, parameters: parameters, gate: gate,
                warnings: warnings)
        }
        progress("Zones", 0, locations.rows.count)
        let zoning = try ScanZoning(self, locations)
        let scan = SpatialScan(
            study: locations.study, zones: zoning.zones, leastCases: leastCases, seed: request.seed,
            threads: request.threads)
        do {
            let zones = try scan.observedZones()
            let found = clusters(scan, zones, progress)
            let table = ScanClusterTable(scan: self, locations: locations, zoning: zoning, form: zones.form)
            let rows = try found.clusters.enumerated().map { try table.row($0, $1, p: found.p[$0]) }
            let outlines = ScanOutlines(locations: locations, zoning: zoning)
            try output.write(rows, crs: locations.units.crs) { number in
                let cluster = found.clusters[number]
                return try outlines.geometry(
                    cluster, radius: table.radius(cluster), isOutline: zones.form == .ellipses)
            }
            return request.outcome(
                "scan", n: locations.rows.count, permutations: permutations, parameters: parameters, gate: gate,
                results: [
                    "clusters": .array(rows.map { .object($0) }),
                    "total_cases": table.count(locations.study.totalCases),
                    "zones": .integer(zones.distinctCount()), "replicates": .integer(found.replicates),
                    "rows_outside_period": .integer(locations.rowsOutside),
                ], warnings: warnings)
        } catch let error as ScanError { throw RequestError(.badData, "\(locations.units.path): \(error)") }
    }

    private func gate(of study: ScanStudy) -> Gate {
        Gate.events(count: Int(study.totalCases), minimum: 10, largestExpected: study.totalCases * largestShare)
    }

    private func clusters(
        _ scan: SpatialScan, _ zones: ScanZones, _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) -> (clusters: [ScanCluster], p: [Double?], replicates: Int) {
        let clusters = scan.clusters(
            in: zones, secondary: secondary == .noOverlap ? .noOverlap : .allCentres, most: mostClusters)
        guard permutations > 0, let best = clusters.first else { return (clusters, clusters.map { _ in nil }, 0) }
        let null = scan.null(
            replicates: permutations, until: earlyStop.map { _ in best.statistic }, exceedances: earlyStop ?? 0
        ) { done in
            progress("Replicates", done, permutations)
            return true
        }
        let p = clusters.map { cluster -> Double? in
            if tail == .gumbel { return null.gumbelP(cluster.statistic) }
            guard let earlyStop else { return null.monteCarloP(cluster.statistic) }
            return null.sequentialP(cluster.statistic, exceedances: earlyStop)
        }
        return (clusters, p, null.maxima.count)
    }

    var parameters: JSONObject {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let isEllipse = shape == .ellipse && zones == nil
        return [
            "model": .string(model.rawValue), "cases": .string(cases), "population": text(population),
            "expected": text(expected), "controls": text(controls), "time": text(time),
            "time_unit": time == nil ? .null : .string(timeUnit.rawValue), "time_from": text(timeFrom),
            "time_to": text(timeTo), "temporal": time == nil ? .null : .string(temporal.rawValue),
            "metric": text(request.source.distance?.rawValue), "max_population": .number(largestShare),
            "max_radius": largestRadius.map { .number($0) } ?? .null,
            "max_locations": mostLocations.map { .integer($0) } ?? .null, "min_cases": .integer(leastCases),
            "shape": zones == nil ? .string(shape.rawValue) : .null,
            "shapes": isEllipse ? .array(ellipses.map { .number($0.ratio) }) : .null,
            "angles": isEllipse ? .array(ellipses.map { .integer($0.angles) }) : .null,
            "penalty": isEllipse ? .number(penalty) : .null,
            "flex_k": shape == .flexible ? .integer(flexibleCount) : .null, "adjacency": text(adjacency),
            "restricted": restricted.map { .number($0) } ?? .null, "zones": text(zones),
            "secondary": .string(secondary.rawValue), "max_clusters": .integer(mostClusters),
            "early_stop": .boolean(earlyStop != nil),
            "early_stop_exceedances": earlyStop.map { .integer($0) } ?? .null, "p_value": .string(tail.rawValue),
        ]
    }
}

extension Gate {
    /// The gate of a statistic of events.
    ///
    /// - Parameter largestExpected: Events that the largest part looked at is expected to have.
    static func events(count: Int, minimum: Int, largestExpected: Double) -> Gate {
        Gate(
            state: count < minimum ? .refused : .supported,
            reason: count < minimum ? "\(count) cases are fewer than the \(minimum) that the method needs" : nil,
            n: count, minimumN: minimum,
            detectableRelativeRisk: detectableRelativeRisk(expectedEvents: largestExpected))
    }
}

/// Clusters as rows.
private struct ScanClusterTable {
    let scan: ClusterScan
    let locations: ScanLocations
    let zoning: ScanZoning
    let form: ScanZones.Form

    /// The distance of the farthest member in the zone's own measure; nil for listed zones.
    func radius(_ cluster: ScanCluster) -> Double? {
        switch form {
        case .listed: return nil
        case .network:
            let distances = zoning.network?.distances(from: cluster.centre)
            return cluster.members.compactMap { distances?[$0] }.max()
        case .ellipses, .connected:
            return zoning.positions.map { positions in cluster.radius(in: positions) }
        }
    }

    /// A number of cases: whole unless cases were allocated in parts.
    func count(_ number: Double) -> JSONValue { number == number.rounded() ? .integer(Int(number)) : .number(number) }

    func row(_ number: Int, _ cluster: ScanCluster, p: Double?) throws -> JSONObject {
        func optional(_ value: Double?) -> JSONValue { value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }
        let centre = try centre(cluster)
        let ids = cluster.members.map { JSONValue.string(locations.ids[$0]) }
        return [
            "cluster": .integer(number + 1),
            "centre_id": .string(form == .listed ? zoning.names[cluster.centre] : locations.ids[cluster.centre]),
            "x": optional(centre?.x), "y": optional(centre?.y), "radius": optional(radius(cluster)),
            "shape": form == .ellipses ? .number(cluster.shape) : .null,
            "angle": form == .ellipses ? .number(cluster.angle) : .null,
            "n_locations": .integer(cluster.members.count), "members": .array(ids),
            "start": locations.calendar?.start(cluster.steps.lowerBound) ?? .null,
            "end": locations.calendar?.end(cluster.steps.upperBound) ?? .null, "cases": count(cluster.cases),
            "expected": .number(cluster.expected), "population": optional(population(cluster)),
            "observed_expected": optional(cluster.cases / cluster.expected), "rr": optional(cluster.relativeRisk),
            "llr": .number(cluster.logRatio), "statistic": .number(cluster.statistic), "p": optional(p),
            "recurrence_interval": optional(
                scan.time != nil && scan.temporal == .prospective ? p.map { 1 / $0 } : nil),
        ]
    }

    /// The centre's position in the coordinates of IN; of a listed zone the mean of its members.
    private func centre(_ cluster: ScanCluster) throws -> PlanarPoint? {
        guard let positions = zoning.positions else { return nil }
        let points = try locations.units.placed(
            (form == .listed ? cluster.members : [cluster.centre]).map { positions.points[$0] })
        let count = Double(points.count)
        return PlanarPoint(
            x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    }

    /// Persons inside (Bernoulli), or the mean over the window's steps of what --population says (Poisson).
    private func population(_ cluster: ScanCluster) -> Double? {
        if let persons = cluster.persons { return persons }
        guard !locations.population.isEmpty else { return nil }
        var sum = 0.0
        for member in cluster.members {
            for step in cluster.steps { sum += locations.population[member * locations.steps + step] }
        }
        return sum / Double(cluster.steps.count)
    }
}
