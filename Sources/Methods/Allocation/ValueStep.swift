/// What sums of some numbers are multiples of, and when bounds on such sums leave nothing better.
struct ValueStep {
    /// What two values may differ by, of themselves, and still be called equal.
    static let tolerance = 1e-9
    /// The share of a step that rounding may cost.
    private static let slack = 1e-3

    /// The largest power of ten, 1 at most and 10⁻⁶ at least, of which every number is a multiple.
    ///
    /// 0 if there is none, or if sums would be so large that rounding hides a step.
    let size: Double

    /// The step of finite numbers; others are left out.
    init(of numbers: some Sequence<Double>) {
        var scale = 1.0
        var total = 0.0
        for number in numbers where number.isFinite {
            total += abs(number)
            while abs(number * scale - (number * scale).rounded()) > 1e-12 * max(1, abs(number * scale)), scale < 1e7 {
                scale *= 10
            }
        }
        size = scale < 1e7 && total * scale < 1e11 ? 1 / scale : 0
    }

    /// The upper bound at or below which no value above `best` is possible.
    func limit(above best: Double) -> Double {
        max(best * (1 + Self.tolerance), best + size * (1 - Self.slack))
    }

    /// The lower bound at or above which no value below `best` is possible.
    func limit(below best: Double) -> Double {
        min(best * (1 - Self.tolerance), best - size * (1 - Self.slack))
    }

    /// An upper bound that holds in spite of rounding, as low as the step allows.
    func upper(_ bound: Double) -> Double {
        size > 0 && bound.isFinite ? (bound / size + Self.slack).rounded(.down) * size : bound * (1 + 1e-11)
    }

    /// A lower bound that holds in spite of rounding, as high as the step allows.
    func lower(_ bound: Double) -> Double {
        size > 0 && bound.isFinite ? (bound / size - Self.slack).rounded(.up) * size : bound * (1 - 1e-11)
    }
}
