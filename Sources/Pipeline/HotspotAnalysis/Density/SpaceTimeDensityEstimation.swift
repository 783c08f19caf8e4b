internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The shape of a kernel in time: the values of `--time-kernel`.
public enum TimeKernelShape: String, CaseIterable, Sendable {
    case epanechnikov, quartic, gaussian
}

/// `hotspots kde --time`: a raster with a band for each slice of time.
public struct SpaceTimeDensityEstimation: Sendable {
    /// What every verb is asked.
    public var request: HotspotRequest
    /// `--bandwidth`: in space.
    public var bandwidth: Double
    /// `--cell`.
    public var cell: Double
    /// `--time`.
    public var timeField: String
    /// `--time-bandwidth`: in days, or the unit of the times.
    public var timeBandwidth: Double
    /// `--time-step`: the length of a slice; nil for the bandwidth in time, rounded to days where times are dates.
    public var step: Double?
    /// `--from` and `--to`: the period in which events could have been seen, both inside.
    public var from, to: String?
    /// `--kernel`.
    public var kernel = KernelShape.quartic
    /// `--time-kernel`.
    public var timeKernel = TimeKernelShape.epanechnikov
    /// `--weight`.
    public var weightField: String?
    /// `--edge`: none or Jones and Diggle's, in space where there is a window, in time where the period has ends.
    public var edge = DensityEdge.none
    /// `--window` or `--mask`.
    public var window = WindowSource()

    /// A density of products of a quartic and an Epanechnikov kernel, without edge correction.
    public init(
        _ request: HotspotRequest, bandwidth: Double, cell: Double, timeField: String, timeBandwidth: Double
    ) {
        (self.request, self.bandwidth, self.cell) = (request, bandwidth, cell)
        (self.timeField, self.timeBandwidth) = (timeField, timeBandwidth)
    }

    /// Reads, estimates and writes slice after slice.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``, ``TransformationError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let destination = RasterDestination(request)
        try destination.check()
        if edge == .uniform {
            throw RequestError(.wrongUsage, "--edge uniform is not defined for --time; choose jones-diggle")
        }
        progress("Reading", 0, 1)
        let hasPeriod = from != nil || to != nil
        let frame = try DensityFrame(request, window, edge: edge, verb: "kde", hasOtherEdge: hasPeriod)
        let weights = try weightField.map { try frame.units.weights($0) }
        let slices = try TimeSlices(frame.units, timeField, from: from, to: to)
        let step = try step(slices)
        let taking = frame.positions.points.indices.filter { event in
            slices.contains(event) && frame.window?.contains(frame.positions.points[event]) ?? true
        }
        var gate = Gate.description(count: taking.count, minimum: DensityEstimation.leastEvents, what: "event")
        if taking.isEmpty, hasPeriod { gate.reason = "no event lies in the window and the period" }
        let warnings = warnings(frame, taking: taking.count)
        var results = JSONObject()
        if !request.isStopped(by: gate) {
            let density = try density(frame, slices, weights)
            let edges = try slices.edges(
                of: taking, reach: TimeKernel(timeKernel).pictureReach * timeBandwidth, step: step)
            try write(density, frame, slices, edges, to: destination, progress)
            results = self.results(density, slices, edges, outside: frame.units.count - taking.count)
        }
        return request.outcome(
            "kde", n: frame.units.count, permutations: 0, parameters: parameters(frame, slices, step: step), gate: gate,
            results: results, warnings: warnings)
    }

    private func step(_ slices: TimeSlices) throws -> Double {
        guard slices.isDated else { return step ?? timeBandwidth }
        let step = step ?? max(1, timeBandwidth.rounded())
        guard step >= 1, step == step.rounded() else {
            throw RequestError(
                .wrongUsage, "--time-step \(ShortestNumber.text(step)) is no whole number of days, but times are dates")
        }
        return step
    }

    private func density(
        _ frame: DensityFrame, _ slices: TimeSlices, _ weights: [Double]?
    ) throws -> SpaceTimeDensity {
        let space = try PlanarDensity(
            frame.positions, weights: weights ?? [Double](repeating: 1, count: frame.units.count),
            kernel: SmoothingKernel(kernel), bandwidth: bandwidth, window: frame.window, edge: EdgeCorrection(edge),
            threads: request.threads)
        return try SpaceTimeDensity(
            space, times: slices.times, kernel: TimeKernel(timeKernel), bandwidth: timeBandwidth, period: slices.period,
            threads: request.threads)
    }

    private func write(
        _ density: SpaceTimeDensity, _ frame: DensityFrame, _ slices: TimeSlices, _ edges: [Double],
        to destination: RasterDestination, _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws {
        let grid = try frame.grid(cell: cell, reach: SmoothingKernel(kernel).pictureReach * bandwidth)
        let count = edges.count - 1
        guard grid.shape.count <= (1 << 32) / count else {
            throw RequestError(
                .wrongUsage, "\(grid.shape.count) cells in \(count) slices are too many; choose larger cells or slices")
        }
        let unit = "1/(\(frame.units.metric.isGeographic ? "m²" : "unit²")·\(slices.isDated ? "day" : "unit"))"
        try destination.write(series: count, on: grid) { index in
            progress("Slices", index, count)
            let (start, end) = (edges[index], edges[index + 1])
            let values = density.slice(from: start, to: end).raster(on: grid, threads: request.threads)
            return CloudOptimizedGeoTIFF.Band(
                raster: Raster(grid: grid, values: values), description: slices.name(from: start, to: end), unit: unit)
        }
        progress("Slices", count, count)
    }

    private func results(
        _ density: SpaceTimeDensity, _ slices: TimeSlices, _ edges: [Double], outside: Int
    ) -> JSONObject {
        let masses = zip(edges, edges.dropFirst()).map { density.mass(from: $0, to: $1) }
        let mass = masses.reduce(0, +)
        return [
            "bandwidth": .number(bandwidth), "time_bandwidth": .number(timeBandwidth), "mass": .number(mass),
            "mass_lost": .number(max(0, density.weight - mass)), "n_outside": .integer(outside),
            "slices": .array(
                masses.enumerated().map { index, mass in
                    let (from, to) = slices.ends(from: edges[index], to: edges[index + 1])
                    return .object(["from": from, "to": to, "mass": .number(mass)])
                }),
        ]
    }

    private func parameters(_ frame: DensityFrame, _ slices: TimeSlices, step: Double) -> JSONObject {
        [
            "metric": .string(frame.units.metric.rawValue), "kernel": .string(kernel.rawValue),
            "bandwidth": .number(bandwidth), "weight": weightField.map { .string($0) } ?? .null,
            "edge": .string(edge.rawValue), "window": window.parameter, "cell": .number(cell),
            "cell_unit": .string(frame.cellUnit(cell)), "time": .string(timeField),
            "time_unit": .string(slices.isDated ? "days" : "unit of the field"),
            "time_kernel": .string(timeKernel.rawValue), "time_bandwidth": .number(timeBandwidth),
            "time_step": .number(step), "from": from.map { .string($0) } ?? .null,
            "to": to.map { .string($0) } ?? .null,
            "assumptions": .array([
                .string("space and time do not interact: one kernel for each, multiplied"),
                .string("a band is the mean over its slice of time, at the centres of cells"),
                .string("a date without a time of day is its noon"),
            ]),
        ]
    }

    private func warnings(_ frame: DensityFrame, taking count: Int) -> [String] {
        var warnings: [String] = []
        if count < frame.units.count {
            warnings.append("\(frame.units.count - count) events lie outside the window or the period and take no part")
        }
        if frame.units.fields.contains("date_precision"), let texts = try? frame.units.texts("date_precision") {
            let coarse = texts.count { $0 == "month" || $0 == "year" }
            if coarse > 0 {
                warnings.append(
                    "\(coarse) events are dated to a month or a year only, but stand at the day in \(timeField)")
            }
        }
        return warnings
    }
}

extension TimeKernel {
    init(_ shape: TimeKernelShape) {
        switch shape {
        case .epanechnikov: self = .epanechnikov
        case .quartic: self = .quartic
        case .gaussian: self = .gaussian
        }
    }
}
