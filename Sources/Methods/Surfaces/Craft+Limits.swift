public import SpatialEngine

extension Craft {
    /// What a critical wave does.
    public enum CriticalCause: String, Hashable, Sendable {
        /// A breaking wave from the side rolls the boat over.
        case beam
        /// Water comes in over the side.
        case swamping
    }

    /// The height of the lowest wave that may sink the craft, and how.
    public struct CriticalWave: Hashable, Sendable {
        /// From trough to crest.
        public let height: Metres
        /// Which limit is the lower one.
        public let cause: CriticalCause
    }

    /// The lower of 0.30 of the length (a breaking wave from the side can capsize) and `swampingFactor` times the
    /// freeboard left with `persons` aboard.
    public func criticalWave(persons: Int, swampingFactor: Double = 2) -> CriticalWave {
        let beamOn = 0.30 * length.value
        let swamping = swampingFactor * remainingFreeboard(persons: persons).value
        return swamping < beamOn
            ? CriticalWave(height: Metres(swamping), cause: .swamping)
            : CriticalWave(height: Metres(beamOn), cause: .beam)
    }

    /// The freeboard less the sinkage under persons above the design number, not below 0.
    ///
    /// For a waterplane of 0.75·length·beam in sea water of 1,025 kg/m³.
    public func remainingFreeboard(persons: Int) -> Metres {
        let extra = Double(max(0, persons - designPersons)) * personKilograms
        return Metres(max(0, freeboard.value - extra / (1025 * 0.75 * length.value * beam.value)))
    }
}
