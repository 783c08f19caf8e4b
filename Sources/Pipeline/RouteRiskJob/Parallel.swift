import Dispatch

/// Applies `transform` to every item on up to `threads` threads; results come in the order of the items.
///
/// Worker *w* takes items *w*, *w* + threads, …: which thread does an item changes nothing in its result.
/// - Throws: The error of the first item, in order, that failed.
func parallelMap<Item: Sendable, Result: Sendable, Failure: Error>(
    _ items: [Item], threads: Int, _ transform: @Sendable (Item) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    let workers = max(1, min(threads, items.count))
    var slots = [Swift.Result<Result, Failure>?](repeating: nil, count: items.count)
    slots.withUnsafeMutableBufferPointer { buffer in
        let slots = Slots(base: buffer.baseAddress)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for index in stride(from: worker, to: items.count, by: workers) {
                do throws(Failure) {
                    slots.base?[index] = .success(try transform(items[index]))
                } catch {
                    slots.base?[index] = .failure(error)
                }
            }
        }
    }
    var results: [Result] = []
    results.reserveCapacity(items.count)
    for slot in slots {
        guard let slot else { preconditionFailure("a worker left an item undone") }
        results.append(try slot.get())
    }
    return results
}

/// Each worker writes slots of its own only.
private struct Slots<Element>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element?>?
}
