public import Export

/// A job that is written.
public struct MadeJob: Sendable {
    /// What its folder holds.
    public let written: WrittenJob
    /// What its stages cost.
    public let stages: [Timings.Stage]

    /// A job that is written.
    public init(written: WrittenJob, stages: [Timings.Stage]) { (self.written, self.stages) = (written, stages) }
}

/// What a run of a batch leaves to others: to make a job, and to describe them all.
public struct BatchWork: Sendable {
    /// Makes a job and writes it into an empty folder.
    public typealias Making = @Sendable (_ job: BatchJob, _ folder: String) throws(JobFailure) -> MadeJob
    /// Gives the text of `collection.json`.
    public typealias Cataloguing =
        @Sendable (
            _ name: String, _ items: [(path: String, text: [UInt8])]
        ) throws(ExportError) -> String

    let make: Making
    let catalogue: Cataloguing

    /// Work for a run.
    public init(
        make: @escaping Making,
        catalogue: @escaping Cataloguing = { (name, items) throws(ExportError) in
            try BatchCatalogue.collection(id: name, title: name, items: items)
        }
    ) {
        (self.make, self.catalogue) = (make, catalogue)
    }
}

/// What happens while a batch runs; told one at a time.
public enum BatchEvent: Sendable {
    /// The run begins.
    case began(total: Int, kept: Int)
    /// Something that the user should know.
    case noted(String)
    /// A job begins.
    case jobBegan(BatchJob)
    /// A job ends.
    case jobEnded(BatchJob, failure: JobFailure?, wallSeconds: Double, tally: BatchTally)
}

/// How far a run is.
public struct BatchTally: Hashable, Sendable {
    /// Jobs that the run is to do or to keep.
    public let total: Int
    /// Jobs whose folders are in place, kept ones among them.
    public internal(set) var done: Int
    /// Jobs of an earlier run whose sums matched.
    public let kept: Int
    /// Jobs that failed in this run.
    public internal(set) var failed = 0
    /// Of those the ones that could not be written.
    public internal(set) var unwritten = 0
    /// Whether the catalogue was written: every job of the plan is done.
    public internal(set) var isComplete = false
}

/// How a plan is run.
public struct BatchOptions: Sendable {
    /// How many jobs are made at once; changes nothing in the folder.
    public var workers: Int
    /// The part of the jobs to do; nil does all and writes the catalogue.
    public var shard: Shard?
    /// Whether to go on with what the folder holds.
    public var resumes: Bool
    /// Whether the first failed job ends the run.
    public var failsFast: Bool

    /// How a plan is run.
    public init(workers: Int = 1, shard: Shard? = nil, resumes: Bool = false, failsFast: Bool = false) {
        (self.workers, self.shard, self.resumes, self.failsFast) = (workers, shard, resumes, failsFast)
    }
}
