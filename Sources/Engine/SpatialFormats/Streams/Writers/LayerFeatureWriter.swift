internal import CGDAL
import Glibc
internal import SpatialEngine

/// Writes features into a new layer of GDAL, one by one.
struct LayerFeatureWriter: ~Copyable {
    private let path: String
    private let layer: UnsafeMutableRawPointer
    private let row: UnsafeMutableRawPointer
    private let kinds: [ColumnKind]
    private let names: [String]
    private let idKind: ColumnKind?
    private let isGeobuf: Bool
    private(set) var gaps = FlatGeobufGaps()
    private var text = ByteBuffer()

    /// Makes the layer with its columns; the id comes first.
    init(_ survey: LayerSurvey, in dataset: borrowing OwnedDataset, options: [String], path: String) throws {
        let list = StringList(options)
        let system = try OwnedReferenceSystem(.wgs84, for: path)
        Library.begin()
        let isGeobuf = path.lowercased().hasSuffix(".fgb")
        let type = Self.geometryType(survey, isGeobuf: isGeobuf)
        guard let layer = GDALDatasetCreateLayer(dataset.raw, survey.name, system.raw, type, list.raw) else {
            throw FormatError.unwritable(path: path, reason: "layer \(survey.name): \(Library.lastMessage)")
        }
        let columns = Self.columns(survey, isGeobuf: isGeobuf)
        if !isGeobuf { try Self.refuseRepeated(columns.map(\.0)) }
        for (name, kind) in columns { try Self.create(name, kind, in: layer, path) }
        guard let row = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
            throw FormatError.unwritable(path: path, reason: Library.lastMessage)
        }
        self.init(path, layer, row, columns, survey.idKind, isGeobuf)
    }

    private init(
        _ path: String, _ layer: UnsafeMutableRawPointer, _ row: UnsafeMutableRawPointer,
        _ columns: [(String, ColumnKind)], _ idKind: ColumnKind?, _ isGeobuf: Bool
    ) {
        self.isGeobuf = isGeobuf
        (self.path, self.layer, self.row, self.idKind) = (path, layer, row, idKind)
        kinds = columns.map(\.1)
        names = columns.map(\.0)
    }

    /// A database does not tell capitals from small letters.
    private static func refuseRepeated(_ names: [String]) throws {
        var seen: [String: String] = [:]
        for name in names {
            if let other = seen.updateValue(name, forKey: name.lowercased()) {
                throw RequestError(
                    .badData,
                    "properties \(other) and \(name) differ only in capitals, which a GeoPackage does not tell apart; rename one"
                )
            }
        }
    }

    private static func columns(_ survey: LayerSurvey, isGeobuf: Bool) -> [(String, ColumnKind)] {
        let id = survey.idKind.map { [("id", $0)] } ?? []
        let properties = survey.columns.map { column -> (String, ColumnKind) in
            let isTaken = survey.idKind != nil && CommaSeparatedText.meansIdentityProperty(column.name)
            return (isTaken ? CommaSeparatedText.prefixed(column.name) : column.name, column.kind)
        }
        guard isGeobuf else { return id + properties }
        // FlatGeobuf knows only times, and days would come back as those; it does not mark texts as JSON.
        return (id + properties).map { $0.1 == .date || $0.1 == .json ? ($0.0, ColumnKind.text) : $0 }
    }

    deinit { OGR_F_Destroy(row) }

    /// The one type of all geometries, with heights if all have them.
    private static func geometryType(_ survey: LayerSurvey, isGeobuf: Bool) -> OGRwkbGeometryType {
        let any = isGeobuf && survey.hasHeights ? OGR_GT_SetZ(wkbUnknown) : wkbUnknown
        guard survey.kinds.count == 1, let kind = survey.kinds.first else { return any }
        if isGeobuf, survey.missingGeometries > 0 { return any }
        let type = OGRwkbGeometryType(rawValue: UInt32(kind.rawValue))
        return survey.hasHeights ? OGR_GT_SetZ(type) : type
    }

    private static func create(
        _ name: String, _ kind: ColumnKind, in layer: UnsafeMutableRawPointer, _ path: String
    ) throws(FormatError) {
        let type: OGRFieldType =
            switch kind {
            case .text, .json: OFTString
            case .integer: OFTInteger64
            case .real: OFTReal
            case .boolean: OFTInteger
            case .date: OFTDate
            case .moment: OFTDateTime
            }
        let field = OGR_Fld_Create(name, type)
        defer { OGR_Fld_Destroy(field) }
        if kind == .boolean { OGR_Fld_SetSubType(field, OFSTBoolean) }
        if kind == .json { OGR_Fld_SetSubType(field, OFSTJSON) }
        guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else {
            throw .unwritable(path: path, reason: "column \(name): \(Library.lastMessage)")
        }
    }

    // MARK: - Rows

    mutating func write(_ record: borrowing FeatureRecord) throws {
        var place = 0
        if idKind != nil {
            try set(record.id, 0, record.number)
            place = 1
        }
        for i in place..<kinds.count { try set(record.values[i - place], i, record.number) }
        gaps.features = record.number
        if isGeobuf, record.geometry.kind == .none { gaps.add(record.number) }
        OGR_F_SetFID(row, GIntBig(OGRNullFID))
        // The row owns the geometry from here on, whether it takes it or not; null takes the last one away.
        guard OGR_F_SetGeometryDirectly(row, try geometry(record.geometry)) == OGRERR_NONE,
            OGR_L_CreateFeature(layer, row) == OGRERR_NONE
        else { throw fault(record.number, Library.lastMessage) }
    }

    private func fault(_ number: Int, _ problem: String) -> FormatError {
        .unwritable(path: path, reason: "feature \(number): \(problem)")
    }

    private mutating func set(_ value: FieldValue, _ i: Int, _ number: Int) throws {
        if value.token == .null { return OGR_F_SetFieldNull(row, Int32(i)) }
        switch kinds[i] {
        case .integer:
            guard let integer = DecimalText.integer(value.start, value.count) else { break }
            return OGR_F_SetFieldInteger64(row, Int32(i), GIntBig(integer))
        case .real: return OGR_F_SetFieldDouble(row, Int32(i), DecimalText.double(value.start, value.count))
        case .boolean: return OGR_F_SetFieldInteger(row, Int32(i), value.token == .true ? 1 : 0)
        case .date, .moment: return setMoment(value, Int32(i), hasTime: kinds[i] == .moment)
        case .text, .json: return try setText(value, i, number)
        }
        throw fault(
            number, "column \(names[i]) holds a value of another type than before; was the input changed meanwhile?")
    }

    private func setMoment(_ value: FieldValue, _ i: Int32, hasTime: Bool) {
        let (year, month, day) = DecimalText.day(value.start)
        guard hasTime else { return OGR_F_SetFieldDateTime(row, i, year, month, day, 0, 0, 0, 0) }
        func two(_ place: Int) -> Int32 { Int32(DecimalText.digits(value.start + place, 2)) }
        let thousandths = value.count == 24 ? DecimalText.digits(value.start + 20, 3) : 0
        let second = Float(two(17)) + Float(thousandths) / 1000
        // 100 is UTC.
        OGR_F_SetFieldDateTimeEx(row, i, year, month, day, two(11), two(14), second, 100)
    }

    private mutating func setText(_ value: FieldValue, _ i: Int, _ number: Int) throws {
        text.removeAll()
        switch value.token {
        case .true: text.append("true")
        case .false: text.append("false")
        case _ where kinds[i] == .json && value.token.isText:
            text.append(0x22)
            if value.token == .plainText || value.token == .doubledText {
                JSONText.appendEscaped(value.start, value.count, halvingQuotes: value.token == .doubledText, to: &text)
            } else {
                text.append(value.start, value.count)
            }
            text.append(0x22)
        default: value.appendPlain(to: &text)
        }
        if memchr(text.base, 0, text.count) != nil {
            throw RequestError(
                .badData,
                "feature \(number), column \(names[i]): a zero character, which \(path) cannot hold; remove it")
        }
        text.append(UInt8(0))
        text.base.withMemoryRebound(to: CChar.self, capacity: text.count) { OGR_F_SetFieldString(row, Int32(i), $0) }
    }

    // MARK: - Geometry

    /// A new geometry of the library, null for none.
    private func geometry(_ record: borrowing GeometryRecord) throws -> UnsafeMutableRawPointer? {
        switch record.kind {
        case .none: return isGeobuf ? FlatGeobufGaps.standIn() : nil
        case .point: return made(wkbPoint, record, 0..<1)
        case .lineString: return made(wkbLineString, record, 0..<record.positions.count)
        case .polygon: return polygon(record, 0..<record.lineEnds.count)
        case .multiPoint:
            let whole = OGR_G_CreateGeometry(wkbMultiPoint)
            for i in record.positions.indices { OGR_G_AddGeometryDirectly(whole, made(wkbPoint, record, i..<i + 1)) }
            return whole
        case .multiLineString:
            let whole = OGR_G_CreateGeometry(wkbMultiLineString)
            for i in record.lineEnds.indices {
                OGR_G_AddGeometryDirectly(whole, made(wkbLineString, record, record.line(i)))
            }
            return whole
        case .multiPolygon:
            let whole = OGR_G_CreateGeometry(wkbMultiPolygon)
            for i in record.polygonEnds.indices { OGR_G_AddGeometryDirectly(whole, polygon(record, record.polygon(i))) }
            return whole
        }
    }

    private func polygon(_ record: borrowing GeometryRecord, _ rings: Range<Int>) -> UnsafeMutableRawPointer? {
        let polygon = OGR_G_CreateGeometry(wkbPolygon)
        for ring in rings { OGR_G_AddGeometryDirectly(polygon, made(wkbLinearRing, record, record.line(ring))) }
        return polygon
    }

    private func made(
        _ type: OGRwkbGeometryType, _ record: borrowing GeometryRecord, _ range: Range<Int>
    ) -> UnsafeMutableRawPointer? {
        let geometry = OGR_G_CreateGeometry(type)
        let isSolid = record.hasHeight
        record.exact.withUnsafeBytes { bytes in
            let stride = MemoryLayout<GeometryRecord.ExactPosition>.stride
            guard let base = bytes.baseAddress.map({ $0 + range.lowerBound * stride }) else { return }
            OGR_G_SetPoints(
                geometry, Int32(range.count), base, Int32(stride), base + 8, Int32(stride), isSolid ? base + 16 : nil,
                Int32(stride))
        }
        return geometry
    }
}
