internal import Dispatch

/// A buffer whose parts several threads write, each its own.
struct SharedResults<Element>: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Element>

    init(_ buffer: UnsafeMutableBufferPointer<Element>) { self.buffer = buffer }
}

/// Does `body` for each item, on up to `threads` threads; items must not depend on each other.
func inParallel(_ items: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(max(threads, 1), items)
    guard workers > 1 else {
        for item in 0..<items { body(item) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for item in stride(from: worker, to: items, by: workers) { body(item) }
    }
}
