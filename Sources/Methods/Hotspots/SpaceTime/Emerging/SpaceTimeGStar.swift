internal import SpatialEngine

/// Gi* of every place at every step, over a neighbourhood in space and time.
///
/// The neighbourhood of a place is itself (weight 1) and its neighbours, at the same step and at the one before; mean and
/// variance are those of all places at all steps.
/// z = (Σwx − x̄W)/(s√((NΣw² − W²)/(N−1))), Getis and Ord 1992, doi:10.1111/j.1538-4632.1992.tb00261.x.
public enum SpaceTimeGStar {
    /// z, place by place, each with its steps in the order of time.
    ///
    /// 0 where a neighbourhood holds all there is, because it cannot differ from the mean.
    /// - Parameters:
    ///   - values: As the result: the steps of the first place, then those of the second, …
    ///   - weights: One row a place; their scale does not matter to z.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``, ``HotspotError/invalidValue(unit:)`` with the place,
    ///   ``HotspotError/constantValue``.
    /// - Complexity: O((places + neighbours) · steps); identical at any number of threads.
    public static func z(
        values: [Double], steps: Int, weights: SpatialWeights, threads: Int
    ) throws(HotspotError) -> [Double] {
        guard steps > 0, values.count == weights.count * steps else {
            throw .countMismatch(expected: weights.count * steps, found: values.count)
        }
        if let bad = values.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: bad / steps) }
        guard values.contains(where: { $0 != values[0] }) else { throw .constantValue }
        let total = Double(values.count)
        let mean = values.reduce(0, +) / total
        let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total).squareRoot()
        var z = [Double](repeating: 0, count: values.count)
        z.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(weights.count, threads: threads) { place in
                let sums = neighbourhoodSums(of: place, values, steps: steps, weights)
                for step in 0..<steps {
                    let twice = step > 0 ? 2.0 : 1
                    let sum = step > 0 ? sums.values[step] + sums.values[step - 1] : sums.values[step]
                    let (weight, squares) = (twice * sums.weight, twice * sums.squaredWeight)
                    let scale = (total * squares - weight * weight) / (total - 1)
                    shared.buffer[place * steps + step] =
                        scale > 0 ? (sum - mean * weight) / (spread * scale.squareRoot()) : 0
                }
            }
        }
        return z
    }

    /// Σwx over a place and its neighbours at each step, with Σw and Σw².
    ///
    /// The values as they are, so that equal sums of counts are equal z, and ties in the test of a trend.
    private static func neighbourhoodSums(
        of place: Int, _ values: [Double], steps: Int, _ weights: SpatialWeights
    ) -> (values: [Double], weight: Double, squaredWeight: Double) {
        var sums = Array(values[place * steps..<(place + 1) * steps])
        var (weight, squares) = (1.0, 1.0)
        for position in weights.starts[place]..<weights.starts[place + 1] {
            let (other, w) = (Int(weights.neighbours[position]), weights.rawWeight(position))
            weight += w
            squares += w * w
            for step in 0..<steps { sums[step] += w * values[other * steps + step] }
        }
        return (sums, weight, squares)
    }
}
