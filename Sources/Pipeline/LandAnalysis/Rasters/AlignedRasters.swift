internal import Glibc
public import SpatialEngine
internal import SpatialFormats

/// The rasters of one job, all on the grid of the first that was read.
///
/// Band 1 of each file is read, north row first, NaN where it has no value; infinities stay as they are.
public struct AlignedRasters {
    private var first: (path: String, grid: Grid)?

    /// What the job needs for each cell of them, all in all.
    private let bytesPerCell: Int

    /// No raster yet.
    ///
    /// - Parameter bytesPerCell: Memory that the whole job takes at its peak; rasters for which the machine has not enough are
    ///   refused before they are read.
    public init(bytesPerCell: Int) { self.bytesPerCell = bytesPerCell }

    /// The grid of the first raster; nil before it is read.
    public var grid: Grid? { first?.grid }

    /// The values as floats.
    ///
    /// - Throws: ``SpatialFormats/FormatError`` for a file that cannot be read; ``RequestError`` for one on another grid, with
    ///   both names and what differs.
    public mutating func floats(_ path: String) throws -> [Float] {
        let file = try open(path)
        return try file.values(rows: 0..<file.grid.shape.rows)
    }

    /// The values as doubles.
    ///
    /// - Throws: As ``floats(_:)``.
    public mutating func doubles(_ path: String) throws -> [Double] {
        let file = try open(path)
        return try file.doubles(rows: 0..<file.grid.shape.rows)
    }

    /// Whole numbers above 0; 0 where the raster has no value, or 0.
    ///
    /// - Throws: As ``floats(_:)``, and ``RequestError`` for a number that is negative, broken or beyond 2³¹ − 1, with the first
    ///   row and column.
    public mutating func ids(_ path: String) throws -> [Int32] {
        let values = try doubles(path)
        let columns = grid?.shape.columns ?? 1
        return try values.indices.map { cell in
            let value = values[cell]
            if value.isNaN { return 0 }
            guard let id = Int32(exactly: value), id >= 0 else {
                throw RequestError(
                    .badData,
                    "\(path): the cell at row \(cell / columns), column \(cell % columns) holds \(value); "
                        + "an id is a whole number above 0, and 0 or no-data is none")
            }
            return id
        }
    }

    /// Fails for a raster whose values would not fit the machine, before any memory is asked for.
    private func requireRoom(for shape: GridShape, _ path: String) throws(RequestError) {
        let bytes = shape.count.multipliedReportingOverflow(by: bytesPerCell)
        let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        guard bytes.overflow || shape.count > Int32.max || bytes.partialValue > memory else { return }
        throw RequestError(
            .badData,
            "\(path): \(shape.columns) × \(shape.rows) cells are too many (at most \(Int32.max), and \(bytesPerCell) bytes "
                + "a cell must fit this machine's \(memory >> 20) MiB); cut it, or use larger cells")
    }

    /// Opens a file and checks its grid without reading values.
    private mutating func open(_ path: String) throws -> RasterFile {
        let file = try RasterFile(path)
        try requireRoom(for: file.grid.shape, path)
        guard let first else {
            self.first = (path, file.grid)
            return file
        }
        if let difference = first.grid.difference(from: file.grid) {
            throw RequestError(
                .badData,
                "\(first.path) and \(path) lie on different grids: \(difference); bring them onto one grid, for instance "
                    + "with gdalwarp")
        }
        return file
    }
}

extension Grid {
    /// What keeps `other` from being the same grid, in words; nil if nothing does (10⁻⁶ of a cell is forgiven).
    func difference(from other: Grid) -> String? {
        if shape != other.shape {
            return "\(shape.columns) × \(shape.rows) cells and \(other.shape.columns) × \(other.shape.rows)"
        }
        let (a, b) = (transform, other.transform)
        let (columns, rows) = (Double(shape.columns), Double(shape.rows))
        func differ(_ x: Double, _ y: Double, _ cell: Double) -> Bool { !(abs(x - y) <= 1e-6 * cell) }
        let widthsDiffer = differ(a.cellWidth * columns, b.cellWidth * columns, a.cellWidth)
        if widthsDiffer || differ(a.cellHeight * rows, b.cellHeight * rows, a.cellHeight) {
            return "cells of \(a.cellWidth) × \(a.cellHeight) and of \(b.cellWidth) × \(b.cellHeight)"
        }
        if differ(a.originX, b.originX, a.cellWidth) || differ(a.originY, b.originY, a.cellHeight) {
            return "north-west corners at \(a.originX), \(a.originY) and at \(b.originX), \(b.originY)"
        }
        guard crs != other.crs else { return nil }
        func name(_ crs: CoordinateReferenceSystem) -> String { crs == .unnamed ? "none" : crs.identifier }
        return "reference systems \(name(crs)) and \(name(other.crs))"
    }
}
