internal import Glibc

/// Which draws of the warm-up measure the scales, and when they are put to use.
///
/// 75 draws to come near, windows of 25, 50, 100 … draws, 50 draws for the last step size; in proportion when there are
/// fewer than 150 (Stan reference manual, "HMC algorithm parameters").
struct WarmUpWindows {
    /// Draws that measure.
    let slow: Range<Int>
    /// The last draw of each window.
    let ends: Set<Int>

    init(draws: Int) {
        var (first, last, size) = (75, 50, 25)
        if first + last + size > draws {
            first = draws * 15 / 100
            last = draws / 10
            size = draws - first - last
        }
        slow = first..<max(first, draws - last)
        var ends: Set<Int> = []
        var start = first
        while start < slow.upperBound && draws >= 20 {
            var end = start + size
            // A last window of less than twice the size joins the one before it.
            if end + 2 * size > slow.upperBound { end = slow.upperBound }
            ends.insert(end - 1)
            start = end
            size *= 2
        }
        self.ends = ends
    }
}

/// Nesterov's dual averaging of the log step size towards a mean acceptance (Hoffman and Gelman 2014, section 3.2).
struct StepSizeAdaptation {
    private let targetAcceptance: Double
    private var centre = 0.0
    private var error = 0.0
    private var count = 0.0
    private var average = 0.0

    init(targetAcceptance: Double) { self.targetAcceptance = targetAcceptance }

    /// Forgets what was; steps are drawn towards ten times the given one.
    mutating func restart(at step: Double) {
        centre = log(10 * step)
        (error, count, average) = (0, 0, 0)
    }

    /// The step to take next.
    mutating func step(after acceptance: Double) -> Double {
        count += 1
        let weight = 1 / (count + 10)
        error = (1 - weight) * error + weight * (targetAcceptance - min(1, acceptance))
        let step = centre - count.squareRoot() / 0.05 * error
        let forgetting = pow(count, -0.75)
        average = (1 - forgetting) * average + forgetting * step
        return exp(step)
    }

    /// The step to keep.
    var averageStep: Double { exp(average) }
}

/// Mean and variance of each dimension, one position after the other (Welford 1962, doi:10.2307/1266577).
struct RunningVariance {
    private var count = 0.0
    private var means: [Double]
    private var squares: [Double]

    init(dimensions: Int) {
        means = [Double](repeating: 0, count: dimensions)
        squares = means
    }

    mutating func add(_ position: [Double]) {
        count += 1
        for index in position.indices {
            let change = position[index] - means[index]
            means[index] += change / count
            squares[index] += change * (position[index] - means[index])
        }
    }

    /// Variances drawn a little towards 0.001, the more the fewer positions there are (as in Stan).
    var regularised: [Double] {
        squares.map { square in
            let variance = count > 1 ? square / (count - 1) : 1
            return count / (count + 5) * variance + 1e-3 * 5 / (count + 5)
        }
    }
}
