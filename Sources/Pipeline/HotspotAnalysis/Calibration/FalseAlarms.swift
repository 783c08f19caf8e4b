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

/// A share with its 95 % interval (Wilson 1927, doi:10.1080/01621459.1927.10502953).
struct WilsonInterval {
    let rate, low, high: Double

    init(_ hits: Int, of trials: Int) {
        let (n, z) = (Double(trials), 1.959_963_984_540_054)
        rate = Double(hits) / n
        let centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
        low = hits == 0 ? 0 : max(0, centre - half)
        high = hits == trials ? 1 : min(1, centre + half)
    }

    var json: JSONObject { ["false_alarm_rate": .number(rate), "low": .number(low), "high": .number(high)] }
}
