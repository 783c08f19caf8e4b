import Glibc

/// What a kernel took and what came out.
struct Measurement {
    let cpuSeconds: Double
    let wallSeconds: Double
    /// Numbers as they lie in memory (little-endian), or text.
    let result: [UInt8]

    /// - Parameter result: Laid out after the clock has stopped.
    init<Value>(of timed: Timed<Value>, result: (Value) throws -> [UInt8]) rethrows {
        (cpuSeconds, wallSeconds) = (timed.cpuSeconds, timed.wallSeconds)
        self.result = try result(timed.value)
    }
}

/// A value, the CPU time, user and system, that this process spent on it, and the time on the clock.
struct Timed<Value> {
    let value: Value
    let cpuSeconds: Double
    let wallSeconds: Double

    init(_ work: () throws -> Value) rethrows {
        let start = (cpu: Self.seconds(CLOCK_PROCESS_CPUTIME_ID), wall: Self.seconds(CLOCK_MONOTONIC))
        value = try work()
        cpuSeconds = Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - start.cpu
        wallSeconds = Self.seconds(CLOCK_MONOTONIC) - start.wall
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// The bytes of an array of numbers as they lie in memory.
func bytes(of numbers: [some BitwiseCopyable]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }
