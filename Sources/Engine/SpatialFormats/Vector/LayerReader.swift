internal import CGDAL
internal import SpatialEngine

/// Turns the rows of an open layer into features.
struct LayerReader {
    let name: String
    let fields: [VectorLayer.Field]
    let crs: CoordinateReferenceSystem?
    private let path: String
    private let transformation: LayerTransformation?

    init(layer: UnsafeMutableRawPointer, target: CoordinateReferenceSystem?, path: String) throws(FormatError) {
        name = String(cString: OGR_L_GetName(layer))
        self.path = path
        let definition = OGR_L_GetLayerDefn(layer)
        var fields: [VectorLayer.Field] = []
        for i in 0..<OGR_FD_GetFieldCount(definition) {
            guard let field = OGR_FD_GetFieldDefn(definition, i) else { continue }
            fields.append(VectorLayer.Field(String(cString: OGR_Fld_GetNameRef(field)), Self.kind(of: field)))
        }
        self.fields = fields
        // Borrowed from the layer; null for none.
        let system = OGR_L_GetSpatialRef(layer)
        crs = CoordinateReferenceSystem(borrowing: system)
        if let target, crs ?? .wgs84 != target {
            transformation = try LayerTransformation(from: system, to: target, path: path)
        } else {
            transformation = nil
        }
    }

    func feature(_ row: UnsafeMutableRawPointer) throws(FormatError) -> Feature {
        let id = Int(OGR_F_GetFID(row))
        var properties = JSONObject()
        for (i, field) in fields.enumerated() { properties[field.name] = value(row, Int32(i), field.kind) }
        return Feature(id: id >= 0 ? .number(id) : nil, geometry: try geometry(row, id), properties: properties)
    }

    // MARK: - Geometry

    private func geometry(_ row: UnsafeMutableRawPointer, _ id: Int) throws(FormatError) -> Geometry? {
        guard let borrowed = OGR_F_GetGeometryRef(row) else { return nil }
        // A copy without curves and heights.
        guard let flat = OGR_G_GetLinearGeometry(borrowed, 0, nil) else { throw fault(id, Library.lastMessage) }
        defer { OGR_G_DestroyGeometry(flat) }
        OGR_G_FlattenTo2D(flat)
        if OGR_G_IsEmpty(flat) != 0 && OGR_G_GetGeometryType(flat) == wkbPoint { return nil }
        if let transformation, OGR_G_Transform(flat, transformation.raw) != OGRERR_NONE {
            throw fault(id, "the geometry cannot be transformed: \(Library.lastMessage)")
        }
        var bytes = [UInt8](repeating: 0, count: Int(OGR_G_WkbSize(flat)))
        guard OGR_G_ExportToIsoWkb(flat, wkbNDR, &bytes) == OGRERR_NONE else { throw fault(id, Library.lastMessage) }
        do { return try WellKnownBinary.decoded(bytes) } catch { throw fault(id, "the geometry: \(error)") }
    }

    private func fault(_ id: Int, _ reason: String) -> FormatError {
        .unsuitable(path: path, reason: "layer \(name), feature \(id): \(reason)")
    }

    // MARK: - Properties

    private static func kind(of field: UnsafeMutableRawPointer) -> VectorLayer.Field.Kind {
        switch OGR_Fld_GetType(field) {
        case OFTInteger, OFTInteger64: OGR_Fld_GetSubType(field) == OFSTBoolean ? .boolean : .integer
        case OFTReal: .real
        case OFTDate: .date
        default: .text
        }
    }

    private func value(_ row: UnsafeMutableRawPointer, _ i: Int32, _ kind: VectorLayer.Field.Kind) -> JSONValue {
        guard OGR_F_IsFieldSetAndNotNull(row, i) != 0 else { return .null }
        switch kind {
        case .integer: return .integer(Int(OGR_F_GetFieldAsInteger64(row, i)))
        case .boolean: return .boolean(OGR_F_GetFieldAsInteger(row, i) != 0)
        case .real:
            let number = OGR_F_GetFieldAsDouble(row, i)
            return number.isFinite ? .number(number) : .null
        case .date: return .string(Self.moment(row, i, hasTime: false))
        case .text: return text(row, i)
        }
    }

    private func text(_ row: UnsafeMutableRawPointer, _ i: Int32) -> JSONValue {
        let field = OGR_F_GetFieldDefnRef(row, i)
        let plain = String(cString: OGR_F_GetFieldAsString(row, i))
        switch OGR_Fld_GetType(field) {
        case OFTDateTime: return .string(Self.moment(row, i, hasTime: true))
        case OFTStringList: return .array(strings(OGR_F_GetFieldAsStringList(row, i)).map { .string($0) })
        case OFTIntegerList, OFTInteger64List, OFTRealList:
            guard let json = OGR_F_GetFieldAsString(row, i) else { return .string(plain) }
            // Written as (3:1,2,3).
            let items = String(cString: json).drop { $0 != ":" }.dropFirst().prefix { $0 != ")" }
            return .array(
                items.split(separator: ",").map { item in
                    Int(item).map { .integer($0) } ?? Double(item).map { .number($0) } ?? .string(String(item))
                })
        case OFTString where OGR_Fld_GetSubType(field) == OFSTJSON:
            return (try? JSONValue(parsing: Array(plain.utf8))) ?? .string(plain)
        default: return .string(plain)
        }
    }

    /// A day, or a day and a time with the zone where one is known.
    static func moment(_ row: UnsafeMutableRawPointer, _ i: Int32, hasTime: Bool) -> String {
        var (year, month, day, hour, minute, zone): (Int32, Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0, 0)
        var second: Float = 0
        guard OGR_F_GetFieldAsDateTimeEx(row, i, &year, &month, &day, &hour, &minute, &second, &zone) != 0 else {
            return String(cString: OGR_F_GetFieldAsString(row, i))
        }
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        guard hasTime else { return date }
        let thousandths = Int32((second * 1000).rounded())
        let fraction = thousandths % 1000 == 0 ? "" : ".\(padded(thousandths % 1000, 3))"
        let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(thousandths / 1000, 2))\(fraction)"
        // 0 unknown, 1 local, 100 UTC, and one step for each quarter of an hour east of it.
        guard zone >= 2 else { return "\(date)T\(time)" }
        let minutes = abs(zone - 100) * 15
        let offset =
            zone == 100 ? "Z" : "\(zone > 100 ? "+" : "-")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        return "\(date)T\(time)\(offset)"
    }
}

/// The one owner of a way from the system of a layer to another.
final class LayerTransformation {
    let raw: UnsafeMutableRawPointer

    /// - Parameter system: Null for longitude and latitude on WGS 84.
    init(
        from system: UnsafeMutableRawPointer?, to target: CoordinateReferenceSystem, path: String
    ) throws(FormatError) {
        let target = try OwnedReferenceSystem(target, for: path)
        let source = try OwnedReferenceSystem(cloning: system, for: path)
        guard let raw = OCTNewCoordinateTransformation(source.raw, target.raw) else {
            throw .unsuitable(
                path: path, reason: "there is no way from its reference system: \(Library.lastMessage)")
        }
        self.raw = raw
    }

    deinit { OCTDestroyCoordinateTransformation(raw) }
}
