import Glibc

/// A climb of the likelihood in the logs of μ, α and β.
struct HawkesClimb {
    private let events: EventTimes
    private var at: SIMD3<Double>
    private var value: Double
    private var slope: SIMD3<Double>

    /// Where it ended.
    var top: (process: HawkesProcess, value: Double) { (Self.process(at), value) }

    /// Climbs by damped Newton steps until they are too short to matter.
    init(_ events: EventTimes, from start: HawkesProcess) {
        self.events = events
        at = SIMD3(log(start.mu), log(start.alpha), log(start.beta))
        (value, slope) = Self.evaluate(events, at)
        var damping = 1e-3
        for _ in 0..<200 where damping < 1e12 {
            let bend = curvature()
            var isHigher = false
            while !isHigher, damping < 1e12 {
                if let step = bend.step(up: slope, damping: damping) {
                    let longest = max(abs(step.x), abs(step.y), abs(step.z))
                    if longest < 1e-12 { return }
                    isHigher = take(longest > 2 ? step * (2 / longest) : step)
                }
                damping *= isHigher ? 0.1 : 10
            }
        }
    }

    /// Goes there if it is higher; where rounding hides that, if it is flatter.
    private mutating func take(_ step: SIMD3<Double>) -> Bool {
        let next = Self.evaluate(events, at + step)
        let isFlatter = (next.slope * next.slope).sum() < (slope * slope).sum()
        guard next.value > value || (isFlatter && next.value >= value - 1e-12 * abs(value)) else { return false }
        (at, value, slope) = (at + step, next.value, next.slope)
        return true
    }

    private static func process(_ logs: SIMD3<Double>) -> HawkesProcess {
        HawkesProcess(mu: exp(logs.x), alpha: exp(logs.y), beta: exp(logs.z))
    }

    private static func evaluate(_ events: EventTimes, _ logs: SIMD3<Double>) -> (value: Double, slope: SIMD3<Double>) {
        let process = process(logs)
        let score = process.score(events)
        let slope = score.gradient * SIMD3(process.mu, process.alpha, process.beta)
        guard score.value.isFinite, slope.sum().isFinite else { return (-.infinity, .zero) }
        return (score.value, slope)
    }

    /// The negative second derivatives, by central differences of the first.
    private func curvature() -> Bend {
        let h = 1e-5
        let columns = (0..<3).map { axis in
            var step = SIMD3<Double>.zero
            step[axis] = h
            let (above, below) = (Self.evaluate(events, at + step), Self.evaluate(events, at - step))
            return (below.slope - above.slope) / (2 * h)
        }
        return Bend(columns)
    }
}

/// A symmetric 3 × 3 matrix.
private struct Bend {
    private let (xx, yy, zz): (Double, Double, Double)
    private let (xy, xz, yz): (Double, Double, Double)

    init(_ columns: [SIMD3<Double>]) {
        (xx, yy, zz) = (columns[0].x, columns[1].y, columns[2].z)
        xy = (columns[0].y + columns[1].x) / 2
        xz = (columns[0].z + columns[2].x) / 2
        yz = (columns[1].z + columns[2].y) / 2
    }

    /// The solution of (matrix + damping · its diagonal) · step = slope; nil where that matrix is not positive.
    func step(up slope: SIMD3<Double>, damping: Double) -> SIMD3<Double>? {
        let least = 1e-12 * max(abs(xx), abs(yy), abs(zz))
        func damped(_ diagonal: Double) -> Double { diagonal + damping * max(abs(diagonal), least) }
        let (a, d, f) = (damped(xx), damped(yy), damped(zz))
        // Cholesky's factors, row by row.
        guard a > 0 else { return nil }
        let l1 = a.squareRoot()
        let (l2, l4) = (xy / l1, xz / l1)
        guard d - l2 * l2 > 0 else { return nil }
        let l3 = (d - l2 * l2).squareRoot()
        let l5 = (yz - l4 * l2) / l3
        guard f - l4 * l4 - l5 * l5 > 0 else { return nil }
        let l6 = (f - l4 * l4 - l5 * l5).squareRoot()
        let y1 = slope.x / l1
        let y2 = (slope.y - l2 * y1) / l3
        let y3 = (slope.z - l4 * y1 - l5 * y2) / l6
        let z = y3 / l6
        let y = (y2 - l5 * z) / l3
        return SIMD3((y1 - l2 * y - l4 * z) / l1, y, z)
    }
}
