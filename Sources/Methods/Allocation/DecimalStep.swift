/// A step that all sums of some numbers are multiples of, found when they have few decimals.
enum DecimalStep {
    /// The largest power of ten, 1 at most and 10⁻⁶ at least, of which every number is a multiple; nil if there is none or
    /// sums would be too large for a step to show.
    static func of(_ numbers: some Sequence<Double>) -> Double? {
        var scale = 1.0
        var total = 0.0
        for number in numbers where number.isFinite {
            total += abs(number)
            while abs(number * scale - (number * scale).rounded()) > 1e-12 * max(1, abs(number * scale)) {
                scale *= 10
                if scale > 1e6 { return nil }
            }
        }
        return total * scale < 1e12 ? 1 / scale : nil
    }
}
