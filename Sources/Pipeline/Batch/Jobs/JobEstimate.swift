internal import Export

/// What a job will roughly cost, before anything runs.
///
/// A job pays for what is its own; the first of those that share surfaces, sea charts or figures pays for these too. The
/// constants were measured on the embedded pack and are good to a factor of two elsewhere.
public struct JobEstimate: Sendable {
    /// Seconds of processor time, all threads together.
    public let processorSeconds: Double
    /// Bytes on the disk.
    public let bytes: Int

    /// The costs of jobs, by id.
    public static func estimates(for plan: BatchPlan, of jobs: [BatchJob]) -> [String: JobEstimate] {
        var seen = Set<[String]>()
        var estimates: [String: JobEstimate] = [:]
        let bytes = Cost.bytes(plan.parts, plan.formats)
        let writing = Double(bytes) * Cost.secondsPerByte
        for job in BatchRun.ordered(jobs) {
            var seconds = Cost.ownSeconds + writing
            for (keys, cost) in Cost.shared where seen.insert(keys.map { job[$0].json.line }).inserted {
                seconds += cost
            }
            estimates[job.id] = JobEstimate(processorSeconds: (seconds * 10).rounded() / 10, bytes: bytes)
        }
        return estimates
    }
}

/// The figures behind ``JobEstimate``.
private enum Cost {
    /// What every job pays: reading, drawing of its layers.
    static let ownSeconds = 0.1
    /// Rounding, encoding and hashing.
    static let secondsPerByte = 1e-8

    private static let travel: [PlanKey] = [.region, .dem, .slopeFunction, .direction, .seaState]
    private static let draws: [PlanKey] = travel + [.from, .to, .incidents, .seed]

    /// Stages that jobs share, by the keys that they rest on; no two have the same keys.
    static let shared: [(keys: [PlanKey], seconds: Double)] = [
        // The pack is read and checked.
        ([.region, .dem, .seaState, .from, .to, .incidents], 1),
        // Heights.
        ([.region, .dem], 1),
        // Water and waves.
        ([.region, .seaState], 3),
        // Corridors.
        ([.region, .dem, .slopeFunction, .direction], 2),
        // Legs.
        (travel, 4),
        // Flows by month, places of incidents, rates and hotspots.
        (draws, 8),
        // Flows of the scenario.
        (draws + [.month, .closure], 0.5),
        // Priorities.
        (draws + [.month, .closure, .lever, .budget], 0.5),
    ]

    /// Bytes of each layer as GeoJSON.
    private static let layerBytes = [
        "corridors": 420_000, "routes": 900_000, "segments": 500_000, "hotspots": 250_000, "priorities": 120_000,
        "incidents": 450_000,
    ]
    /// Bytes of a format against GeoJSON, and what each file of it takes at least.
    private static let formatShare: [JobFormat: (share: Double, least: Int)] = [
        .geojson: (1, 0), .geojsonl: (1, 0), .csv: (0.9, 0), .gpkg: (0.7, 200_000), .fgb: (0.6, 2000), .cog: (0, 0),
        .mbtiles: (0.5, 100_000),
    ]
    private static let rasterBytes = 1_600_000
    private static let reportBytes = 1_500_000
    /// Manifest, item, dictionary, tables and styles.
    private static let otherBytes = 150_000

    static func bytes(_ parts: JobParts, _ formats: [JobFormat]) -> Int {
        var total = otherBytes + (parts.rasters ? rasterBytes : 0) + (parts.report ? reportBytes : 0)
        let layers = Double(parts.layers.compactMap { layerBytes[$0] }.reduce(0, +))
        for format in formats where !parts.layers.isEmpty {
            let (share, least) = formatShare[format] ?? (1, 0)
            total += Int(layers * share) + least
        }
        return total
    }
}
