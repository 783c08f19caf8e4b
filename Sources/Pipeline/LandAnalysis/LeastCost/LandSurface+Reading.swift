internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

extension LandSurface {
    /// Reads the rasters and vectors of a surface.
    ///
    /// - Parameter searches: Results that are held at the same time.
    /// - Throws: ``RequestError`` and the errors of the files.
    static func read(_ input: SurfaceInput, searches: Int = 1) throws -> LandSurface {
        let neighbourhood = try input.neighbourhood()
        try LengthRule.checked(input.lengthRule)
        let ground =
            switch input.ground {
            case .friction(let path): try friction(path, input, searches)
            case .elevation(let path, let slope): try travel(path, try slope.function(), input, searches)
            }
        return LandSurface(ground: ground.0, neighbourhood: neighbourhood, lengths: try input.lengths(on: ground.1))
    }

    /// The surface's layers, weight and cost of the search side by side, and for each result the cost and the way.
    private static func bytesPerCell(layers: Int, _ searches: Int) -> Int {
        let value = MemoryLayout<Value>.stride
        return layers * value + 2 * value + searches * (value + 1)
    }

    private static func friction(_ path: String, _ input: SurfaceInput, _ searches: Int) throws -> (Ground, Grid) {
        var rasters = AlignedRasters(bytesPerCell: bytesPerCell(layers: 1, searches))
        var friction = try rasters.values(path, as: Value.self)
        try requireNone(friction, { $0 < 0 }, rasters) { first, count in
            "\(path): \(count) a negative value, \(first); friction must be 0 or more, and no-data closes a cell"
        }
        try rasters.close(&friction, input)
        let grid = try rasters.requiredGrid()
        return (.friction(try FrictionField(grid: grid, values: friction)), grid)
    }

    private static func travel(
        _ path: String, _ slope: SlopeFunction, _ input: SurfaceInput, _ searches: Int
    ) throws -> (Ground, Grid) {
        var rasters = AlignedRasters(bytesPerCell: bytesPerCell(layers: 2, searches))
        var heights = try rasters.values(path, as: Value.self)
        try requireNone(heights, { $0 == -.infinity }, rasters) { first, count in
            "\(path): \(count) a height of minus infinity, \(first); no-data closes a cell"
        }
        var multiplier = heights.map { $0.isFinite ? Value(1) : .infinity }
        try rasters.close(&multiplier, input)
        // As the surface wants it, so that it need not make copies.
        for cell in heights.indices where multiplier[cell] == .infinity { heights[cell] = 0 }
        let grid = try rasters.requiredGrid()
        let surface = try TravelField(grid: grid, elevation: heights, timeMultiplier: multiplier)
        return (.travel(surface, slope), grid)
    }

    /// Fails with the text that `problem` makes of `the first at row …` and `3 cells have`, if a value is bad.
    static func requireNone(
        _ values: [Value], _ isBad: (Value) -> Bool, _ rasters: AlignedRasters,
        _ problem: (_ first: String, _ count: String) -> String
    ) throws(RequestError) {
        guard let first = values.firstIndex(where: isBad) else { return }
        let count = values.count(where: isBad)
        let columns = rasters.grid?.shape.columns ?? 1
        throw RequestError(
            .badData,
            problem(
                "the first at row \(first / columns), column \(first % columns)",
                count == 1 ? "1 cell has" : "\(count) cells have"))
    }
}

extension AlignedRasters {
    func requiredGrid() throws(RequestError) -> Grid {
        guard let grid else { throw RequestError(.wrongUsage, "no raster is named") }
        return grid
    }

    /// The values in the precision of a search.
    mutating func values<Value: CostValue>(_ path: String, as precision: Value.Type) throws -> [Value] {
        if let floats = try (precision == Float.self ? floats(path) : nil) as? [Value] { return floats }
        return try doubles(path).map { Value($0) }
    }

    /// Multiplies `weights` by the terrain and makes them infinite where there is no value or a barrier without a ford.
    mutating func close<Value: CostValue>(_ weights: inout [Value], _ input: SurfaceInput) throws {
        for cell in weights.indices where weights[cell].isNaN { weights[cell] = .infinity }
        if let terrain = input.terrain {
            let factors = try values(terrain, as: Value.self)
            try LandSurface<Value>.requireNone(factors, { $0 <= 0 }, self) { first, count in
                "\(terrain): \(count) a factor of 0 or less, \(first); terrain must be above 0, and no-data closes a cell"
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
}
