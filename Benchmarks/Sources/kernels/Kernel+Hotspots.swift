import Hotspots
import SpatialEngine

extension Kernel {
    /// Gi* with conditional permutations on one thread; z and two-sided p of each unit in turn.
    @Sendable
    static func localGStar(_ inputs: Inputs) throws -> Measurement {
        let permutations = try inputs.number(0, meaning: "PERMUTATIONS")
        let seed = try inputs.number(1, meaning: "SEED")
        let values = try inputs.numbers(2, as: Double.self)
        let table = try inputs.numbers(3, as: Int32.self, multipleOf: values.count)
        let k = table.count / values.count
        let lists = values.indices.map { unit in table[(unit * k)..<((unit + 1) * k)].map(Int.init) }
        let weights = try SpatialWeights.contiguity(neighbours: lists)
        let timed = try Timed {
            try LocalGStar.compute(
                values: values, weights: weights, permutations: permutations, random: SplitMix64(seed: UInt64(seed)),
                threads: 1)
        }
        return Measurement(of: timed) { bytes(of: $0.flatMap { [$0.z ?? .nan, $0.pSim ?? .nan] }) }
    }
}
