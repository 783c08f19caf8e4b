/// Where a north-up raster lies: the outer corner of its first cell and the size of a cell, in units of the CRS.
public struct GeoTransform: Hashable, Sendable {
    /// x of the western edge.
    public let originX: Double
    /// y of the northern edge.
    public let originY: Double
    /// Width of a cell, above 0.
    public let cellWidth: Double
    /// Height of a cell, above 0; rows go south.
    public let cellHeight: Double

    /// A frame from its north-western corner and the cell size, both sizes above 0.
    public init(originX: Double, originY: Double, cellWidth: Double, cellHeight: Double) {
        precondition(cellWidth > 0 && cellHeight > 0, "cells need a size above 0, got \(cellWidth) × \(cellHeight)")
        self.originX = originX
        self.originY = originY
        self.cellWidth = cellWidth
        self.cellHeight = cellHeight
    }

    /// The centre of a cell.
    public func centre(row: Int, column: Int) -> PlanarPoint {
        PlanarPoint(x: originX + (Double(column) + 0.5) * cellWidth, y: originY - (Double(row) + 0.5) * cellHeight)
    }
}
