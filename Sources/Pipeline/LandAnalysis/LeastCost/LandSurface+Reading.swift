internal import Network
internal import SpatialEngine
internal import Surfaces

extension LandSurface {
    /// Reads the rasters and vectors of a surface.
    ///
    /// - Throws: ``LandError`` and the errors of the files.
    static func read(_ input: SurfaceInput) throws -> LandSurface {
        let neighbourhood = try input.neighbourhood()
        try LengthRule.check(input.lengthRule)
        var rasters = AlignedRasters()
        switch input.ground {
        case .friction(let path):
            var friction = try rasters.floats(path)
            try requireNoNegative(friction, path, on: rasters)
            try rasters.close(&friction, terrain: input.terrain, input)
            let grid = try rasters.requiredGrid()
            return LandSurface(
                ground: .friction(try FrictionSurface(Raster(grid: grid, values: friction))),
                neighbourhood: neighbourhood, lengths: try input.lengths(on: grid))
        case .elevation(let path, let settings):
            let slope = try settings.function()
            let heights = try rasters.floats(path)
            var multiplier = [Float](repeating: 1, count: heights.count)
            for cell in heights.indices where !heights[cell].isFinite { multiplier[cell] = .infinity }
            try rasters.close(&multiplier, terrain: input.terrain, input)
            let grid = try rasters.requiredGrid()
            let surface = try TravelSurface(grid: grid, elevation: heights, timeMultiplier: multiplier)
            return LandSurface(
                ground: .travel(surface, slope), neighbourhood: neighbourhood, lengths: try input.lengths(on: grid))
        }
    }

    private static func requireNoNegative(
        _ values: [Float], _ path: String, on rasters: AlignedRasters
    ) throws(LandError) {
        guard let first = values.firstIndex(where: { $0 < 0 }) else { return }
        throw rasters.fault(
            path, values, first, { $0 < 0 }, "a negative value", "friction must be 0 or more; no-data closes a cell")
    }
}

extension AlignedRasters {
    func requiredGrid() throws(LandError) -> Grid {
        guard let grid else { throw LandError(.wrongUsage, "no raster is named") }
        return grid
    }

    /// Multiplies `weights` by the terrain and makes them infinite where there is no value or a barrier without a ford.
    mutating func close(_ weights: inout [Float], terrain: String?, _ input: SurfaceInput) throws {
        for cell in weights.indices where weights[cell].isNaN { weights[cell] = .infinity }
        if let terrain {
            let factors = try floats(terrain)
            if let first = factors.firstIndex(where: { $0 <= 0 }) {
                throw fault(
                    terrain, factors, first, { $0 <= 0 }, "a factor of 0 or less",
                    "terrain must be above 0; no-data closes a cell")
            }
            for cell in weights.indices {
                weights[cell] = factors[cell].isFinite ? weights[cell] * factors[cell] : .infinity
            }
        }
        guard let barriers = input.barriers, let grid else { return }
        let closed = try grid.cells(touchedBy: barriers)
        let forded = try input.fords.map { try grid.cells(touchedBy: $0) }
        for cell in weights.indices where closed[cell] != .outside {
            if let forded, forded[cell] != .outside { continue }
            weights[cell] = .infinity
        }
    }

    /// An error that tells how many cells are at fault, and the first row and column.
    func fault(
        _ path: String, _ values: [Float], _ first: Int, _ isBad: (Float) -> Bool, _ what: String, _ rule: String
    ) -> LandError {
        let count = values.count(where: isBad)
        let columns = grid?.shape.columns ?? 1
        return LandError(
            .badData,
            "\(path): \(count) \(count == 1 ? "cell has" : "cells have") \(what), the first at row \(first / columns), "
                + "column \(first % columns); \(rule)")
    }
}
