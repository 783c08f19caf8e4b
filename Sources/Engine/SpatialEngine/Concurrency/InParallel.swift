internal import Dispatch

/// A buffer whose parts several threads write, each its own.
///
/// Whoever wraps a buffer promises that no two threads touch the same element and that the buffer outlives them.
public struct SharedBuffer<Element>: @unchecked Sendable {
    /// The elements.
    public let buffer: UnsafeMutableBufferPointer<Element>

    /// Shares a buffer.
    public init(_ buffer: UnsafeMutableBufferPointer<Element>) { self.buffer = buffer }
}

/// Does `body` for each item, on up to `threads` threads; items must not depend on each other.
///
/// Worker *w* takes items *w*, *w* + threads, …, so a result never depends on which thread made it.
public func inParallel(_ items: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(max(threads, 1), items)
    guard workers > 1 else {
        for item in 0..<items { body(item) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for item in stride(from: worker, to: items, by: workers) { body(item) }
    }
}
