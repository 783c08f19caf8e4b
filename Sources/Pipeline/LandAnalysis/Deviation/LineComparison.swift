internal import Export
internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// `land deviation`: how far a modelled line runs from an observed one.
public struct LineComparison: Sendable {
    /// A vector file with one line, or a CSV with `x,y`.
    public var modelled: String
    /// The same for the line to compare with.
    public var observed: String
    /// Half the width of the band round the observed line, above 0.
    public var bufferMetres = 100.0
    /// `planar` for metres on a plane; nil for degrees.
    public var system: String?

    /// What was found; lengths in metres.
    public struct Outcome: Sendable {
        /// `ground` on the ellipsoid, `grid` on a plane.
        public let lengthRule: String
        /// What the lines enclose.
        public let squareMetres: Double
        /// From the first to the last position of the observed line.
        public let endpointMetres: Double
        /// Area over that distance, and its percentage of it; nil for an observed line that ends where it begins.
        public let indexMetres, indexPercent: Double?
        /// Share of the modelled line within the band.
        public let bufferShare: Double
        /// The greatest distance from a point of either line to the other.
        public let hausdorffMetres: Double
    }

    /// A comparison with a buffer of 100 m.
    public init(modelled: String, observed: String) {
        self.modelled = modelled
        self.observed = observed
    }

    /// Reads and compares.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> Outcome {
        guard bufferMetres > 0, bufferMetres.isFinite else {
            throw RequestError(.wrongUsage, "--buffer is \(bufferMetres); it must be above 0 m")
        }
        guard system == nil || system == "planar" else {
            throw RequestError(.wrongUsage, "--crs is \"\(system ?? "")\"; planar is the only one, degrees the default")
        }
        let metric: PathDeviation.Metric = system == "planar" ? .plane : .ellipsoid
        let (a, b) = (try line(modelled), try line(observed))
        let found: PathDeviation
        do throws(PathDeviation.Fault) {
            found = try PathDeviation(modelled: a, observed: b, metric: metric, buffer: Metres(bufferMetres))
        } catch {
            throw RequestError(.badData, error.description)
        }
        return Outcome(
            lengthRule: metric == .plane ? "grid" : "ground", squareMetres: found.area.value,
            endpointMetres: found.endpointDistance.value, indexMetres: found.index?.value,
            indexPercent: found.indexPercent, bufferShare: found.bufferShare, hausdorffMetres: found.hausdorff.value)
    }

    private func line(_ path: String) throws -> LineString {
        let line = try path.hasExtension("csv") ? table(path) : feature(path)
        guard line.points.count >= 2 else {
            throw RequestError(.badData, "\(path) holds \(line.points.count) positions; a line needs two")
        }
        return line
    }

    private func table(_ path: String) throws -> LineString {
        let table = try TableInput(path)
        let (x, y) = (try table.column("x"), try table.column("y"))
        return LineString(
            try table.rows.map { row in
                let point = GeographicPoint(longitude: try table.number(row, x), latitude: try table.number(row, y))
                if system == nil && !point.isValid {
                    throw table.fault(row, y, "\(point.latitude) is no latitude; are x and y swapped?")
                }
                return point
            })
    }

    private func feature(_ path: String) throws -> LineString {
        let layer = try VectorFile.read(path, idColumn: nil, in: system == nil ? .wgs84 : nil)
        let lines = layer.features.flatMap { feature -> [LineString] in
            switch feature.geometry {
            case .lineString(let line): [line]
            case .multiLineString(let lines): lines
            default: []
            }
        }
        guard lines.count == 1 else {
            throw RequestError(.badData, "\(path) holds \(lines.count) lines; one is needed")
        }
        return lines[0]
    }
}
