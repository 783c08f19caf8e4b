internal import CGDAL
public import SpatialEngine

/// Writes cloud-optimised GeoTIFF: tiles, overviews, directory first (OGC 21-026).
public enum CloudOptimizedGeoTIFF {
    /// One band to be written.
    public struct Band: Sendable {
        /// The values; NaN and infinities become no-data.
        public let raster: Raster
        /// What the values are, in a few words.
        public let description: String
        /// Their unit, such as `s` or `events/km²`; empty for none.
        public let unit: String

        /// A band with its meaning.
        public init(raster: Raster, description: String, unit: String) {
            self.raster = raster
            self.description = description
            self.unit = unit
        }
    }

    /// How bytes are packed; both lose nothing.
    public enum Compression: String, Sendable {
        /// zlib, read everywhere.
        case deflate = "DEFLATE"
        /// Zstandard, faster; GDAL 2.3 or newer reads it.
        case zstandard = "ZSTD"
        /// Not packed.
        case none = "NONE"
    }

    /// How overviews are made.
    public enum Overviews: String, Sendable {
        /// Mean of the cells that have a value.
        case average = "AVERAGE"
        /// The middle cell, for classes.
        case nearest = "NEAREST"
    }

    /// The number that stands for no value.
    public static let noData: Float = -9999

    /// Writes a new file, or over an old one.
    ///
    /// Same input, same bytes; nothing is written beside it. Float32 in tiles of 256 × 256 with overviews down to one tile, at least one; no-data −9999.
    /// - Parameter metadata: Names and texts for the file as a whole.
    /// - Throws: ``FormatError`` for an unknown reference system or a path that cannot be written.
    public static func write(
        _ bands: [Band], to path: String, compression: Compression = .deflate, overviews: Overviews = .average,
        metadata: [(name: String, text: String)] = []
    ) throws(FormatError) {
        guard let grid = bands.first?.raster.grid, bands.allSatisfy({ $0.raster.grid == grid }) else {
            throw .unwritable(path: path, reason: "one band or more is needed, all on the same grid")
        }
        try Library.with("GDAL_PAM_ENABLED", "NO") { () throws(FormatError) in
            let memory = try inMemory(bands, grid, path)
            for item in metadata { _ = GDALSetMetadataItem(memory.raw, item.name, item.text, nil) }
            try buildOverviews(memory, grid.shape, overviews, path)
            try copy(memory, to: path, compression, overviews)
        }
    }

    private static func inMemory(_ bands: [Band], _ grid: Grid, _ path: String) throws(FormatError) -> OwnedDataset {
        let driver = try Library.driver("MEM", for: path)
        let (columns, rows) = (Int32(grid.shape.columns), Int32(grid.shape.rows))
        guard let raw = GDALCreate(driver, "", columns, rows, Int32(bands.count), GDT_Float32, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        let memory = OwnedDataset(raw: raw)
        let t = grid.transform
        var place = [t.originX, t.cellWidth, 0, t.originY, 0, -t.cellHeight]
        guard GDALSetGeoTransform(raw, &place) == CE_None else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        if grid.crs != .unnamed {
            let system = try OwnedReferenceSystem(grid.crs, for: path)
            _ = GDALSetSpatialRef(raw, system.raw)
        }
        for (i, band) in bands.enumerated() {
            guard let target = GDALGetRasterBand(raw, Int32(i + 1)) else {
                throw .unwritable(path: path, reason: Library.lastMessage)
            }
            GDALSetRasterNoDataValue(target, Double(noData))
            GDALSetDescription(target, band.description)
            GDALSetRasterUnitType(target, band.unit)
            var values = band.raster.values.map { $0.isFinite ? $0 : noData }
            let done = values.withUnsafeMutableBytes {
                GDALRasterIO(target, GF_Write, 0, 0, columns, rows, $0.baseAddress, columns, rows, GDT_Float32, 0, 0)
            }
            guard done == CE_None else { throw .unwritable(path: path, reason: Library.lastMessage) }
        }
        return memory
    }

    private static let tile = 256

    /// Halves until the raster fits one tile; a raster that fits from the start gets one overview, unless it is tiny.
    private static func buildOverviews(
        _ memory: borrowing OwnedDataset, _ shape: GridShape, _ method: Overviews, _ path: String
    ) throws(FormatError) {
        let longest = max(shape.rows, shape.columns)
        var factors: [Int32] = []
        var factor = 2
        while longest > tile * factor / 2 || factor == 2 && longest >= 4 {
            factors.append(Int32(factor))
            factor *= 2
        }
        guard !factors.isEmpty else { return }
        let done = GDALBuildOverviews(
            memory.raw, method.rawValue, Int32(factors.count), &factors, 0, nil, GDALDummyProgress, nil)
        guard done == CE_None else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }

    private static func copy(
        _ memory: borrowing OwnedDataset, to path: String, _ compression: Compression, _ overviews: Overviews
    ) throws(FormatError) {
        let driver = try Library.driver("COG", for: path)
        var settings = [
            "COMPRESS=\(compression.rawValue)", "BLOCKSIZE=\(tile)", "RESAMPLING=\(overviews.rawValue)",
            "NUM_THREADS=1",
            "BIGTIFF=IF_SAFER", "OVERVIEWS=AUTO",
        ]
        if compression != .none { settings += ["PREDICTOR=FLOATING_POINT", "OVERVIEW_PREDICTOR=FLOATING_POINT"] }
        if compression == .deflate { settings.append("LEVEL=9") }
        let options = StringList(settings)
        Library.begin()
        guard let written = GDALCreateCopy(driver, path, memory.raw, 0, options.raw, GDALDummyProgress, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        // Bytes still held back are written on closing, where a full disk shows only in the message.
        CPLErrorReset()
        GDALClose(written)
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }
}
