internal import SpatialEngine
internal import SpatialFormats

/// The map layers of a pack.
struct RegionLayers {
    let coast: MultiPolygon
    let borders: [MapLine]
    let rivers: [MapLine]

    /// The reference system that the layer file at `path` names; nil for none.
    static func referenceSystem(_ path: String) throws -> CoordinateReferenceSystem? {
        try VectorFile.read(path).sourceCRS
    }
}

extension RegionReader {
    /// Coast, borders and rivers; nil and a fault when one of them cannot be used.
    mutating func layers() -> RegionLayers? {
        do {
            return RegionLayers(
                coast: try Self.land(path("coast.fgb")), borders: try Self.lines(path("borders.fgb")),
                rivers: try Self.lines(path("rivers.fgb")))
        } catch {
            faults.append(error)
            return nil
        }
    }

    private static func land(_ path: String) throws(IngestError) -> MultiPolygon {
        var polygons: [Polygon] = []
        for feature in try features(path) {
            switch feature.geometry {
            case .polygon(let polygon): polygons.append(polygon)
            case .multiPolygon(let several): polygons += several.polygons
            default: throw wrongShape(feature, path, "Polygon")
            }
        }
        return MultiPolygon(polygons)
    }

    private static func lines(_ path: String) throws(IngestError) -> [MapLine] {
        var lines: [MapLine] = []
        for feature in try features(path) {
            guard case .integer(let level)? = feature.properties["level"] else {
                throw IngestError(
                    file: path, field: "level", problem: "a line has no whole number as its level",
                    mend: "restore the file or run region build")
            }
            switch feature.geometry {
            case .lineString(let line): lines.append(MapLine(line: line, level: level))
            case .multiLineString(let several): lines += several.map { MapLine(line: $0, level: level) }
            default: throw wrongShape(feature, path, "LineString")
            }
        }
        return lines
    }

    private static func features(_ path: String) throws(IngestError) -> [Feature] {
        let features: [Feature]
        do {
            features = try VectorFile.read(path).features
        } catch {
            guard !error.isMissingFile else {
                throw IngestError(
                    .missing, file: path, problem: "there is no such file", mend: "restore it or run region build")
            }
            throw IngestError(
                file: path, problem: "cannot be read as a map layer (\(error))", mend: "restore it or run region build")
        }
        guard !features.isEmpty else {
            throw IngestError(file: path, problem: "the layer is empty", mend: "restore it or run region build")
        }
        return features
    }

    private static func wrongShape(_ feature: Feature, _ path: String, _ wanted: String) -> IngestError {
        let name = feature.geometry?.typeName ?? "no geometry"
        return IngestError(
            file: path, problem: "a feature is \(name), not \(wanted)", mend: "restore the file or run region build")
    }
}
