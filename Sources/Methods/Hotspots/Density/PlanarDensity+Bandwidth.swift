import Glibc
import SpatialEngine

extension PlanarDensity {
    /// The same density with a bandwidth of its own for each event (Abramson 1982, doi:10.1214/aos/1176345986).
    ///
    /// hᵢ = h₀ π̃(xᵢ)^(−½)/γ, where π̃ is this density at the events (own kernel, weights and edge correction included)
    /// and γ the geometric mean of π̃(xᵢ)^(−½) over the events in the window, each counting once.
    public func adaptive(threads: Int) throws(HotspotError) -> PlanarDensity {
        let pilot = values(at: positions.points, threads: threads)
        let inside = pilot.indices.filter { isInside[$0] && pilot[$0] > 0 }
        let meanLog = inside.reduce(0) { $0 - log(pilot[$1]) / 2 } / Double(max(1, inside.count))
        let widths = pilot.indices.map { i in
            isInside[i] && pilot[i] > 0 ? bandwidths[i] * exp(-log(pilot[i]) / 2 - meanLog) : bandwidths[i]
        }
        return try PlanarDensity(
            positions, weights: weights, kernel: kernel, bandwidths: widths, window: window, edge: edge,
            threads: threads)
    }

    /// The bandwidth that makes the events most likely, each seen from the others: max over h of Σ w ln f₋ᵢ(xᵢ).
    ///
    /// f₋ᵢ is the density of the others without edge correction, scaled to mass 1. Steps of 5 % from where the likelihood
    /// begins up to the diagonal of the events (beyond 3,000 events: until four times the best so far), then a
    /// golden-section search round the best step to 10⁻⁸.
    /// - Returns: nil where the likelihood has no maximum: fewer than two places, or every event repeated.
    /// - Complexity: O(pairs within reach) for each of some 150 bandwidths.
    public static func likelihoodBandwidth(
        _ positions: Positions, weights: [Double], kernel: SmoothingKernel, threads: Int
    ) throws(HotspotError) -> Double? {
        guard let span = positions.diagonal, span > 0 else { return nil }
        func likelihood(_ logBandwidth: Double) throws(HotspotError) -> Double {
            try PlanarDensity(
                positions, weights: weights, kernel: kernel, bandwidth: exp(logBandwidth), threads: threads
            ).logLikelihood(threads: threads)
        }
        let step = log(1.05)
        let (first, last) = (log(span * 1e-5), log(span * 2))
        var best: (place: Double, value: Double)?
        for place in stride(from: first, through: last, by: step) {
            if positions.count > 3000, let best, place > best.place + log(4) { break }
            let value = try likelihood(place)
            if value > best?.value ?? -.infinity { best = (place, value) }
        }
        guard let best, best.place > first + step / 2 else { return nil }
        var (low, high) = (best.place - step, best.place + step)
        let golden = (5.0.squareRoot() - 1) / 2
        var (a, b) = (high - golden * (high - low), low + golden * (high - low))
        var (atA, atB) = (try likelihood(a), try likelihood(b))
        while high - low > 1e-8 {
            if atA < atB {
                (low, a, atA) = (a, b, atB)
                b = low + golden * (high - low)
                atB = try likelihood(b)
            } else {
                (high, b, atB) = (b, a, atA)
                a = high - golden * (high - low)
                atA = try likelihood(a)
            }
        }
        return exp((low + high) / 2)
    }

    private func logLikelihood(threads: Int) -> Double {
        let total = weights.reduce(0, +)
        let values = leaveOneOut(threads: threads)
        // Events beyond the Gaussian's reach of all others: summed over all, unless there are too many to matter.
        let alone = values.indices.filter { weights[$0] > 0 && !(values[$0] > 0) }
        guard alone.isEmpty || (kernel == .gaussian && alone.count <= max(30, 3_000_000 / values.count)) else {
            return -.infinity
        }
        let far = parallelMap(alone, threads: threads) { logValueWithoutOwn(at: $0) }
        var sum = zip(alone, far).reduce(0) { $0 + weights[$1.0] * ($1.1 - log(total - weights[$1.0])) }
        for (i, value) in values.enumerated() where weights[i] > 0 && value > 0 {
            sum += weights[i] * log(value / (total - weights[i]))
        }
        return sum
    }

    /// ln Σ over all other events of a Gaussian, whose terms may each be too small for a number.
    private func logValueWithoutOwn(at event: Int) -> Double {
        let (place, square) = (positions.points[event], bandwidths[event] * bandwidths[event])
        var exponents: [Double] = []
        for (other, point) in positions.points.enumerated() where other != event && weights[other] > 0 {
            let distance = positions.metric.distance(place, point)
            exponents.append(log(weights[other]) - distance * distance / (2 * square))
        }
        guard let largest = exponents.max() else { return -.infinity }
        return largest + log(exponents.reduce(0) { $0 + exp($1 - largest) }) - log(2 * .pi * square)
    }
}

extension Positions {
    /// The distance between opposite corners of the box round all positions; nil for none.
    var diagonal: Double? {
        guard let first = points.first else { return nil }
        var (low, high) = (first, first)
        for point in points {
            low = PlanarPoint(x: min(low.x, point.x), y: min(low.y, point.y))
            high = PlanarPoint(x: max(high.x, point.x), y: max(high.y, point.y))
        }
        return metric.distance(low, high)
    }
}
