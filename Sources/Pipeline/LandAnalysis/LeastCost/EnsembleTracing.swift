public import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// `land ensemble`: where the least-cost path runs when the heights are uncertain.
public struct EnsembleTracing: Sendable {
    /// What is walked on; the ground must be heights.
    public var surface: SurfaceInput
    /// Where the way begins, as `X,Y`.
    public var from: String
    /// Where the way ends, as `X,Y`.
    public var to: String
    /// What the coordinates of the places mean.
    public var system = PlaceSystem.degrees
    /// Standard deviation of the heights' errors in metres, 0 or more.
    public var errorMetres: Double
    /// Where the errors' autocorrelation has fallen to 1/e, in metres, above 0.
    public var correlationMetres: Double
    /// Terrains to draw, at least 1.
    public var members = 200
    /// `exponential` or `gaussian`.
    public var covariance = "exponential"
    /// Confidence of the interval in percent, between 0 and 100.
    public var intervalPercent = 95.0
    /// Where the raster goes.
    public var output: RasterDestination
    /// Where the errors go, a band a member, if anywhere.
    public var errorFields: RasterDestination?
    /// Seed of the errors.
    public var seed: UInt64 = 1
    /// Threads; the result does not depend on it.
    public var threads = 1

    /// What was found besides the raster.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// Terrains drawn, and those with a way.
        public let members, reachable: Int
        /// Quantiles of the cost over those with a way; nil without any.
        public let cost: (median: Double, q05: Double, q95: Double)?
    }

    /// A job with the defaults of the command line.
    public init(
        surface: SurfaceInput, from: String, to: String, errorMetres: Double, correlationMetres: Double,
        output: RasterDestination
    ) {
        self.surface = surface
        self.from = from
        self.to = to
        self.errorMetres = errorMetres
        self.correlationMetres = correlationMetres
        self.output = output
    }

    /// Reads, draws, searches and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping LandProgress) throws -> Outcome {
        let covariance = try checked()
        try output.check()
        try errorFields?.check()
        progress("reading", 0, 3)
        let land = try LandSurface<Float>.read(surface)
        let (start, end) = try land.ends(from, to, in: system)
        let found = try land.ensemble(
            from: start, to: end, errorMetres: errorMetres, correlation: Metres(correlationMetres),
            covariance: covariance, members: members, seed: seed, threads: threads,
            isExact: surface.isExact, progress)
        progress("writing", 2, 3)
        try writeErrors(land.grid, covariance)
        let bounds = found.interval(confidence: intervalPercent / 100)
        let bands = [("probability", found.probability), ("low", bounds.low), ("high", bounds.high)]
        try output.write(
            bands.map { name, shares in
                let shares = land.withoutBarriers(shares)
                return CloudOptimizedGeoTIFF.Band(
                    grid: land.grid, values: surface.isExact ? .doubles(shares) : .floats(shares.map { Float($0) }),
                    description: name, unit: "1")
            })
        return Outcome(
            frame: land.frame, members: members, reachable: found.membersReachable, cost: found.costQuantiles)
    }

    private func checked() throws(RequestError) -> GaussianRandomField.Covariance {
        func require(_ isRight: Bool, _ option: String, _ value: Double, _ range: String) throws(RequestError) {
            guard isRight else {
                throw RequestError(.wrongUsage, "\(option) is \(ShortestNumber.text(value)); it must be \(range)")
            }
        }
        guard case .elevation = surface.ground else { throw RequestError(.wrongUsage, "an ensemble needs --dem") }
        try require(errorMetres >= 0 && errorMetres.isFinite, "--rmse", errorMetres, "0 m or more")
        try require(
            correlationMetres > 0 && correlationMetres.isFinite, "--correlation-length", correlationMetres, "above 0 m")
        try require((1...1_000_000).contains(members), "--members", Double(members), "1 to 1,000,000")
        try require(intervalPercent > 0 && intervalPercent < 100, "--interval", intervalPercent, "between 0 and 100")
        guard let found = GaussianRandomField.Covariance(rawValue: covariance) else {
            let known = GaussianRandomField.Covariance.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(.wrongUsage, "--covariance is \"\(covariance)\"; use one of \(known)")
        }
        return found
    }

    private func writeErrors(_ grid: Grid, _ covariance: GaussianRandomField.Covariance) throws {
        guard let errorFields else { return }
        let fields = try LandSurface<Float>.errors(
            on: grid, errorMetres: errorMetres, correlation: Metres(correlationMetres), covariance: covariance,
            members: members, seed: seed, threads: threads)
        try errorFields.write(
            fields.enumerated().map { member, values in
                CloudOptimizedGeoTIFF.Band(
                    grid: grid, values: .floats(values), description: "member \(member + 1)", unit: "m")
            })
    }
}

extension TerrainEnsemble {
    /// Median, 5 % and 95 % quantile of the members with a way, between neighbours in rank where it must be.
    fileprivate var costQuantiles: (median: Double, q05: Double, q95: Double)? {
        let sorted = costs.filter { $0 < .infinity }.sorted()
        guard !sorted.isEmpty else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
        }
        return (quantile(0.5), quantile(0.05), quantile(0.95))
    }
}
