/// Applies `transform` to every item on up to `threads` threads; results come in the order of the items.
///
/// - Throws: The error of the first item, in order, that failed.
public func parallelMap<Item: Sendable, Result: Sendable, Failure: Error>(
    _ items: [Item], threads: Int, _ transform: @Sendable (Item) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    var slots = [Swift.Result<Result, Failure>?](repeating: nil, count: items.count)
    slots.withUnsafeMutableBufferPointer { buffer in
        let shared = SharedBuffer(buffer)
        inParallel(items.count, threads: threads) { index in
            do throws(Failure) {
                shared.buffer[index] = .success(try transform(items[index]))
            } catch {
                shared.buffer[index] = .failure(error)
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
