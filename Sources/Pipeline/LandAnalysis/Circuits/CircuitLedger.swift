internal import Connectivity
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// Books what each solve gave: sums, maxima, resistances, maps.
struct CircuitLedger {
    private let job: CircuitAnalysis
    private let circuit: CircuitGraph
    private var names: [String] = []
    private var pairs: [(from: Int, to: Int)] = []
    private var sums: [Double]
    private var maxima: [Double]
    private var rows: [[Int]: (resistance: Double?, isConnected: Bool)] = [:]
    private(set) var solves = 0
    private(set) var greatestResidual = 0.0

    init(_ job: CircuitAnalysis, _ circuit: CircuitGraph) {
        (self.job, self.circuit) = (job, circuit)
        sums = [Double](repeating: 0, count: circuit.graph.nodeCount)
        maxima = sums
    }

    /// Takes the terminals, and fails if a map of theirs could not be put in place.
    mutating func begin(_ names: [String], _ pairs: [(from: Int, to: Int)]) throws {
        (self.names, self.pairs) = (names, pairs)
        guard let folder = job.maps else { return }
        let tags: [String]
        switch job.mode {
        case .advanced: tags = [""]
        case .pairwise: tags = pairs.map { "_\(names[$0.from])_\(names[$0.to])" }
        case .oneToAll, .allToOne: tags = names.map { "_\($0)" }
        }
        try CircuitFolder(path: folder, job: job, circuit: circuit).check(tags)
    }

    /// Books a solve between terminals.
    mutating func book(_ outcome: TerminalCircuit.Outcome) throws {
        let members = [outcome.terminal] + (outcome.partner.map { [$0] } ?? [])
        rows[members] = (outcome.resistance, outcome.isConnected)
        guard let flow = outcome.flow else { return }
        try book(flow, solves: 1, tag: members.map { "_" + names[$0] }.joined())
    }

    /// Books what flows.
    mutating func book(_ flow: CircuitFlow, solves count: Int, tag: String = "") throws {
        solves += count
        greatestResidual = max(greatestResidual, flow.relativeResidual)
        for node in sums.indices {
            sums[node] += flow.currents[node]
            maxima[node] = max(maxima[node], flow.currents[node])
        }
        guard let folder = job.maps else { return }
        try CircuitFolder(path: folder, job: job, circuit: circuit).write(flow, tag)
    }

    /// Writes what stands for the whole job.
    func finish() throws {
        if let output = job.output { try circuit.write(sums, "current", job.packing.at(output), job) }
        if let greatest = job.greatest { try circuit.write(maxima, "current", job.packing.at(greatest), job) }
        guard let resistances = job.resistances else { return }
        var writer = try TableWriter(path: resistances, overwrite: job.packing.overwrite)
        let isPairwise = job.mode == .pairwise
        try writer.append(record: (isPairwise ? ["from", "to"] : ["id"]) + ["resistance", "connected"])
        let keys = isPairwise ? pairs.map { [$0.from, $0.to] } : names.indices.map { [$0] }
        for key in keys {
            for (i, member) in key.enumerated() { writer.append(names[member], isFirst: i == 0) }
            writer.append(rows[key]?.resistance ?? .nan)
            writer.append(rows[key]?.isConnected == true ? "true" : "false")
            try writer.endRecord()
        }
        try writer.commit()
    }
}

extension CircuitGraph {
    /// Writes a value of each node: a raster of cells, or a table of ids; a node without value has no row.
    func write(_ values: [Double], _ quantity: String, _ output: RasterDestination, _ job: CircuitAnalysis) throws {
        switch nodes {
        case .cells(let nodes, let grid):
            let cells: CellValues =
                job.isExact
                ? .doubles(nodes.map { $0 < 0 ? .nan : values[Int($0)] })
                : .floats(nodes.map { $0 < 0 ? .nan : Float(values[Int($0)]) })
            try output.write([
                CloudOptimizedGeoTIFF.Band(
                    grid: grid, values: cells, description: quantity, unit: quantity == "voltage" ? "V" : "A")
            ])
        case .names(let names):
            var writer = try TableWriter(path: output.path, overwrite: output.overwrite)
            try writer.append(record: ["id", quantity])
            for node in names.indices where !values[node].isNaN {
                writer.append(names[node], isFirst: true)
                writer.append(values[node])
                try writer.endRecord()
            }
            try writer.commit()
        }
    }
}
