import Glibc

/// What a kernel took and what came out.
struct Measurement {
    let cpuSeconds: Double
    /// Numbers as they lie in memory (little-endian), or text.
    let result: [UInt8]

    /// - Parameter result: Laid out after the clock has stopped.
    init<Value>(of timed: Timed<Value>, result: (Value) throws -> [UInt8]) rethrows {
        cpuSeconds = timed.cpuSeconds
        self.result = try result(timed.value)
    }
}

/// A value and the CPU time, user and system, that this process spent on it.
struct Timed<Value> {
    let value: Value
    let cpuSeconds: Double

    init(_ work: () throws -> Value) rethrows {
        let start = Self.processSeconds()
        value = try work()
        cpuSeconds = Self.processSeconds() - start
    }

    private static func processSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// The bytes of an array of numbers as they lie in memory.
func bytes(of numbers: [some BitwiseCopyable]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }
