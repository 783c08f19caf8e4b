internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `hotspots kde` on a plane or globe.
public struct DensityEstimation: Sendable {
    /// Where a density is wanted.
    public enum Target: Hashable, Sendable {
        /// `--cell`: a raster with cells of this size.
        case cells(Double)
        /// `--at`: the places of a table.
        case places(String)
    }

    /// What every verb is asked.
    public var request: HotspotRequest
    /// `--bandwidth`.
    public var bandwidth: BandwidthChoice
    /// Where a density is wanted.
    public var target: Target
    /// `--kernel`.
    public var kernel = KernelShape.quartic
    /// `--adaptive`.
    public var isAdaptive = false
    /// `--weight`.
    public var weightField: String?
    /// `--edge`.
    public var edge = DensityEdge.none
    /// `--window` or `--mask`.
    public var window = WindowSource()
    /// Fewer events than these are described only.
    public static let leastEvents = 10

    /// A quartic density without edge correction.
    public init(_ request: HotspotRequest, bandwidth: BandwidthChoice, target: Target) {
        (self.request, self.bandwidth, self.target) = (request, bandwidth, target)
    }

    /// Reads, estimates and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``, ``TransformationError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let output = try DensityOutput(request, target)
        if isAdaptive && edge == .uniform {
            throw RequestError(.wrongUsage, "--edge uniform is not defined for --adaptive; choose jones-diggle")
        }
        progress("Reading", 0, 1)
        let frame = try DensityFrame(request, window, edge: edge, verb: "kde", onlyPlaces: weightField == nil)
        let weights = try weights(of: frame.units)
        let inside = frame.inside
        let gate = Gate.description(count: inside, minimum: Self.leastEvents, what: "event")
        let warnings =
            inside < frame.units.count
            ? ["\(frame.units.count - inside) events lie outside the window and take no part"] : []
        guard !request.isStopped(by: gate) else {
            return request.outcome(
                "kde", n: frame.units.count, permutations: 0, parameters: parameters(nil, frame), gate: gate,
                warnings: warnings)
        }
        progress("Density", 0, 1)
        let density = try density(frame, weights)
        try output.write(frame, density, request, progress)
        var results: JSONObject = [
            "bandwidth": .number(density.pilotBandwidth), "mass": .number(density.value.mass(threads: request.threads)),
            "n_outside": .integer(frame.units.count - inside),
        ]
        if isAdaptive {
            results["bandwidth_least"] = density.value.bandwidths.min().map { .number($0) } ?? .null
            results["bandwidth_greatest"] = density.value.bandwidths.max().map { .number($0) } ?? .null
        }
        return request.outcome(
            "kde", n: frame.units.count, permutations: 0, parameters: parameters(density.pilotBandwidth, frame),
            gate: gate, results: results, warnings: warnings)
    }

    private func weights(of units: UnitTable) throws -> [Double] {
        guard let weightField else { return [Double](repeating: 1, count: units.count) }
        return try units.weights(weightField)
    }

    private func density(
        _ frame: DensityFrame, _ weights: [Double]
    ) throws -> (value: PlanarDensity, pilotBandwidth: Double) {
        let shape = SmoothingKernel(kernel)
        let width: Double
        switch bandwidth {
        case .fixed(let given): width = given
        case .likelihood:
            let inside = frame.positions.points.indices.filter {
                frame.window?.contains(frame.positions.points[$0]) ?? true
            }
            let positions = try Positions(inside.map { frame.positions.points[$0] }, metric: frame.units.metric)
            guard
                let found = try PlanarDensity.likelihoodBandwidth(
                    positions, weights: inside.map { weights[$0] }, kernel: shape, threads: request.threads)
            else {
                throw RequestError(
                    .badData,
                    "\(frame.units.path): no bandwidth makes the events most likely, since too many share their places; give --bandwidth a number"
                )
            }
            width = found
        }
        let fixed = try PlanarDensity(
            frame.positions, weights: weights, kernel: shape, bandwidth: width, window: frame.window,
            edge: EdgeCorrection(edge), threads: request.threads)
        return (isAdaptive ? try fixed.adaptive(threads: request.threads) : fixed, width)
    }

    private func parameters(_ width: Double?, _ frame: DensityFrame) -> JSONObject {
        var parameters: JSONObject = [
            "metric": .string(frame.units.metric.rawValue), "kernel": .string(kernel.rawValue),
            "bandwidth": width.map { .number($0) } ?? .null,
            "bandwidth_by": .string(bandwidth == .likelihood ? "leave-one-out likelihood" : "given"),
            "adaptive": .boolean(isAdaptive), "weight": weightField.map { .string($0) } ?? .null,
            "edge": .string(edge.rawValue), "window": window.parameter,
        ]
        if case .cells(let size) = target {
            parameters["cell"] = .number(size)
            parameters["cell_unit"] = .string(frame.cellUnit(size))
        }
        return parameters
    }
}

extension SmoothingKernel {
    init(_ shape: KernelShape) { self = shape == .quartic ? .quartic : .gaussian }
}

extension EdgeCorrection {
    init(_ edge: DensityEdge) {
        switch edge {
        case .none: self = .none
        case .uniform: self = .uniform
        case .jonesDiggle: self = .jonesDiggle
        }
    }
}

/// Where densities go: a raster for cells, the table for places.
private enum DensityOutput {
    case raster(RasterDestination, cell: Double)
    case table(UnitOutput, places: String)

    init(_ request: HotspotRequest, _ target: DensityEstimation.Target) throws {
        switch target {
        case .cells(let cell):
            let destination = RasterDestination(request)
            try destination.check()
            self = .raster(destination, cell: cell)
        case .places(let path):
            self = .table(try UnitOutput(path: request.output, overwrite: request.overwrite), places: path)
        }
    }

    func write(
        _ frame: DensityFrame, _ density: (value: PlanarDensity, pilotBandwidth: Double), _ request: HotspotRequest,
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws {
        switch self {
        case .raster(let destination, let cell):
            let grid = try frame.grid(cell: cell, reach: density.value.rasterReach)
            let raster = Raster(grid: grid, values: density.value.raster(on: grid, threads: request.threads))
            progress("Writing", 0, 1)
            try destination.write([
                .init(
                    raster: raster, description: "events a square unit",
                    unit: frame.units.metric.isGeographic ? "1/m²" : "")
            ])
        case .table(let output, let path):
            let (table, points) = try frame.places(path, request.source)
            let values = density.value.values(at: points, threads: request.threads)
            try output.write(table, [.numbers("density", values.map { $0 })], name: "kde")
        }
    }
}

extension RasterDestination {
    /// The raster that a verb writes.
    init(_ request: HotspotRequest) {
        self.init(path: request.output)
        (overwrite, threads) = (request.overwrite, request.threads)
    }
}
