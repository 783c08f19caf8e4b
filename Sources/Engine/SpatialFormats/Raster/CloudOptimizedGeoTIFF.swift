internal import CGDAL
internal import Glibc
public import SpatialEngine

/// Writes cloud-optimised GeoTIFF: tiles, overviews, directory first (OGC 21-026).
public enum CloudOptimizedGeoTIFF {
    /// One band to be written.
    public struct Band: Sendable {
        /// The frame of the values.
        public let grid: Grid
        /// The values; NaN and infinities become no-data.
        public var values: CellValues
        /// What the values are, in a few words.
        public let description: String
        /// Their unit, such as `s` or `events/km²`; empty for none.
        public let unit: String

        /// A band with its meaning, of as many values as the grid has cells.
        public init(grid: Grid, values: CellValues, description: String, unit: String) {
            precondition(
                values.count == grid.shape.count, "\(values.count) values for a grid of \(grid.shape.count) cells")
            self.grid = grid
            self.values = values
            self.description = description
            self.unit = unit
        }

        /// A band of floats with its meaning.
        public init(raster: Raster, description: String, unit: String) {
            self.init(grid: raster.grid, values: .floats(raster.values), description: description, unit: unit)
        }
    }

    /// How bytes are packed; all lose nothing.
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
        /// Not at all.
        case none = "NONE"
    }

    /// How a file is packed; the bytes do not depend on the number of threads.
    public struct Packing: Sendable {
        /// How bytes are packed.
        public var compression = Compression.deflate
        /// Effort: 1…9 for `deflate`, 1…22 for `zstandard`.
        public var level = 9
        /// How overviews are made.
        public var overviews = Overviews.average
        /// Threads that pack, at least 1.
        public var threads = 1

        /// The smallest file: `deflate` at its highest level, overviews by averages, one thread.
        public init() {}
    }

    /// The number that stands for no value.
    public static let noData: Float = -9999

    /// Writes a new file, or over an old one.
    ///
    /// Same input, same bytes; nothing is written beside it. Tiles of 256 × 256 with overviews down to one tile, at least one; no-data −9999.
    /// - Parameter bands: All on one grid and of one type; values that the caller holds no more are not copied.
    /// - Parameter metadata: Names and texts for the file as a whole.
    /// - Throws: ``FormatError`` for an unknown reference system or a path that cannot be written.
    public static func write(
        _ bands: consuming [Band], to path: String, packing: Packing = Packing(),
        metadata: [(name: String, text: String)] = []
    ) throws(FormatError) {
        guard let grid = bands.first?.grid, bands.allSatisfy({ $0.grid == grid }) else {
            throw .unwritable(path: path, reason: "one band or more is needed, all on the same grid")
        }
        var owned = bands
        bands = []
        let areFloats = owned[0].values.areFloats
        for i in owned.indices { owned[i].values.replaceNonFinite(by: Double(noData)) }
        try Library.with("GDAL_PAM_ENABLED", "NO") { () throws(FormatError) in
            let memory = try MemoryDataset.make(grid, for: path)
            for item in metadata { _ = GDALSetMetadataItem(memory.raw, item.name, item.text, nil) }
            try MemoryDataset.lend(owned[...], to: memory.raw, path) { () throws(FormatError) in
                if packing.overviews != .none { try buildOverviews(memory.raw, grid.shape, packing.overviews, path) }
                try copy(memory.raw, to: path, packing, areFloats: areFloats)
            }
        }
    }

    private static let tile = 256

    /// Halves until the raster fits one tile; a raster that fits from the start gets one overview, unless it is tiny.
    static func buildOverviews(
        _ memory: UnsafeMutableRawPointer, _ shape: GridShape, _ method: Overviews, _ path: String
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
            memory, method.rawValue, Int32(factors.count), &factors, 0, nil, GDALDummyProgress, nil)
        guard done == CE_None else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }

    static func copy(
        _ memory: UnsafeMutableRawPointer, to path: String, _ packing: Packing, areFloats: Bool
    ) throws(FormatError) {
        let driver = try Library.driver("COG", for: path)
        var settings = [
            "COMPRESS=\(packing.compression.rawValue)", "BLOCKSIZE=\(tile)", "NUM_THREADS=\(max(1, packing.threads))",
            "BIGTIFF=IF_SAFER",
        ]
        if packing.overviews == .none {
            settings.append("OVERVIEWS=NONE")
        } else {
            settings += ["RESAMPLING=\(packing.overviews.rawValue)", "OVERVIEWS=AUTO"]
        }
        if packing.compression != .none {
            let predictor = areFloats ? "FLOATING_POINT" : "STANDARD"
            settings += [
                "PREDICTOR=\(predictor)", "OVERVIEW_PREDICTOR=\(predictor)", "LEVEL=\(packing.level)",
            ]
        }
        let options = StringList(settings)
        // Two rows of tiles of eight bytes a cell.
        Library.growCache(to: 2 * tile * Int(GDALGetRasterXSize(memory)) * 8)
        Library.begin()
        guard let written = GDALCreateCopy(driver, path, memory, 0, options.raw, GDALDummyProgress, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        // Bytes still held back are written on closing, where a full disk shows only in the message.
        CPLErrorReset()
        GDALClose(written)
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: path, reason: Library.lastMessage) }
        try requireWhole(path)
    }

    /// Fails if the last tiles lie beyond the end of the file.
    ///
    /// The library keeps quiet when its last buffer cannot be written on closing. Tiles lie in the file in their order.
    private static func requireWhole(_ path: String) throws(FormatError) {
        let file = try Library.open(path, kind: GDAL_OF_RASTER)
        guard let band = GDALGetRasterBand(file.raw, 1) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        func place(_ item: String) -> Int {
            GDALGetMetadataItem(band, item, "TIFF").flatMap { Int(String(cString: $0)) } ?? 0
        }
        let columns = (Int(GDALGetRasterBandXSize(band)) + tile - 1) / tile
        let lastRow = (Int(GDALGetRasterBandYSize(band)) + tile - 1) / tile - 1
        let ends = (0..<columns).map { place("BLOCK_OFFSET_\($0)_\(lastRow)") + place("BLOCK_SIZE_\($0)_\(lastRow)") }
        var status = stat()
        guard stat(path, &status) == 0, ends.allSatisfy({ $0 <= Int(status.st_size) }) else {
            throw .unwritable(path: path, reason: "its end is missing; the disk is full or a size limit is reached")
        }
    }
}
