internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The lines on which the upper-tail p-values of a relative risk pass levels (Hazelton & Davies 2009,
/// doi:10.1002/bimj.200810495).
///
/// A level is one feature, a MultiLineString: cells on the left of a line have a p at or below the level. Lines end where
/// p-values end, at the window and where no event is in reach.
public struct ToleranceContours: Sendable {
    /// A `.geojson`, `.gpkg` or `.fgb`.
    public var path: String
    /// `--levels`: p-values above 0 and below 1, all different.
    public var levels: [Double]

    /// Contours at some levels, in this order.
    public init(path: String, levels: [Double] = [0.05, 0.01]) { (self.path, self.levels) = (path, levels) }

    /// Fails now if the file could not be put in place later.
    func check(overwrite: Bool) throws {
        _ = try FeatureOutput(path: path, overwrite: overwrite)
        try OutputFormat.requirePlace(path, overwrite: overwrite)
    }

    /// Levels that no cell could reach, however high its risk.
    func warnings(permutations: Int) -> [String] {
        let least = 1 / Double(permutations + 1)
        return levels.filter { $0 < least }.map { level in
            let needed = ShortestNumber.text((1 / level - 1e-9).rounded(.up) - 1)
            return
                "with \(permutations) permutations no p is below \(ShortestNumber.text(least)), so there is no contour "
                + "at \(ShortestNumber.text(level)); give --permutations \(needed) or more"
        }
    }

    /// Writes a feature for each level that has lines.
    ///
    /// - Returns: For `--json`, an object for each level.
    func write(
        _ pValues: [Double?], on grid: Grid, _ frame: DensityFrame, _ request: HotspotRequest
    ) throws -> JSONValue {
        let values = pValues.map { $0 ?? .nan }
        let isGlobe = frame.units.metric.isGeographic
        var features: [Feature] = []
        var summary: [JSONValue] = []
        for level in levels {
            let lines = try ContourLine.lines(of: values, on: grid, at: level)
            let properties: JSONObject = [
                "p": .number(level), "tail": .string("upper"), "lines": .integer(lines.count),
                "closed": .integer(lines.count(where: \.isClosed)),
                (isGlobe ? "length_m" : "length"): .number(length(lines, frame.units.metric)),
                (isGlobe ? "area_m2" : "area"): .number(
                    try area(values, on: grid, atMost: level, frame.units.metric)),
            ]
            summary.append(.object(properties))
            guard !lines.isEmpty else { continue }
            features.append(
                Feature(
                    id: .number(features.count + 1), geometry: try geometry(lines, frame.units.metricSystem),
                    properties: properties))
        }
        try FeatureOutput(path: path, overwrite: request.overwrite).write(
            features, name: "contours", crs: frame.units.metricSystem)
        return .array(summary)
    }

    private func geometry(_ lines: [ContourLine], _ crs: CoordinateReferenceSystem?) throws -> Geometry {
        let drawn = lines.map { line in
            LineString(line.points.map { GeographicPoint(longitude: $0.x, latitude: $0.y) })
        }
        guard crs == .wgs84 else { return .multiLineString(drawn) }
        let cut = try TopologyContext().cutAtAntimeridian(.multiLineString(drawn))
        return .multiLineString(cut.lines)
    }

    private func length(_ lines: [ContourLine], _ metric: Metric) -> Double {
        lines.reduce(0) { sum, line in
            zip(line.points, line.points.dropFirst()).reduce(sum) { $0 + metric.distance($1.0, $1.1) }
        }
    }

    /// The area of the cells at or below a level, as the metric measures it.
    private func area(_ values: [Double], on grid: Grid, atMost level: Double, _ metric: Metric) throws -> Double {
        let (frame, columns) = (grid.transform, grid.shape.columns)
        var area = 0.0
        for row in 0..<grid.shape.rows {
            let cells = values[row * columns..<(row + 1) * columns].count { $0 <= level }
            guard cells > 0 else { continue }
            let north = frame.originY - Double(row) * frame.cellHeight
            let south = max(north - frame.cellHeight, metric.isGeographic ? -90 : -.infinity)
            let cell = try StudyWindow(
                low: PlanarPoint(x: frame.originX, y: south),
                high: PlanarPoint(x: frame.originX + frame.cellWidth, y: north), metric: metric)
            area += Double(cells) * cell.area
        }
        return area
    }
}
