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
