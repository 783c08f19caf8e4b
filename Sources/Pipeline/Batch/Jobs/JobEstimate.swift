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

    /// The costs of jobs, by id, when one run makes them all.
    public static func estimates(for plan: BatchPlan, of jobs: [BatchJob]) -> [String: JobEstimate] {
        var seen = Set<[String]>()
        var estimates: [String: JobEstimate] = [:]
        let bytes = Cost.bytes(plan.parts, plan.formats)
        let own = Cost.ownSeconds(plan.parts, plan.formats)
        let shared = Cost.shared(plan.parts)
        for job in BatchRun.ordered(jobs) {
            var seconds = own
            for (place, stage) in shared.enumerated() {
                let basis = ["\(place)"] + stage.keys.map { job[$0].json.line }
                if seen.insert(basis).inserted { seconds += stage.seconds }
            }
            estimates[job.id] = JobEstimate(processorSeconds: (seconds * 100).rounded() / 100, bytes: bytes)
        }
        return estimates
    }
}

/// The figures behind ``JobEstimate``: a run of the embedded pack with all outputs in all formats, November 2026.
private enum Cost {
    /// What every job pays: drawing its layers and writing them.
    static func ownSeconds(_ parts: JobParts, _ formats: [JobFormat]) -> Double {
        let layers = Double(parts.layers.count)
        let tiles = formats.contains(.mbtiles) ? 0.2 * layers : 0
        return 0.05 + 0.02 * layers + tiles + (parts.report ? 2.3 : 0)
    }

    /// Seconds of the stages that jobs share, by the keys that they rest on.
    static func shared(_ parts: JobParts) -> [(keys: [PlanKey], seconds: Double)] {
        func wants(_ layer: String) -> Bool { parts.report || parts.layers.contains(layer) }
        let travel: [PlanKey] = [.region, .dem, .slopeFunction, .direction, .seaState]
        let draws = travel + [.from, .to, .incidents, .seed]
        let scenario = draws + [.month, .closure]
        // Flows by month and rates; with a report also forecasts and every diagnostic of the hotspots.
        let hotspots = parts.report ? 11.0 : wants("hotspots") || parts.rasters ? 2 : 0
        return [
            // Heights.
            ([.region, .dem], 1.5),
            // Water and waves.
            ([.region, .seaState], 0.3),
            // Corridors.
            ([.region, .dem, .slopeFunction, .direction], wants("corridors") || parts.rasters ? 2.2 : 0),
            // Legs.
            (travel, 1.3),
            (draws, 1.4 + hotspots),
            // Corridors over uncertain terrain.
            (draws + [.month], parts.rasters || parts.report ? 4.5 : 0),
            // Flows.
            (scenario, 0.05),
            // Priorities.
            (scenario + [.lever, .budget], wants("priorities") ? 0.7 : 0),
        ]
    }

    /// Bytes of each layer as GeoJSON, both directions together.
    private static let layerBytes = [
        "corridors": 322_000, "routes": 215_000, "segments": 137_000, "hotspots": 96_000, "priorities": 217_000,
        "incidents": 254_000,
    ]
    /// Bytes of a format against GeoJSON, and what a file of it takes at least.
    private static let formatShare: [JobFormat: (share: Double, least: Int)] = [
        .geojson: (1, 0), .geojsonl: (1, 0), .csv: (0.72, 0), .gpkg: (1, 250_000), .fgb: (0.7, 0), .cog: (0, 0),
        .mbtiles: (0.7, 80_000),
    ]
    private static let rasterBytes = 2_230_000
    /// The page, its documents and tables.
    private static let reportBytes = 2_300_000
    /// Styles of a layer in all languages, and its part of the dictionary.
    private static let styleBytes = 37_000
    /// Manifest and item.
    private static let otherBytes = 45_000

    static func bytes(_ parts: JobParts, _ formats: [JobFormat]) -> Int {
        var total = otherBytes + (parts.rasters ? rasterBytes : 0) + (parts.report ? reportBytes : 0)
        total += parts.layers.count * styleBytes
        let layers = Double(parts.layers.compactMap { layerBytes[$0] }.reduce(0, +))
        for format in formats where !parts.layers.isEmpty {
            let (share, least) = formatShare[format] ?? (1, 0)
            total += Int(layers * share) + least
        }
        return total
    }
}
