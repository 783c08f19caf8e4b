internal import CGDAL
public import SpatialEngine

/// Vector files that GDAL reads: FlatGeobuf, GeoPackage, shapefile, GeoJSON and others.
public enum VectorFile {
    /// The names of the layers, in the file's order.
    public static func layerNames(_ path: String) throws(FormatError) -> [String] {
        let dataset = try Library.open(path, kind: GDAL_OF_VECTOR)
        return (0..<GDALDatasetGetLayerCount(dataset.raw)).compactMap { i in
            GDALDatasetGetLayer(dataset.raw, i).map { String(cString: OGR_L_GetName($0)) }
        }
    }

    /// Reads a layer whole.
    ///
    /// Geometry in another reference system is transformed; a layer without one is taken to be in longitude and latitude
    /// on WGS 84. Curves become lines, heights are left out. Dates come as `YYYY-MM-DD`, times as
    /// `YYYY-MM-DDTHH:MM:SS`, lists as arrays.
    /// - Parameters:
    ///   - layer: Its name; nil for the first with geometry.
    ///   - idColumn: The column that becomes the features' id if its values are all there and all different; else, and
    ///     for nil, the id is the file's row number.
    ///   - target: The system of the positions that come out, x or longitude first; nil leaves them as they are.
    /// - Throws: ``FormatError`` if the file is missing or damaged, has no such layer, or a geometry cannot be taken over.
    public static func read(
        _ path: String, layer: String? = nil, idColumn: String? = "id", in target: CoordinateReferenceSystem? = .wgs84
    ) throws(FormatError) -> VectorLayer {
        let dataset = try Library.open(path, kind: GDAL_OF_VECTOR)
        let raw = try self.layer(layer, of: dataset, path)
        let reader = try LayerReader(layer: raw, target: target, path: path)
        var read = VectorLayer(name: reader.name, fields: reader.fields, features: [], sourceCRS: reader.crs)
        read.crs = target ?? reader.crs
        OGR_L_ResetReading(raw)
        Library.begin()
        while let row = OGR_L_GetNextFeature(raw) {
            defer { OGR_F_Destroy(row) }
            read.features.append(try reader.feature(row))
        }
        guard CPLGetLastErrorType() != CE_Failure else {
            throw .unreadable(path: path, reason: "\(Library.lastMessage); the file may be truncated")
        }
        if let idColumn { read.takeIDs(from: idColumn) }
        return read
    }

    /// The layer of a name; without one the only layer, or the only one with geometry.
    static func onlyLayer(
        _ name: String?, of dataset: borrowing OwnedDataset, _ path: String
    ) throws(FormatError) -> UnsafeMutableRawPointer {
        let layers = (0..<GDALDatasetGetLayerCount(dataset.raw)).compactMap { GDALDatasetGetLayer(dataset.raw, $0) }
        let placed = layers.filter { OGR_L_GetGeomType($0) != wkbNone }
        if name == nil {
            if layers.count == 1 { return layers[0] }
            if placed.count == 1 { return placed[0] }
            guard placed.isEmpty else {
                let names = placed.map { String(cString: OGR_L_GetName($0)) }
                throw .unsuitable(
                    path: path, reason: "it has several layers: \(names.joined(separator: ", ")); name one with --layer"
                )
            }
        }
        return try layer(name, of: dataset, path)
    }

    private static func layer(
        _ name: String?, of dataset: borrowing OwnedDataset, _ path: String
    ) throws(FormatError) -> UnsafeMutableRawPointer {
        var known: [String] = []
        for i in 0..<GDALDatasetGetLayerCount(dataset.raw) {
            guard let layer = GDALDatasetGetLayer(dataset.raw, i) else { continue }
            let own = String(cString: OGR_L_GetName(layer))
            if own == name || name == nil && OGR_L_GetGeomType(layer) != wkbNone { return layer }
            known.append(own)
        }
        let wanted = name.map { "no layer \($0)" } ?? "no layer with geometry"
        throw .unsuitable(path: path, reason: "there is \(wanted); there are: \(known.joined(separator: ", "))")
    }
}

extension VectorLayer {
    /// Makes a column the features' id, if its values can be one.
    fileprivate mutating func takeIDs(from column: String) {
        guard fields.contains(where: { $0.name == column }) else { return }
        var ids: [Feature.ID] = []
        for feature in features {
            switch feature.properties[column] {
            case .string(let text)?: ids.append(.text(text))
            case .integer(let number)?: ids.append(.number(number))
            default: return
            }
        }
        guard Set(ids).count == features.count else { return }
        fields.removeAll { $0.name == column }
        for i in features.indices {
            features[i].id = ids[i]
            features[i].properties[column] = nil
        }
    }
}
