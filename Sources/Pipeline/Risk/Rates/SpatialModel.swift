import Glibc
import Sampling

/// The log density of BYM2: y ~ Poisson(E·exp(b + σ·(√(1 − ρ)·θ + √ρ·φ))), θ independent standard normal, φ an intrinsic
/// autoregression of typical variance 1 whose values add up to 0 in every part (Riebler and others 2016,
/// doi:10.1177/0962280216660421).
///
/// A position is b − ln λ̄, ln σ, logit ρ, then θ and ψ of all units. φ is ψ less its mean over each part; the mean has a normal
/// prior of its own that cancels, so that the constraint holds exactly and the density is proper.
struct SpatialModel: Sendable {
    let events: [Double]
    let exposure: [Double]
    let graph: NeighbourGraph
    let settings: SpatialRateSettings
    /// ln λ̄; half an event over the whole exposure where there is none.
    let centre: Double

    var units: Int { events.count }

    init(events: [Double], exposure: [Double], graph: NeighbourGraph, settings: SpatialRateSettings) {
        (self.events, self.exposure, self.graph, self.settings) = (events, exposure, graph, settings)
        centre = log(max(events.reduce(0, +), 0.5) / exposure.reduce(0, +))
    }

    var density: LogDensity {
        LogDensity(dimensions: 3 + 2 * units) { position, gradient in value(position, gradient) }
    }

    /// σ, ρ and the log rates at a position.
    func unpacked(_ position: ArraySlice<Double>) -> (sigma: Double, rho: Double, logRates: [Double]) {
        position.withUnsafeBufferPointer { x in
            let (sigma, rho) = (exp(x[1]), 1 / (1 + exp(-x[2])))
            let means = partMeans(x)
            let (own, shared) = (sigma * (1 - rho).squareRoot(), sigma * rho.squareRoot())
            let logs = (0..<units).map { unit in
                centre + x[0] + own * x[3 + unit] + shared * field(x, unit, means)
            }
            return (sigma, rho, logs)
        }
    }

    /// φ of a unit, scaled; a unit alone has no mean to subtract.
    private func field(_ x: UnsafeBufferPointer<Double>, _ unit: Int, _ means: [Double]) -> Double {
        let part = graph.part[unit]
        return (x[3 + units + unit] - means[part]) * graph.scales[part]
    }

    /// The mean of ψ over each part; 0 for a unit alone.
    private func partMeans(_ x: UnsafeBufferPointer<Double>) -> [Double] {
        var means = [Double](repeating: 0, count: graph.partSizes.count)
        for unit in 0..<units { means[graph.part[unit]] += x[3 + units + unit] }
        for part in means.indices { means[part] = graph.partSizes[part] > 1 ? means[part] / graph.partSizes[part] : 0 }
        return means
    }

    private func value(_ x: UnsafeBufferPointer<Double>, _ g: UnsafeMutableBufferPointer<Double>) -> Double {
        let n = units
        let (sigma, rho) = (exp(x[1]), 1 / (1 + exp(-x[2])))
        let (rootOwn, rootShared) = ((1 - rho).squareRoot(), rho.squareRoot())
        let means = partMeans(x)
        // Priors of b, σ (with the Jacobian of its logarithm) and ρ ~ Beta(½, ½) (with that of its logit).
        let width = settings.interceptDeviation
        var sum = -0.5 * x[0] * x[0] / (width * width) - settings.sigmaRate * sigma + x[1]
        sum += 0.5 * log(rho) + 0.5 * log1p(-rho)
        g[0] = -x[0] / (width * width)
        g[1] = 1 - settings.sigmaRate * sigma
        g[2] = 0.5 - rho
        var partSlopes = [Double](repeating: 0, count: means.count)
        for unit in 0..<n {
            let (theta, phi) = (x[3 + unit], field(x, unit, means))
            let deviation = sigma * (rootOwn * theta + rootShared * phi)
            let mean = exposure[unit] * exp(centre + x[0] + deviation)
            sum += events[unit] * (x[0] + deviation) - mean - 0.5 * theta * theta
            let slope = events[unit] - mean
            g[0] += slope
            g[1] += slope * deviation
            g[2] += slope * sigma * 0.5 * (rootShared * (1 - rho) * phi - rootOwn * rho * theta)
            g[3 + unit] = slope * sigma * rootOwn - theta
            let shared = slope * sigma * rootShared * graph.scales[graph.part[unit]]
            g[3 + n + unit] = shared
            partSlopes[graph.part[unit]] += shared
        }
        return sum + fieldPrior(x, g, means, partSlopes)
    }

    /// ln of the prior of ψ, with its slope; the slope of the likelihood loses its mean over each part.
    private func fieldPrior(
        _ x: UnsafeBufferPointer<Double>, _ g: UnsafeMutableBufferPointer<Double>, _ means: [Double], _ slopes: [Double]
    ) -> Double {
        let first = 3 + units
        var sum = 0.0
        for unit in 0..<units {
            let part = graph.part[unit]
            let size = graph.partSizes[part]
            if size > 1 {
                g[first + unit] -= slopes[part] / size + means[part]
            } else {
                sum -= 0.5 * x[first + unit] * x[first + unit]
                g[first + unit] -= x[first + unit]
            }
        }
        for (part, mean) in means.enumerated() { sum -= 0.5 * graph.partSizes[part] * mean * mean }
        for (one, other) in graph.edges {
            let (i, j) = (first + Int(one), first + Int(other))
            let step = x[i] - x[j]
            sum -= 0.5 * step * step
            g[i] -= step
            g[j] += step
        }
        return sum
    }
}
