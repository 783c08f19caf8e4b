import Glibc
internal import SpatialEngine

/// The largest statistics of replicates of a study under its null hypothesis.
public struct ScanNull: Sendable {
    /// One a replicate, in the order of their random streams.
    public private(set) var maxima: [Double]
    /// Of a Gumbel distribution fitted by moments.
    private let location: Double
    private let scale: Double

    init(_ maxima: [Double]) {
        self.maxima = maxima
        let count = Double(maxima.count)
        let mean = maxima.reduce(0, +) / max(1, count)
        let variance = maxima.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
        scale = (6 * variance).squareRoot() / .pi
        location = mean - 0.577_215_664_901_532_9 * scale
    }

    /// Statistics of the same counts summed in another order differ by rounding only: a tie.
    static func reaches(_ replicate: Double, _ value: Double) -> Bool { replicate >= value - 1e-9 * max(1, value) }

    /// (1 + #{T* ≥ T}) / (1 + replicates).
    public func monteCarloP(_ value: Double) -> Double {
        Double(1 + maxima.reduce(0) { $0 + (Self.reaches($1, value) ? 1 : 0) }) / Double(1 + maxima.count)
    }

    /// With a sequential end: the number of replicates that reach a value at which counting stops, over how many it took;
    /// the usual p where it is not reached (Besag and Clifford 1991, doi:10.1093/biomet/78.2.301).
    public func sequentialP(_ value: Double, exceedances: Int) -> Double {
        var reached = 0
        for (index, replicate) in maxima.enumerated() where Self.reaches(replicate, value) {
            reached += 1
            if reached == exceedances { return Double(exceedances) / Double(index + 1) }
        }
        return Double(1 + reached) / Double(1 + maxima.count)
    }

    /// The upper tail of a Gumbel distribution with the mean and variance of the maxima (Abrams, Kulldorff and Kleinman
    /// 2010, doi:10.1186/1476-072X-9-61); nil when they do not vary.
    public func gumbelP(_ value: Double) -> Double? {
        guard maxima.count > 1, scale > 0 else { return nil }
        return -expm1(-exp(-(value - location) / scale))
    }
}
