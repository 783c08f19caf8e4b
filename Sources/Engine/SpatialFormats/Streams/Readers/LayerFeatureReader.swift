internal import CGDAL
import Glibc
internal import SpatialEngine

/// Reads the features of a layer of GDAL one by one, as text where text is written.
struct LayerFeatureReader: ~Copyable {
    private struct Column {
        var name: String
        let kind: ColumnKind
        let type: OGRFieldType
        /// Whether numbers have 32 bits only.
        let isShort: Bool

        init(_ field: UnsafeMutableRawPointer) {
            let subtype = OGR_Fld_GetSubType(field)
            name = String(cString: OGR_Fld_GetNameRef(field))
            type = OGR_Fld_GetType(field)
            isShort = subtype == OFSTFloat32
            kind = ColumnKind(type, subtype)
        }

        /// The id.
        init(idOf kind: ColumnKind) { (name, self.kind, type, isShort) = ("id", kind, OFTString, false) }
    }

    /// What the layer's definition says.
    private struct Schema {
        let name: String
        var columns: [Column] = []
        /// The place of each column among the layer's fields.
        var places: [Int32] = []
        var idPlace: Int32?
        var idKind: ColumnKind?
        let system: CoordinateReferenceSystem?

        init(_ layer: UnsafeMutableRawPointer) {
            name = String(cString: OGR_L_GetName(layer))
            system = CoordinateReferenceSystem(borrowing: OGR_L_GetSpatialRef(layer))
            let definition = OGR_L_GetLayerDefn(layer)
            for i in 0..<OGR_FD_GetFieldCount(definition) {
                guard let field = OGR_FD_GetFieldDefn(definition, i) else { continue }
                let column = Column(field)
                if column.name == "id" {
                    (idPlace, idKind) = (i, column.kind)
                } else {
                    columns.append(column)
                    places.append(i)
                }
            }
            guard idPlace != nil else { return }
            for i in columns.indices where CommaSeparatedText.meansIdentityProperty(columns[i].name) {
                columns[i].name = CommaSeparatedText.propertyName(columns[i].name)
            }
        }
    }

    let path: String
    private let dataset: OwnedDataset
    private let layer: UnsafeMutableRawPointer
    private let schema: Schema
    private let columns: [Column]
    /// Whether a row's number in the file is its id, for want of a column.
    private var takesRowNumbers: Bool
    private let transformation: LayerTransformation?
    private var row: UnsafeMutableRawPointer?
    private var number = 0
    private var text = ByteBuffer()
    private var pieces: [(token: Token, start: Int, count: Int)] = []
    private var vertices: [GeometryRecord.ExactPosition] = []
    private var (hasBytes, hasCurves, hasMeasures, hasNotNumbers) = (false, false, false, false)

    /// Opens a layer; positions come in longitude and latitude on WGS 84.
    init(path: String, layer name: String?) throws {
        let dataset = try Library.open(path, kind: GDAL_OF_VECTOR)
        let layer = try VectorFile.onlyLayer(name, of: dataset, path)
        let schema = Schema(layer)
        // Borrowed from the layer; null for none.
        let system = OGR_L_GetSpatialRef(layer)
        let isElsewhere = system != nil && schema.system != .wgs84
        let transformation = isElsewhere ? try LayerTransformation(from: system, to: .wgs84, path: path) : nil
        self.init(path, dataset, layer, schema, transformation)
    }

    private init(
        _ path: String, _ dataset: consuming OwnedDataset, _ layer: UnsafeMutableRawPointer, _ schema: Schema,
        _ transformation: LayerTransformation?
    ) {
        self.path = path
        self.dataset = dataset
        (self.layer, self.schema, self.transformation) = (layer, schema, transformation)
        columns = schema.columns
        // Only a database keeps the numbers of its rows.
        takesRowNumbers = schema.idPlace == nil && OGR_L_GetFIDColumn(layer).pointee != 0
        OGR_L_ResetReading(layer)
    }

    deinit { if let row { OGR_F_Destroy(row) } }

    // MARK: - Rows

    mutating func rewind() throws {
        OGR_L_ResetReading(layer)
        number = 0
    }

    mutating func next(_ record: inout FeatureRecord) throws -> Bool {
        if let row { OGR_F_Destroy(row) }
        row = nil
        Library.begin()
        guard let next = OGR_L_GetNextFeature(layer) else {
            guard CPLGetLastErrorType() != CE_Failure else {
                throw FormatError.unreadable(path: path, reason: "\(Library.lastMessage); the file may be truncated")
            }
            return false
        }
        row = next
        number += 1
        record.clear(columns: columns.count)
        (record.number, record.offset) = (number, number)
        text.removeAll()
        pieces.removeAll(keepingCapacity: true)
        for i in columns.indices { try add(next, schema.places[i], columns[i]) }
        if let idPlace = schema.idPlace, let idKind = schema.idKind {
            try add(next, idPlace, Column(idOf: idKind))
        } else if takesRowNumbers {
            addNumber(Int(OGR_F_GetFID(next)))
        }
        // Only now do the bytes stay where they are.
        for i in columns.indices { record.values[i] = value(pieces[i]) }
        if pieces.count > columns.count { record.id = value(pieces[columns.count]) }
        try readGeometry(next, into: &record.geometry)
        return true
    }

    private func value(_ piece: (token: Token, start: Int, count: Int)) -> FieldValue {
        FieldValue(piece.token, UnsafePointer(text.base + piece.start), piece.count)
    }

    private mutating func close(_ token: Token, from start: Int) {
        pieces.append((token, start, text.count - start))
        // Scanners look some bytes ahead.
        memset(text.room(17), 0, 17)
        text.advance(17)
    }

    private mutating func addNumber(_ number: Int) {
        let start = text.count
        text.append(integer: number)
        close(.integer, from: start)
    }

    private mutating func add(_ row: UnsafeMutableRawPointer, _ i: Int32, _ column: Column) throws {
        let start = text.count
        guard OGR_F_IsFieldSetAndNotNull(row, i) != 0 else { return close(.null, from: start) }
        switch column.kind {
        case .integer: addNumber(Int(OGR_F_GetFieldAsInteger64(row, i)))
        case .boolean: close(OGR_F_GetFieldAsInteger(row, i) != 0 ? .true : .false, from: start)
        case .real:
            let number = OGR_F_GetFieldAsDouble(row, i)
            guard number.isFinite else {
                hasNotNumbers = true
                return close(.null, from: start)
            }
            text.append(text: column.isShort ? Float(number).description : number.description)
            close(.number, from: start)
        case .date, .moment:
            text.append(text: LayerReader.moment(row, i, hasTime: column.kind == .moment))
            close(.text, from: start)
        case .text, .json: try addText(row, i, column)
        }
    }

    private mutating func addText(_ row: UnsafeMutableRawPointer, _ i: Int32, _ column: Column) throws {
        let start = text.count
        if column.type == OFTBinary {
            hasBytes = true
            var length: Int32 = 0
            let bytes = OGR_F_GetFieldAsBinary(row, i, &length)
            for k in 0..<Int(length) {
                let byte = bytes?[k] ?? 0
                text.append(text: String(byte >> 4, radix: 16, uppercase: true))
                text.append(text: String(byte & 15, radix: 16, uppercase: true))
            }
            return close(.plainText, from: start)
        }
        guard let string = OGR_F_GetFieldAsString(row, i) else { return close(.null, from: start) }
        let length = strlen(string)
        guard CPLIsUTF8(string, Int32(length)) != 0 else {
            throw FormatError.unsuitable(
                path: path,
                reason: "feature \(number), column \(column.name): bytes that are not UTF-8; repair the text")
        }
        string.withMemoryRebound(to: UInt8.self, capacity: length) { text.append($0, length) }
        close(.plainText, from: start)
        if column.kind == .json { readJSON() }
    }

    /// Takes the last piece for what it says as JSON, if it is that.
    private mutating func readJSON() {
        let piece = pieces[pieces.count - 1]
        let start = UnsafePointer(text.base + piece.start)
        var scanner = JSONScanner(start, start + piece.count, isComplete: true)
        guard let value = try? scanner.value() else { return }
        scanner.skipBlanks()
        guard scanner.isAtEnd else { return }
        pieces[pieces.count - 1] = (value.token, piece.start + (value.start - start), value.count)
    }

    // MARK: - Geometry

    private mutating func readGeometry(_ row: UnsafeMutableRawPointer, into record: inout GeometryRecord) throws {
        // Borrowed from the row; null for none.
        guard let borrowed = OGR_F_GetGeometryRef(row), OGR_G_IsEmpty(borrowed) == 0 else { return }
        hasMeasures = hasMeasures || OGR_G_IsMeasured(borrowed) != 0
        guard transformation != nil || OGR_G_HasCurveGeometry(borrowed, 0) != 0 else {
            return try add(borrowed, to: &record)
        }
        hasCurves = hasCurves || OGR_G_HasCurveGeometry(borrowed, 0) != 0
        guard let copy = OGR_G_GetLinearGeometry(borrowed, 0, nil) else { throw fault(Library.lastMessage) }
        defer { OGR_G_DestroyGeometry(copy) }
        if let transformation, OGR_G_Transform(copy, transformation.raw) != OGRERR_NONE {
            throw fault("the geometry cannot be transformed: \(Library.lastMessage)")
        }
        try add(copy, to: &record)
    }

    private func fault(_ problem: String) -> FormatError {
        .unsuitable(path: path, reason: "layer \(schema.name), feature \(number): \(problem)")
    }

    private mutating func add(_ geometry: UnsafeMutableRawPointer, to record: inout GeometryRecord) throws {
        let type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))
        guard let kind = GeometryRecord.Kind(rawValue: UInt8(clamping: type.rawValue)), kind != .none else {
            throw fault(
                "a \(String(cString: OGR_G_GetGeometryName(geometry))) is not supported; split it into features")
        }
        record.kind = kind
        switch kind {
        case .none: break
        case .point, .lineString: addVertices(geometry, to: &record)
        case .polygon: addLines(geometry, to: &record)
        case .multiPoint: forEachPart(geometry) { $0.addVertices($1, to: &record) }
        case .multiLineString: addLines(geometry, to: &record)
        case .multiPolygon:
            forEachPart(geometry) { reader, part in
                reader.addLines(part, to: &record)
                record.polygonEnds.append(record.lineEnds.count)
            }
        }
    }

    private mutating func forEachPart(
        _ geometry: UnsafeMutableRawPointer, _ body: (inout LayerFeatureReader, UnsafeMutableRawPointer) -> Void
    ) {
        for i in 0..<OGR_G_GetGeometryCount(geometry) {
            guard let part = OGR_G_GetGeometryRef(geometry, i), OGR_G_IsEmpty(part) == 0 else { continue }
            body(&self, part)
        }
    }

    private mutating func addLines(_ geometry: UnsafeMutableRawPointer, to record: inout GeometryRecord) {
        forEachPart(geometry) { reader, part in
            reader.addVertices(part, to: &record)
            record.lineEnds.append(record.positions.count)
        }
    }

    private mutating func addVertices(_ geometry: UnsafeMutableRawPointer, to record: inout GeometryRecord) {
        let count = Int(OGR_G_GetPointCount(geometry))
        let isSolid = OGR_G_Is3D(geometry) != 0
        while vertices.count < count { vertices.append(GeometryRecord.ExactPosition(x: 0, y: 0, z: .nan)) }
        let stride = Int32(MemoryLayout<GeometryRecord.ExactPosition>.stride)
        vertices.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = OGR_G_GetPoints(geometry, base, stride, base + 8, stride, isSolid ? base + 16 : nil, stride)
        }
        // A point that is not a number is an empty one.
        if count == 1, vertices[0].x.isNaN, vertices[0].y.isNaN { return }
        for vertex in vertices.prefix(count) { record.append(vertex.x, vertex.y, isSolid ? vertex.z : .nan) }
    }
}

extension LayerFeatureReader: FeatureReading {
    var columnNames: [String] { columns.map(\.name) }
    var layerName: String? { schema.name }
    func declaredKind(_ column: Int) -> ColumnKind? { columns[column].kind }
    var declaredIdKind: ColumnKind? { schema.idKind }
    var isUntyped: Bool { false }
    var countsBytes: Bool { false }
    var numbersRows: Bool { schema.idPlace == nil }
    var place: Int { number }
    func line(of offset: Int) -> Int? { nil }

    var notes: [String] {
        var notes: [String] = []
        if let system = schema.system, transformation != nil {
            let name = system.identifier.prefix { $0 != "[" && $0 != "\n" }
            notes.append("positions are transformed from \(name) to longitude and latitude on WGS 84")
        }
        if hasCurves { notes.append("curves are written as lines of short segments") }
        if hasMeasures { notes.append("measures (M) of the positions are left out") }
        if hasBytes { notes.append("binary columns are written as hexadecimal text") }
        if hasNotNumbers { notes.append("numbers that are not finite are written as null") }
        return notes
    }

    mutating func prepare(_ survey: LayerSurvey) throws {
        // Rows that are numbered one by one have numbers, not ids.
        if survey.idKind == nil { takesRowNumbers = false }
    }
}

extension ColumnKind {
    /// What a field of the library holds.
    init(_ type: OGRFieldType, _ subtype: OGRFieldSubType) {
        switch type {
        case OFTInteger, OFTInteger64: self = subtype == OFSTBoolean ? .boolean : .integer
        case OFTReal: self = .real
        case OFTDate: self = .date
        case OFTDateTime: self = .moment
        case OFTString where subtype == OFSTJSON: self = .json
        default: self = .text
        }
    }
}
