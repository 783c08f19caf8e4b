internal import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// `land path`: the least-cost path between two places.
public struct PathTracing: Sendable {
    /// What is walked on.
    public var surface: SurfaceInput
    /// Where the way begins, as `X,Y`.
    public var from: String
    /// Where the way ends, as `X,Y`.
    public var to: String
    /// What the coordinates of the places mean.
    public var system = PlaceSystem.degrees
    /// A `.geojson` or `.csv` path, or `-`.
    public var output: String
    /// Replace what is there.
    public var overwrite = false

    /// What was found.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// Cost, length in metres (or in the units of the length rule) and cells of the way; nil if none leads there.
        public let way: (cost: Double, length: Double, cells: Int)?
    }

    /// A job with the defaults of the command line.
    public init(surface: SurfaceInput, from: String, to: String, output: String) {
        self.surface = surface
        self.from = from
        self.to = to
        self.output = output
    }

    /// Reads, searches and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping LandProgress) throws -> Outcome {
        let format = try OutputFormat(of: output, allowed: [.geojson, .csv])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        progress("reading", 0, 3)
        return try surface.isExact
            ? search(in: Double.self, format, progress) : search(in: Float.self, format, progress)
    }

    private func search<Value: CostValue>(
        in precision: Value.Type, _ format: OutputFormat, _ progress: @escaping LandProgress
    ) throws -> Outcome {
        let land = try LandSurface<Value>.read(surface)
        let (start, end) = try land.ends(from, to, in: system)
        let path = try land.accumulate(SearchPlan(sources: [start], target: end), progress).path(to: end)
        progress("writing", 2, 3)
        let outcome = Outcome(
            frame: land.frame, way: path.map { ($0.cost, $0.length.value, $0.cells.count) })
        if format == .csv {
            try writeTable(path, on: land.grid)
        } else {
            try GeoJSONOutput(path: output, overwrite: overwrite)
                .write([feature(path, outcome, on: land.grid)], name: "path", on: land.grid)
        }
        return outcome
    }

    private func feature(_ path: LeastCostPath?, _ outcome: Outcome, on grid: Grid) -> Feature {
        let way = outcome.way
        return Feature(
            id: .text("path"), geometry: path.map { .lineString($0.line(on: grid)) },
            properties: [
                "reachable": .boolean(way != nil), "cost": way.map { .number($0.cost) } ?? .null,
                "unit": .string(outcome.frame.unit), "length_m": way.map { .number($0.length) } ?? .null,
                "cells": way.map { .integer($0.cells) } ?? .null,
                "elongation_bound": outcome.frame.elongationBound.map { .number($0) } ?? .null,
            ])
    }

    private func writeTable(_ path: LeastCostPath?, on grid: Grid) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: ["seq", "row", "col", "x", "y", "cost"])
        for (i, cell) in (path?.cells ?? []).enumerated() {
            let centre = grid.centre(of: cell)
            writer.append(i, isFirst: true)
            writer.append(cell / grid.shape.columns)
            writer.append(cell % grid.shape.columns)
            writer.append(centre.x)
            writer.append(centre.y)
            writer.append(path?.costSoFar[i] ?? .nan)
            try writer.endRecord()
        }
        try writer.commit()
    }
}
