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

    /// A quartic density on square cells from the north-western corner (X, Y); events a square unit in each cell.
    @Sendable
    static func kernelDensity(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let cell = try inputs.number(1, meaning: "CELL")
        let bandwidth = try inputs.number(2, meaning: "BANDWIDTH")
        let threads = try inputs.number(3, meaning: "THREADS")
        let corner = (x: try inputs.number(4, meaning: "X"), y: try inputs.number(5, meaning: "Y"))
        let numbers = try inputs.numbers(6, as: Double.self, multipleOf: 2)
        let points = stride(from: 0, to: numbers.count, by: 2).map { PlanarPoint(x: numbers[$0], y: numbers[$0 + 1]) }
        let grid = Grid(
            shape: GridShape(rows: columns, columns: columns),
            transform: GeoTransform(
                originX: Double(corner.x), originY: Double(corner.y), cellWidth: Double(cell), cellHeight: Double(cell))
        )
        let timed = try Timed {
            try PlanarDensity(
                Positions(points, metric: .euclidean), weights: [Double](repeating: 1, count: points.count),
                kernel: .quartic, bandwidth: Double(bandwidth), threads: threads
            ).raster(on: grid, threads: threads)
        }
        return Measurement(of: timed) { bytes(of: $0) }
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
