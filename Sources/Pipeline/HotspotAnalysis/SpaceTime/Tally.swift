internal import Synchronization

/// Counts finished items on any thread and tells of each.
final class Tally: Sendable {
    private let done = Mutex(0)
    private let tell: @Sendable (_ done: Int) -> Void

    init(_ tell: @escaping @Sendable (_ done: Int) -> Void) { self.tell = tell }

    /// One more is finished.
    func add() {
        let count = done.withLock { done in
            done += 1
            return done
        }
        tell(count)
    }
}
