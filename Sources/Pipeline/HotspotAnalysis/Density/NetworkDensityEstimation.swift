internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `hotspots kde --network`.
public struct NetworkDensityEstimation: Sendable {
    /// What becomes of a kernel at a fork: the values of `--method`.
    public enum Method: String, CaseIterable, Sendable {
        case simple, discontinuous, continuous
    }

    /// Where a density is wanted.
    public enum Target: Hashable, Sendable {
        /// `--lixel`: in the middle of pieces of this length, the last one of each line shorter.
        case lixels(Double)
        /// `--at`: at the places of a table.
        case places(String)
        /// `--leave-one-out`: at the events, each left out of its own sum.
        case events
    }

    /// What every verb is asked.
    public var request: HotspotRequest
    /// The lines.
    public var network: NetworkSource
    /// `--bandwidth`.
    public var bandwidth: Double
    /// Where a density is wanted.
    public var target: Target
    /// `--method`.
    public var method = Method.discontinuous
    /// `--kernel`.
    public var kernel = KernelShape.quartic
    /// `--weight`.
    public var weightField: String?

    /// An equal-split discontinuous quartic density.
    public init(_ request: HotspotRequest, network: NetworkSource, bandwidth: Double, target: Target) {
        (self.request, self.network, self.bandwidth, self.target) = (request, network, bandwidth, target)
    }

    /// Reads, estimates and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``, ``TransformationError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let output = try UnitOutput(path: request.output, overwrite: request.overwrite)
        progress("Reading", 0, 1)
        let frame = try NetworkFrame(request, network, verb: "kde --network")
        let weights =
            try weightField.map {
                try frame.units.numbers($0, above: 0, orEqual: true, needs: "a weight is not negative")
            } ?? [Double](repeating: 1, count: frame.units.count)
        let gate = Gate.description(count: frame.units.count, minimum: DensityEstimation.leastEvents, what: "event")
        guard !request.isStopped(by: gate) else {
            return request.outcome(
                "kde", n: frame.units.count, permutations: 0, parameters: parameters(frame), gate: gate)
        }
        let density = try NetworkDensity(
            frame.network, events: frame.events, weights: weights, method: kernelMethod,
            kernel: SmoothingKernel(kernel), bandwidth: bandwidth)
        progress("Density", 0, 1)
        let (estimate, snapped) = try write(density, frame, to: output)
        return request.outcome(
            "kde", n: frame.units.count, permutations: 0, parameters: parameters(frame), gate: gate,
            results: [
                "bandwidth": .number(bandwidth), "mass": .number(estimate.mass),
                "mass_lost": method == .simple ? .null : .number(estimate.lost),
                "length": .number(frame.network.length), "snapped_max": snapped.map { .number($0) } ?? .null,
                "lines": .integer(frame.edgeIDs.count),
                "gathered_events": .integer(estimate.gathered),
            ])
    }

    private var kernelMethod: NetworkDensity.Method {
        switch method {
        case .simple: .simple
        case .discontinuous: .discontinuous
        case .continuous: .continuous
        }
    }

    private func write(
        _ density: NetworkDensity, _ frame: NetworkFrame, to output: UnitOutput
    ) throws -> (NetworkDensity.Estimate, snapped: Double?) {
        switch target {
        case .lixels(let length):
            let lixels = try NetworkLixels(frame, length: length)
            let estimate = density.estimate(at: lixels.queries, threads: request.threads)
            try lixels.write(estimate.values, frame, path: request.output, overwrite: request.overwrite)
            return (estimate, frame.snappedMost)
        case .places(let path):
            let (table, places, snapped) = try frame.places(path)
            let estimate = density.estimate(at: places.map { .init($0) }, threads: request.threads)
            try output.write(table, [.numbers("density", estimate.values.map { $0 })], name: "kde")
            return (estimate, [frame.snappedMost, snapped].compactMap { $0 }.max())
        case .events:
            let queries = frame.events.enumerated().map { NetworkDensity.Query($1, omitting: $0) }
            let estimate = density.estimate(at: queries, threads: request.threads)
            try output.write(frame.units, [.numbers("density", estimate.values.map { $0 })], name: "kde")
            return (estimate, frame.snappedMost)
        }
    }

    private func parameters(_ frame: NetworkFrame) -> JSONObject {
        var parameters: JSONObject = [
            "metric": .string(frame.units.metric.rawValue), "network": .string(network.path),
            "network_id": network.idField.map { .string($0) } ?? .null, "method": .string(method.rawValue),
            "kernel": .string(kernel.rawValue), "bandwidth": .number(bandwidth),
            "weight": weightField.map { .string($0) } ?? .null,
        ]
        switch target {
        case .lixels(let length): parameters["lixel"] = .number(length)
        case .places: parameters["leave_one_out"] = .boolean(false)
        case .events: parameters["leave_one_out"] = .boolean(true)
        }
        return parameters
    }
}

/// Lines cut into pieces of equal length from their first vertex, the last one of each shorter.
private struct NetworkLixels {
    let pieces: [(edge: Int, from: Double, to: Double)]

    init(_ frame: NetworkFrame, length: Double) throws {
        let count = frame.network.lengths.reduce(0) { $0 + max(1, ($1 / length - 1e-9).rounded(.up)) }
        guard count <= 1e8 else {
            throw RequestError(
                .wrongUsage, "--lixel \(ShortestNumber.text(length)) makes \(count) pieces; choose longer ones")
        }
        var pieces: [(edge: Int, from: Double, to: Double)] = []
        pieces.reserveCapacity(Int(count))
        for (edge, whole) in frame.network.lengths.enumerated() {
            let parts = max(1, Int((whole / length - 1e-9).rounded(.up)))
            for part in 0..<parts {
                pieces.append((edge, Double(part) * length, part + 1 == parts ? whole : Double(part + 1) * length))
            }
        }
        self.pieces = pieces
    }

    var queries: [NetworkDensity.Query] {
        pieces.map { .init(LineNetwork.Place(edge: $0.edge, offset: ($0.from + $0.to) / 2)) }
    }

    /// A row a piece with its middle, or the pieces as lines.
    func write(_ values: [Double], _ frame: NetworkFrame, path: String, overwrite: Bool) throws {
        let middles = queries.map { frame.network.position(of: $0.place) }
        guard path == "-" || path.hasPrefix("/dev/") || path.hasExtension("csv") else {
            let features = pieces.indices.map { i -> Feature in
                let piece = pieces[i]
                let line = frame.network.vertices(of: piece.edge, from: piece.from, to: piece.to)
                return Feature(
                    id: .number(i + 1),
                    geometry: .lineString(LineString(line.map { GeographicPoint(longitude: $0.x, latitude: $0.y) })),
                    properties: [
                        "edge_id": .string(frame.edgeIDs[piece.edge]), "from": .number(piece.from),
                        "to": .number(piece.to), "x": .number(middles[i].x), "y": .number(middles[i].y),
                        "density": .number(values[i]),
                    ])
            }
            return try FeatureOutput(path: path, overwrite: overwrite).write(
                features, name: "kde", crs: frame.units.metricSystem)
        }
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: ["edge_id", "from", "to", "x", "y", "density"])
        for (i, piece) in pieces.enumerated() {
            writer.append(frame.edgeIDs[piece.edge], isFirst: true)
            for number in [piece.from, piece.to, middles[i].x, middles[i].y, values[i]] { writer.append(number) }
            try writer.endRecord()
        }
        try writer.commit()
    }
}
