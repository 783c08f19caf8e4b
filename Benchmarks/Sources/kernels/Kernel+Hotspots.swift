import Hotspots
import SpatialEngine

extension Kernel {
    /// Gi* with conditional permutations; z and two-sided p of each unit in turn.
    @Sendable
    static func localGStar(_ inputs: Inputs) throws -> Measurement {
        let job = try LocalInputs(inputs, style: .binary)
        let timed = try Timed {
            try LocalGStar.compute(
                values: job.values, weights: job.weights, permutations: job.permutations, random: job.random,
                threads: job.threads)
        }
        return Measurement(of: timed) { bytes(of: $0.flatMap { [$0.z ?? .nan, $0.pSim ?? .nan] }) }
    }

    /// Local Moran with conditional permutations; i and two-sided p of each unit in turn.
    @Sendable
    static func localMoran(_ inputs: Inputs) throws -> Measurement {
        let job = try LocalInputs(inputs, style: .row)
        let timed = try Timed {
            try LocalMoran.compute(
                values: job.values, weights: job.weights, permutations: job.permutations, random: job.random,
                threads: job.threads)
        }
        return Measurement(of: timed) { bytes(of: $0.flatMap { [$0.i ?? .nan, $0.pSim ?? .nan] }) }
    }
}

/// What the local statistics are given.
private struct LocalInputs {
    let permutations: Int
    let random: SplitMix64
    let threads: Int
    let values: [Double]
    let weights: SpatialWeights

    init(_ inputs: Inputs, style: SpatialWeights.Style) throws {
        permutations = try inputs.number(0, meaning: "PERMUTATIONS")
        random = SplitMix64(seed: UInt64(try inputs.number(1, meaning: "SEED")))
        threads = try inputs.number(2, meaning: "THREADS")
        let values = try inputs.numbers(3, as: Double.self)
        let table = try inputs.numbers(4, as: Int32.self, multipleOf: values.count)
        let k = table.count / values.count
        self.values = values
        weights = try .contiguity(
            neighbours: values.indices.map { unit in table[(unit * k)..<((unit + 1) * k)].map(Int.init) }, style: style)
    }
}
