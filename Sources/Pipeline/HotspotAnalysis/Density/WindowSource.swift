internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The area in which events could have been seen, as the command line names it.
public struct WindowSource: Sendable {
    /// `--window`: minx, miny, maxx, maxy in the coordinates in which distances are measured.
    public var box: [Double]?
    /// `--mask`: a file of polygons.
    public var mask: String?

    /// No window, a box or polygons.
    public init(box: [Double]? = nil, mask: String? = nil) { (self.box, self.mask) = (box, mask) }

    /// The window on the plane or globe of the events; nil when none is named.
    ///
    /// - Throws: ``RequestError`` for a box without area and for a file without valid polygons; ``FormatError``.
    func window(for units: UnitTable, _ source: UnitSource) throws -> StudyWindow? {
        if let box {
            var east = box[2]
            // A box across the antimeridian.
            if units.metric.isGeographic, box[0] > east { east += 360 }
            do {
                return try StudyWindow(
                    low: PlanarPoint(x: box[0], y: box[1]), high: PlanarPoint(x: east, y: box[3]), metric: units.metric)
            } catch {
                throw RequestError(.wrongUsage, "--window: \(error); write it minx,miny,maxx,maxy")
            }
        }
        guard let mask else { return nil }
        let layer = try ShapeLayer(mask, like: units, source)
        let area = try layer.area()
        do { return try StudyWindow(area, metric: units.metric) } catch {
            throw RequestError(.badData, "\(mask): \(error)")
        }
    }

    /// For `--json`.
    var parameter: JSONValue {
        if let box { return .array(box.map { .number($0) }) }
        return mask.map { .string($0) } ?? .null
    }
}

extension UnitTable {
    /// The system of the coordinates in which distances are measured; nil for a plane that is nowhere.
    var metricSystem: CoordinateReferenceSystem? { metric.isGeographic ? .wgs84 : crs }
}
