internal import Export
internal import Foundation
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Lines or polygons beside the events, in the coordinates in which the events' distances are measured.
struct ShapeLayer {
    let path: String
    let features: [Feature]
    let fields: [String]

    /// Reads a vector file.
    ///
    /// With `--crs planar` its coordinates are taken as they are. Else a file that names its system is in that. GeoJSON
    /// that names none is in longitude and latitude, or in the system of `--crs` where its positions cannot be that.
    /// - Throws: ``FormatError``, ``RequestError``, ``TransformationError``.
    init(_ path: String, like units: UnitTable, _ source: UnitSource) throws {
        self.path = path
        let layer = try VectorFile.read(path, idColumn: nil, in: nil)
        fields = layer.fields.map(\.name)
        guard !layer.features.isEmpty else { throw RequestError(.badData, "\(path) holds no feature") }
        guard let target = units.metricSystem else {
            features = layer.features
            return
        }
        let isNamed = layer.sourceCRS != nil && !(path.hasExtension("geojson") && layer.sourceCRS == .wgs84)
        let isOnGlobe = layer.features.allSatisfy { feature in
            feature.geometry?.points.allSatisfy { abs($0.longitude) <= 360 && abs($0.latitude) <= 90 } ?? true
        }
        let own =
            isNamed || isOnGlobe && path.hasExtension("geojson")
            ? layer.sourceCRS ?? .wgs84 : source.crs.map { CoordinateReferenceSystem($0) } ?? .wgs84
        guard own != target else {
            features = layer.features
            return
        }
        let way = try Transformation(from: own, to: target)
        features = try layer.features.enumerated().map { row, feature in
            var feature = feature
            feature.geometry = feature.geometry.map { geometry in
                geometry.mapped { point in
                    let place = way.transformed([PlanarPoint(x: point.longitude, y: point.latitude)])[0]
                    return GeographicPoint(longitude: place.x, latitude: place.y)
                }
            }
            if let point = feature.geometry?.points.first(where: { !($0.longitude + $0.latitude).isFinite }) {
                throw RequestError(
                    .badData, "\(path), feature \(row + 1): \(point) is no place in \(target); check its system")
            }
            return feature
        }
    }

    /// All polygons as one area.
    ///
    /// - Throws: ``RequestError`` for features that are no polygons and for rings that cross themselves.
    func area() throws -> MultiPolygon {
        let context = TopologyContext()
        let parts = try features.enumerated().map { row, feature in
            let polygons = feature.geometry?.polygons ?? []
            guard !polygons.isEmpty else {
                throw RequestError(.badData, "\(path), feature \(row + 1): not a polygon; a mask is made of polygons")
            }
            let area = MultiPolygon(polygons)
            if let fault = try context.validityFault(of: .multiPolygon(area)) {
                throw RequestError(.badData, "\(path), feature \(row + 1): \(fault); mend the ring")
            }
            return area
        }
        return parts.count == 1 ? parts[0] : try context.unaryUnion(parts)
    }

    /// The lines as a network, with the id of each.
    ///
    /// - Throws: ``RequestError`` for features that are no single lines or have no length, and for ids that are missing or
    ///   not different.
    func network(metric: Metric, idField: String?) throws -> (network: LineNetwork, ids: [String]) {
        let lines = try features.enumerated().map { row, feature in
            guard let lines = feature.geometry?.lines, lines.count == 1, lines[0].points.count > 1 else {
                throw RequestError(
                    .badData, "\(path), feature \(row + 1): not a single line; split lines of several parts")
            }
            return lines[0].points.map { PlanarPoint(x: $0.longitude, y: $0.latitude) }
        }
        let ids = try edgeIDs(idField)
        do { return (try LineNetwork(lines, metric: metric), ids) } catch {
            if case .invalidValue(let edge) = error {
                throw RequestError(.badData, "\(path), feature \(edge + 1): a vertex is no position")
            }
            throw RequestError(.badData, "\(path): \(error)")
        }
    }

    private func edgeIDs(_ field: String?) throws -> [String] {
        guard let field else { return (1...features.count).map(String.init) }
        let own = !fields.contains(field) && field == "id"
        guard own || fields.contains(field) else {
            throw RequestError(
                .badData, "\(path), field \(field): there is none; there are \(fields.joined(separator: ", "))")
        }
        var rows: [String: Int] = [:]
        return try features.enumerated().map { row, feature in
            let text = own ? feature.id.map { "\($0)" } : feature.properties[field].flatMap(UnitRecords.text)
            guard let text, !text.isEmpty else {
                throw RequestError(
                    .badData, "\(path), feature \(row + 1), field \(field): no value; each line needs an id")
            }
            if let first = rows.updateValue(row, forKey: text) {
                throw RequestError(
                    .badData, "\(path), feature \(row + 1), field \(field): \(text) is that of feature \(first + 1) too"
                )
            }
            return text
        }
    }
}
