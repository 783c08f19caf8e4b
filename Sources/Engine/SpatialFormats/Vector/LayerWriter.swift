internal import CGDAL
internal import SpatialEngine

/// Puts a layer's rows into an open file.
struct LayerWriter {
    let layer: VectorLayer
    let path: String

    /// The columns as written: the features' id comes first, unless a column has its name.
    var columns: [VectorLayer.Field] {
        guard layer.features.contains(where: { $0.id != nil }), !layer.fields.contains(where: { $0.name == "id" })
        else {
            return layer.fields
        }
        let isNumber = layer.features.allSatisfy { if case .text? = $0.id { false } else { true } }
        return [VectorLayer.Field("id", isNumber ? .integer : .text, description: "Identity of the feature")]
            + layer.fields
    }

    /// The type that all geometries fit, and whether single ones must become multiples for it.
    private var geometryType: (type: OGRwkbGeometryType, isMultiple: Bool) {
        let names = Set(layer.features.compactMap { $0.geometry?.typeName })
        let types: [(String, OGRwkbGeometryType, OGRwkbGeometryType)] = [
            ("Point", wkbPoint, wkbMultiPoint), ("LineString", wkbLineString, wkbMultiLineString),
            ("Polygon", wkbPolygon, wkbMultiPolygon),
        ]
        for (name, single, multiple) in types where !names.isEmpty && names.isSubset(of: [name, "Multi" + name]) {
            return names == [name] ? (single, false) : (multiple, true)
        }
        return (wkbUnknown, false)
    }

    func write(into dataset: borrowing OwnedDataset, options: [String]) throws(FormatError) {
        let (type, isMultiple) = geometryType
        let list = StringList(options)
        Library.begin()
        let created: UnsafeMutableRawPointer?
        if let crs = layer.crs {
            let system = try OwnedReferenceSystem(crs, for: path)
            created = GDALDatasetCreateLayer(dataset.raw, layer.name, system.raw, type, list.raw)
        } else {
            created = GDALDatasetCreateLayer(dataset.raw, layer.name, nil, type, list.raw)
        }
        guard let raw = created else {
            throw .unwritable(path: path, reason: "layer \(layer.name): \(Library.lastMessage)")
        }
        let columns = columns
        for column in columns { try create(column, in: raw) }
        for (i, feature) in layer.features.enumerated() {
            guard let row = OGR_F_Create(OGR_L_GetLayerDefn(raw)) else {
                throw .unwritable(path: path, reason: Library.lastMessage)
            }
            defer { OGR_F_Destroy(row) }
            for (place, column) in columns.enumerated() {
                let value = value(of: feature, column)
                guard set(row, Int32(place), value, column.kind) else {
                    throw fault(i, "column \(column.name) holds \(value.kind), but is of type \(column.kind.rawValue)")
                }
            }
            if let geometry = feature.geometry { try set(row, isMultiple ? geometry.asMultiple : geometry, i) }
            guard OGR_L_CreateFeature(raw, row) == OGRERR_NONE else { throw fault(i, Library.lastMessage) }
        }
    }

    private func value(of feature: Feature, _ column: VectorLayer.Field) -> JSONValue {
        if let value = feature.properties[column.name] { return value }
        guard column.name == "id", let id = feature.id else { return .null }
        if column.kind == .integer, case .number(let number) = id { return .integer(number) }
        return .string(id.description)
    }

    private func fault(_ index: Int, _ reason: String) -> FormatError {
        let id = layer.features[index].id.map { " (id \($0))" } ?? ""
        return .unwritable(path: path, reason: "layer \(layer.name), feature \(index + 1)\(id): \(reason)")
    }

    private func create(_ column: VectorLayer.Field, in layer: UnsafeMutableRawPointer) throws(FormatError) {
        let type: OGRFieldType =
            switch column.kind {
            case .text: OFTString
            case .integer: OFTInteger64
            case .real: OFTReal
            case .boolean: OFTInteger
            case .date: OFTDate
            }
        let field = OGR_Fld_Create(column.name, type)
        defer { OGR_Fld_Destroy(field) }
        if column.kind == .boolean { OGR_Fld_SetSubType(field, OFSTBoolean) }
        guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else {
            throw .unwritable(path: path, reason: "column \(column.name): \(Library.lastMessage)")
        }
    }

    /// False if the value is not of the column's kind.
    private func set(
        _ row: UnsafeMutableRawPointer, _ i: Int32, _ value: JSONValue, _ kind: VectorLayer.Field.Kind
    ) -> Bool {
        switch (kind, value) {
        case (_, .null): OGR_F_SetFieldNull(row, i)
        case (.integer, .integer(let number)): OGR_F_SetFieldInteger64(row, i, GIntBig(number))
        case (.real, .integer(let number)): OGR_F_SetFieldDouble(row, i, Double(number))
        case (.real, .number(let number)): OGR_F_SetFieldDouble(row, i, number)
        case (.boolean, .boolean(let flag)): OGR_F_SetFieldInteger(row, i, flag ? 1 : 0)
        case (.text, .string(let text)): OGR_F_SetFieldString(row, i, text)
        case (.text, _):
            guard let json = try? value.encoded() else { return false }
            OGR_F_SetFieldString(row, i, String(decoding: json, as: UTF8.self))
        case (.date, .string(let text)):
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
            guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
                (1...12).contains(month), (1...31).contains(day)
            else { return false }
            OGR_F_SetFieldDateTime(row, i, year, month, day, 0, 0, 0, 0)
        default: return false
        }
        return true
    }

    private func set(_ row: UnsafeMutableRawPointer, _ geometry: Geometry, _ index: Int) throws(FormatError) {
        let bytes = WellKnownBinary.encoded(geometry)
        var made: UnsafeMutableRawPointer?
        guard OGR_G_CreateFromWkb(bytes, nil, &made, Int32(bytes.count)) == OGRERR_NONE, made != nil else {
            throw fault(index, "the geometry cannot be handed over: \(Library.lastMessage)")
        }
        // The row owns the geometry from here on, whether it takes it or not.
        guard OGR_F_SetGeometryDirectly(row, made) == OGRERR_NONE else { throw fault(index, Library.lastMessage) }
    }
}

extension Geometry {
    fileprivate var asMultiple: Geometry {
        switch self {
        case .point(let point): .multiPoint([point])
        case .lineString(let line): .multiLineString([line])
        case .polygon(let polygon): .multiPolygon(MultiPolygon([polygon]))
        default: self
        }
    }
}
