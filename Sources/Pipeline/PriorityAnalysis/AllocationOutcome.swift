public import SpatialEngine

/// What a job that spreads sites, hits or resources says.
public struct AllocationOutcome: Sendable {
    /// For `--json`.
    public let summary: JSONObject
    /// What a user should know, one sentence each.
    public let warnings: [String]
}
