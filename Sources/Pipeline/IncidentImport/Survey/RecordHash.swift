/// A number that stands for some bytes; two different texts have the same one with a chance of 2⁻⁶⁴.
struct RecordHash {
    private var state: UInt64

    init(seed: UInt64 = 0xCBF2_9CE4_8422_2325) { state = seed }

    /// Takes a field (FNV-1a, and a byte that no text has between fields).
    mutating func add(_ text: Span<UInt8>) {
        for i in text.indices { state = (state ^ UInt64(text[i])) &* 0x0100_0000_01B3 }
        state = (state ^ 0xFF) &* 0x0100_0000_01B3
    }

    /// The number, its bits mixed (finaliser of SplitMix64); never 0, which stands for nothing.
    var value: UInt64 {
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return max(1, z ^ (z >> 31))
    }
}
