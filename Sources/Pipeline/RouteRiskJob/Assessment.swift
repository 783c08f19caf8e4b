public import Export

/// What the main job found, ready to be written.
public struct Assessment: Sendable {
    /// Layers, rasters, tables, report and manifest.
    public let contents: AssessmentContents
    /// What each stage cost so far.
    public let stages: [Timings.Stage]
    /// What a user should know of the inputs, one line each.
    public let warnings: [String]

    func with(stages: [Timings.Stage]) -> Assessment {
        Assessment(contents: contents, stages: stages, warnings: warnings)
    }
}
