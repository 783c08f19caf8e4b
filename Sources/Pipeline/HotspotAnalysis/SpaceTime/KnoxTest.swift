internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `trocha hotspots knox`: pairs of events near in space and time, by bands.
public struct KnoxTest: Sendable {
    /// What every verb is asked.
    public var request: HotspotRequest
    /// The column with the dates.
    public var dateField: String
    /// Edges of the bands of distance, rising from 0 or above; the last may be infinite.
    public var space: [Double]
    /// Edges of the bands of time, in days or the unit of the dates.
    public var time: [Double]
    /// Whether bands hold their upper edges, the first both, instead of the lower.
    public var isRightClosed = false
    /// How often dates are shuffled.
    public var permutations = 999
    /// Where the partners of each event in the first bands go.
    public var localOutput: String?

    /// A test with the defaults of the command line.
    public init(_ request: HotspotRequest, dateField: String, space: [Double], time: [Double]) {
        self.request = request
        self.dateField = dateField
        self.space = space
        self.time = time
    }

    /// Reads, counts and writes.
    ///
    /// - Parameter progress: Gets what is being done, how much of it is done and how much there is; from any thread.
    /// - Throws: ``RequestError``, ``FormatError`` or ``OutputError``.
    public func run(
        _ progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws -> HotspotOutcome {
        let (space, time) = (try bands(space, "--space"), try bands(time, "--time"))
        for path in [request.output] + [localOutput].compactMap({ $0 }) {
            _ = try OutputFormat(of: path, allowed: [.csv])
            try OutputFormat.requirePlace(path, overwrite: request.overwrite)
        }
        let events = try EventTable(request.source, dateField: dateField)
        func outcome(_ results: JSONObject) -> HotspotOutcome {
            request.outcome(
                "knox", n: events.units.count, permutations: permutations, parameters: parameters(events),
                gate: events.gate, results: results)
        }
        guard !request.isStopped(by: events.gate) else { return outcome([:]) }
        do {
            let threads = request.threads
            progress("Pairs", 0, events.units.count)
            let knox = try Knox(events.positions, dates: events.dates, space: space, time: time, threads: threads)
            let total = permutations
            let tally = Tally { progress("Permutations", $0, total) }
            let cells = knox.cells(
                permutations: permutations, random: SplitMix64(seed: request.seed), threads: threads
            ) { tally.add() }
            try write(cells)
            if let localOutput { try write(knox.local(), of: events.units, to: localOutput) }
            return outcome(["pairs": .integer(knox.pairs), "cells": .integer(cells.count)])
        } catch let error as HotspotError { throw events.error(error) }
    }

    private func bands(_ edges: [Double], _ option: String) throws(RequestError) -> Bands {
        guard let bands = Bands(edges: edges, isRightClosed: isRightClosed) else {
            throw RequestError(
                .wrongUsage, "\(option) needs two or more edges that rise from 0 or above, such as 0,100,200,inf")
        }
        return bands
    }

    private func parameters(_ events: EventTable) -> JSONObject {
        JSONObject(
            events: events.units,
            [
                ("date", .string(dateField)), ("space", .array(space.map(Self.edge))),
                ("time", .array(time.map(Self.edge))), ("right_closed", .boolean(isRightClosed)),
                ("expected", .string("product of the margins / pairs")),
            ])
    }

    private static func edge(_ edge: Double) -> JSONValue { edge.isFinite ? .number(edge) : .string("inf") }

    private func write(_ cells: [Knox.Cell]) throws {
        var writer = try TableWriter(path: request.output, overwrite: request.overwrite)
        try writer.append(
            record: [
                "space_from", "space_to", "time_from", "time_to", "observed", "expected", "ratio", "p", "p_poisson",
            ])
        let width = time.count - 1
        for (i, cell) in cells.enumerated() {
            let (s, t) = (i / width, i % width)
            for (k, edge) in [space[s], space[s + 1], time[t], time[t + 1]].enumerated() {
                writer.append(Self.edge(edge), isFirst: k == 0)
            }
            writer.append(cell.observed)
            for number in [cell.expected, cell.ratio ?? .nan, cell.p ?? .nan, cell.poissonP] { writer.append(number) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    private func write(_ local: [Knox.Local], of units: UnitTable, to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: request.overwrite)
        try writer.append(record: ["id", "n_st", "p_hypergeom"])
        for (id, event) in zip(units.ids, local) {
            writer.append(id, isFirst: true)
            writer.append(event.partners)
            writer.append(event.hypergeometricP)
            try writer.endRecord()
        }
        try writer.commit()
    }
}
