import Glibc
import SpatialEngine

/// The log posterior of the hazard's coefficients and, with reported trips, of the log reporting ratio.
struct HazardProblem: Sendable {
    private let trips: [HazardTrip]
    /// What each trip multiplies the coefficients by.
    private let terms: [[Double]]
    private let means: [Double]
    private let precisions: [Double]
    private let hasRatio: Bool

    init(trips: [HazardTrip], prior: HazardPosterior.Prior) {
        self.trips = trips
        terms = trips.map(\.terms.values)
        hasRatio = trips.contains(where: \.isReported)
        means = prior.means + (hasRatio ? [prior.logRatioMean] : [])
        let deviations = prior.deviations + (hasRatio ? [prior.logRatioDeviation] : [])
        precisions = deviations.map { 1 / ($0 * $0) }
    }

    private func likelihood(_ trip: Int, _ point: [Double]) -> TripLikelihood {
        var logHazard = 0.0
        for k in 0..<6 { logHazard += point[k] * terms[trip][k] }
        return TripLikelihood(trips[trip], logHazard: logHazard, logRatio: hasRatio ? point[6] : 0)
    }

    func logDensity(_ point: [Double]) -> Double {
        var sum = 0.0
        for k in point.indices { sum -= 0.5 * precisions[k] * (point[k] - means[k]) * (point[k] - means[k]) }
        for trip in trips.indices { sum += likelihood(trip, point).value }
        return sum.isNaN ? -.infinity : sum
    }

    private func slope(at point: [Double]) -> [Double] {
        var slope = point.indices.map { precisions[$0] * (means[$0] - point[$0]) }
        for trip in trips.indices {
            let found = likelihood(trip, point)
            for k in 0..<6 { slope[k] += found.slope * terms[trip][k] }
            if hasRatio { slope[6] += found.ratioSlope }
        }
        return slope
    }

    /// Prior precision and the information of the trips, row-major; positive definite.
    func information(at point: [Double]) -> [[Double]] {
        let order = point.count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
        for k in 0..<order { matrix[k][k] = precisions[k] }
        for trip in trips.indices {
            let found = likelihood(trip, point).information
            let x = terms[trip]
            for i in 0..<6 {
                for j in 0..<6 { matrix[i][j] += found.eta * x[i] * x[j] }
                if hasRatio {
                    matrix[i][6] += found.both * x[i]
                    matrix[6][i] += found.both * x[i]
                }
            }
            if hasRatio { matrix[6][6] += found.ratio }
        }
        return matrix
    }

    /// Climbs from the prior's mean; a step that would lead down is halved.
    func mode() -> [Double] {
        var point = means
        var height = logDensity(point)
        for _ in 0..<200 {
            let step = SmallCholesky(information(at: point)).solution(slope(at: point))
            var share = 1.0
            var (next, nextHeight) = (point, -Double.infinity)
            while share > 1e-9 {
                next = zip(point, step).map { $0 + share * $1 }
                nextHeight = logDensity(next)
                if nextHeight >= height { break }
                share /= 2
            }
            guard nextHeight > height else { break }
            let gain = nextHeight - height
            (point, height) = (next, nextHeight)
            if gain < 1e-12 { break }
        }
        return point
    }

    /// A draw about the mode, and the log of the posterior over the density that it was drawn from.
    func weightedDraw(
        about mode: [Double], _ factor: SmallCholesky, _ generator: inout SplitMix64
    ) -> (point: [Double], logWeight: Double) {
        let freedom = 5.0
        let normals = mode.map { _ in generator.nextNormal() }
        let stretch = (freedom / (2 * generator.nextGamma(shape: freedom / 2))).squareRoot()
        let offset = factor.whitened(normals)
        let point = zip(mode, offset).map { $0 + stretch * $1 }
        let square = stretch * stretch * normals.reduce(0) { $0 + $1 * $1 }
        let logProposal = -0.5 * (freedom + Double(mode.count)) * log1p(square / freedom)
        return (point, logDensity(point) - logProposal)
    }
}

/// The factor L of a small positive definite matrix L·Lᵀ.
struct SmallCholesky: Sendable {
    private let lower: [[Double]]

    init(_ matrix: [[Double]]) {
        var lower = matrix
        for i in matrix.indices {
            for j in 0...i {
                var sum = matrix[i][j]
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                // Rounding may leave a pivot that is barely negative.
                lower[i][j] = i == j ? max(sum, 1e-300).squareRoot() : sum / lower[j][j]
            }
        }
        self.lower = lower
    }

    /// x with L·Lᵀ·x = `right`.
    func solution(_ right: [Double]) -> [Double] {
        var x = right
        for i in x.indices {
            for k in 0..<i { x[i] -= lower[i][k] * x[k] }
            x[i] /= lower[i][i]
        }
        return whitened(x)
    }

    /// x with Lᵀ·x = `normals`: of covariance (L·Lᵀ)⁻¹ for standard normals.
    func whitened(_ normals: [Double]) -> [Double] {
        var x = normals
        for i in x.indices.reversed() {
            for k in (i + 1)..<x.count { x[i] -= lower[k][i] * x[k] }
            x[i] /= lower[i][i]
        }
        return x
    }
}
