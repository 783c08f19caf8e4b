internal import CGDAL
import Glibc
internal import SpatialEngine

/// Writes FlatGeobuf, one layer a file.
public enum FlatGeobuf {
    /// Writes a new file, or over an old one; same input, same bytes.
    ///
    /// Features with an id get a first column `id`, unless there is one. Days are text: the format knows only times.
    /// - Parameter spatialIndex: With an index the rows are sorted along a curve in space; without, they keep their order.
    /// - Throws: ``FormatError`` for a value that does not fit its column, or a path that cannot be written.
    public static func write(_ layer: VectorLayer, to path: String, spatialIndex: Bool = true) throws(FormatError) {
        // The library makes a folder of any name without this ending.
        let file = path.hasSuffix(".fgb") ? path : path + ".fgb"
        do throws(FormatError) {
            try write(layer, file: file, spatialIndex)
        } catch {
            unlink(file)
            throw error
        }
        guard file == path || rename(file, path) == 0 else {
            unlink(file)
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func write(_ layer: VectorLayer, file: String, _ spatialIndex: Bool) throws(FormatError) {
        let driver = try Library.driver("FlatGeobuf", for: file)
        guard let raw = GDALCreate(driver, file, 0, 0, 0, GDT_Unknown, nil) else {
            throw .unwritable(path: file, reason: Library.lastMessage)
        }
        do {
            let dataset = OwnedDataset(raw: raw)
            // Without rows the library writes a file only if it is to be indexed.
            let options = ["SPATIAL_INDEX=\(spatialIndex || layer.features.isEmpty ? "YES" : "NO")"]
            try LayerWriter(layer: layer.withDatesAsText(), path: file).write(into: dataset, options: options)
            // The file itself is written on closing.
            CPLErrorReset()
        }
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: file, reason: Library.lastMessage) }
        guard access(file, F_OK) == 0 else { throw .unwritable(path: file, reason: "no file came of it") }
        try requireWhole(file, features: layer.features.count)
    }

    /// Fails if the last feature cannot be read back.
    ///
    /// The library keeps quiet when its last buffer cannot be written on closing.
    private static func requireWhole(_ file: String, features: Int) throws(FormatError) {
        guard features > 0 else { return }
        let dataset = try Library.open(file, kind: GDAL_OF_VECTOR, drivers: ["FlatGeobuf"])
        guard let layer = GDALDatasetGetLayer(dataset.raw, 0) else {
            throw .unwritable(path: file, reason: Library.lastMessage)
        }
        Library.begin()
        var last: UnsafeMutableRawPointer?
        if OGR_L_TestCapability(layer, OLCRandomRead) != 0 {
            last = OGR_L_GetFeature(layer, GIntBig(features - 1))
        } else {
            // Without an index there is no way to the last row but through all.
            for _ in 0..<features {
                if let last { OGR_F_Destroy(last) }
                last = OGR_L_GetNextFeature(layer)
                if last == nil { break }
            }
        }
        guard let last else {
            throw .unwritable(path: file, reason: "its end is missing; the disk is full or a size limit is reached")
        }
        OGR_F_Destroy(last)
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: file, reason: Library.lastMessage) }
    }
}

extension VectorLayer {
    /// The layer for a format without days.
    func withDatesAsText() -> VectorLayer {
        var layer = self
        layer.fields = fields.map { field in
            guard field.kind == .date else { return field }
            return Field(field.name, .text, title: field.title, description: field.description)
        }
        return layer
    }
}
