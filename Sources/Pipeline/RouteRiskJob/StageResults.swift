import Synchronization

/// What stages found, by all that it rests on, so that runs that share inputs work it out once; threads may share it.
///
/// A stage that several runs need at the same time is worked out by the first and waited for by the others. A failure is kept
/// like a result. Of each stage the results used last stay, so that memory is bounded.
public final class StageResults: Sendable {
    private struct Key: Hashable {
        let stage: JobStage
        let basis: String
    }

    private struct State {
        var slots: [Key: (slot: Slot, lastUse: Int)] = [:]
        var uses = 0
    }

    /// The place of one result, locked while it is worked out.
    private final class Slot: Sendable {
        let outcome = Mutex<Result<any Sendable, JobError>?>(nil)
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// Keeps nothing yet.
    ///
    /// - Parameter capacity: How many results of each stage stay.
    public init(capacity: Int = 8) { self.capacity = max(1, capacity) }

    /// The result of a stage that rests on `basis` and nothing else.
    func value<Found: Sendable>(
        _ stage: JobStage, _ basis: String, _ make: () throws(JobError) -> Found
    ) throws(JobError) -> Found {
        let slot = slot(Key(stage: stage, basis: basis))
        let outcome = slot.outcome.withLock { kept in
            if let kept { return kept }
            let made: Result<any Sendable, JobError>
            do throws(JobError) { made = .success(try make()) } catch { made = .failure(error) }
            kept = made
            return made
        }
        switch outcome {
        case .failure(let error): throw error
        case .success(let found):
            // Another type under the same key would be a slip of ours; working it out anew is right all the same.
            return if let found = found as? Found { found } else { try make() }
        }
    }

    private func slot(_ key: Key) -> Slot {
        state.withLock { state in
            state.uses += 1
            let slot = state.slots[key]?.slot ?? Slot()
            state.slots[key] = (slot, state.uses)
            let ofStage = state.slots.filter { $0.key.stage == key.stage }
            if ofStage.count > capacity, let oldest = ofStage.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
                state.slots[oldest] = nil
            }
            return slot
        }
    }
}
