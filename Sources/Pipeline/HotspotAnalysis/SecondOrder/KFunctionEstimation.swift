internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `hotspots kfunction`: Ripley's K in the plane, along lines, and in space and time.
public struct KFunctionEstimation: Sendable {
    /// What makes up for the window's edge: the values of `--edge`.
    public enum Edge: String, CaseIterable, Sendable {
        case none, isotropic, translation
    }

    /// What makes up for the network's shape: the values of `--correction`.
    public enum Correction: String, CaseIterable, Sendable {
        case none, ang
    }

    /// Where events could have been seen.
    public enum Space: Sendable {
        /// In a window; without one the box of the events.
        case window(WindowSource, Edge)
        /// On lines.
        case network(NetworkSource, Correction)
    }

    /// When events happened.
    public struct Time: Sendable {
        /// `--time`: ISO dates (counted in days) or numbers.
        public var field: String
        /// `--times`.
        public var limits: [Double]
        /// `--period`; nil from the first to the last event.
        public var period: (from: String, to: String)?

        /// A field and limits.
        public init(field: String, limits: [Double]) { (self.field, self.limits) = (field, limits) }
    }

    /// What every verb is asked.
    public var request: HotspotRequest
    /// `--distances`.
    public var distances: [Double]
    /// Where events could have been seen.
    public var space: Space
    /// For space-time K.
    public var time: Time?
    /// Fewer events than these are described only.
    public static let leastEvents = 10

    /// A K function at some distances.
    public init(_ request: HotspotRequest, distances: [Double], space: Space) {
        (self.request, self.distances, self.space) = (request, distances, space)
    }

    /// Reads, counts and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``, ``TransformationError``.
    public func run(
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        _ = try OutputFormat(of: request.output, allowed: [.csv])
        try OutputFormat.requirePlace(request.output, overwrite: request.overwrite)
        progress("Reading", 0, 1)
        switch space {
        case .window(let source, let edge): return try planar(source, edge, progress)
        case .network(let source, let correction): return try network(source, correction, progress)
        }
    }

    private func planar(
        _ source: WindowSource, _ edge: Edge, _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws -> HotspotOutcome {
        let units = try UnitTable(request.source)
        let positions = try units.positions()
        guard edge == .none || units.metric == .euclidean else {
            throw RequestError(
                .wrongUsage,
                "--edge \(edge.rawValue) needs a plane; project the events and give --crs, or choose --edge none")
        }
        let window = try source.window(for: units, request.source) ?? box(of: positions, units)
        let outside = positions.points.count { !window.contains($0) }
        var parameters: JSONObject = ["metric": .string(units.metric.rawValue), "edge": .string(edge.rawValue)]
        parameters["window"] =
            source.box == nil && source.mask == nil
            ? .array([window.low.x, window.low.y, window.high.x, window.high.y].map { .number($0) }) : source.parameter
        let times = try times(of: units, &parameters)
        return try finish(
            units, inside: units.count - outside, parameters,
            [("area", .number(window.area)), ("n_outside", .integer(outside))],
            outside > 0 ? ["\(outside) events lie outside the window and take no part"] : [], progress
        ) {
            try KFunction.planar(
                positions, window: window, distances: distances, edge: KFunction.EdgeCorrection(edge), times: times,
                threads: request.threads)
        }
    }

    private func box(of positions: Positions, _ units: UnitTable) throws -> StudyWindow {
        let (xs, ys) = (positions.points.map(\.x), positions.points.map(\.y))
        do {
            return try StudyWindow(
                low: PlanarPoint(x: xs.min() ?? 0, y: ys.min() ?? 0),
                high: PlanarPoint(x: xs.max() ?? 0, y: ys.max() ?? 0), metric: units.metric)
        } catch {
            throw RequestError(
                .badData, "\(units.path): the box round the events has no area; give --window minx,miny,maxx,maxy")
        }
    }

    private func network(
        _ source: NetworkSource, _ correction: Correction,
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws -> HotspotOutcome {
        let frame = try NetworkFrame(request, source, verb: "kfunction --network")
        var parameters: JSONObject = [
            "metric": .string(frame.units.metric.rawValue), "network": .string(source.path),
            "network_id": source.idField.map { .string($0) } ?? .null, "correction": .string(correction.rawValue),
        ]
        let times = try times(of: frame.units, &parameters)
        return try finish(
            frame.units, inside: frame.units.count, parameters,
            [
                ("length", .number(frame.network.length)),
                ("snapped_max", frame.snappedMost.map { .number($0) } ?? .null),
            ], [], progress
        ) {
            try KFunction.network(
                frame.network, events: frame.events, distances: distances,
                correction: correction == .ang ? .ang : .none, times: times, threads: request.threads)
        }
    }

    /// The gate, the table and the summary.
    private func finish(
        _ units: UnitTable, inside: Int, _ parameters: JSONObject, _ results: [(String, JSONValue)],
        _ warnings: [String],
        _ progress: (_ stage: String, _ done: Int, _ total: Int) -> Void, _ table: () throws -> KFunction.Table
    ) throws -> HotspotOutcome {
        var gate = Gate.description(count: inside, minimum: Self.leastEvents, what: "event")
        if inside == 1 { (gate.state, gate.reason) = (.refused, "one event has no neighbour to count") }
        guard !request.isStopped(by: gate) else {
            return request.outcome(
                "kfunction", n: units.count, permutations: 0, parameters: parameters, gate: gate, warnings: warnings)
        }
        progress("Pairs", 0, 1)
        let k = try table()
        var writer = try TableWriter(path: request.output, overwrite: request.overwrite)
        try writer.append(record: time == nil ? ["r", "k"] : ["r", "t", "k"])
        for (row, distance) in distances.enumerated() {
            for (column, value) in k[row].enumerated() {
                writer.append(distance, isFirst: true)
                if let time { writer.append(time.limits[column]) }
                writer.append(value)
                try writer.endRecord()
            }
        }
        try writer.commit()
        return request.outcome(
            "kfunction", n: units.count, permutations: 0, parameters: parameters, gate: gate,
            results: JSONObject(results.map { JSONObject.Member($0.0, $0.1) }), warnings: warnings)
    }
}

extension KFunction.EdgeCorrection {
    init(_ edge: KFunctionEstimation.Edge) {
        switch edge {
        case .none: self = .none
        case .isotropic: self = .isotropic
        case .translation: self = .translation
        }
    }
}
