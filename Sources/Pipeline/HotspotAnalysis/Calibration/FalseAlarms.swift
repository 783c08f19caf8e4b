internal import SpatialEngine
internal import Synchronization

/// How many replicates under constant risk raise an alarm; the same for every method.
struct FalseAlarms {
    private let null: NullCounts
    private let seed: UInt64
    private let threads: Int
    private let progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

    init(
        _ null: NullCounts, seed: UInt64, threads: Int,
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) {
        (self.null, self.seed, self.threads, self.progress) = (null, seed, threads, progress)
    }

    /// Counts the replicates in which a method finds anything.
    ///
    /// - Parameter raisesAlarm: The method on the counts of the units, with a source of draws of its own; called from
    ///   several threads at once, so on one thread itself.
    func count(_ raisesAlarm: @Sendable (_ counts: [Double], _ random: SplitMix64) -> Bool) -> Int {
        let random = SplitMix64(seed: seed)
        var alarms = [Bool](repeating: false, count: null.replicates)
        let done = Atomic(0)
        alarms.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(null.replicates, threads: threads) { replicate in
                var own = random.stream(UInt64(replicate))
                let counts = null.counts(replicate, &own)
                shared.buffer[replicate] = raisesAlarm(counts, own)
                progress("replicates", done.add(1, ordering: .relaxed).newValue, null.replicates)
            }
        }
        return alarms.count { $0 }
    }
}

extension FalseAlarms {
    /// The share of replicates with an alarm and its 95 % interval, as the summary shows them.
    static func share(_ alarms: Int, of replicates: Int) -> JSONObject {
        let interval = WilsonInterval(successes: alarms, trials: replicates)
        return [
            "false_alarm_rate": .number(Double(alarms) / Double(replicates)), "low": .number(interval.low),
            "high": .number(interval.high),
        ]
    }
}
