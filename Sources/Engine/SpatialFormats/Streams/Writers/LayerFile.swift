internal import CGDAL
import Glibc

/// A GeoPackage or FlatGeobuf that is being made.
struct LayerFile {
    let path: String
    let format: StreamFormat
    let moment: String

    /// Makes the file; `body` gets it with the options of its one layer, writes that, and says which features have no geometry.
    func create(
        isEmpty: Bool, _ body: (borrowing OwnedDataset, [String]) throws -> FlatGeobufGaps
    ) throws {
        var outcome: Result<Void, any Error> = .success(())
        try Library.with("OGR_CURRENT_DATE", moment) { () throws(FormatError) in
            try Library.with("OGR_SQLITE_JOURNAL", "MEMORY") { () throws(FormatError) in
                do { try make(isEmpty, body) } catch { outcome = .failure(error) }
            }
        }
        do { try outcome.get() } catch {
            for name in [path, path + "-journal", path + "-wal"] { unlink(name) }
            throw error
        }
    }

    private func make(
        _ isEmpty: Bool, _ body: (borrowing OwnedDataset, [String]) throws -> FlatGeobufGaps
    ) throws {
        let driver = try Library.driver(format == .gpkg ? "GPKG" : "FlatGeobuf", for: path)
        guard let raw = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, nil) else { throw failure }
        var gaps = FlatGeobufGaps()
        do {
            let dataset = OwnedDataset(raw: raw)
            if format == .gpkg {
                try fill(dataset, body)
            } else {
                // An index would sort the rows; without rows the library writes a file only if it is to have one.
                gaps = try body(dataset, ["SPATIAL_INDEX=\(isEmpty ? "YES" : "NO")"])
            }
            // Much of the file is written on closing.
            CPLErrorReset()
        }
        guard CPLGetLastErrorType() != CE_Failure, access(path, F_OK) == 0 else { throw failure }
        if format == .fgb { try gaps.finish(path) }
    }

    private func fill(
        _ dataset: borrowing OwnedDataset, _ body: (borrowing OwnedDataset, [String]) throws -> FlatGeobufGaps
    ) throws {
        guard GDALDatasetStartTransaction(dataset.raw, 0) == OGRERR_NONE else { throw failure }
        _ = try body(dataset, ["SPATIAL_INDEX=YES"])
        GDALFlushCache(dataset.raw)
        let database = GeoPackageDatabase(path: path, moment: moment)
        try database.addExtensionTable(dataset)
        try database.setDates(dataset)
        guard GDALDatasetCommitTransaction(dataset.raw) == OGRERR_NONE else { throw failure }
    }

    private var failure: FormatError { .unwritable(path: path, reason: Library.lastMessage) }

    /// Names for the columns of geometry and row numbers that no property has.
    func columnOptions(_ properties: [String]) -> [String] {
        guard format == .gpkg else { return [] }
        let taken = Set(properties.map { $0.lowercased() })
        func free(_ name: String) -> String {
            var free = name
            while taken.contains(free) { free += "_" }
            return free
        }
        return ["GEOMETRY_NAME=\(free("geom"))", "FID=\(free("fid"))"]
    }
}
