internal import CGDAL
import Glibc
internal import SpatialEngine

/// A layer of GDAL on its way into another file of GDAL: rows as they are, with their types and reference system.
struct LayerCopy {
    let input: String
    let layer: String?
    let progress: StreamProgress

    func write(into file: LayerFile) throws -> LayerSurvey {
        let source = try Library.open(input, kind: GDAL_OF_VECTOR)
        let layer = try VectorFile.onlyLayer(layer, of: source, input)
        let definition = OGR_L_GetLayerDefn(layer)
        var survey = LayerSurvey(name: String(cString: OGR_L_GetName(layer)))
        let fields = (0..<OGR_FD_GetFieldCount(definition)).compactMap { OGR_FD_GetFieldDefn(definition, $0) }
        survey.columns = fields.map { field in
            StreamColumn(
                name: String(cString: OGR_Fld_GetNameRef(field)),
                kind: ColumnKind(OGR_Fld_GetType(field), OGR_Fld_GetSubType(field)), looksTyped: false)
        }
        let id = survey.columns.firstIndex { $0.name == "id" }
        survey.idKind = id.map { survey.columns[$0].kind }
        let system = CoordinateReferenceSystem(borrowing: OGR_L_GetSpatialRef(layer))
        if let system, system != .wgs84 {
            survey.notes.append(
                "the positions stay in their reference system, \(system.identifier.prefix { $0 != "[" })")
        }
        let names = survey.columns.map(\.name)
        let count = OGR_L_GetFeatureCount(layer, 1)
        try file.create(isEmpty: count == 0) { dataset, options in
            let target = try makeLayer(survey.name, layer, dataset, options + file.columnOptions(names), file)
            for field in fields { try create(field, in: target, file) }
            return try copyRows(layer, target, id.map(Int32.init), file, &survey)
        }
        return survey
    }

    private func makeLayer(
        _ name: String, _ layer: UnsafeMutableRawPointer, _ dataset: borrowing OwnedDataset, _ options: [String],
        _ file: LayerFile
    ) throws -> UnsafeMutableRawPointer {
        let list = StringList(options)
        Library.begin()
        let needsPoints = file.format == .fgb && hasMissingGeometry(layer)
        let type = needsPoints ? wkbUnknown : OGR_L_GetGeomType(layer)
        guard
            let made = GDALDatasetCreateLayer(
                dataset.raw, name, OGR_L_GetSpatialRef(layer), type, list.raw)
        else { throw FormatError.unwritable(path: file.path, reason: "layer \(name): \(Library.lastMessage)") }
        return made
    }

    /// Asks a database; other files have no name for their geometry.
    private func hasMissingGeometry(_ layer: UnsafeMutableRawPointer) -> Bool {
        let column = String(cString: OGR_L_GetGeometryColumn(layer))
        guard !column.isEmpty else { return false }
        OGR_L_SetAttributeFilter(layer, "\"\(column)\" IS NULL")
        defer { OGR_L_SetAttributeFilter(layer, nil) }
        return OGR_L_GetFeatureCount(layer, 1) > 0
    }

    private func create(
        _ field: UnsafeMutableRawPointer, in layer: UnsafeMutableRawPointer, _ file: LayerFile
    ) throws {
        let name = String(cString: OGR_Fld_GetNameRef(field))
        let type = OGR_Fld_GetType(field)
        // FlatGeobuf knows only times, which would come back with one.
        let isDay = file.format == .fgb && (type == OFTDate || type == OFTTime)
        let copy = OGR_Fld_Create(name, isDay ? OFTString : type)
        defer { OGR_Fld_Destroy(copy) }
        if !isDay {
            OGR_Fld_SetSubType(copy, OGR_Fld_GetSubType(field))
            OGR_Fld_SetWidth(copy, OGR_Fld_GetWidth(field))
            OGR_Fld_SetPrecision(copy, OGR_Fld_GetPrecision(field))
        }
        guard OGR_L_CreateField(layer, copy, 0) == OGRERR_NONE else {
            throw FormatError.unwritable(path: file.path, reason: "column \(name): \(Library.lastMessage)")
        }
    }

    private func copyRows(
        _ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ id: Int32?, _ file: LayerFile,
        _ survey: inout LayerSurvey
    ) throws -> FlatGeobufGaps {
        var gaps = FlatGeobufGaps()
        var number = 0
        var identities = RepeatedIdentities()
        OGR_L_ResetReading(source)
        let days = dayColumns(source, target)
        guard let copy = OGR_F_Create(OGR_L_GetLayerDefn(target)) else {
            throw FormatError.unwritable(path: file.path, reason: Library.lastMessage)
        }
        defer { OGR_F_Destroy(copy) }
        let keepsNumbers = OGR_L_GetFIDColumn(source).pointee != 0 && file.format == .gpkg
        var map = (0..<OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(source))).map { $0 }
        Library.begin()
        while let row = OGR_L_GetNextFeature(source) {
            defer { OGR_F_Destroy(row) }
            number += 1
            if number & 0x3FFF == 0 { progress("copying", number) }
            if let id { try add(row, id, to: &identities) }
            guard OGR_F_SetFromWithMap(copy, row, 1, &map) == OGRERR_NONE else { throw fault(number, file) }
            for day in days where OGR_F_IsFieldSetAndNotNull(row, day) != 0 {
                OGR_F_SetFieldString(copy, day, LayerReader.moment(row, day, hasTime: false))
            }
            if file.format == .fgb, OGR_F_GetGeometryRef(copy).map({ OGR_G_IsEmpty($0) != 0 }) ?? true {
                gaps.add(number)
                OGR_F_SetGeometryDirectly(copy, FlatGeobufGaps.standIn())
            }
            OGR_F_SetFID(copy, keepsNumbers ? OGR_F_GetFID(row) : GIntBig(OGRNullFID))
            guard OGR_L_CreateFeature(target, copy) == OGRERR_NONE else { throw fault(number, file) }
        }
        guard CPLGetLastErrorType() != CE_Failure else {
            throw FormatError.unreadable(path: input, reason: "\(Library.lastMessage); the file may be truncated")
        }
        if let id, let suspicion = try identities.suspicion() { try refuseRepeated(source, id, suspicion) }
        survey.features = number
        gaps.features = number
        return gaps
    }

    /// Reads the ids again that share a hash, to see whether they are the same.
    private func refuseRepeated(_ source: UnsafeMutableRawPointer, _ id: Int32, _ suspicion: UInt64) throws {
        var number = 0
        var found: [(number: Int, id: String)] = []
        OGR_L_ResetReading(source)
        while let row = OGR_L_GetNextFeature(source) {
            defer { OGR_F_Destroy(row) }
            number += 1
            guard OGR_F_IsFieldSetAndNotNull(row, id) != 0, let text = OGR_F_GetFieldAsString(row, id) else { continue }
            let length = strlen(text)
            let hash = text.withMemoryRebound(to: UInt8.self, capacity: length) { start in
                RepeatedIdentities.hash(FieldValue(.plainText, start, length))
            }
            guard hash == suspicion else { continue }
            let name = String(cString: text)
            if let first = found.first(where: { $0.id == name }) {
                throw RequestError(
                    .badData,
                    "\(input): features \(first.number) and \(number) have the same id \(name); ids must be unique: "
                        + "change one, or rename the column")
            }
            found.append((number, name))
        }
    }

    /// The columns of days that become text.
    private func dayColumns(_ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer) -> [Int32] {
        let (from, to) = (OGR_L_GetLayerDefn(source), OGR_L_GetLayerDefn(target))
        return (0..<OGR_FD_GetFieldCount(from)).filter { i in
            OGR_Fld_GetType(OGR_FD_GetFieldDefn(from, i)) == OFTDate
                && OGR_Fld_GetType(OGR_FD_GetFieldDefn(to, i)) == OFTString
        }
    }

    private func add(_ row: UnsafeMutableRawPointer, _ id: Int32, to identities: inout RepeatedIdentities) throws {
        guard OGR_F_IsFieldSetAndNotNull(row, id) != 0, let text = OGR_F_GetFieldAsString(row, id) else { return }
        let length = strlen(text)
        try text.withMemoryRebound(to: UInt8.self, capacity: length) { start in
            try identities.add(FieldValue(.plainText, start, length))
        }
    }

    private func fault(_ number: Int, _ file: LayerFile) -> FormatError {
        .unwritable(path: file.path, reason: "feature \(number): \(Library.lastMessage)")
    }
}
