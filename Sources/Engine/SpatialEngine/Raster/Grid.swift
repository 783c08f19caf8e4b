/// The frame of a raster: size, place and reference system.
public struct Grid: Hashable, Sendable {
    /// Rows and columns.
    public let shape: GridShape
    /// Where the cells lie.
    public let transform: GeoTransform
    /// The units and the datum of the frame.
    public let crs: CoordinateReferenceSystem

    /// A frame from its parts; geographic on WGS 84 unless another system is named.
    public init(shape: GridShape, transform: GeoTransform, crs: CoordinateReferenceSystem = .wgs84) {
        self.shape = shape
        self.transform = transform
        self.crs = crs
    }

    /// A geographic grid of square cells, `cellDegrees` wide, that covers `extent` from its north-west corner.
    public init(covering extent: BoundingBox, cellDegrees: Double) {
        let columns = Int(((extent.east - extent.west) / cellDegrees - 1e-9).rounded(.up))
        let rows = Int(((extent.north - extent.south) / cellDegrees - 1e-9).rounded(.up))
        self.init(
            shape: GridShape(rows: max(1, rows), columns: max(1, columns)),
            transform: GeoTransform(
                originX: extent.west, originY: extent.north, cellWidth: cellDegrees, cellHeight: cellDegrees))
    }

    /// The index of the cell that contains `point`, or nil outside.
    ///
    /// A point on a border belongs to the cell east or south of it; on the outer border to the last cell. What lies within
    /// 10⁻⁸ of a cell of a border lies on it, since neither the point nor the border is known better.
    public func cell(containing point: PlanarPoint) -> Int? {
        let x = Self.snapped((point.x - transform.originX) / transform.cellWidth)
        let y = Self.snapped((transform.originY - point.y) / transform.cellHeight)
        guard x >= 0, y >= 0, x <= Double(shape.columns), y <= Double(shape.rows) else { return nil }
        return min(Int(y), shape.rows - 1) * shape.columns + min(Int(x), shape.columns - 1)
    }

    private static func snapped(_ place: Double) -> Double {
        let border = place.rounded()
        return abs(place - border) <= 1e-8 ? border : place
    }

    /// ``cell(containing:)-(PlanarPoint)`` for a geographic grid.
    public func cell(containing point: GeographicPoint) -> Int? {
        cell(containing: PlanarPoint(x: point.longitude, y: point.latitude))
    }

    /// The centre of the cell `index` in the grid's own CRS.
    public func centre(of index: Int) -> PlanarPoint {
        transform.centre(row: index / shape.columns, column: index % shape.columns)
    }

    /// The centre of the cell `index` of a geographic grid.
    public func geographicCentre(of index: Int) -> GeographicPoint {
        let p = centre(of: index)
        return GeographicPoint(longitude: p.x, latitude: p.y)
    }

    /// The outer edge, in units of the CRS.
    public var extent: BoundingBox {
        BoundingBox(
            west: transform.originX,
            south: transform.originY - Double(shape.rows) * transform.cellHeight,
            east: transform.originX + Double(shape.columns) * transform.cellWidth,
            north: transform.originY)
    }
}
