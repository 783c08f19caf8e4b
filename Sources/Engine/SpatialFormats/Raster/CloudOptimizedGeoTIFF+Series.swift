internal import CGDAL
public import SpatialEngine

extension CloudOptimizedGeoTIFF {
    /// Writes Float32 bands that are made one after another, so that memory holds one of them and some tiles of all.
    ///
    /// Until all are made they wait, unpacked, in a file of their own. Same input, same bytes.
    /// - Parameters:
    ///   - count: The number of bands, at least 1.
    ///   - staging: Where they wait; a file that the caller removes, whether or not this succeeds.
    ///   - band: Makes a band of floats on `grid`.
    /// - Throws: ``FormatError`` for an unknown reference system or a path that cannot be written; what `band` throws.
    public static func write(
        series count: Int, on grid: Grid, to path: String, staging: String, packing: Packing = Packing(),
        band: (_ index: Int) throws -> Band
    ) throws {
        let staged = try makeStaging(count, grid, staging)
        for index in 0..<count {
            var made = try band(index)
            precondition(made.grid == grid && made.values.areFloats, "all bands hold floats on one grid")
            made.values.replaceNonFinite(by: Double(noData))
            try put(made, into: staged.raw, band: index + 1, staging)
        }
        try Library.with("GDAL_PAM_ENABLED", "NO") { () throws(FormatError) in
            try flush(staged.raw, staging)
            if packing.overviews != .none { try buildOverviews(staged.raw, grid.shape, packing.overviews, staging) }
            try copy(staged.raw, to: path, packing, areFloats: true)
        }
    }

    private static func makeStaging(
        _ count: Int, _ grid: Grid, _ path: String
    ) throws(FormatError) -> OwnedDataset {
        let driver = try Library.driver("GTiff", for: path)
        let options = StringList(["INTERLEAVE=BAND", "BIGTIFF=IF_SAFER"])
        let (columns, rows) = (Int32(grid.shape.columns), Int32(grid.shape.rows))
        guard let raw = GDALCreate(driver, path, columns, rows, Int32(count), GDT_Float32, options.raw) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        let staged = OwnedDataset(raw: raw)
        try MemoryDataset.place(raw, on: grid, for: path)
        return staged
    }

    private static func put(
        _ band: Band, into dataset: UnsafeMutableRawPointer, band number: Int, _ path: String
    ) throws(FormatError) {
        guard let target = GDALGetRasterBand(dataset, Int32(number)) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        MemoryDataset.describe(target, as: band)
        let (columns, rows) = (Int32(band.grid.shape.columns), Int32(band.grid.shape.rows))
        Library.begin()
        try band.values.withUnsafeMemory { (address) throws(FormatError) in
            let done = GDALRasterIO(
                target, GF_Write, 0, 0, columns, rows, UnsafeMutableRawPointer(mutating: address), columns, rows,
                GDT_Float32, 0, 0)
            guard done == CE_None else { throw .unwritable(path: path, reason: Library.lastMessage) }
        }
    }

    /// Puts all that waits into the file, where a full disk shows only in the message.
    private static func flush(_ dataset: UnsafeMutableRawPointer, _ path: String) throws(FormatError) {
        CPLErrorReset()
        GDALFlushCache(dataset)
        guard CPLGetLastErrorType() != CE_Failure else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
    }
}
