internal import CGDAL
public import SpatialEngine

/// A layer with one geometry type and typed columns, to be written as FlatGeobuf.
public struct FlatGeobufTable: Sendable {
    /// What all geometries of the layer are.
    public enum GeometryType: Sendable {
        case lineString, polygon
    }

    /// The type of a column.
    public enum ColumnType: Sendable {
        case integer, real, text
    }

    /// A value of a row; null fits every column.
    public enum Value: Hashable, Sendable {
        case null
        case integer(Int32)
        case real(Double)
        case text(String)
    }

    /// A geometry and one value a column.
    public struct Row: Sendable {
        public var geometry: Geometry
        public var values: [Value]

        public init(geometry: Geometry, values: [Value]) { (self.geometry, self.values) = (geometry, values) }
    }

    public var name: String
    public var crs: CoordinateReferenceSystem
    public var geometryType: GeometryType
    public var columns: [(name: String, type: ColumnType)]
    public var rows: [Row]

    public init(
        name: String, crs: CoordinateReferenceSystem, geometryType: GeometryType,
        columns: [(name: String, type: ColumnType)], rows: [Row]
    ) {
        (self.name, self.crs, self.geometryType) = (name, crs, geometryType)
        (self.columns, self.rows) = (columns, rows)
    }
}

/// Why a layer could not be written.
public struct FlatGeobufError: Error, Equatable, CustomStringConvertible {
    /// The file that should have been written.
    public let path: String
    /// What failed, in the library's words where it has some.
    public let reason: String

    /// One sentence with the path and the reason.
    public var description: String { "\(path): \(reason)" }
}

extension FlatGeobufTable {
    /// Writes the layer with a spatial index, in place of a file of that name.
    ///
    /// The same rows give the same bytes. The index puts rows into the order of a Hilbert curve.
    ///
    /// - Parameter path: Must end in `.fgb`.
    /// - Throws: ``FlatGeobufError`` when the folder is missing, a value does not fit its column, or the disk is full. The
    ///   file may then be left incomplete.
    public func write(to path: String) throws(FlatGeobufError) {
        GDALAllRegister()
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        CPLErrorReset()
        // null on failure; the reason is GDAL's last message
        guard let driver = GDALGetDriverByName("FlatGeobuf"), let dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil)
        else { throw failure(path, "cannot be created") }
        do {
            try fill(dataset, path)
        } catch {
            GDALClose(dataset)
            throw error
        }
        // The file is written on closing; failure shows only in the message.
        CPLErrorReset()
        GDALClose(dataset)
        if CPLGetLastErrorType().rawValue >= CE_Failure.rawValue { throw failure(path, "cannot be finished") }
    }

    private func fill(_ dataset: GDALDatasetH, _ path: String) throws(FlatGeobufError) {
        guard let system = OSRNewSpatialReference(nil) else { throw failure(path, "out of memory") }
        defer { OSRRelease(system) }
        guard OSRSetFromUserInput(system, crs.identifier) == OGRERR_NONE else {
            throw failure(path, "unknown reference system \(crs)")
        }
        OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER)
        let kind = geometryType == .polygon ? wkbPolygon : wkbLineString
        // null on failure
        guard let layer = GDALDatasetCreateLayer(dataset, name, system, kind, nil) else {
            throw failure(path, "layer \(name) cannot be created")
        }
        for column in columns {
            let type =
                switch column.type {
                case .integer: OFTInteger
                case .real: OFTReal
                case .text: OFTString
                }
            guard let field = OGR_Fld_Create(column.name, type) else { throw failure(path, "out of memory") }
            defer { OGR_Fld_Destroy(field) }
            guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else {
                throw failure(path, "column \(column.name) cannot be created")
            }
        }
        for (index, row) in rows.enumerated() { try append(row, index, to: layer, path) }
    }

    private func append(_ row: Row, _ index: Int, to layer: OGRLayerH, _ path: String) throws(FlatGeobufError) {
        guard let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer)) else { throw failure(path, "out of memory") }
        defer { OGR_F_Destroy(feature) }
        guard row.values.count == columns.count else {
            throw failure(path, "row \(index) has \(row.values.count) values for \(columns.count) columns")
        }
        for (position, (value, column)) in zip(row.values, columns).enumerated() {
            switch (value, column.type) {
            case (.null, _): break
            case (.integer(let number), .integer): OGR_F_SetFieldInteger(feature, Int32(position), number)
            case (.real(let number), .real): OGR_F_SetFieldDouble(feature, Int32(position), number)
            case (.text(let text), .text): OGR_F_SetFieldString(feature, Int32(position), text)
            default: throw failure(path, "row \(index): the value of \(column.name) is not of the column's type")
            }
        }
        guard let geometry = handle(of: row.geometry) else {
            throw failure(path, "row \(index): a \(row.geometry.typeName) does not belong into the layer")
        }
        // Takes the geometry over, also on failure.
        guard OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE,
            OGR_L_CreateFeature(layer, feature) == OGRERR_NONE
        else { throw failure(path, "row \(index) cannot be written") }
    }

    /// The caller owns the geometry; nil for another type than the layer's.
    private func handle(of geometry: Geometry) -> OGRGeometryH? {
        switch (geometry, geometryType) {
        case (.lineString(let line), .lineString): return path(line.points, wkbLineString)
        case (.polygon(let polygon), .polygon):
            guard let area = OGR_G_CreateGeometry(wkbPolygon) else { return nil }
            for ring in polygon.rings {
                // The polygon takes the ring over.
                if let ring = path(ring, wkbLinearRing) { OGR_G_AddGeometryDirectly(area, ring) }
            }
            return area
        default: return nil
        }
    }

    private func path(_ points: [GeographicPoint], _ type: OGRwkbGeometryType) -> OGRGeometryH? {
        guard let line = OGR_G_CreateGeometry(type) else { return nil }
        OGR_G_SetPointCount(line, Int32(points.count))
        for (index, point) in points.enumerated() {
            OGR_G_SetPoint_2D(line, Int32(index), point.longitude, point.latitude)
        }
        return line
    }

    private func failure(_ path: String, _ what: String) -> FlatGeobufError {
        let text = CPLGetLastErrorMsg().map { String(cString: $0) } ?? ""
        return FlatGeobufError(path: path, reason: text.isEmpty ? what : "\(what) (\(text))")
    }
}
