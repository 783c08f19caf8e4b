internal import SpatialEngine

/// `timings.json`: when a run was made and what it cost; the only file whose bytes differ between two equal runs.
public struct Timings: Hashable, Sendable {
    /// One stage of the run.
    public struct Stage: Hashable, Sendable {
        /// Name of the stage.
        public var stage: String
        /// Seconds on the clock.
        public var wallSeconds: Double
        /// Seconds of processor time, all threads together.
        public var processorSeconds: Double

        /// One stage of the run.
        public init(stage: String, wallSeconds: Double, processorSeconds: Double) {
            self.stage = stage
            self.wallSeconds = wallSeconds
            self.processorSeconds = processorSeconds
        }
    }

    /// When the run began, ISO 8601 in UTC, such as `2026-11-21T20:04:00Z`.
    public var startedAt: String
    /// Seconds on the clock.
    public var wallSeconds: Double
    /// Seconds of processor time, all threads together.
    public var processorSeconds: Double
    /// The most memory that the process held at once.
    public var peakResidentBytes: Int
    /// Number of threads used.
    public var threads: Int
    /// The stages, in the order in which they ran.
    public var stages: [Stage]

    /// The cost of one run.
    public init(
        startedAt: String, wallSeconds: Double, processorSeconds: Double, peakResidentBytes: Int, threads: Int,
        stages: [Stage]
    ) {
        self.startedAt = startedAt
        self.wallSeconds = wallSeconds
        self.processorSeconds = processorSeconds
        self.peakResidentBytes = peakResidentBytes
        self.threads = threads
        self.stages = stages
    }

    /// The text of the file.
    var text: String {
        JSONValue.members([
            ("started_at", .string(startedAt)), ("wall_s", .shortest(wallSeconds)),
            ("cpu_s", .shortest(processorSeconds)),
            ("peak_rss_bytes", .integer(peakResidentBytes)), ("threads", .integer(threads)),
            ("stages", .array(stages.map(\.json))),
        ]).pretty
    }
}

extension Timings.Stage {
    fileprivate var json: JSONValue {
        .members([
            ("stage", .string(stage)), ("wall_s", .shortest(wallSeconds)), ("cpu_s", .shortest(processorSeconds)),
        ])
    }
}
