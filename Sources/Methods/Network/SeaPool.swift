internal import Synchronization

/// Memory for as many searches as run at once, lent out and used again.
final class SeaPool<Memory>: Sendable {
    /// Each is used only by the one search that took it out.
    private struct Loan: @unchecked Sendable { let memory: Memory }

    private let idle = Mutex<[Loan]>([])
    private let make: @Sendable () -> Memory

    init(_ make: @escaping @Sendable () -> Memory) { self.make = make }

    /// Lends memory to `body`.
    func with<Result>(_ body: (Memory) -> Result) -> Result {
        let loan = idle.withLock { $0.popLast() } ?? Loan(memory: make())
        defer { idle.withLock { $0.append(loan) } }
        return body(loan.memory)
    }
}
