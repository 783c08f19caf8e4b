import Dispatch
import Export
import Glibc

/// Times the stages; its figures go to `timings.json` and nowhere else.
public struct StageClock {
    private(set) var stages: [Timings.Stage] = []
    private let progress: RiskJob.Progress
    private let results: StageResults

    init(_ progress: @escaping RiskJob.Progress, _ results: StageResults) {
        (self.progress, self.results) = (progress, results)
    }

    /// Works a stage out, or takes what another run found on the same basis.
    mutating func time<Result: Sendable>(
        _ stage: JobStage, _ basis: String, _ work: () throws(JobError) -> Result
    ) throws(JobError) -> Result {
        let results = self.results
        return try time(stage) { () throws(JobError) in try results.value(stage, basis, work) }
    }

    /// The same for a stage that may not be wanted.
    mutating func time<Result: Sendable>(
        _ stage: JobStage, _ basis: String, if isWanted: Bool, _ work: () throws(JobError) -> Result
    ) throws(JobError) -> Result? {
        isWanted ? try time(stage, basis, work) : nil
    }

    mutating func time<Result>(
        _ stage: JobStage, _ work: () throws(JobError) -> Result
    ) throws(JobError) -> Result {
        let all = JobStage.allCases
        progress(stage, all.firstIndex(of: stage) ?? 0, all.count)
        let began = (wall: Self.wallSeconds, processor: Self.processorSeconds)
        let result = try work()
        stages.append(
            Timings.Stage(
                stage: stage.name, wallSeconds: Self.wallSeconds - began.wall,
                processorSeconds: Self.processorSeconds - began.processor))
        return result
    }

    private static var wallSeconds: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    /// User and system time of all threads of the process so far.
    public static var processorSeconds: Double {
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// The most memory that the process has held at once.
    public static var peakResidentBytes: Int { usage.ru_maxrss * 1024 }

    private static var usage: rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }
}
