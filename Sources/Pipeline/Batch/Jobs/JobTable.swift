public import Export

/// The table of a dry run.
public enum JobTable {
    /// Writes a row for each job: its id, a column a key of the matrix, and what it will roughly cost.
    ///
    /// - Parameter path: `-` is standard output.
    /// - Returns: The sums of the estimates.
    public static func write(
        _ jobs: [BatchJob], of plan: BatchPlan, to path: String
    ) throws(OutputError) -> JobEstimate {
        let estimates = JobEstimate.estimates(for: plan, of: jobs)
        var (seconds, bytes) = (0.0, 0)
        var table = try TableWriter(path: path, overwrite: false)
        try table.append(record: ["job_id"] + PlanKey.names + ["estimated_cpu_s", "estimated_bytes"])
        for job in jobs {
            table.append(job.id, isFirst: true)
            for field in job.fields { table.append(field) }
            if let estimate = estimates[job.id] {
                table.append(estimate.processorSeconds)
                table.append(estimate.bytes)
                seconds += estimate.processorSeconds
                bytes += estimate.bytes
            }
            try table.endRecord()
        }
        try table.commit()
        return JobEstimate(processorSeconds: seconds, bytes: bytes)
    }
}

extension BatchPlan {
    /// The jobs of a shard, or all.
    public func jobs(of shard: Shard?) -> [BatchJob] {
        jobs.enumerated().filter { shard?.holds($0.offset) ?? true }.map(\.element)
    }
}
