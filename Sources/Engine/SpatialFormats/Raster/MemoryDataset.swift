internal import CGDAL
internal import SpatialEngine

/// Datasets of the library whose bands are arrays of ours.
enum MemoryDataset {
    /// A dataset with a place but without bands.
    static func make(_ grid: Grid, for path: String) throws(FormatError) -> OwnedDataset {
        let driver = try Library.driver("MEM", for: path)
        let (columns, rows) = (Int32(grid.shape.columns), Int32(grid.shape.rows))
        guard let raw = GDALCreate(driver, "", columns, rows, 0, GDT_Float32, nil) else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        let memory = OwnedDataset(raw: raw)
        try place(raw, on: grid, for: path)
        return memory
    }

    /// Tells a dataset where its grid lies.
    static func place(
        _ dataset: UnsafeMutableRawPointer, on grid: Grid, for path: String
    ) throws(FormatError) {
        let t = grid.transform
        var place = [t.originX, t.cellWidth, 0, t.originY, 0, -t.cellHeight]
        guard GDALSetGeoTransform(dataset, &place) == CE_None else {
            throw .unwritable(path: path, reason: Library.lastMessage)
        }
        if grid.crs != .unnamed {
            let system = try OwnedReferenceSystem(grid.crs, for: path)
            _ = GDALSetSpatialRef(dataset, system.raw)
        }
    }

    /// Adds a band for each of `bands`, which uses their memory, and calls `body`; after it the bands must not be read.
    static func lend(
        _ bands: ArraySlice<CloudOptimizedGeoTIFF.Band>, to dataset: UnsafeMutableRawPointer, _ path: String,
        _ body: () throws(FormatError) -> Void
    ) throws(FormatError) {
        guard let band = bands.first else { return try body() }
        try band.values.withUnsafeMemory { (address) throws(FormatError) in
            try add(band, at: address, to: dataset, path)
            try lend(bands.dropFirst(), to: dataset, path, body)
        }
    }

    private static func add(
        _ band: CloudOptimizedGeoTIFF.Band, at address: UnsafeRawPointer?, to dataset: UnsafeMutableRawPointer,
        _ path: String
    ) throws(FormatError) {
        let options = StringList(["DATAPOINTER=0x\(String(UInt(bitPattern: address), radix: 16))"])
        guard GDALAddBand(dataset, band.values.type, options.raw) == CE_None,
            let target = GDALGetRasterBand(dataset, GDALGetRasterCount(dataset))
        else { throw .unwritable(path: path, reason: Library.lastMessage) }
        describe(target, as: band)
    }

    /// Says what the values of a band are.
    static func describe(_ target: UnsafeMutableRawPointer, as band: CloudOptimizedGeoTIFF.Band) {
        GDALSetRasterNoDataValue(target, Double(CloudOptimizedGeoTIFF.noData))
        GDALSetDescription(target, band.description)
        GDALSetRasterUnitType(target, band.unit)
    }
}

extension CellValues {
    fileprivate var type: GDALDataType {
        switch self {
        case .floats: GDT_Float32
        case .doubles: GDT_Float64
        case .integers: GDT_Int32
        }
    }
}
