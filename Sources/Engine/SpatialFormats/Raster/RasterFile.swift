internal import CGDAL
import Glibc
public import SpatialEngine

extension CoordinateReferenceSystem {
    /// What the grid of a raster without a reference system names: nothing.
    public static let unnamed = CoordinateReferenceSystem("")
}

/// A raster file open for reading: GeoTIFF and whatever else GDAL reads.
///
/// Not `Sendable`: one per task.
public struct RasterFile: ~Copyable {
    /// The file's name, for messages.
    public let path: String
    /// Size, place and reference system; the latter is ``SpatialEngine/CoordinateReferenceSystem/unnamed`` for none.
    public let grid: Grid
    /// The reference system as an authority's code or well-known text; nil if the file names none.
    public let crs: CoordinateReferenceSystem?
    /// Number of bands.
    public let bandCount: Int
    private let dataset: OwnedDataset
    let isSouthUp: Bool

    /// One band and what the file says of it.
    public struct Band: Sendable {
        /// The values, scale and offset applied, north row first; NaN where the file has no value.
        public let raster: Raster
        /// The reference system; nil if the file names none.
        public let crs: CoordinateReferenceSystem?
        /// The band's description, or nil.
        public let description: String?
        /// The unit of the values, or nil.
        public let unit: String?
        /// The number that stands for no value in the file, or nil.
        public let noData: Double?
        /// Number of bands in the file.
        public let bandCount: Int
    }

    /// Opens a file; values are read later.
    /// - Throws: ``FormatError`` if the file is missing, no raster, without a place on Earth, or rotated.
    public init(_ path: String) throws(FormatError) {
        let dataset = try Library.open(path, kind: GDAL_OF_RASTER)
        let count = Int(GDALGetRasterCount(dataset.raw))
        guard count > 0 else {
            throw .unsuitable(
                path: path, reason: "the file holds no raster band; name one of its subdatasets or variables")
        }
        let placement = try Placement(of: dataset, path)
        let crs = CoordinateReferenceSystem(borrowing: GDALGetSpatialRef(dataset.raw))
        grid = Grid(shape: placement.shape, transform: placement.transform, crs: crs ?? .unnamed)
        isSouthUp = placement.isSouthUp
        bandCount = count
        self.crs = crs
        self.path = path
        self.dataset = dataset
    }

    /// Reads one band of a file as a whole.
    /// - Parameter band: From 1.
    /// - Throws: ``FormatError`` as in ``init(_:)``, for a band that is not there, or a truncated file.
    public static func read(_ path: String, band: Int = 1) throws(FormatError) -> Band {
        try RasterFile(path).band(band)
    }

    /// Reads one band as a whole.
    /// - Parameter number: From 1.
    public func band(_ number: Int = 1) throws(FormatError) -> Band {
        let raw = try handle(number)
        var hasNoData: Int32 = 0
        let noData = GDALGetRasterNoDataValue(raw, &hasNoData)
        return Band(
            raster: Raster(grid: grid, values: try values(band: number, rows: 0..<grid.shape.rows)), crs: crs,
            description: text(GDALGetDescription(raw)), unit: text(GDALGetRasterUnitType(raw)),
            noData: hasNoData != 0 ? noData : nil, bandCount: bandCount)
    }

    func handle(_ number: Int) throws(FormatError) -> UnsafeMutableRawPointer {
        guard 1...bandCount ~= number, let raw = GDALGetRasterBand(dataset.raw, Int32(number)) else {
            throw .unsuitable(path: path, reason: "there is no band \(number); the file has \(bandCount)")
        }
        return raw
    }

    func transfer<T>(
        _ band: UnsafeMutableRawPointer, _ rows: Range<Int>, _ type: GDALDataType, _ values: inout [T]
    ) throws(FormatError) {
        Library.begin()
        let (columns, count) = (Int32(grid.shape.columns), Int32(rows.count))
        let first = isSouthUp ? grid.shape.rows - rows.upperBound : rows.lowerBound
        let outcome = values.withUnsafeMutableBytes { memory in
            GDALRasterIO(
                band, GF_Read, 0, Int32(first), columns, count, memory.baseAddress, columns, count, type, 0, 0)
        }
        guard outcome == CE_None else {
            throw .unreadable(path: path, reason: "\(Library.lastMessage); the file may be truncated")
        }
    }

    private func text(_ raw: UnsafePointer<CChar>?) -> String? {
        guard let raw, raw.pointee != 0 else { return nil }
        return String(cString: raw)
    }
}

/// Where a raster lies, checked to be parallel to the axes.
private struct Placement {
    let shape: GridShape
    let transform: GeoTransform
    let isSouthUp: Bool

    init(of dataset: borrowing OwnedDataset, _ path: String) throws(FormatError) {
        shape = GridShape(
            rows: Int(GDALGetRasterYSize(dataset.raw)), columns: Int(GDALGetRasterXSize(dataset.raw)))
        var g = [Double](repeating: 0, count: 6)
        guard GDALGetGeoTransform(dataset.raw, &g) == CE_None else {
            throw .unsuitable(path: path, reason: "the raster has no place on Earth (no geotransform); georeference it")
        }
        guard g[2] == 0, g[4] == 0, g[1] > 0, g[5] != 0 else {
            throw .unsuitable(
                path: path,
                reason: "the raster is rotated or mirrored (geotransform \(g)); resample it north up, "
                    + "for instance with gdalwarp")
        }
        isSouthUp = g[5] > 0
        let north = isSouthUp ? g[3] + g[5] * Double(shape.rows) : g[3]
        transform = GeoTransform(originX: g[0], originY: north, cellWidth: g[1], cellHeight: abs(g[5]))
    }
}
