internal import CGDAL
public import SpatialEngine

/// A layer with one geometry type and typed columns, to be written as FlatGeobuf.
public struct FlatGeobufTable: Sendable {
    /// What all geometries of the layer are.
    public enum GeometryType: Sendable {
        /// Lines.
        case lineString
        /// Areas of one exterior each.
        case polygon
    }

    /// The type of a column.
    public enum ColumnType: Sendable {
        /// Whole numbers of 32 bits.
        case integer
        /// Numbers of 64 bits.
        case real
        /// Texts of any length.
        case text
    }

    /// A value of a row; null fits every column.
    public enum Value: Hashable, Sendable {
        /// Not known.
        case null
        /// For a column of whole numbers.
        case integer(Int32)
        /// For a column of numbers.
        case real(Double)
        /// For a column of texts.
        case text(String)
    }

    /// A geometry and one value a column.
    public struct Row: Sendable {
        /// Of the layer's geometry type.
        public var geometry: Geometry
        /// In the order of the columns.
        public var values: [Value]

        /// A row of the layer.
        public init(geometry: Geometry, values: [Value]) { (self.geometry, self.values) = (geometry, values) }
    }

    /// The layer's name.
    public var name: String
    /// What positions refer to; longitude or easting comes first.
    public var crs: CoordinateReferenceSystem
    /// Of every row.
    public var geometryType: GeometryType
    /// Name and type of each property.
    public var columns: [(name: String, type: ColumnType)]
    /// The features.
    public var rows: [Row]

    /// A layer of rows.
    public init(
        name: String, crs: CoordinateReferenceSystem, geometryType: GeometryType,
        columns: [(name: String, type: ColumnType)], rows: [Row]
    ) {
        (self.name, self.crs, self.geometryType) = (name, crs, geometryType)
        (self.columns, self.rows) = (columns, rows)
    }
}

extension FlatGeobufTable {
    /// Writes the layer with a spatial index, in place of a file of that name.
    ///
    /// The same rows give the same bytes. The index puts rows into the order of a Hilbert curve.
    ///
    /// - Parameter path: Must end in `.fgb`.
    /// - Throws: ``FormatError`` when the folder is missing, a row does not fit the layer, or the disk is full. The file may
    ///   then be left incomplete.
    public func write(to path: String) throws(FormatError) {
        let driver = try Library.driver("FlatGeobuf", for: path)
        // null on failure
        guard let raw = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        do {
            try FlatGeobufFile(table: self, path: path, dataset: raw).fill()
        } catch {
            GDALClose(raw)
            throw error
        }
        // The file is written on closing, and failure shows only in the message.
        CPLErrorReset()
        GDALClose(raw)
        guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
    }
}

/// A file that is being written; its dataset is borrowed.
private struct FlatGeobufFile {
    let table: FlatGeobufTable
    let path: String
    let dataset: GDALDatasetH

    func fill() throws(FormatError) {
        let system = try OwnedReferenceSystem(table.crs, for: path)
        let kind = table.geometryType == .polygon ? wkbPolygon : wkbLineString
        // null on failure; the dataset owns the layer
        guard let layer = GDALDatasetCreateLayer(dataset, table.name, system.raw, kind, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        for column in table.columns { try add(column, to: layer) }
        for (index, row) in table.rows.enumerated() { try append(row, index, to: layer) }
    }

    private func add(
        _ column: (name: String, type: FlatGeobufTable.ColumnType), to layer: OGRLayerH
    ) throws(FormatError) {
        let type =
            switch column.type {
            case .integer: OFTInteger
            case .real: OFTReal
            case .text: OFTString
            }
        let field = OGR_Fld_Create(column.name, type)
        defer { OGR_Fld_Destroy(field) }
        guard OGR_L_CreateField(layer, field, 0) == OGRERR_NONE else {
            throw .unwritable(path: path, reason: "column \(column.name): \(Library.lastMessage)")
        }
    }

    private func append(_ row: FlatGeobufTable.Row, _ index: Int, to layer: OGRLayerH) throws(FormatError) {
        let feature = OGR_F_Create(OGR_L_GetLayerDefn(layer))
        defer { OGR_F_Destroy(feature) }
        guard row.values.count == table.columns.count else {
            throw misfit(index, "has \(row.values.count) values for \(table.columns.count) columns")
        }
        for (position, (value, column)) in zip(row.values, table.columns).enumerated() {
            switch (value, column.type) {
            case (.null, _): break
            case (.integer(let number), .integer): OGR_F_SetFieldInteger(feature, Int32(position), number)
            case (.real(let number), .real): OGR_F_SetFieldDouble(feature, Int32(position), number)
            case (.text(let text), .text): OGR_F_SetFieldString(feature, Int32(position), text)
            default: throw misfit(index, "has a value for column \(column.name) that is not of its type")
            }
        }
        guard let geometry = copied(row.geometry) else {
            throw misfit(index, "has a \(row.geometry.typeName), which the layer does not take")
        }
        // Takes the geometry over, also on failure.
        guard OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE,
            OGR_L_CreateFeature(layer, feature) == OGRERR_NONE
        else { throw .unwritable(path: path, reason: "row \(index): \(Library.lastMessage)") }
    }

    private func misfit(_ index: Int, _ reason: String) -> FormatError {
        .unwritable(path: path, reason: "row \(index) \(reason)")
    }

    /// The caller owns the geometry; nil for another type than the layer's.
    private func copied(_ geometry: Geometry) -> OGRGeometryH? {
        switch (geometry, table.geometryType) {
        case (.lineString(let line), .lineString): return copied(line.points, wkbLineString)
        case (.polygon(let polygon), .polygon):
            let area = OGR_G_CreateGeometry(wkbPolygon)
            // The polygon takes each ring over.
            for ring in polygon.rings { OGR_G_AddGeometryDirectly(area, copied(ring, wkbLinearRing)) }
            return area
        default: return nil
        }
    }

    private func copied(_ points: [GeographicPoint], _ type: OGRwkbGeometryType) -> OGRGeometryH? {
        let line = OGR_G_CreateGeometry(type)
        OGR_G_SetPointCount(line, Int32(points.count))
        for (index, point) in points.enumerated() {
            OGR_G_SetPoint_2D(line, Int32(index), point.longitude, point.latitude)
        }
        return line
    }
}
