internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `hotspots relrisk`: where cases lie more densely than controls.
public struct RelativeRiskEstimation: Sendable {
    /// What every verb is asked.
    public var request: HotspotRequest
    /// `--case FIELD=VALUE`: rows with this value are cases, all others controls.
    public var caseField: String
    /// The value of a case.
    public var caseValue: String
    /// `--bandwidth`, for cases and controls alike.
    public var bandwidth: Double
    /// Where; nil at the events themselves, each left out of its own sum.
    public var target: DensityEstimation.Target?
    /// `--kernel`.
    public var kernel = KernelShape.quartic
    /// `--edge`.
    public var edge = DensityEdge.none
    /// `--window` or `--mask`.
    public var window = WindowSource()
    /// `--permutations`.
    public var permutations = 0
    /// `--contours`: where the raster's p-values pass levels; needs cells and permutations.
    public var contours: ToleranceContours?
    /// Fewer cases or fewer controls than these are described only.
    public static let leastEvents = 10

    /// A ratio of quartic densities without edge correction, at the events.
    public init(_ request: HotspotRequest, caseField: String, caseValue: String, bandwidth: Double) {
        (self.request, self.caseField, self.caseValue, self.bandwidth) = (request, caseField, caseValue, bandwidth)
    }

    /// Reads, compares and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``, ``TransformationError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        var raster: RasterDestination?
        if case .cells = target {
            raster = RasterDestination(request)
            try raster?.check()
            try contours?.check(overwrite: request.overwrite)
        }
        let table = raster == nil ? try UnitOutput(path: request.output, overwrite: request.overwrite) : nil
        progress("Reading", 0, 1)
        let frame = try DensityFrame(request, window, edge: edge, verb: "relrisk")
        let isCase = try frame.units.texts(caseField).map(isCaseValue)
        let density = try PlanarDensity(
            frame.positions, weights: [Double](repeating: 1, count: isCase.count), kernel: SmoothingKernel(kernel),
            bandwidth: bandwidth, window: frame.window, edge: EdgeCorrection(edge), threads: request.threads)
        let risk = try RelativeRisk(of: density, isCase: isCase)
        let gate = gate(risk, of: frame)
        guard !request.isStopped(by: gate) else {
            return outcome(frame, risk, gate, results: JSONObject())
        }
        progress("Relative risk", 0, 1)
        var results: JSONObject = [
            "bandwidth": .number(bandwidth), "cases": .integer(risk.cases), "controls": .integer(risk.controls),
            "n_outside": .integer(density.outside),
        ]
        let random = SplitMix64(seed: request.seed)
        switch target {
        case nil:
            let found = risk.leaveOneOut(permutations: permutations, random: random, threads: request.threads)
            try table?.write(frame.units, columns(found), name: "relrisk")
        case .places(let path):
            let (places, points) = try frame.places(path, request.source)
            let found = risk.values(at: points, permutations: permutations, random: random, threads: request.threads)
            try table?.write(places, columns(found), name: "relrisk")
        case .cells(let cell):
            let grid = try frame.grid(cell: cell, reach: density.rasterReach)
            let centres = (0..<grid.shape.count).map(grid.centre)
            let found = risk.values(at: centres, permutations: permutations, random: random, threads: request.threads)
            progress("Writing", 0, 1)
            try raster?.write(bands(found, grid))
            results["contours"] = try contours?.write(found.map(\.upperP), on: grid, frame, request)
        }
        return outcome(frame, risk, gate, results: results)
    }

    /// Numbers match however they are written.
    private func isCaseValue(_ text: String) -> Bool {
        if text == caseValue { return true }
        guard let number = Double(text), let wanted = Double(caseValue) else { return false }
        return number == wanted
    }

    private func gate(_ risk: RelativeRisk, of frame: DensityFrame) -> Gate {
        let least = min(risk.cases, risk.controls)
        var gate = Gate.description(count: least, minimum: Self.leastEvents, what: "event")
        if risk.cases == 0 {
            gate.reason = "no case: no row in the window has \(caseField) = \(caseValue)"
        } else if risk.controls == 0 {
            gate.reason = "no control: all rows in the window have \(caseField) = \(caseValue)"
        } else if least < Self.leastEvents {
            gate.reason =
                "\(risk.cases) cases and \(risk.controls) controls; fewer than \(Self.leastEvents) of either may be chance"
        }
        return gate
    }

    private func columns(_ results: [RelativeRisk.Result]) -> [AddedColumn] {
        var columns: [AddedColumn] = [
            .numbers("p_case", results.map(\.caseShare)), .numbers("log_rr", results.map(\.logRatio)),
        ]
        if permutations > 0 { columns.append(.numbers("p_upper", results.map(\.upperP))) }
        return columns
    }

    private func bands(_ results: [RelativeRisk.Result], _ grid: Grid) -> [CloudOptimizedGeoTIFF.Band] {
        columns(results).map { column in
            guard case .numbers(let name, let values) = column else { preconditionFailure("columns are numbers") }
            return .init(
                raster: Raster(grid: grid, values: values.map { $0.map { Float($0) } ?? .nan }), description: name,
                unit: "")
        }
    }

    private func outcome(
        _ frame: DensityFrame, _ risk: RelativeRisk, _ gate: Gate, results: JSONObject
    ) -> HotspotOutcome {
        let outside = frame.units.count - risk.cases - risk.controls
        return request.outcome(
            "relrisk", n: frame.units.count, permutations: permutations,
            parameters: [
                "metric": .string(frame.units.metric.rawValue), "kernel": .string(kernel.rawValue),
                "bandwidth": .number(bandwidth), "case": .string("\(caseField)=\(caseValue)"),
                "edge": .string(edge.rawValue), "window": window.parameter,
            ], gate: gate, results: results,
            warnings: (outside > 0 ? ["\(outside) events lie outside the window and take no part"] : [])
                + (contours?.warnings(permutations: permutations) ?? []))
    }
}
