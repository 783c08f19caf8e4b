/// What stages of earlier runs found, by all that it rests on; threads may share it.
public final class StageResults: Sendable {
    /// Keeps nothing yet.
    public init() {}
}
