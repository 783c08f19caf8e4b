internal import Glibc
public import SpatialEngine

/// A terrain drawn from spot heights and the coast: h(p) = a₀ + Σ aᵢ·(dᵢ/scale)^exponent with Σ aᵢ = 0.
///
/// It passes through every node and is smooth between them, too smooth: see ``SketchErrorModel``. The kernel −d^β is
/// conditionally positive definite for 0 < β < 2 (Micchelli 1986, doi:10.1007/BF01893414), so the weights always exist.
public struct SketchTerrain: Sendable {
    /// The kernel, the plane and the spacing that made it.
    public let parameters: SketchParameters
    private let constant: Double
    private let x: [Double]
    private let y: [Double]
    private let weights: [Double]
    private let kernel: PowerKernel

    /// Fits the surface to `spotHeights` and to 0 m at `coast`.
    ///
    /// Spot heights come first: of nodes nearer than ``SketchParameters/duplicateDistance`` the first is kept.
    /// - Throws: ``SurfaceError/badSpotHeight(id:problem:)`` for a point off the globe or a height that is no number,
    ///   ``SurfaceError/tooFewSpotHeights(count:)``, ``SurfaceError/parameterOutOfRange(name:value:range:)``,
    ///   ``SurfaceError/coincidentNodes(first:second:)``.
    /// - Complexity: O(*n*³/3) time and O(*n*²) space for *n* nodes.
    public init(
        spotHeights: [SpotHeight], coast: [GeographicPoint], parameters: SketchParameters = SketchParameters()
    ) throws(SurfaceError) {
        if let fault = parameters.fault { throw fault }
        for spot in spotHeights {
            guard spot.point.isValid else {
                throw .badSpotHeight(id: spot.id, problem: "its position is off the globe")
            }
            guard spot.elevation.value.isFinite else {
                throw .badSpotHeight(id: spot.id, problem: "its height is not a number")
            }
        }
        let nodes = spotHeights.map { ($0.point, $0.elevation.value) } + coast.map { ($0, 0) }
        let kept = Self.distinct(nodes.map { parameters.plane($0.0) }, apart: parameters.duplicateDistance.value)
        guard kept.count >= 2 else { throw .tooFewSpotHeights(count: kept.count) }
        self.parameters = parameters
        kernel = PowerKernel(exponent: parameters.exponent / 2)
        x = kept.map { parameters.plane(nodes[$0].0).x / parameters.scale.value }
        y = kept.map { parameters.plane(nodes[$0].0).y / parameters.scale.value }
        (constant, weights) = try Self.fit(x, y, heights: kept.map { nodes[$0].1 }, exponent: parameters.exponent)
    }

    /// Fits the surface to spot heights and to the coast of `land` around them.
    ///
    /// - Parameter window: Where the coast counts; nil for the box round the spot heights grown by a tenth of a degree.
    /// - Throws: As ``init(spotHeights:coast:parameters:)``.
    public init(
        spotHeights: [SpotHeight], land: MultiPolygon, within window: BoundingBox? = nil,
        parameters: SketchParameters = SketchParameters()
    ) throws(SurfaceError) {
        let around = window ?? BoundingBox(around: spotHeights.lazy.map(\.point))?.expanded(byDegrees: 0.1)
        try self.init(
            spotHeights: spotHeights, coast: around.map { parameters.coastNodes(of: land, within: $0) } ?? [],
            parameters: parameters)
    }

    /// Number of nodes through which the surface passes.
    public var nodeCount: Int { x.count }

    /// The surface itself, below 0 in places; not yet raised on land.
    ///
    /// - Complexity: O(nodes).
    public func height(at point: GeographicPoint) -> Metres {
        let position = parameters.plane(point)
        let scale = parameters.scale.value
        return Metres(
            withUnsafeNodes { nodes in
                nodes.height(x: position.x / scale, y: position.y / scale)
            })
    }

    /// Heights at the centres of a geographic grid: at least 1 m where the cell has land, 0 elsewhere.
    ///
    /// - Parameter cover: How each cell lies to the land, `grid.shape.count` values.
    /// - Complexity: O(land cells × nodes), the same values at any number of threads.
    public func elevation(on grid: Grid, cover: [CellCover], threads: Int) -> Raster {
        precondition(cover.count == grid.shape.count, "\(cover.count) covers for \(grid.shape.count) cells")
        let (columns, scale) = (grid.shape.columns, parameters.scale.value)
        var values = [Float](repeating: 0, count: grid.shape.count)
        values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedBuffer(buffer)
            inParallel(grid.shape.rows, threads: threads) { row in
                withUnsafeNodes { nodes in
                    for cell in row * columns..<(row + 1) * columns where cover[cell] != .outside {
                        let position = parameters.plane(grid.geographicCentre(of: cell))
                        values.buffer[cell] = Float(max(1, nodes.height(x: position.x / scale, y: position.y / scale)))
                    }
                }
            }
        }
        return Raster(grid: grid, values: values)
    }
}

extension SketchTerrain {
    private struct Nodes {
        let constant: Double
        let x: UnsafeBufferPointer<Double>
        let y: UnsafeBufferPointer<Double>
        let weights: UnsafeBufferPointer<Double>
        let kernel: PowerKernel.Table

        @inline(__always)
        func height(x px: Double, y py: Double) -> Double {
            var sum = constant
            for node in 0..<x.count {
                let (dx, dy) = (x[node] - px, y[node] - py)
                sum += weights[node] * kernel.power(dx * dx + dy * dy)
            }
            return sum
        }
    }

    private func withUnsafeNodes<Result>(_ body: (Nodes) -> Result) -> Result {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                weights.withUnsafeBufferPointer { weights in
                    kernel.withUnsafeTable { kernel in
                        body(Nodes(constant: constant, x: x, y: y, weights: weights, kernel: kernel))
                    }
                }
            }
        }
    }

    /// Indices of the points that have no earlier one nearer than `apart`.
    private static func distinct(_ points: [PlanarPoint], apart: Double) -> [Int] {
        var kept: [Int] = []
        for index in points.indices {
            let (x, y) = (points[index].x, points[index].y)
            if kept.allSatisfy({ hypot(points[$0].x - x, points[$0].y - y) >= apart }) { kept.append(index) }
        }
        return kept
    }

    /// Weights for exact heights at the nodes.
    ///
    /// With the last node's weight given by Σ aᵢ = 0, the rest solve G·a = −(h − h_last), where
    /// Gᵢⱼ = φᵢₗ + φⱼₗ − φᵢⱼ is positive definite.
    private static func fit(
        _ x: [Double], _ y: [Double], heights: [Double], exponent: Double
    ) throws(SurfaceError) -> (constant: Double, weights: [Double]) {
        let last = x.count - 1
        let toLast = x.indices.map { pow(hypot(x[$0] - x[last], y[$0] - y[last]), exponent) }
        var matrix = [Double](repeating: 0, count: last * last)
        for row in 0..<last {
            for column in 0...row {
                let distance = hypot(x[row] - x[column], y[row] - y[column])
                matrix[row * last + column] = toLast[row] + toLast[column] - pow(distance, exponent)
            }
        }
        let solver = SymmetricSolver(lowerTriangle: matrix, order: last)
        let (found, failedRow) = solver.solution(for: heights.dropLast().map { heights[last] - $0 })
        if let failedRow { throw .coincidentNodes(first: failedRow, second: last) }
        let weights = found + [-found.reduce(0, +)]
        var constant = heights[last]
        for node in 0..<last { constant -= weights[node] * toLast[node] }
        return (constant, weights)
    }
}
